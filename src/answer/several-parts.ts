import type { Span } from '../../index/types.js'
import type { Answer } from '../reply.js'
import { QUANTITY } from '../retrieve/evidence.js'
import type { Passage } from '../retrieve/passages.js'
import type { Asked } from './asked.js'
import { cite } from './citation.js'
import { inOneReply, MOST_CITATIONS } from './compose.js'
import { supports } from './confidence.js'
import { asksResponsible } from './responsible.js'
import { answerFrom, type Statement, wholeSentence } from './statement.js'
import { sentenceOf } from './text.js'

/** One of the things that a turn asks, and what was found for it. */
export interface AskedPart {
  asked: Asked
  passages: readonly Passage[]
}

/** Longest answer to several parts in characters; more is better asked one by one. */
const MOST_TOGETHER = 200

/** Each thing that was asked, from the clause that speaks of all of them or from its own; null where one of them has no answer. */
export function answerParts(parts: readonly AskedPart[], able: readonly Passage[], asked: Asked): Answer | null {
  const statements = inOneClause(parts, able) ?? inOwnClauses(parts, able[0])
  if (!statements) return null
  const length = statements.reduce((sum, { extract }) => sum + extract.text.length, 0)
  if (length > MOST_TOGETHER) return null
  const together = inOneReply(statements, asked)
  return { ...together, citations: together.citations.slice(0, MOST_CITATIONS) }
}

/** How near the best passage another must come in score to answer all parts in its stead. */
const NEAR_FOR_ALL = 0.7

/** The first clause that answers every part by itself; a sentence that answers several is said once and whole. */
function inOneClause(parts: readonly AskedPart[], able: readonly Passage[]): Statement[] | null {
  if (parts.some(({ asked }) => asksResponsible(asked.question))) return null
  for (const { position, score } of able.slice(0, 4)) {
    if (score < able[0].score * NEAR_FOR_ALL) break
    const found = parts.map(({ asked, passages }) => {
      const passage = passages.find(other => other.position === position)
      if (!passage || passage.clause.kind === 'heading' || !answersPart(passage, asked)) return null
      const statement = answerFrom(passage, asked)
      return statement.extract.evidence > 0 ? statement : null
    })
    if (found.some(statement => statement === null)) continue
    const statements = found as Statement[]
    const said = new Set(statements.map(statement => statement.extract.text))
    if (
      said.size === statements.length &&
      figuresOf(statements.map(({ extract }) => extract.text)) >= amountsAsked(parts)
    )
      return inOrder(statements)
    const whole = wholeSentence(statements[0]) ?? statements[0]
    if (figuresOf([whole.extract.text]) >= amountsAsked(parts)) return [whole]
  }
  return null
}

function amountsAsked(parts: readonly AskedPart[]): number {
  return parts.filter(({ asked }) => asked.question.inner === 'howmuch').length
}

/** How many different figures some texts hold: one figure answers no two amounts. */
function figuresOf(texts: readonly string[]): number {
  return new Set(texts.flatMap(text => text.match(QUANTITY) ?? [])).size
}

/** Pieces of one clause in the order of the text; none that stands inside another, and those that overlap as one. */
function inOrder(statements: readonly Statement[]): Statement[] {
  const start = ({ extract }: Statement) => extract.spans[0]?.[0] ?? 0
  const apart: Statement[] = []
  for (const statement of [...statements].sort((a, b) => start(a) - start(b))) {
    if (statements.some(other => other !== statement && holdsText(other.extract.text, statement.extract.text))) continue
    const joined = apart.length > 0 ? joinOverlapping(apart[apart.length - 1], statement) : null
    if (joined) apart[apart.length - 1] = joined
    else apart.push(statement)
  }
  return apart
}

/** Two pieces of a clause, the second beginning before the first ends, as one piece; null for any others. */
function joinOverlapping(first: Statement, second: Statement): Statement | null {
  const { passage } = first
  const [one] = first.extract.spans
  const [other] = second.extract.spans
  if (passage.position !== second.passage.position || passage.clause.row || !one || !other || other[0] >= one[1])
    return null
  const span: Span = [one[0], Math.max(one[1], other[1])]
  const text = sentenceOf(passage.document, span)
  return { ...first, extract: { ...first.extract, text, spans: [span] }, citations: [cite(passage, [span])] }
}

function holdsText(text: string, part: string): boolean {
  return text.length > part.length && text.includes(part.replace(/。$/, ''))
}

/** Each part from the clause that answers it, the one that answers the whole question preferred. */
function inOwnClauses(parts: readonly AskedPart[], best: Passage): Statement[] | null {
  const statements: Statement[] = []
  for (const { asked, passages } of parts) {
    const near = passages.find(passage => passage.position === best.position)
    const bearing = [near, ...passages.slice(0, 3)].filter(
      passage => passage && passage.clause.kind !== 'heading' && answersPart(passage, asked),
    ) as Passage[]
    const found = bearing.map(passage => answerFrom(passage, asked)).find(statement => statement.extract.evidence > 0)
    if (!found) return null
    if (!statements.some(f => f.extract.text === found.extract.text)) statements.push(found)
  }
  const apart = inOrder(statements)
  return apart.length < 2 || figuresOf(apart.map(({ extract }) => extract.text)) < amountsAsked(parts) ? null : apart
}

function answersPart(passage: Passage, { question, language }: Asked): boolean {
  const { confidence, coverage } = supports(passage, question, language)
  return coverage >= 0.5 || confidence >= 0.4
}
