import type { ClauseIndex } from '../../index/build.js'
import { understandTurns } from '../../src/conversation.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { prepare } from '../../src/prepare.js'
import { likeness, type Telling, tellingOf } from '../../src/question-likeness.js'
import { search } from '../../src/search.js'
import type { Learned, Missed, Voted } from './learning.js'

/** A clause that comes nearest to what was asked. */
export interface Nearest {
  clauseId: string
  title: string
  path: string[]
}

/** Questions alike that the documents did not answer. */
export interface MissedGroup {
  /** How often they were asked, all together. */
  count: number
  /** The last day one of them was, ISO 8601. */
  lastDay: string
  /** The one asked most often first. */
  questions: { question: string; turns: string[]; count: number }[]
  /** What is nearest to the first of them, best first. */
  nearest: Nearest[]
}

/** An answer that readers found no use in. */
export interface Disliked {
  question: string
  clauseId: string
  useless: number
  useful: number
}

/** From this likeness on two questions ask for the same. */
const ALIKE = 0.5
/** Clauses that are shown beside a group. */
const MOST_NEAREST = 3
/** Questions that are looked at: understanding one takes its time. */
const MOST_QUESTIONS = 2_000

/**
 * Groups the questions that were missed: each joins the group whose first question is most like it and about the same regions, or
 * begins one. The same
 * questions give the same groups. Those asked most often come first.
 */
export function groupMissed(
  missed: readonly Missed[],
  index: ClauseIndex,
  mostQuestions: number = MOST_QUESTIONS,
): MissedGroup[] {
  const prepared = prepare(index)
  const language = loadQuestionLanguage()
  const groups: (Omit<MissedGroup, 'nearest'> & { telling: Telling; regions: string })[] = []
  const byTerm = new Map<string, Set<number>>()
  for (const { lastDay, ...question } of distinct(missed).slice(0, mostQuestions)) {
    const understood = understandTurns(question.question, question, prepared, language)
    const telling = tellingOf(understood, prepared, language, true)
    const regions = understood.regions
      .map(({ code }) => code)
      .sort()
      .join(' ')
    const near = new Set([...telling.keys()].flatMap(term => [...(byTerm.get(term) ?? [])]))
    let best = -1
    let most = ALIKE
    for (const at of [...near].sort((a, b) => a - b)) {
      const alike = groups[at].regions === regions ? likeness(telling, groups[at].telling) : 0
      if (alike > most || (alike === most && best < 0)) [best, most] = [at, alike]
    }
    const group = groups[best]
    if (group) {
      group.questions.push(question)
      group.count += question.count
      if (lastDay > group.lastDay) group.lastDay = lastDay
      continue
    }
    for (const term of telling.keys()) byTerm.set(term, (byTerm.get(term) ?? new Set()).add(groups.length))
    groups.push({ count: question.count, lastDay, questions: [question], telling, regions })
  }
  return groups
    .sort((a, b) => b.count - a.count || byText(a.questions[0].question, b.questions[0].question))
    .map(({ telling: _, regions: __, ...group }) => ({ ...group, nearest: nearestTo(group.questions[0], index) }))
}

function nearestTo({ question, turns }: { question: string; turns: string[] }, index: ClauseIndex): Nearest[] {
  return search(index, question, MOST_NEAREST, {}, { turns }).map(({ passage: { clause, document } }) => ({
    clauseId: clause.id,
    title: document.title,
    path: clause.path,
  }))
}

/** The questions of all days, those asked most often first. */
function distinct(missed: readonly Missed[]): { question: string; turns: string[]; count: number; lastDay: string }[] {
  const byQuestion = new Map<string, { question: string; turns: string[]; count: number; lastDay: string }>()
  for (const { day, question, turns, count } of missed) {
    const key = [...turns, question].join('\n')
    const before = byQuestion.get(key)
    if (!before) byQuestion.set(key, { question, turns, count, lastDay: day })
    else {
      before.count += count
      if (day > before.lastDay) before.lastDay = day
    }
  }
  return [...byQuestion.values()].sort((a, b) => b.count - a.count || byText(a.question, b.question))
}

/** Answers that somebody found useless, those found so most often first. */
export function dislikedOf(voted: Learned['voted']): Disliked[] {
  const byAnswer = new Map<string, Disliked>()
  for (const { question, clauseId, verdict, count } of voted as readonly Voted[]) {
    const key = `${question}\n${clauseId}`
    const answer = byAnswer.get(key) ?? { question, clauseId, useless: 0, useful: 0 }
    answer[verdict] += count
    byAnswer.set(key, answer)
  }
  return [...byAnswer.values()]
    .filter(({ useless }) => useless > 0)
    .sort((a, b) => b.useless - a.useless || byText(a.question, b.question) || byText(a.clauseId, b.clauseId))
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
