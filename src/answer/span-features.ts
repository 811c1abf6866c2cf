import type { CandidateSpan } from './answer-spans.js'
import { EDGES, type Edge } from './candidate-spans.js'
import type { Reading } from './passage-reading.js'
import { ENDING, endingAt, endsWithAnchor, OPENING, openingAt, openingWords } from './span-ends.js'

/** What a span is chosen by; shares between 0 and 1 unless said otherwise. */
export const SPAN_FEATURES = [
  // What it speaks of, and where.
  'coverage',
  'coverageOwn',
  'coverageNear',
  'coverageSentence',
  'evidenceNear',
  'worth',
  'relative',
  'evidence',
  'year',
  'yearBefore',
  'place',
  'measure',
  'several',
  // What of the question it, its ends and its surroundings repeat.
  'echo',
  'echoFirst',
  'echoLast',
  'asked',
  'askedBefore',
  'askedNear',
  'echoBefore',
  'echoAfter',
  'behindAnchor',
  'beforeAnchor',
  'endsAnchor',
  // How long it is: what each doubling beyond a length costs.
  'from4',
  'from8',
  'from16',
  'from32',
  'from64',
  'from128',
  'segments',
  'sentences',
  // Where it starts and ends; within a paragraph.
  ...EDGES.map(edge => `opens:${edge}` as const),
  ...EDGES.map(edge => `closes:${edge}` as const),
  'lead',
  'first',
  'last',
  'whole',
  'wholeUnderPath',
  // Words.
  'dateline',
  'connective',
  'purpose',
  'modal',
  'hedge',
  'figures',
  'items',
  'quoted',
  'announces',
  'dangling',
  'behindAnnouncer',
  'afterEcho',
  // Against the span that plain reckoning would choose.
  'withinPlain',
  'holdsPlain',
  'likePlain',
] as const
export type SpanFeature = (typeof SPAN_FEATURES)[number]

const AT = Object.fromEntries(SPAN_FEATURES.map((name, i) => [name, i])) as Record<SpanFeature, number>
const OPENS = Object.fromEntries(EDGES.map(edge => [edge, AT[`opens:${edge}`]])) as Record<Edge, number>
const CLOSES = Object.fromEntries(EDGES.map(edge => [edge, AT[`closes:${edge}`]])) as Record<Edge, number>

/**
 * What speaks for and against a span from one piece to another, in the order of {@link SPAN_FEATURES}.
 * @param f zeros, which are written over
 */
export function weigh(
  candidate: CandidateSpan,
  reading: Reading,
  from: number,
  to: number,
  f = new Float64Array(SPAN_FEATURES.length),
): Float64Array {
  const { passage, pieces, marks, text } = reading
  const { span, said } = candidate
  const [start, end] = span
  const opening = (reading.openings[from] ??= openingAt(reading, from))
  const ending = (reading.endings[to] ??= endingAt(reading, to))
  f[AT.coverage] = said.coverage
  f[AT.place] = said.place
  f[AT.coverageOwn] = said.coverageOwn
  f[AT.coverageNear] = said.coverageNear
  f[AT.coverageSentence] = said.coverageSentence
  f[AT.evidenceNear] = said.evidenceNear
  f[AT.worth] = said.worth
  f[AT.relative] = said.worth / reading.top
  f[AT.evidence] = said.evidence
  f[AT.year] = said.years
  f[AT.yearBefore] = candidate.year
  f[AT.measure] = said.measure
  const { figures } = candidate
  f[AT.several] = reading.several && figures >= 2 ? 1 : 0
  f[AT.echo] = candidate.echo
  f[AT.echoFirst] = to > from ? opening.echoPiece : 0
  f[AT.echoLast] = to > from ? ending.echoPiece : 0
  f[AT.asked] = said.asked / reading.askedCount
  f[AT.askedBefore] = opening.askedBefore
  f[AT.askedNear] = opening.askedNear
  f[AT.echoBefore] = opening.echo
  f[AT.echoAfter] = ending.echo
  f[AT.behindAnchor] = opening.anchor
  f[AT.beforeAnchor] = ending.anchor
  f[AT.endsAnchor] = end - start >= ENDING ? ending.endsAnchor : endsWithAnchor(reading, start, end)
  lengths(marks.bareLength(start, end), f)
  f[AT.segments] = (pieces[to].segment - pieces[from].segment) / 8
  f[AT.sentences] = (pieces[to].sentence - pieces[from].sentence) / 3
  f[OPENS[candidate.opens]] = 1
  f[CLOSES[candidate.closes]] = 1
  const clause = passage.clause.span
  const whole = (end - start) / (clause[1] - clause[0])
  f[AT.lead] = candidate.leads ? 1 : 0
  f[AT.first] = pieces[from].sentence === 0 ? 1 : 0
  f[AT.last] = pieces[to].sentence === passage.prepared.sentences.length - 1 ? 1 : 0
  f[AT.whole] = whole
  f[AT.wholeUnderPath] = whole * reading.path
  f[AT.dateline] = marks.isDateline(start, end) ? 1 : 0
  const words = end - start >= OPENING ? opening : openingWords(text.slice(start, end))
  f[AT.connective] = words.connective
  f[AT.purpose] = words.purpose
  f[AT.modal] = words.modal
  f[AT.hedge] = marks.hedged(start, end) ? 1 : 0
  f[AT.figures] = Math.min(3, figures) / 3
  f[AT.items] = Math.min(5, marks.commaCount(start, end)) / 5
  f[AT.quoted] = marks.opensQuote(start, end) ? 1 : 0
  f[AT.announces] = ending.announcer >= start ? 1 : 0
  f[AT.dangling] = ending.dangling
  f[AT.behindAnnouncer] = opening.behindAnnouncer
  f[AT.afterEcho] = opening.afterEcho
  const { plain } = reading
  if (plain) {
    const common = Math.max(0, Math.min(plain[1], end) - Math.max(plain[0], start))
    f[AT.withinPlain] = common / (end - start)
    f[AT.holdsPlain] = common / (plain[1] - plain[0])
    f[AT.likePlain] = (2 * common) / (end - start + plain[1] - plain[0])
  }
  return f
}

function lengths(characters: number, f: Float64Array): void {
  const doublings = Math.log2(Math.max(1, characters))
  f[AT.from4] = Math.max(0, Math.min(1, doublings - 2))
  f[AT.from8] = Math.max(0, Math.min(1, doublings - 3))
  f[AT.from16] = Math.max(0, Math.min(1, doublings - 4))
  f[AT.from32] = Math.max(0, Math.min(1, doublings - 5))
  f[AT.from64] = Math.max(0, Math.min(1, doublings - 6))
  f[AT.from128] = Math.max(0, Math.min(2, doublings - 7))
}
