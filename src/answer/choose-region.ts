import type { Region } from '../../index/regions.js'
import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import { type Asked, isOpen } from './asked.js'
import { isBetterWitness } from './comparison.js'
import { supports } from './confidence.js'
import { asksCounties, namesCounties, preferring } from './counties.js'
import { mainSpoken } from './essentials.js'
import { chooseAmong, inLine, MOST_REGIONS, SPACIOUS } from './region-lines.js'
import { spokenAround } from './spoken-of.js'
import { answerFrom, type Statement } from './statement.js'

/** How near a second city's passage must come, in score and in what it speaks of, to be a rival of the first. */
const RIVAL_SCORE = 0.5
const RIVAL_COVERAGE = 0.8
/** A city that speaks of the thing itself as well as the first may say less of what surrounds it; not of a figure asked for. */
const RIVAL_ESSENTIALS = 0.8
const RIVAL_DETAILS = 0.65
/** How well a rival must speak of the main thing in its own words, beside the first: not by its headings, nor by words that stand apart. */
const RIVAL_ITSELF = 0.6
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
    if (region && (!before || isBetterWitness(passage, before, question))) byRegion.set(region, passage)
  }
  if (byRegion.size < 2) return null
  const top = able.find(passage => byRegion.get(prepared.regionOf(passage.document)!) === passage)!
  if (!prepared.regionOf(able[0].document)) return null
  const coverage = supports(top, question, language).coverage
  const rivals = [...byRegion].filter(([, passage]) => {
    if (passage.score < top.score * RIVAL_SCORE) return false
    const own = supports(passage, question, language).coverage
    const itself = mainSpoken(passage, top, question)
    return (
      (itself >= RIVAL_ITSELF && own >= coverage * RIVAL_COVERAGE) ||
      (itself >= RIVAL_ESSENTIALS && SPACIOUS.has(question.inner) && own >= coverage * RIVAL_DETAILS)
    )
  })
  // What a review finds wanting in a city is not how it does a thing.
  const reports = rivals.filter(([, passage]) => passage.features.advice <= top.features.advice)
  const cities = question.inner === 'how' && reports.length >= 2 ? reports : rivals
  if (cities.length < 2) return null
  const all = cities.map(([region, passage]) => ({
    region,
    statement: inLine(answerFrom(passage, asked), question, Math.min(MOST_REGIONS, cities.length)),
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
