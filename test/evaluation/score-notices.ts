import { z } from 'zod'
import type { Reply } from '../../src/reply.js'
import { inventedNumbers } from './score-golden.js'
import { mean, percentile, rate } from './statistics.js'

/** One question over public notices: the document and the words in it that answer. */
export const noticeQuestionSchema = z.object({
  id: z.string(),
  question: z.string().min(1),
  docid: z.string().min(1),
  answer: z.string().min(1),
})

export type NoticeQuestion = z.infer<typeof noticeQuestionSchema>

/** A question with what the bot made of it. */
export interface AskedNotice {
  question: NoticeQuestion
  reply: Reply
  /** Documents of the clauses found, best first, with repetitions. */
  foundDocuments: readonly string[]
}

export interface NoticeVerdict extends AskedNotice {
  /** The first citation is of the gold document. */
  citedRight: boolean
  /** Place of the gold document among the distinct documents found, 1 for the first, 0 where it is not found. */
  rank: number
  /** ROUGE-L of the answer against the gold span, 0 to 1, whatever document is cited. */
  overlap: number
  /** The first quote holds at least {@link HELD} of the gold span. */
  quoteHolds: boolean
  abstained: boolean
  invented: string[]
}

/** Rates between 0 and 1, NaN over no questions. */
export interface NoticeSummary {
  questions: number
  citedDoc1: number
  doc1: number
  doc5: number
  doc10: number
  mrr10: number
  /** Counts 0 where the cited document is wrong. */
  rougeL: number
  rougeLGivenDoc: number
  quoteHoldsGold: number
  abstained: number
  withInventedNumber: number
  p50Ms: number
  p99Ms: number
}

const HELD = 0.8

/** Characters as they are compared: no white space, no punctuation, no symbols. */
export function foldCharacters(text: string): string[] {
  return [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}\p{S}]/gu, ''),
  ]
}

/** Length of the longest common subsequence, in O(nm) time and O(m) space. */
export function commonLength(a: readonly string[], b: readonly string[]): number {
  let previous = new Uint16Array(b.length + 1)
  for (const char of a) {
    const row = new Uint16Array(b.length + 1)
    for (let j = 1; j <= b.length; j++)
      row[j] = char === b[j - 1] ? previous[j - 1] + 1 : Math.max(previous[j], row[j - 1])
    previous = row
  }
  return previous[b.length]
}

/** ROUGE-L F1 (Lin 2004, beta 1) over characters; 0 where either is empty. */
export function rougeL(candidate: string, gold: string): number {
  const [said, wanted] = [foldCharacters(candidate), foldCharacters(gold)]
  const common = said.length && wanted.length ? commonLength(said, wanted) : 0
  if (common === 0) return 0
  const precision = common / said.length
  const recall = common / wanted.length
  return (2 * precision * recall) / (precision + recall)
}

/** Judges what came back for one question. */
export function judgeNotice(asked: AskedNotice): NoticeVerdict {
  const { question, reply, foundDocuments } = asked
  const first = reply.citations.at(0)
  const gold = foldCharacters(question.answer)
  return {
    ...asked,
    citedRight: first?.docId === question.docid,
    rank: [...new Set(foundDocuments)].indexOf(question.docid) + 1,
    overlap: rougeL(reply.answer, question.answer),
    quoteHolds: first !== undefined && commonLength(foldCharacters(first.quote), gold) >= HELD * gold.length,
    abstained: reply.status === 'not_found' || reply.status === 'help',
    invented: inventedNumbers([question.question], reply),
  }
}

/** The rates over verdicts. */
export function summarizeNotices(verdicts: readonly NoticeVerdict[]): NoticeSummary {
  const times = verdicts.map(({ reply }) => reply.tookMs)
  const within = (depth: number) => rate(verdicts, ({ rank }) => rank > 0 && rank <= depth)
  return {
    questions: verdicts.length,
    citedDoc1: rate(verdicts, verdict => verdict.citedRight),
    doc1: within(1),
    doc5: within(5),
    doc10: within(10),
    mrr10: mean(verdicts, ({ rank }) => (rank > 0 ? 1 / rank : 0)),
    rougeL: mean(verdicts, verdict => (verdict.citedRight ? verdict.overlap : 0)),
    rougeLGivenDoc: mean(
      verdicts.filter(verdict => verdict.citedRight),
      verdict => verdict.overlap,
    ),
    quoteHoldsGold: rate(verdicts, verdict => verdict.citedRight && verdict.quoteHolds),
    abstained: rate(verdicts, verdict => verdict.abstained),
    withInventedNumber: rate(verdicts, verdict => verdict.invented.length > 0),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  }
}
