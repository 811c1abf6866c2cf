import type { Reading } from './passage-reading.js'

/** What the pieces of a span say together, and the parts of sentences around them; what spans are weighed by. */
export interface Said {
  coverage: number
  coverageOwn: number
  coverageNear: number
  coverageSentence: number
  /** The most that one of its parts speaks of in which what is asked for stands. */
  coveragePart: number
  /** In how many of its parts what is asked for stands. */
  tellingParts: number
  evidence: number
  evidenceNear: number
  years: number
  measure: number
  worth: number
  place: number
  /** How many of the question's pairs it holds. */
  asked: number
}

/** A run of pieces as it grows. */
export interface Run {
  from: number
  /** For each topic the best of the pieces, of the whole parts of sentences they are of, and of the whole sentences. */
  topics: Float64Array
  own: Float64Array
  sentence: Float64Array
  coveragePart: number
  tellingParts: number
  evidence: number
  /** The best evidence of the parts from the one before the run on. */
  evidenceNear: number
  years: number
  measure: number
  place: number
  worth: number
  /** The question's pairs that were met, and how many they are. */
  asked: Uint8Array
  askedCount: number
  /** Up to where pairs were looked for, and the last part and sentence that were added. */
  readTo: number
  segment: number
  lastSentence: number
}

/** A run that begins at a piece and holds none yet. */
export function startRun({ pieces, weights, start, bySegment, askedCount }: Reading, from: number): Run {
  const { segment, sentence, span } = pieces[from]
  return {
    from,
    topics: new Float64Array(weights.length),
    own: new Float64Array(weights.length),
    sentence: new Float64Array(weights.length),
    coveragePart: 0,
    tellingParts: 0,
    evidence: 0,
    evidenceNear: bySegment[segment - 1]?.evidence ?? 0,
    years: 0,
    measure: 0,
    place: 0,
    worth: 0,
    asked: new Uint8Array(askedCount),
    askedCount: 0,
    readTo: span[0] - start,
    segment: segment - 1,
    lastSentence: sentence - 1,
  }
}

/** Adds the next piece to a run. */
export function extendRun(reading: Reading, run: Run, to: number): void {
  const { pieces, told, toldWhole, passage, question } = reading
  const first = pieces[run.from]
  const piece = pieces[to]
  const startsWithin = first.segment === piece.segment && pieces[run.from - 1]?.segment === piece.segment
  const what = (startsWithin ? null : toldWhole[to]) ?? told[to]
  raise(run.topics, what.topics)
  run.evidence =
    question.inner === 'list' ? Math.min(1, run.evidence + what.evidence) : Math.max(run.evidence, what.evidence)
  run.years = Math.max(run.years, what.years)
  run.measure = Math.max(run.measure, what.measure)
  run.worth = Math.max(run.worth, passage.sentences[piece.sentence])
  if (piece.segment > run.segment) {
    const whole = reading.bySegment[piece.segment]
    raise(run.own, whole.topics)
    if (question.inner === 'howmuch' || question.inner === 'when') {
      const spoken = partsSpoken(reading)[piece.segment]
      run.coveragePart = Math.max(run.coveragePart, spoken)
      if (spoken >= OF_SAME_THING * reading.topPart) run.tellingParts++
    }
    run.evidenceNear = Math.max(run.evidenceNear, whole.evidence)
    run.place = Math.max(run.place, whole.place)
    run.segment = piece.segment
  }
  if (piece.sentence > run.lastSentence) {
    raise(run.sentence, reading.bySentence[piece.sentence].topics)
    run.lastSentence = piece.sentence
  }
  const end = piece.span[1] - reading.start
  for (; run.readTo + 1 < end; run.readTo++) {
    const ordinal = reading.askedAt[run.readTo]
    if (ordinal < 0 || run.asked[ordinal] === 1) continue
    run.asked[ordinal] = 1
    run.askedCount++
  }
}

/** How much of what the part speaks of that speaks of most another one must speak of to tell another figure that is asked for. */
const OF_SAME_THING = 0.4

/**
 * How much of the question each part of a sentence that holds what is asked for speaks of with the parts around it that hold none;
 * −1 for these.
 */
function partsSpoken(reading: Reading): readonly number[] {
  if (reading.spokenParts) return reading.spokenParts
  const { bySegment, sentenceOf, weights } = reading
  const spoken = bySegment.map(({ evidence, topics }, segment) => {
    if (evidence < 1) return -1
    const around = topics.slice()
    for (const step of [-1, 1])
      for (let at = segment + step; sentenceOf[at] === sentenceOf[segment] && bySegment[at].evidence < 1; at += step)
        raise(around, bySegment[at].topics)
    let sum = 0
    for (let t = 0; t < weights.length; t++) sum += weights[t] * around[t]
    return sum
  })
  reading.topPart = Math.max(0, ...spoken)
  return (reading.spokenParts = spoken)
}

function raise(best: Float64Array, values: Float64Array): void {
  for (let t = 0; t < best.length; t++) if (values[t] > best[t]) best[t] = values[t]
}

/** What a run says that has been extended up to a piece. */
export function saidBy({ pieces, weights, bySegment }: Reading, run: Run, to: number): Said {
  // What governs an answer stands before it more often than behind it.
  const before = bySegment[pieces[run.from].segment - 1]?.topics
  let coverage = 0
  let coverageOwn = 0
  let coverageNear = 0
  let coverageSentence = 0
  for (let t = 0; t < weights.length; t++) {
    coverage += weights[t] * run.topics[t]
    coverageOwn += weights[t] * run.own[t]
    coverageNear += weights[t] * Math.max(run.own[t], before ? before[t] : 0)
    coverageSentence += weights[t] * run.sentence[t]
  }
  return {
    coverage,
    coverageOwn,
    coverageNear,
    coverageSentence,
    coveragePart: run.coveragePart,
    tellingParts: run.tellingParts,
    evidence: run.evidence,
    evidenceNear: Math.max(run.evidenceNear, bySegment[pieces[to].segment + 1]?.evidence ?? 0),
    years: run.years,
    measure: run.measure,
    worth: run.worth,
    place: run.place,
    asked: run.askedCount,
  }
}
