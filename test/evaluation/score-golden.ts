import type { Verdict } from '../../src/judge-reply.js'
import { percentile, rate } from './statistics.js'

export * from '../../src/judge-reply.js'

/** Rates between 0 and 1, NaN over no questions. */
export interface GoldenSummary {
  questions: number
  right: number
  answerableRight: number
  cite1: number
  citeAll: number
  answerHit: number
  concise: number
  wronglyAbstained: number
  rightlyAbstained: number
  withInventedNumber: number
  p50Ms: number
  p99Ms: number
}

/** The rates over verdicts. */
export function summarizeGolden(verdicts: readonly Verdict[]): GoldenSummary {
  const answerable = verdicts.filter(({ question }) => question.expect !== 'not_found')
  const unanswerable = verdicts.filter(({ question }) => question.expect === 'not_found')
  const times = verdicts.map(({ reply }) => reply.tookMs)
  return {
    questions: verdicts.length,
    right: rate(verdicts, verdict => verdict.right),
    answerableRight: rate(answerable, verdict => verdict.right),
    cite1: rate(answerable, verdict => verdict.citeFirst),
    citeAll: rate(answerable, verdict => verdict.citeAll),
    answerHit: rate(answerable, verdict => verdict.answerHit),
    concise: rate(
      answerable.filter(verdict => !verdict.abstained),
      verdict => verdict.concise,
    ),
    wronglyAbstained: rate(answerable, verdict => verdict.abstained),
    rightlyAbstained: rate(unanswerable, verdict => verdict.abstained),
    withInventedNumber: rate(verdicts, verdict => verdict.invented.length > 0),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  }
}

/** The two ways to be wrong about whether there is an answer, and the third, to give a wrong one. */
export interface ErrorCounts {
  answerable: number
  unanswerable: number
  /** The documents do not answer, the bot did. */
  answeredUnanswerable: number
  /** The documents answer, the bot's answer or its evidence was another. */
  answeredAmiss: number
  /** The documents answer, the bot said they do not. */
  refusedWrongly: number
}

export function countErrors(verdicts: readonly Verdict[]): ErrorCounts {
  const answerable = verdicts.filter(({ question }) => question.expect !== 'not_found')
  const unanswerable = verdicts.filter(({ question }) => question.expect === 'not_found')
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    answeredUnanswerable: unanswerable.filter(verdict => !verdict.abstained).length,
    answeredAmiss: answerable.filter(verdict => !verdict.abstained && !(verdict.answerHit && verdict.citeAll)).length,
    refusedWrongly: answerable.filter(verdict => verdict.abstained).length,
  }
}
