import type { Region } from '../../index/regions.js'
import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { withoutStrangers } from './able.js'
import type { Asked } from './asked.js'
import { answered } from './compose.js'
import { supports } from './confidence.js'
import { asksCounties, namesCounties, preferring } from './counties.js'
import { essentialsAhead, essentialsSpoken } from './essentials.js'
import { notFoundReply } from './fixed-replies.js'
import { inLine, lineOf, missingLine, SPACIOUS, silentLine } from './region-lines.js'
import { answerFrom, type Statement } from './statement.js'

/**
 * Two named cities are compared, whatever else the question says: those that have documents of their own, one at least. A city
 * that is named before its own district (上海市静安区) only says where the district lies.
 * @returns none where there are not two to compare
 */
export function regionsToCompare({ scope, prepared }: Asked): Region[] {
  if (!scope.documents || scope.regions.length < 2) return []
  const { gazetteer } = prepared.index.lexicon
  const out: Region[] = []
  for (const named of scope.regions) {
    const region = prepared.coveredRegions.find(
      covered => gazetteer.holds(covered, named) || gazetteer.holds(named, covered),
    )
    if (region && !out.includes(region)) out.push(region)
  }
  return out.length > 0 && out.length + scope.missing.length > 1 ? out : []
}

/** The same question put to one region, and what was found for it. */
export interface AskedRegion {
  region: Region
  asked: Asked
  passages: readonly Passage[]
}

/** Passages of each region that are offered as reading where none answers. */
export const LOOKED_AT = 5

/** A line for each region: what its documents say, that they do not, or that there are none. */
export function compare(byRegion: readonly AskedRegion[], { scope, prepared }: Asked): Answer {
  const looked = byRegion.flatMap(({ passages }) => passages.slice(0, LOOKED_AT))
  const said = byRegion.map(own => ({ region: own.region, statement: witnessOf(own, byRegion.length) }))
  const statements = said.flatMap(({ statement }) => statement ?? [])
  if (statements.length === 0) return notFoundReply(prepared, [], looked)
  const lines = [
    ...said.flatMap(({ region, statement }) => (statement ? lineOf(region, statement.extract.text) : [])),
    ...said.flatMap(({ region, statement }) => (statement ? [] : silentLine(region))),
    ...scope.missing.map(missingLine),
  ]
  return answered(
    lines.join('\n'),
    statements.flatMap(({ citations }) => citations),
    statements.map(({ passage }) => passage.document),
  )
}

/** What a region's best witness says, in a line of `count`; null where its documents are silent. */
function witnessOf({ asked, passages }: AskedRegion, count: number): Statement | null {
  const { question, prepared, language } = asked
  const able = withoutStrangers(passages, asked).filter(passage => speaksOfMain(passage, asked))
  const sure = able.filter(
    passage =>
      supports(passage, question, language).enough || (asksCounties(question) && namesCounties(passage, prepared)),
  )
  const bearing = preferring(sure.length > 0 ? sure : able, asked)
  const witness = bearing.slice(1).find(passage => isBetterWitness(passage, bearing[0], question)) ?? bearing[0]
  return witness ? inLine(answerFrom(witness, asked), question, count) : null
}

/** In a comparison the other city may be silent on details, not on the thing itself. */
function speaksOfMain(passage: Passage, { question, language }: Asked): boolean {
  if (passage.clause.kind === 'heading') return false
  const main = question.topics.findIndex(topic => topic.essential)
  const { coverage } = supports(passage, question, language)
  return coverage >= 0.4 || (coverage >= 0.28 && main >= 0 && passage.matches[main] >= 0.7)
}

/** How much nearer the thing itself a passage must be to be preferred, and how near in score it must come. */
const NEARER = 0.2
const NEAR_IN_SCORE = 0.9

/** A report of what is done is preferred to a recommendation that says as much, a clause of the thing to one of its neighbours. */
export function isBetterWitness(passage: Passage, before: Passage, question: Question): boolean {
  const isReport =
    before.features.advice === 1 &&
    passage.features.advice === 0 &&
    passage.features.clause >= before.features.clause * 0.95 &&
    passage.score >= before.score * 0.75
  return (
    isReport ||
    (passage.score >= before.score * NEAR_IN_SCORE &&
      passage.features.advice <= before.features.advice &&
      isNearer(passage, before, question))
  )
}

/** Whether a passage speaks of the thing itself where another only speaks of what surrounds it. */
function isNearer(passage: Passage, before: Passage, question: Question): boolean {
  const nearer = essentialsSpoken(passage, question) - essentialsSpoken(before, question)
  return (
    nearer >= NEARER ||
    (nearer >= 0 &&
      SPACIOUS.has(question.inner) &&
      passage.features.clause >= before.features.clause * 0.95 &&
      essentialsAhead(passage, question) >= essentialsAhead(before, question) + NEARER) ||
    (nearer >= 0 &&
      ASKS_WHETHER_DONE.test(question.folded) &&
      saysDone(passage) &&
      !saysDone(before) &&
      passage.features.clause >= before.features.clause * 0.95)
  )
}

/** 移交了没有: whether it is done, which 累计移交38所 tells and 积极推进 does not. */
const ASKS_WHETHER_DONE = /(?<!有)(?:没有?|了吗|了么)[啊呀呢吗嘛]?[?？]?$/
const DONE = /累计|已经|已[^有]|目前|截至|截止|达到?了?\d/

function saysDone({ best, prepared }: Passage): boolean {
  return DONE.test(prepared.sentences[best]?.folded ?? '')
}
