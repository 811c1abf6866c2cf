import { z } from 'zod'
import type { Reply } from './reply.js'

const alternatives = z.array(z.array(z.string().min(1)).min(1))

/** A question with what is expected of its answer: one line of `test/golden/questions.jsonl`. */
export const goldenQuestionSchema = z
  .object({
    id: z.string(),
    /** The conversation; the last turn is asked. */
    turns: z.array(z.string()).min(1),
    /** What is asked: when, howmuch, list … */
    kind: z.string(),
    /** How it is typed: plain, typo, traditional … */
    style: z.string(),
    asker: z.string(),
    expect: z.enum(['answered', 'choose', 'not_found']),
    /** Groups of acceptable alternatives; every group must be hit in the answer. */
    answers: alternatives,
    /** Groups of alternative verbatim quotes; every group must be cited. */
    evidence: alternatives,
  })
  .refine(
    question => question.expect === 'not_found' || (question.answers.length > 0 && question.evidence.length > 0),
    {
      message: 'a question with an answer needs answers and evidence: without them any reply would be right',
    },
  )

export type GoldenQuestion = z.infer<typeof goldenQuestionSchema>

/** Why a reply is not right, the first that applies being the one to mend first. */
export const CAUSES = ['wrong status', 'evidence not cited', 'answer missed', 'too long'] as const
export type Cause = (typeof CAUSES)[number]

/** What a reply is worth for its question. */
export interface Verdict {
  question: GoldenQuestion
  reply: Reply
  right: boolean
  /** Why it is not right; empty where it is. */
  causes: Cause[]
  /** No answer was given, rightly or not. */
  abstained: boolean
  /** The first citation carries evidence. */
  citeFirst: boolean
  /** Every evidence group is cited within the depth that is looked at. */
  citeAll: boolean
  /** Every answer group stands in the answer. */
  answerHit: boolean
  concise: boolean
  /** Figures of the answer that stand neither in a citation nor in the question. */
  invented: string[]
}

const IGNORED = /[\s"'“”‘’「」『』《》〈〉()（）[\]【】,，.。;；:：、!！?？·…—–\-_|*#]/gu

/** Text as it is compared: width, case, white space and the punctuation that typists vary do not count, decimal points do. */
export function foldText(text: string): string {
  return text
    .replace(/(\d)[.．](\d)/g, '$1点$2')
    .normalize('NFKC')
    .toLowerCase()
    .replace(IGNORED, '')
    .replace(/点/g, '.')
}

export function holdsText(text: string, part: string): boolean {
  return foldText(text).includes(foldText(part))
}

/** Questions that ask for one figure, name or word: their answers must be short. */
const SHORT_KINDS: ReadonlySet<string> = new Set(['when', 'howmuch', 'who', 'where', 'table', 'yesno'])
const SHORT_LIMIT = 120
const LIST_LIMIT = 320
const CITY_LIMIT = 160

/** How long an answer may be, in characters, before it counts as the clause dumped instead of an answer given. */
export function lengthLimit({ expect, kind, answers }: Pick<GoldenQuestion, 'expect' | 'kind' | 'answers'>): number {
  const gold = answers.reduce((sum, group) => sum + Math.max(...group.map(alternative => alternative.length)), 0)
  if (expect === 'choose' || kind === 'compare') return CITY_LIMIT * Math.max(2, answers.length) + gold
  return (SHORT_KINDS.has(kind) ? SHORT_LIMIT : LIST_LIMIT) + 2 * gold
}

/** How many citations are looked at: a reader looks at three, at more only where the answer is put together. */
const DEPTH = 3
const DEPTH_OF_SEVERAL = 8

/** Judges one reply. Right is: the right status, every evidence group cited, every answer group hit, and short. */
export function judge(question: GoldenQuestion, reply: Reply): Verdict {
  const abstained = reply.status === 'not_found' || reply.status === 'help'
  const invented = inventedNumbers(question.turns, reply)
  const nothing = {
    question,
    reply,
    abstained,
    citeFirst: false,
    citeAll: false,
    answerHit: false,
    concise: false,
    invented,
  }
  if (question.expect === 'not_found')
    return { ...nothing, right: abstained, causes: abstained ? [] : ['wrong status'] }
  if (abstained) return { ...nothing, right: false, causes: ['wrong status'] }
  const quotes = reply.citations.map(citation => citation.quote)
  const looked = quotes.slice(0, question.evidence.length > 1 ? DEPTH_OF_SEVERAL : DEPTH)
  const citeFirst = question.evidence.some(group => group.some(evidence => holdsText(quotes[0] ?? '', evidence)))
  const citeAll = question.evidence.every(group =>
    group.some(evidence => looked.some(quote => holdsText(quote, evidence))),
  )
  const answerHit = question.answers.every(group => group.some(alternative => holdsText(reply.answer, alternative)))
  const concise = [...reply.answer].length <= lengthLimit(question)
  const causes: Cause[] = []
  if (!citeAll) causes.push('evidence not cited')
  if (!answerHit) causes.push('answer missed')
  if (!concise) causes.push('too long')
  return {
    question,
    reply,
    right: causes.length === 0,
    causes,
    abstained,
    citeFirst,
    citeAll,
    answerHit,
    concise,
    invented,
  }
}

/** The bot's own counting and list marks claim nothing of a document: 共 12 项, ①, "1." at the head of an item. */
const OWN_MARKS: readonly (readonly [RegExp, string])[] = [
  [/[①-⑳]/g, ''],
  [/共\s*\d+\s*[项条个点类家所]/g, ''],
  [/(^|[\s；;:：])\d{1,2}[.、)）](?!\d)/g, '$1'],
]

/** Figures in an answer that stand in no citation and not in the conversation. */
export function inventedNumbers(
  turns: readonly string[],
  reply: Pick<Reply, 'status' | 'answer' | 'citations'>,
): string[] {
  if (reply.status === 'not_found' || reply.status === 'help') return []
  const cited = reply.citations.flatMap(({ quote, title, issuedOn, path }) => [quote, title, issuedOn, ...path])
  const source = foldText([...cited, ...turns].join(' '))
  const claims = OWN_MARKS.reduce((text, [mark, instead]) => text.replace(mark, instead), reply.answer).normalize(
    'NFKC',
  )
  return (claims.match(/\d+(?:\.\d+)?/g) ?? []).filter(figure => !source.includes(figure))
}
