import type { ClauseIndex } from '../../index/build.js'
import { type AnswerGroup, groupOf } from '../../src/answer/answer-groups.js'
import { spansOf } from '../../src/answer/answer-spans.js'
import { verbatimOf } from '../../src/answer/span-model.js'
import { sentenceOf } from '../../src/answer/text.js'
import { explain } from '../../src/ask.js'
import { loadQuestionLanguage } from '../../src/language.js'
import type { Passage } from '../../src/retrieve/passages.js'
import type { Question } from '../../src/understand/question.js'
import { foldText, type GoldenQuestion, holdsText, lengthLimit } from './score-golden.js'
import { type NoticeQuestion, rougeL } from './score-notices.js'

/** One span to choose rightly: the spans of the passage that holds the answer, and how good an answer each would be. */
export interface SpanQuestion {
  id: string
  group: AnswerGroup
  verbatim: number
  features: Float64Array[]
  /** 0 to 1. */
  goodness: number[]
}

export interface SpanSet {
  name: string
  /** How much a question counts: the golden ones are few, and each of their answers was agreed on. */
  weight: number
  questions: SpanQuestion[]
}

const GOLDEN_WEIGHT = 4
/** Of two answers that hit, one as long as may be is worth so much less than a short one. */
const LENGTH_COST = 0.25

/** An answer is good that says all that was agreed on and that its clause holds; the better, the shorter. */
export function goldenSpans(name: string, index: ClauseIndex, questions: readonly GoldenQuestion[]): SpanSet {
  const set: SpanSet = { name, weight: GOLDEN_WEIGHT, questions: [] }
  for (const asked of questions) {
    if (asked.expect === 'not_found') continue
    const { question, passages } = understood(index, asked.turns)
    const quotes = asked.evidence.flat().map(foldText)
    const passage = passages.find(one => quotes.some(quote => foldText(clauseText(one)).includes(quote)))
    if (!passage || question.reference || question.smallTalk) continue
    const groups = asked.answers.filter(group => group.some(answer => holdsText(clauseText(passage), answer)))
    if (groups.length === 0) continue
    const limit = lengthLimit(asked)
    add(set, asked.id, passage, question, text =>
      text.length <= limit && groups.every(group => group.some(answer => holdsText(text, answer)))
        ? 1 - LENGTH_COST * (text.length / limit)
        : 0,
    )
  }
  return set
}

/** An answer is as good as it is like the words that were marked (ROUGE-L), in the first clause found of the right notice. */
export function noticeSpans(index: ClauseIndex, questions: readonly NoticeQuestion[]): SpanSet {
  const set: SpanSet = { name: 'notices', weight: 1, questions: [] }
  for (const { id, question: text, docid, answer } of questions) {
    const { question, passages } = understood(index, [text])
    const passage = passages.find(one => one.document.id === docid)
    if (passage) add(set, id, passage, question, said => rougeL(said, answer))
  }
  return set
}

function understood(index: ClauseIndex, turns: readonly string[]) {
  const { question, passages } = explain(index, turns[turns.length - 1], { turns: turns.slice(0, -1) }).trace
  return { question, passages: passages.filter(({ clause }) => clause.kind !== 'heading' && clause.kind !== 'row') }
}

function clauseText({ clause, document }: Passage): string {
  return document.text.slice(...clause.span)
}

function add(set: SpanSet, id: string, passage: Passage, question: Question, worth: (said: string) => number): void {
  const spans = spansOf(passage, question, loadQuestionLanguage())
  if (spans.length < 2) return
  set.questions.push({
    id,
    group: groupOf(question),
    verbatim: verbatimOf(passage),
    features: spans.map(({ features }) => features),
    goodness: spans.map(({ span }) => worth(sentenceOf(passage.document, span))),
  })
}
