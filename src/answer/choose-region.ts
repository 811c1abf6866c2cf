import type { Region } from '../../index/regions.js'
import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { type Asked, isOpen } from './asked.js'
import { isBetterWitness } from './comparison.js'
import { supports } from './confidence.js'
import { asksCounties, namesCounties, preferring } from './counties.js'
import { spokenAround } from './extract.js'
import { chooseAmong, inLine, MOST_REGIONS, SPACIOUS } from './region-lines.js'
import { answerFrom, type Statement } from './statement.js'

/** How near a second city's passage must come, in score and in what it speaks of, to be a rival of the first. */
const RIVAL_SCORE = 0.5
const RIVAL_COVERAGE = 0.8
/** A city that speaks of the thing itself as well as the first may say less of what surrounds it; not of a figure asked for. */
const RIVAL_ESSENTIALS = 0.95
const RIVAL_DETAILS = 0.65
/** How much of what the sentence of the first city's figure speaks of that of another must speak of. */
const RIVAL_WORDS = 0.5

/** Several cities answer and none is named: a line for each. Null where only one does. */
export function chooseRegion(able: readonly Passage[], asked: Asked): Answer | null {
  const { question, prepared, language } = asked
  if (!isOpen(question)) return null
  const byRegion = new Map<Region, Passage>()
  const counties = asksCounties(question) && able.some(passage => namesCounties(passage, prepared))
  for (const passage of preferring(able, asked)) {
    if (counties && !namesCounties(passage, prepared)) continue
    const region = prepared.regionOf(passage.document)
    const before = region && byRegion.get(region)
    if (region && (!before || isBetterWitness(passage, before))) byRegion.set(region, passage)
  }
  if (byRegion.size < 2) return null
  const top = able.find(passage => byRegion.get(prepared.regionOf(passage.document)!) === passage)!
  if (!prepared.regionOf(able[0].document)) return null
  const coverage = supports(top, question, language).coverage
  const main = ofEssentials(top, question)
  const rivals = [...byRegion].filter(([, passage]) => {
    const own = supports(passage, question, language).coverage
    return (
      passage.score >= top.score * RIVAL_SCORE &&
      (own >= coverage * RIVAL_COVERAGE ||
        (SPACIOUS.has(question.inner) &&
          own >= coverage * RIVAL_DETAILS &&
          main > 0 &&
          ofEssentials(passage, question) >= main * RIVAL_ESSENTIALS))
    )
  })
  if (rivals.length < 2) return null
  const all = rivals.map(([region, passage]) => ({
    region,
    statement: inLine(answerFrom(passage, asked), question, Math.min(MOST_REGIONS, rivals.length)),
  }))
  // Where the first city gives a figure or a date, a city that gives none is no rival, nor one whose figure is of something else.
  const spoken = ({ passage, extract }: Statement) => spokenAround(extract.spans, passage, question)
  const figures =
    (question.inner === 'howmuch' || question.inner === 'when') && !counties && all[0].statement.extract.evidence > 0
  const statements = all
    .filter(
      ({ statement }) =>
        !figures || (statement.extract.evidence > 0 && spoken(statement) >= spoken(all[0].statement) * RIVAL_WORDS),
    )
    .slice(0, MOST_REGIONS)
  if (statements.length < 2) return null
  const lines = statements.map(({ region, statement }) => ({
    region,
    text: statement.extract.text,
    citations: statement.citations,
    document: statement.passage.document,
  }))
  return chooseAmong(lines, asked)
}

/** How much of what must be spoken of a passage speaks of, by weight; 0 where nothing must. */
function ofEssentials(passage: Passage, { topics }: Question): number {
  let all = 0
  let held = 0
  topics.forEach((topic, t) => {
    if (!topic.essential) return
    all += topic.weight
    held += topic.weight * passage.matches[t]
  })
  return all > 0 ? held / all : 0
}
