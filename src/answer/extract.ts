import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { groupOf } from './answer-groups.js'
import type { CandidateSpan } from './answer-spans.js'
import { HEDGE } from './certainty.js'
import { extractYears } from './several-years.js'
import { spanWeights, verbatimOf } from './span-model.js'
import { spansToChoose } from './span-rules.js'
import { overlap } from './spoken-of.js'
import { asSentence, segmentSpans, sentenceOf, wordsOf } from './text.js'
import { wholeRule, withItsLikes } from './whole-rule.js'

/** Longest answer in characters when it is started earlier, at a word of certainty. */
const HEDGED_LIMIT = 118

/** A piece of a clause that answers: its text for reading and where it stands. */
export interface Extract {
  text: string
  spans: Span[]
  /** How much of the question the piece itself speaks of, 0 to 1. */
  coverage: number
  /** Whether it holds what kind of thing was asked for, 0 to 1. */
  evidence: number
}

const known = new WeakMap<Question, Map<Passage, Extract>>()

/**
 * The part of a passage that says what was asked: of all its spans the one that the fitted model values most. Remembered for
 * each passage as long as its question is.
 */
export function extract(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  let extracts = known.get(question)
  if (!extracts) known.set(question, (extracts = new Map()))
  let found = extracts.get(passage)
  if (!found) extracts.set(passage, (found = findExtract(passage, question, language)))
  return found
}

function findExtract(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  if (question.years.length >= 2 && question.inner === 'howmuch') {
    const yearly = extractYears(passage, question, language)
    if (yearly) return yearly
  }
  const best = bestSpan(passage, question, language)
  if (!best)
    return {
      text: sentenceOf(passage.document, passage.clause.span),
      spans: [passage.clause.span],
      coverage: 0,
      evidence: 0,
    }
  const spans = withItsLikes(passage, wholeRule(passage, keepHedge(passage, best.span)), question, language)
  const text = asSentence(spans.map(span => wordsOf(passage.document, span)).join(''))
  return { text, spans, coverage: best.coverage, evidence: best.evidence }
}

function bestSpan(passage: Passage, question: Question, language: QuestionLanguage): CandidateSpan | null {
  const weights = spanWeights(groupOf(question), verbatimOf(passage))
  let best: CandidateSpan | null = null
  let most = Number.NEGATIVE_INFINITY
  const { all, chosen } = spansToChoose(passage, question, language)
  for (const span of chosen) {
    const value = span.worth(weights)
    if (value > most) [best, most] = [span, value]
  }
  return best && (withItsHead(best, all) ?? best)
}

/** The spans that the model chooses from with what each is worth, the one that is said first, then the best. */
export function rankSpans(
  passage: Passage,
  question: Question,
  language: QuestionLanguage,
): { span: CandidateSpan; worth: number }[] {
  const weights = spanWeights(groupOf(question), verbatimOf(passage))
  const { all, chosen } = spansToChoose(passage, question, language)
  const ranked = chosen.map(span => ({ span, worth: span.worth(weights) })).sort((a, b) => b.worth - a.worth)
  const whole = ranked.length > 0 ? withItsHead(ranked[0].span, all) : null
  if (!whole) return ranked
  return [{ span: whole, worth: whole.worth(weights) }, ...ranked.filter(({ span }) => span !== whole)]
}

/** How many characters, and how much of the question, the head of a part must have at most and at least to be said with its figure. */
const LONGEST_HEAD = 24
const SPOKEN_BY_HEAD = 0.1
/** How much of the question must be said with the figure alone: a bare figure (51.60亿元) is not taken for another thing's. */
const SPOKEN_WITH_FIGURE = 0.3

/**
 * 获国家级 belongs to 一等奖给予15万元 where it was asked for and the clause says as much of another level: what is cut off tells
 * whose figure it is.
 */
function withItsHead(best: CandidateSpan, spans: readonly CandidateSpan[]): CandidateSpan | null {
  if (best.evidence < 1 || best.coverage < SPOKEN_WITH_FIGURE || (best.opens !== 'echo' && best.opens !== 'cue'))
    return null
  const whole = spans.findLast(
    ({ span, opens }) => span[1] === best.span[1] && span[0] < best.span[0] && opens !== 'echo' && opens !== 'cue',
  )
  const speaksMore = whole && whole.coverage >= best.coverage + SPOKEN_BY_HEAD
  if (!speaksMore || whole.span[0] < best.span[0] - LONGEST_HEAD) return null
  const isRival = ({ span, evidence, coverage }: CandidateSpan) =>
    evidence === 1 && coverage >= best.coverage && !overlap(span, whole.span)
  return spans.some(isRival) ? whole : null
}

/** Starts the span at a word of certainty that governs it, if that is near. */
function keepHedge({ document, prepared }: Passage, span: Span): Span {
  const { text } = document
  if (HEDGE.test(text.slice(...span))) return span
  const sentence = prepared.sentences.find(one => one.span[0] < span[0] && one.span[1] > span[0])
  if (!sentence) return span
  const before = segmentSpans(text, sentence.span).filter(([start]) => start < span[0])
  for (const part of before.reverse()) {
    if (part[1] <= span[0] && /[。；;]/.test(text[part[1] - 1])) break
    if (span[1] - part[0] > HEDGED_LIMIT) break
    if (/力争|拟(?=[\u4e00-\u9fa5])|计划|原则上|预计/.test(text.slice(part[0], Math.min(part[1], span[0]))))
      return [part[0], span[1]]
  }
  return span
}
