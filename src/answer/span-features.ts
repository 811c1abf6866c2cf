import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import { kindEvidence } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { AnswerKind, Question } from '../understand/question.js'
import { EDGES, type Edge, type Piece, piecesOf } from './candidate-spans.js'

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

/** Kinds of question whose answers are alike in length and form. */
export const ANSWER_GROUPS = ['figure', 'name', 'many', 'way', 'thing'] as const
export type AnswerGroup = (typeof ANSWER_GROUPS)[number]

const GROUP_OF: Partial<Record<AnswerKind, AnswerGroup>> = {
  when: 'figure',
  howmuch: 'figure',
  who: 'name',
  where: 'name',
  list: 'many',
  how: 'way',
  why: 'way',
  status: 'way',
}

/** The group of a question; what asks for a unit asks for a figure. */
export function groupOf(question: Question): AnswerGroup {
  const group = GROUP_OF[question.inner] ?? 'thing'
  return group === 'thing' && question.inner !== 'yesno' && question.unit !== null ? 'figure' : group
}

/** How much of the question stands in the passage word for word, around what is usual. */
export function verbatimOf(passage: Passage): number {
  return Math.min(1, passage.features.bigrams) - USUALLY_VERBATIM
}
const USUALLY_VERBATIM = 0.6

/** A span that may answer, with its features in the order of {@link SPAN_FEATURES}. */
export interface CandidateSpan {
  span: Span
  coverage: number
  evidence: number
  /** 1 where the last year named before its end was asked for, −1 where it is another, 0 without years. */
  year: number
  /** How many figures it holds. */
  figures: number
  /** It goes on behind the end of a sentence or a semicolon. */
  goesOn: boolean
  /** It starts and ends with a sentence. */
  isWhole: boolean
  /** It is one item of an enumeration (昆区310个、石拐区13个), and names the region asked about. */
  itemOfPlace: boolean
  features: Float64Array
}

/** Longest answer in characters by group, and in parts of sentences. */
const LONGEST: Record<AnswerGroup, number> = { figure: 118, name: 118, many: 300, way: 300, thing: 180 }
const MOST_SEGMENTS = 16
/** Beyond these a span is no longer cut within a part of a sentence. */
const LONGEST_CUT = 120

const AT = Object.fromEntries(SPAN_FEATURES.map((name, i) => [name, i])) as Record<SpanFeature, number>
const OPENS = Object.fromEntries(EDGES.map(edge => [edge, AT[`opens:${edge}`]])) as Record<Edge, number>
const CLOSES = Object.fromEntries(EDGES.map(edge => [edge, AT[`closes:${edge}`]])) as Record<Edge, number>

const HEDGE = /计划|拟(?=[\u4e00-\u9fa5])|力争|争取|探索|原则上|鼓励|预计|试点|建议|支持有条件|逐步/
const DATELINE = /记者|讯[（(]|[日月]电|新华社|通讯员|来源/
const CONNECTIVE = /^(?:并|同时|此外|另外|但|其中|且|以及|对此|而|因此|据此|据悉|据了解)/
const PURPOSE = /^为(?:了|[^期止\d])/
const MODAL = /^(?:要|应|须|需|可|将|不得|必须|严禁|会)/
const ANNOUNCES = /(?:[：:]|如下|以下|下列)[\s\p{P}]*$/u
/** 到2035年， at the end of a span belongs to what follows. */
const YEAR_LEAD = /^(?:到|至|截至|自|从|在)?(?:19|20)\d\d年[^，,；;。]{0,6}[，,]?$/
/** A part that only leads to what follows. */
const DANGLING =
  /^(?:[^，,；;]{0,3}\d{4}年[^，,；;]{0,6}|(?:到|至|截至|自|从|对|在|为|如|若|按|根据|经|凡|因|由于|以|除|通过|其中|同时|即|围绕|针对|坚持)[^，,；;]{0,24}|[^，,；;]{0,30}(?:的|时|后|中|上|下|前|等))[，,]$/
const ASKING = /什么|哪些|哪个|哪几|哪|多少|几|如何|怎么样|怎么|怎样|谁|何时|何|啥|咋/

/** All spans of a passage that may answer, with what speaks for and against each. */
export function spansOf(passage: Passage, question: Question, language: QuestionLanguage): CandidateSpan[] {
  const group = groupOf(question)
  const longest = question.inner === 'yesno' || question.inner === 'any' ? LONGEST.figure : LONGEST[group]
  const pieces = piecesOf(passage, question, group === 'figure' && !asksSeveral(question))
  if (pieces.length === 0) return []
  const reading = read(passage, pieces, question, language)
  const out: CandidateSpan[] = []
  for (let from = 0; from < pieces.length; from++) {
    if (pieces[from].opens === null) continue
    const run = startRun(reading, from)
    for (let to = from; to < pieces.length; to++) {
      const piece = pieces[to]
      if (to > from && piece.sentence > pieces[to - 1].sentence + 1) break
      if (isInner(pieces[from - 1], pieces[from]) && piece.sentence > pieces[from].sentence) break
      if (piece.segment - pieces[from].segment >= MOST_SEGMENTS) break
      const length = piece.span[1] - pieces[from].span[0]
      if (length > longest && piece.segment > pieces[from].segment) break
      extendRun(reading, run, to)
      if (to > from && YEAR_LEAD.test(passage.document.text.slice(...piece.span).replace(/\s/g, ''))) continue
      if (piece.closes === null || piece.depth[1] !== pieces[from].depth[0]) continue
      if (isInner(piece, pieces[to + 1]) && length > LONGEST_CUT) continue
      out.push(candidate(reading, run, from, to))
    }
  }
  compareWithPlain(out, group)
  return out
}

/** What plain reckoning counts: what is spoken of, what was asked for, no mere echo, and brevity, for figures most of all. */
const PLAIN = { coverage: 1, evidence: 0.45, year: 0.3, worth: 0.45, measure: 0.35, lead: -0.35 } as const
const PLAIN_ECHO = { short: 0.3, long: 0.8 }
const PLAIN_LENGTH = { short: 280, long: 900 }

/**
 * Compares all spans with the one that plain reckoning chooses among whole parts of sentences (for figures and names) or whole
 * sentences: a steady hand where the question has few words of the text.
 */
function compareWithPlain(spans: readonly CandidateSpan[], group: AnswerGroup): void {
  const size = group === 'figure' || group === 'name' ? 'short' : 'long'
  const whole: readonly Edge[] = size === 'short' ? ['sentence', 'semicolon', 'colon', 'comma'] : ['sentence']
  let best: CandidateSpan | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const one of spans) {
    const f = one.features
    if (!whole.some(edge => f[OPENS[edge]] === 1) || !whole.some(edge => f[CLOSES[edge]] === 1)) continue
    let value = -PLAIN_ECHO[size] * Math.max(0, f[AT.echo] - 0.6) - (one.span[1] - one.span[0]) / PLAIN_LENGTH[size]
    for (const [name, weight] of Object.entries(PLAIN)) value += weight * f[AT[name as SpanFeature]]
    if (value > most) [best, most] = [one, value]
  }
  if (!best) return
  const [start, end] = best.span
  for (const { span, features } of spans) {
    const common = Math.max(0, Math.min(end, span[1]) - Math.max(start, span[0]))
    features[AT.withinPlain] = common / (span[1] - span[0])
    features[AT.holdsPlain] = common / (end - start)
    features[AT.likePlain] = (2 * common) / (span[1] - span[0] + end - start)
  }
}

/** Whether two neighbouring pieces are of the same part of a sentence: a span that ends or starts between them cuts it. */
function isInner(piece: Piece | undefined, next: Piece | undefined): boolean {
  return piece !== undefined && next !== undefined && next.segment === piece.segment
}

/** What is known of a piece, or of a whole part of a sentence. */
interface Told {
  topics: Float64Array
  evidence: number
  years: number
  measure: number
  /** 1 where it names a region that was asked about. */
  place: number
}

/** A passage read for one question: everything that spans are weighed by, once. */
interface Reading {
  passage: Passage
  question: Question
  group: AnswerGroup
  pieces: readonly Piece[]
  told: Told[]
  /** The same for the whole part of the sentence, at its last piece. */
  toldWhole: (Told | null)[]
  /** The same by the number of the part, and by the index of the sentence. */
  bySegment: Map<number, Told>
  bySentence: Map<number, Told>
  /** Per character of the clause: how many pairs up to here, how many of them stand in the question. */
  start: number
  pairs: Uint16Array
  echoes: Uint16Array
  /** Ordinal of the question's pair that starts here, −1 for none. */
  askedAt: Int16Array
  askedCount: number
  anchors: { before: string; after: string }
  weights: Float64Array
  total: number
  top: number
  path: number
  several: boolean
}

function read(passage: Passage, pieces: readonly Piece[], question: Question, language: QuestionLanguage): Reading {
  const { text } = passage.document
  const [start, end] = passage.clause.span
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const topics = question.topics.filter(topic => matchTopic(topic, passage.prepared.folded) > 0)
  const measure = question.measure === null ? null : measurePattern(question.measure)
  const places = question.regions.flatMap(({ name, aliases }) => [name, ...aliases].map(fold))
  const tell = (folded: string): Told => ({
    place: places.some(name => folded.includes(name)) ? 1 : 0,
    topics: Float64Array.from(topics, topic => matchTopic(topic, folded)),
    evidence: kindEvidence(folded, question.inner, question.unit, language, question.years),
    years: question.years.length
      ? question.years.filter(year => folded.includes(year)).length / question.years.length
      : 0,
    measure: measure?.test(folded) ? 1 : 0,
  })
  const told = pieces.map(({ span }) => tell(fold(text.slice(...span))))
  const toldWhole = pieces.map((piece, i) => {
    if (pieces[i + 1]?.segment === piece.segment) return null
    let first = i
    while (first > 0 && pieces[first - 1].segment === piece.segment) first--
    return first === i ? told[i] : tell(fold(text.slice(pieces[first].span[0], piece.span[1])))
  })
  const bySegment = new Map<number, Told>()
  const bySentence = new Map<number, Told>()
  pieces.forEach((piece, i) => {
    const whole = toldWhole[i]
    if (whole) bySegment.set(piece.segment, whole)
    if (!bySentence.has(piece.sentence))
      bySentence.set(piece.sentence, tell(passage.prepared.sentences[piece.sentence].folded))
  })
  const ordinals = new Map<string, number>()
  for (const run of question.content.match(/[\p{Script=Han}\d]+/gu) ?? [])
    for (let i = 0; i + 1 < run.length; i++)
      if (!ordinals.has(run.slice(i, i + 2))) ordinals.set(run.slice(i, i + 2), ordinals.size)
  const pairs = new Uint16Array(end - start + 1)
  const echoes = new Uint16Array(end - start + 1)
  const askedAt = new Int16Array(end - start + 1).fill(-1)
  for (let i = start; i < end; i++) {
    const pair = text.slice(i, i + 2)
    const counts = i + 1 < end && /^[\p{Script=Han}\d]{2}$/u.test(pair)
    const ordinal = counts ? (ordinals.get(pair) ?? -1) : -1
    askedAt[i - start] = ordinal
    pairs[i - start + 1] = pairs[i - start] + (counts ? 1 : 0)
    echoes[i - start + 1] = echoes[i - start] + (ordinal >= 0 ? 1 : 0)
  }
  return {
    passage,
    question,
    group: groupOf(question),
    pieces,
    told,
    toldWhole,
    bySegment,
    bySentence,
    start,
    pairs,
    echoes,
    askedAt,
    askedCount: ordinals.size || 1,
    anchors: anchorsOf(question.folded),
    weights: Float64Array.from(topics, topic => topic.weight / total),
    total,
    top: Math.max(...passage.sentences, 0.01),
    path: passage.features.path,
    several: asksSeveral(question),
  }
}

/** The question's words right before and right behind the word that asks. */
function anchorsOf(folded: string): { before: string; after: string } {
  const asking = ASKING.exec(folded)
  if (!asking) return { before: '', after: '' }
  const before = folded.slice(0, asking.index).replace(/[的是了有都会要被由在对为于到过\p{P}]+$/u, '')
  const after = folded.slice(asking.index + asking[0].length).replace(/^[的是了有都会要\p{P}]+/u, '')
  return { before: before.slice(-2), after: after.slice(0, 2).replace(/[?？。\p{P}].*$/u, '') }
}

/** 几所……又有多少所, 各有多少: one figure alone would be half an answer. */
export function asksSeveral(question: Question): boolean {
  if (question.inner !== 'howmuch') return false
  const asked = question.folded.match(/多少|(?<!哪)几[个所名项家次节年人]|百分之几/g)?.length ?? 0
  return asked >= 2 || /各(?:有|是|为|自)|分别/.test(question.folded) || question.years.length >= 2
}

function measurePattern(measure: string): RegExp {
  const unit = measure.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`[\\d一二三四五六七八九十两百千万亿]\\s*余?多?(?:万|亿)?${unit}`)
}

/** A run of pieces as it grows. */
interface Run {
  from: number
  topics: Float64Array
  evidence: number
  years: number
  measure: number
  worth: number
  asked: Set<number>
  readTo: number
}

function startRun({ pieces, weights, start }: Reading, from: number): Run {
  return {
    from,
    topics: new Float64Array(weights.length),
    evidence: 0,
    years: 0,
    measure: 0,
    worth: 0,
    asked: new Set(),
    readTo: pieces[from].span[0] - start,
  }
}

function extendRun(reading: Reading, run: Run, to: number): void {
  const { pieces, told, toldWhole, passage, question } = reading
  const first = pieces[run.from]
  const piece = pieces[to]
  const startsWithin = first.segment === piece.segment && pieces[run.from - 1]?.segment === piece.segment
  const add = (what: Told) => {
    for (let t = 0; t < run.topics.length; t++) run.topics[t] = Math.max(run.topics[t], what.topics[t])
    run.evidence =
      question.inner === 'list' ? Math.min(1, run.evidence + what.evidence) : Math.max(run.evidence, what.evidence)
    run.years = Math.max(run.years, what.years)
    run.measure = Math.max(run.measure, what.measure)
  }
  const whole = toldWhole[to]
  add(whole && !startsWithin ? whole : told[to])
  run.worth = Math.max(run.worth, passage.sentences[piece.sentence])
  const end = piece.span[1] - reading.start
  for (; run.readTo + 1 < end; run.readTo++)
    if (reading.askedAt[run.readTo] >= 0) run.asked.add(reading.askedAt[run.readTo])
}

function candidate(reading: Reading, run: Run, from: number, to: number): CandidateSpan {
  const { passage, pieces, weights } = reading
  const { text } = passage.document
  const span: Span = [pieces[from].span[0], pieces[to].span[1]]
  const said = text.slice(span[0], span[1])
  const f = new Float64Array(SPAN_FEATURES.length)
  let coverage = 0
  for (let t = 0; t < weights.length; t++) coverage += weights[t] * run.topics[t]
  f[AT.coverage] = coverage
  const near = around(reading, from, to)
  f[AT.place] = near.place
  f[AT.coverageOwn] = near.coverageOwn
  f[AT.coverageNear] = near.coverageNear
  f[AT.coverageSentence] = near.coverageSentence
  f[AT.evidenceNear] = near.evidence
  f[AT.worth] = run.worth
  f[AT.relative] = run.worth / reading.top
  f[AT.evidence] = run.evidence
  f[AT.year] = run.years
  f[AT.yearBefore] = yearBefore(reading, span)
  f[AT.measure] = run.measure
  f[AT.several] = reading.several && (said.match(/\d+(?:\.\d+)?/g)?.length ?? 0) >= 2 ? 1 : 0
  f[AT.echo] = echoShare(reading, span[0], span[1])
  f[AT.echoFirst] = to > from ? echoShare(reading, ...pieces[from].span) : 0
  f[AT.echoLast] = to > from ? echoShare(reading, ...pieces[to].span) : 0
  f[AT.asked] = run.asked.size / reading.askedCount
  f[AT.askedBefore] = askedWithin(reading, span[0] - 80, span[0])
  f[AT.askedNear] = askedWithin(reading, span[0] - 24, span[0])
  f[AT.echoBefore] = echoShare(reading, span[0] - 12, span[0])
  f[AT.echoAfter] = echoShare(reading, span[1], span[1] + 12)
  anchor(reading, said, span, f)
  lengths(said, f)
  f[AT.segments] = (pieces[to].segment - pieces[from].segment) / 8
  f[AT.sentences] = (pieces[to].sentence - pieces[from].sentence) / 3
  f[OPENS[pieces[from].opens!]] = 1
  f[CLOSES[pieces[to].closes!]] = 1
  const clause = passage.clause.span
  const count = passage.prepared.sentences.length
  const whole = (span[1] - span[0]) / (clause[1] - clause[0])
  f[AT.lead] = pieces[to].sentence === 0 && count > 1 && said.length < 34 && pieces[to].closes === 'sentence' ? 1 : 0
  f[AT.first] = pieces[from].sentence === 0 ? 1 : 0
  f[AT.last] = pieces[to].sentence === count - 1 ? 1 : 0
  f[AT.whole] = whole
  f[AT.wholeUnderPath] = whole * reading.path
  f[AT.dateline] = DATELINE.test(said) ? 1 : 0
  f[AT.connective] = CONNECTIVE.test(said) ? 1 : 0
  f[AT.purpose] = PURPOSE.test(said) ? 1 : 0
  f[AT.modal] = MODAL.test(said) ? 1 : 0
  f[AT.hedge] = HEDGE.test(said) ? 1 : 0
  const figures = said.match(/\d+(?:\.\d+)?/g)?.length ?? 0
  f[AT.figures] = Math.min(3, figures) / 3
  f[AT.items] = Math.min(5, said.match(/、/g)?.length ?? 0) / 5
  f[AT.quoted] = /[“《「]/.test(said) ? 1 : 0
  f[AT.announces] = ANNOUNCES.test(said) ? 1 : 0
  f[AT.dangling] =
    pieces[to].closes === 'comma' && DANGLING.test(text.slice(...pieces[to].span).replace(/\s/g, '')) ? 1 : 0
  f[AT.behindAnnouncer] = ANNOUNCES.test(text.slice(Math.max(clause[0], span[0] - 6), span[0])) ? 1 : 0
  const before = passage.prepared.sentences[pieces[from].sentence - 1]
  f[AT.afterEcho] = before && pieces[from].opens === 'sentence' ? echoShare(reading, ...before.span) : 0
  const isItem =
    (pieces[from].opens === 'item' || pieces[to].closes === 'item') && f[AT.items] <= 1 / 5 && !/、./.test(said)
  return {
    itemOfPlace: isItem && namesPart(reading, fold(said)),
    figures,
    isWhole: pieces[from].opens === 'sentence' && pieces[to].closes === 'sentence',
    goesOn: pieces[to].sentence > pieces[from].sentence,
    span,
    coverage,
    evidence: run.evidence,
    year: f[AT.yearBefore],
    features: f,
  }
}

/** Whether a text names a region that was asked about and that is only a part of the document's own. */
function namesPart({ question, passage }: Reading, folded: string): boolean {
  return question.regions.some(
    ({ name, aliases }) =>
      name !== passage.document.region && [name, ...aliases].some(alias => folded.includes(fold(alias))),
  )
}

/** Whether the last year named up to the end of the span is one that was asked for (1) or another one (−1). */
function yearBefore({ passage, question, start }: Reading, [from, to]: Span): number {
  if (question.years.length === 0) return 0
  const said = passage.document.text
    .slice(Math.max(start, from - YEAR_REACH), to)
    .replace(/\s/g, '')
    .match(/(?<!\d)(?:19|20)\d\d(?=年|[-—至到])/g)
  return said ? (question.years.includes(said[said.length - 1]) ? 1 : -1) : 0
}
const YEAR_REACH = 150

/** What the parts of the same sentences around a span speak of: its own parts whole, the one before it, the whole of them. */
function around({ pieces, bySegment, bySentence, weights }: Reading, from: number, to: number) {
  let coverageOwn = 0
  let coverageNear = 0
  let coverageSentence = 0
  let evidence = 0
  const [first, last] = [pieces[from], pieces[to]]
  for (let segment = first.segment - 1; segment <= last.segment + 1; segment++)
    evidence = Math.max(evidence, bySegment.get(segment)?.evidence ?? 0)
  let place = 0
  for (let segment = first.segment; segment <= last.segment; segment++)
    place = Math.max(place, bySegment.get(segment)?.place ?? 0)
  for (let t = 0; t < weights.length; t++) {
    let own = 0
    for (let segment = first.segment; segment <= last.segment; segment++)
      own = Math.max(own, bySegment.get(segment)?.topics[t] ?? 0)
    // What governs an answer stands before it more often than behind it.
    const near = Math.max(own, bySegment.get(first.segment - 1)?.topics[t] ?? 0)
    let sentence = 0
    for (let s = first.sentence; s <= last.sentence; s++)
      sentence = Math.max(sentence, bySentence.get(s)?.topics[t] ?? 0)
    coverageOwn += weights[t] * own
    coverageNear += weights[t] * near
    coverageSentence += weights[t] * sentence
  }
  return { place, coverageOwn, coverageNear, coverageSentence, evidence }
}

/** How much of the text between two places only repeats the question. */
function echoShare({ start, pairs, echoes }: Reading, from: number, to: number): number {
  const a = Math.max(0, from - start)
  const b = Math.min(pairs.length - 1, to - start - 1)
  const all = b > a ? pairs[b] - pairs[a] : 0
  return all > 0 ? (echoes[b] - echoes[a]) / all : 0
}

/** The share of the question's pairs that stand between two places. */
function askedWithin({ start, askedAt, askedCount }: Reading, from: number, to: number): number {
  const seen = new Set<number>()
  for (let i = Math.max(0, from - start); i < to - start - 1; i++) if (askedAt[i] >= 0) seen.add(askedAt[i])
  return seen.size / askedCount
}

/** Whether the question's words around the word that asks stand around the span. */
function anchor({ passage, anchors, start }: Reading, said: string, span: Span, f: Float64Array): void {
  const { text } = passage.document
  const bare = (part: string) => part.replace(/[\s\p{P}]/gu, '')
  const before = bare(text.slice(Math.max(start, span[0] - 10), span[0]))
  const after = bare(text.slice(span[1], Math.min(passage.clause.span[1], span[1] + 10)))
  if (anchors.before.length === 2)
    f[AT.behindAnchor] = before.endsWith(anchors.before) ? 1 : before.slice(-6).includes(anchors.before) ? 0.5 : 0
  if (anchors.after.length >= 1) {
    f[AT.beforeAnchor] = after.startsWith(anchors.after) ? 1 : after.slice(0, 5).includes(anchors.after) ? 0.5 : 0
    f[AT.endsAnchor] = bare(said.slice(-8)).endsWith(anchors.after) ? 1 : 0
  }
}

function lengths(said: string, f: Float64Array): void {
  const doublings = Math.log2(Math.max(1, said.replace(/[\s\p{P}]/gu, '').length))
  f[AT.from4] = Math.max(0, Math.min(1, doublings - 2))
  f[AT.from8] = Math.max(0, Math.min(1, doublings - 3))
  f[AT.from16] = Math.max(0, Math.min(1, doublings - 4))
  f[AT.from32] = Math.max(0, Math.min(1, doublings - 5))
  f[AT.from64] = Math.max(0, Math.min(1, doublings - 6))
  f[AT.from128] = Math.max(0, Math.min(2, doublings - 7))
}
