import type { AnswerKind, Question } from '../understand/question.js'

/** Kinds of question whose answers are alike in length and form. */
export const ANSWER_GROUPS = ['figure', 'name', 'many', 'way', 'thing'] as const
export type AnswerGroup = (typeof ANSWER_GROUPS)[number]

const GROUP_OF: Partial<Record<AnswerKind, AnswerGroup>> = {
  when: 'figure',
  howmuch: 'figure',
  who: 'name',
  where: 'name',
  list: 'many',
  how: 'way',
  why: 'way',
  status: 'way',
}

/** The group of a question; what asks for a unit asks for a figure. */
export function groupOf(question: Question): AnswerGroup {
  const group = GROUP_OF[question.inner] ?? 'thing'
  return group === 'thing' && question.inner !== 'yesno' && question.unit !== null ? 'figure' : group
}

/** 几所……又有多少所, 各有多少: one figure alone would be half an answer. */
export function asksSeveral(question: Question): boolean {
  if (question.inner !== 'howmuch') return false
  const asked = question.folded.match(/多少|(?<!哪)几[个所名项家次节年人]|百分之几/g)?.length ?? 0
  return asked >= 2 || /各(?:有|是|为|自)|分别/.test(question.folded) || question.years.length >= 2
}
