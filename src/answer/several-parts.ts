import type { Answer } from '../reply.js'
import { QUANTITY } from '../retrieve/evidence.js'
import type { Passage } from '../retrieve/passages.js'
import type { Asked } from './asked.js'
import { inOneReply, MOST_CITATIONS } from './compose.js'
import { supports } from './confidence.js'
import { answerFrom, type Finding, wholeSentence } from './finding.js'
import { asksResponsible } from './responsible.js'

/** One of the things that a turn asks, and what was found for it. */
export interface AskedPart {
  asked: Asked
  passages: readonly Passage[]
}

/** Longest answer to several parts in characters; more is better asked one by one. */
const MOST_TOGETHER = 200

/** Each thing that was asked, from the clause that speaks of all of them or from its own; null where one of them has no answer. */
export function answerParts(parts: readonly AskedPart[], able: readonly Passage[], asked: Asked): Answer | null {
  const findings = inOneClause(parts, able) ?? inOwnClauses(parts, able[0])
  if (!findings) return null
  const length = findings.reduce((sum, { extract }) => sum + extract.text.length, 0)
  if (length > MOST_TOGETHER) return null
  const together = inOneReply(findings, asked)
  return { ...together, citations: together.citations.slice(0, MOST_CITATIONS) }
}

/** How near the best passage another must come in score to answer all parts in its stead. */
const NEAR_FOR_ALL = 0.7

/** The first clause that answers every part by itself; a sentence that answers several is said once and whole. */
function inOneClause(parts: readonly AskedPart[], able: readonly Passage[]): Finding[] | null {
  if (parts.some(({ asked }) => asksResponsible(asked.question))) return null
  for (const { position, score } of able.slice(0, 4)) {
    if (score < able[0].score * NEAR_FOR_ALL) break
    const found = parts.map(({ asked, passages }) => {
      const passage = passages.find(other => other.position === position)
      if (!passage || passage.clause.kind === 'heading' || !answersPart(passage, asked)) return null
      const finding = answerFrom(passage, asked)
      return finding.extract.evidence > 0 ? finding : null
    })
    if (found.some(finding => finding === null)) continue
    const findings = found as Finding[]
    const said = new Set(findings.map(finding => finding.extract.text))
    if (said.size === findings.length) return inOrder(findings)
    const whole = wholeSentence(findings[0])
    const figures = whole?.extract.text.match(QUANTITY)?.length ?? 0
    if (whole && figures >= parts.filter(({ asked }) => asked.question.inner === 'howmuch').length) return [whole]
  }
  return null
}

/** Pieces of one clause in the order of the text; none that stands inside another. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const start = ({ extract }: Finding) => extract.spans[0]?.[0] ?? 0
  return [...findings]
    .sort((a, b) => start(a) - start(b))
    .filter(
      finding => !findings.some(other => other !== finding && holdsText(other.extract.text, finding.extract.text)),
    )
}

function holdsText(text: string, part: string): boolean {
  return text.length > part.length && text.includes(part.replace(/。$/, ''))
}

/** Each part from the clause that answers it, the one that answers the whole question preferred. */
function inOwnClauses(parts: readonly AskedPart[], best: Passage): Finding[] | null {
  const findings: Finding[] = []
  for (const { asked, passages } of parts) {
    const near = passages.find(passage => passage.position === best.position)
    const bearing = [near, ...passages.slice(0, 3)].filter(
      passage => passage && passage.clause.kind !== 'heading' && answersPart(passage, asked),
    ) as Passage[]
    const found = bearing.map(passage => answerFrom(passage, asked)).find(finding => finding.extract.evidence > 0)
    if (!found) return null
    if (!findings.some(f => f.extract.text === found.extract.text)) findings.push(found)
  }
  return findings.length < 2 ? null : findings
}

function answersPart(passage: Passage, { question, language }: Asked): boolean {
  const { confidence, coverage } = supports(passage, question, language)
  return coverage >= 0.5 || confidence >= 0.4
}
