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

const ASKS_AMOUNT = /多少|(?<![哪好第])几(?=[个所名项家次节年人回套天岁种成])|百分之几|多长时间|多久/g
const ASKS_DATE = /(?<![到至])(?:哪年|哪天|哪个?月|(?:几月)?几[号日]|几月(?!几))|什么时候|啥时候|何时|多长时间|多久/g
/** 各涨多少: as many figures as things are named, two at least. */
const OF_EACH = /各(?:有|是|为|自|给|要|能|得|占|涨|增|补|多|建|存|交|收|罚)|各(?=多少|几)|分别|每回[^,，?？]{0,4}多/

/** How many figures or dates are asked for, as far as the question says; of a comparison each region gives one. */
export function figuresAsked({ inner, kind, folded, years, ofSeveral }: Question): number {
  if (ofSeveral || kind === 'compare' || (inner !== 'howmuch' && inner !== 'when')) return 1
  const asked = Math.max(1, folded.match(inner === 'when' ? ASKS_DATE : ASKS_AMOUNT)?.length ?? 0)
  if (years.length >= 2 && inner === 'howmuch') return asked * years.length
  return asked === 1 && inner === 'howmuch' && OF_EACH.test(folded) ? 2 : asked
}
