import type { ClauseIndex } from '../../index/build.js'
import { explain } from '../../src/ask.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { prepare } from '../../src/prepare.js'
import { findPassages } from '../../src/retrieve/passages.js'
import { scopeOf } from '../../src/retrieve/scope.js'
import { FEATURES } from '../../src/retrieve/weights.js'
import { foldText, type GoldenQuestion } from './score-golden.js'
import { foldCharacters, type NoticeQuestion } from './score-notices.js'

/** One ranking to get right: the clauses that are looked at for a question, and which of them hold its evidence. */
export interface RankedQuestion {
  /** Of the question; one that compares cities has a ranking for each. */
  id: string
  /** A row of features for each clause, in the order of {@link FEATURES}. */
  rows: Float64Array[]
  positive: boolean[]
  /** Positions in the index, which decide between equal scores. */
  positions: number[]
}

/** The rankings of a set, and the questions that had to be left out as no single clause holds any of their evidence. */
export interface RankedSet {
  name: string
  questions: RankedQuestion[]
  leftOut: string[]
}

/** Looks at clauses as `ask` does: the conversation understood, then the scope, for a comparison each city by itself. */
function rank(
  index: ClauseIndex,
  id: string,
  turns: readonly string[],
  isPositive: (position: number) => boolean,
): RankedQuestion[] {
  const { question, scope } = explain(index, turns[turns.length - 1], { turns: turns.slice(0, -1) }).trace
  const prepared = prepare(index)
  const scopes =
    question.regions.length > 1
      ? question.regions.map(region => scopeOf({ ...question, regions: [region] }, prepared))
      : [scope]
  return scopes.map(within => {
    const passages = findPassages(question, prepared, loadQuestionLanguage(), within)
    return {
      id,
      rows: passages.map(({ features }) => Float64Array.from(FEATURES, name => features[name])),
      positive: passages.map(({ position }) => isPositive(position)),
      positions: passages.map(({ position }) => position),
    }
  })
}

/** A clause is positive where it holds a quote of the evidence. */
export function rankGolden(name: string, index: ClauseIndex, questions: readonly GoldenQuestion[]): RankedSet {
  const folded = index.clauses.map(({ clause, document }) => foldText(document.text.slice(...clause.span)))
  const set: RankedSet = { name, questions: [], leftOut: [] }
  for (const question of questions) {
    if (question.expect === 'not_found') continue
    const quotes = question.evidence.flat().map(foldText)
    const holds = folded.map(text => quotes.some(quote => text.includes(quote)))
    if (!holds.includes(true)) set.leftOut.push(question.id)
    else set.questions.push(...rank(index, question.id, question.turns, position => holds[position]))
  }
  return set
}

/** A clause is positive where it is of the gold document and holds the whole gold answer. */
export function rankNotices(index: ClauseIndex, questions: readonly NoticeQuestion[]): RankedSet {
  const folded = index.clauses.map(({ clause, document }) =>
    foldCharacters(document.text.slice(...clause.span)).join(''),
  )
  const set: RankedSet = { name: 'notices', questions: [], leftOut: [] }
  for (const { id, question, docid, answer } of questions) {
    const gold = foldCharacters(answer).join('')
    const holds = index.clauses.map(
      ({ document }, position) => document.id === docid && folded[position].includes(gold),
    )
    if (gold === '' || !holds.includes(true)) set.leftOut.push(id)
    else set.questions.push(...rank(index, id, [question], position => holds[position]))
  }
  return set
}
