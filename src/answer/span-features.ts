import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { Searchable } from '../folded-text.js'
import type { QuestionLanguage } from '../language.js'
import { kindEvidence } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { AnswerKind, Question } from '../understand/question.js'
import { EDGES, type Edge, type Piece, piecesOf } from './candidate-spans.js'
import { type ClauseMarks, marksOf } from './clause-marks.js'

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

/** What the pieces of a span say together, and the parts of sentences around them; see {@link SPAN_FEATURES}. */
interface Said {
  coverage: number
  coverageOwn: number
  coverageNear: number
  coverageSentence: number
  evidence: number
  evidenceNear: number
  years: number
  measure: number
  worth: number
  place: number
  /** How many of the question's pairs it holds. */
  asked: number
}

/** A span that may answer. Most are ruled out by a look or two, so what it is weighed by is reckoned when it is asked for. */
export class CandidateSpan {
  readonly span: Span
  private row: Float64Array | null = null

  constructor(
    private readonly reading: Reading,
    private readonly from: number,
    private readonly to: number,
    readonly said: Said,
  ) {
    this.span = [reading.pieces[from].span[0], reading.pieces[to].span[1]]
  }

  get coverage(): number {
    return this.said.coverage
  }

  get evidence(): number {
    return this.said.evidence
  }

  /** 1 where the last year named before its end was asked for, −1 where it is another, 0 without years. */
  get year(): number {
    return yearBefore(this.reading, this.span)
  }

  /** How many figures it holds. */
  get figures(): number {
    return this.reading.marks.figureCount(...this.span)
  }

  /** It goes on behind the end of a sentence or a semicolon. */
  get goesOn(): boolean {
    const { pieces } = this.reading
    return pieces[this.to].sentence > pieces[this.from].sentence
  }

  /** It ends as a question. */
  get asks(): boolean {
    return /[？?]/.test(this.reading.text[this.span[1] - 1])
  }

  /** It starts and ends with a sentence. */
  get isWhole(): boolean {
    return this.opens === 'sentence' && this.closes === 'sentence'
  }

  /** It is one item of an enumeration (昆区310个、石拐区13个), and names the region asked about. */
  get itemOfPlace(): boolean {
    const { reading, span } = this
    if (reading.question.regions.length === 0 || (this.opens !== 'item' && this.closes !== 'item')) return false
    if (reading.marks.commaCount(...span) > 1) return false
    const said = reading.text.slice(...span)
    return !/、./.test(said) && namesPart(reading, fold(said))
  }

  get opens(): Edge {
    return this.reading.pieces[this.from].opens!
  }

  get closes(): Edge {
    return this.reading.pieces[this.to].closes!
  }

  /** How much of it only repeats the question. */
  get echo(): number {
    return echoShare(this.reading, ...this.span)
  }

  /** It only leads to what follows: a short sentence at the head of several. */
  get leads(): boolean {
    const { passage, pieces } = this.reading
    return (
      pieces[this.to].sentence === 0 &&
      passage.prepared.sentences.length > 1 &&
      this.span[1] - this.span[0] < 34 &&
      this.closes === 'sentence'
    )
  }

  /** In the order of {@link SPAN_FEATURES}. */
  get features(): Float64Array {
    return (this.row ??= weigh(this, this.reading, this.from, this.to))
  }
}

/** Longest answer in characters by group, and in parts of sentences. */
const LONGEST: Record<AnswerGroup, number> = { figure: 118, name: 118, many: 300, way: 300, thing: 180 }
const MOST_SEGMENTS = 16
/** Beyond these a span is no longer cut within a part of a sentence. */
const LONGEST_CUT = 120

const AT = Object.fromEntries(SPAN_FEATURES.map((name, i) => [name, i])) as Record<SpanFeature, number>
const OPENS = Object.fromEntries(EDGES.map(edge => [edge, AT[`opens:${edge}`]])) as Record<Edge, number>
const CLOSES = Object.fromEntries(EDGES.map(edge => [edge, AT[`closes:${edge}`]])) as Record<Edge, number>

const CONNECTIVE = /^(?:并|同时|此外|另外|但|其中|且|以及|对此|而|因此|据此|据悉|据了解)/
const PURPOSE = /^为(?:了|[^期止\d])/
const MODAL = /^(?:要|应|须|需|可|将|不得|必须|严禁|会)/
const MARK = /[\s\p{P}]/u
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
  const { text } = passage.document
  const pieces = piecesOf(passage, question, group === 'figure' && !asksSeveral(question))
  if (pieces.length === 0) return []
  const reading = read(passage, pieces, question, language)
  const leadsOn = pieces.map(({ span }) => YEAR_LEAD.test(text.slice(...span).replace(/\s/g, '')))
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
      if (to > from && leadsOn[to]) continue
      if (piece.closes === null || piece.depth[1] !== pieces[from].depth[0]) continue
      if (isInner(piece, pieces[to + 1]) && length > LONGEST_CUT) continue
      out.push(new CandidateSpan(reading, from, to, saidBy(reading, run, to)))
    }
  }
  reading.plain = plainest(out, group)
  return out
}

/** What plain reckoning counts: what is spoken of, what was asked for, no mere echo, and brevity, for figures most of all. */
const PLAIN = { coverage: 1, evidence: 0.45, year: 0.3, worth: 0.45, measure: 0.35, lead: -0.35 } as const
const PLAIN_ECHO = { short: 0.3, long: 0.8 }
const PLAIN_LENGTH = { short: 280, long: 900 }
const PLAIN_EDGES: Record<'short' | 'long', ReadonlySet<Edge>> = {
  short: new Set(['sentence', 'semicolon', 'colon', 'comma']),
  long: new Set(['sentence']),
}

/**
 * What plain reckoning chooses among whole parts of sentences (for figures and names) or whole sentences. All spans are compared
 * with it: a steady hand where the question has few words of the text.
 */
function plainest(spans: readonly CandidateSpan[], group: AnswerGroup): Span | null {
  const size = group === 'figure' || group === 'name' ? 'short' : 'long'
  const whole = PLAIN_EDGES[size]
  let best: CandidateSpan | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const one of spans) {
    if (!whole.has(one.opens) || !whole.has(one.closes)) continue
    const { said, span } = one
    let value = -PLAIN_ECHO[size] * Math.max(0, one.echo - 0.6) - (span[1] - span[0]) / PLAIN_LENGTH[size]
    value += PLAIN.coverage * said.coverage
    value += PLAIN.evidence * said.evidence
    value += PLAIN.year * said.years
    value += PLAIN.worth * said.worth
    value += PLAIN.measure * said.measure
    if (one.leads) value += PLAIN.lead
    if (value > most) [best, most] = [one, value]
  }
  return best?.span ?? null
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
  text: string
  marks: ClauseMarks
  pieces: readonly Piece[]
  told: readonly Told[]
  /** The same for the whole part of the sentence, at its last piece. */
  toldWhole: readonly (Told | null)[]
  /** The same by the number of the part, and by the index of the sentence. */
  bySegment: readonly Told[]
  bySentence: readonly Told[]
  /** Per character of the clause: how many pairs up to here stand in the question. */
  start: number
  echoes: Uint16Array
  /** Ordinal of the question's pair that starts here, −1 for none. */
  askedAt: Int16Array
  askedCount: number
  anchors: { before: string; after: string }
  weights: Float64Array
  top: number
  path: number
  several: boolean
  /** What is known of the place before a piece, and behind it; made when a span starts or ends there. */
  openings: (Opening | undefined)[]
  endings: (Ending | undefined)[]
  /** The span that plain reckoning chooses. */
  plain: Span | null
}

function read(passage: Passage, pieces: readonly Piece[], question: Question, language: QuestionLanguage): Reading {
  const { text } = passage.document
  const [start, end] = passage.clause.span
  const marks = marksOf(passage)
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const topics = question.topics.filter(topic => matchTopic(topic, passage.prepared.text) > 0)
  const measure = question.measure === null ? null : measurePattern(question.measure)
  const places = question.regions.flatMap(({ name, aliases }) => [name, ...aliases].map(fold))
  const tell = (folded: string, searched: Searchable = folded): Told => ({
    place: places.some(name => folded.includes(name)) ? 1 : 0,
    topics: Float64Array.from(topics, topic => matchTopic(topic, searched)),
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
  const bySegment: Told[] = []
  const bySentence: Told[] = []
  pieces.forEach((piece, i) => {
    const whole = toldWhole[i]
    if (whole) bySegment[piece.segment] = whole
    if (bySentence[piece.sentence] === undefined) {
      const sentence = passage.prepared.sentences[piece.sentence]
      bySentence[piece.sentence] = tell(sentence.folded, sentence.text)
    }
  })
  const { askedAt, askedCount } = findAsked(question.content, text.slice(start, end), start, marks)
  const echoes = new Uint16Array(end - start + 1)
  for (let i = 0; i < end - start; i++) echoes[i + 1] = echoes[i] + (askedAt[i] >= 0 ? 1 : 0)
  return {
    passage,
    question,
    text,
    marks,
    pieces,
    told,
    toldWhole,
    bySegment,
    bySentence,
    start,
    echoes,
    askedAt,
    askedCount: askedCount || 1,
    anchors: anchorsOf(question.folded),
    weights: Float64Array.from(topics, topic => topic.weight / total),
    top: Math.max(...passage.sentences, 0.01),
    path: passage.features.path,
    several: asksSeveral(question),
    openings: [],
    endings: [],
    plain: null,
  }
}

/** Where the pairs of neighbouring characters of the question stand in a clause that starts at a place of its document. */
function findAsked(
  content: string,
  clause: string,
  start: number,
  marks: ClauseMarks,
): { askedAt: Int16Array; askedCount: number } {
  const askedAt = new Int16Array(clause.length + 1).fill(-1)
  const asked = new Set<string>()
  for (const run of content.match(/[\p{Script=Han}\d]+/gu) ?? [])
    for (let i = 0; i + 1 < run.length; i++) {
      const pair = run.slice(i, i + 2)
      if (asked.has(pair)) continue
      for (let at = clause.indexOf(pair); at >= 0; at = clause.indexOf(pair, at + 1))
        if (marks.isPair(start + at)) askedAt[at] = asked.size
      asked.add(pair)
    }
  return { askedAt, askedCount: asked.size }
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
  /** For each topic the best of the pieces, of the whole parts of sentences they are of, and of the whole sentences. */
  topics: Float64Array
  own: Float64Array
  sentence: Float64Array
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

function startRun({ pieces, weights, start, bySegment, askedCount }: Reading, from: number): Run {
  const { segment, sentence, span } = pieces[from]
  return {
    from,
    topics: new Float64Array(weights.length),
    own: new Float64Array(weights.length),
    sentence: new Float64Array(weights.length),
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

function extendRun(reading: Reading, run: Run, to: number): void {
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

function raise(best: Float64Array, values: Float64Array): void {
  for (let t = 0; t < best.length; t++) if (values[t] > best[t]) best[t] = values[t]
}

/** What a run says that has been extended up to a piece. */
function saidBy({ pieces, weights, bySegment }: Reading, run: Run, to: number): Said {
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
    evidence: run.evidence,
    evidenceNear: Math.max(run.evidenceNear, bySegment[pieces[to].segment + 1]?.evidence ?? 0),
    years: run.years,
    measure: run.measure,
    worth: run.worth,
    place: run.place,
    asked: run.askedCount,
  }
}

function weigh(candidate: CandidateSpan, reading: Reading, from: number, to: number): Float64Array {
  const { passage, pieces, marks, text } = reading
  const { span, said } = candidate
  const [start, end] = span
  const opening = (reading.openings[from] ??= openingAt(reading, from))
  const ending = (reading.endings[to] ??= endingAt(reading, to))
  const f = new Float64Array(SPAN_FEATURES.length)
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

/** Features of all spans that start with a piece. */
interface Opening extends OpeningWords {
  echoPiece: number
  askedBefore: number
  askedNear: number
  echo: number
  anchor: number
  behindAnnouncer: number
  afterEcho: number
}

interface OpeningWords {
  connective: number
  purpose: number
  modal: number
}

/** So many characters settle what words a span opens with, and with which ones it ends. */
const OPENING = 4
const ENDING = 8

function openingWords(head: string): OpeningWords {
  return {
    connective: CONNECTIVE.test(head) ? 1 : 0,
    purpose: PURPOSE.test(head) ? 1 : 0,
    modal: MODAL.test(head) ? 1 : 0,
  }
}

function openingAt(reading: Reading, from: number): Opening {
  const { passage, pieces, text, anchors, start } = reading
  const piece = pieces[from]
  const [at] = piece.span
  const before = passage.prepared.sentences[piece.sentence - 1]
  const head = anchors.before.length === 2 ? bare(text.slice(Math.max(start, at - 10), at)) : ''
  return {
    ...openingWords(text.slice(at, at + OPENING)),
    echoPiece: echoShare(reading, ...piece.span),
    ...askedBefore(reading, at),
    echo: echoShare(reading, at - 12, at),
    anchor: head === '' ? 0 : head.endsWith(anchors.before) ? 1 : head.slice(-6).includes(anchors.before) ? 0.5 : 0,
    behindAnnouncer: announcerBefore(text, Math.max(passage.clause.span[0], at - 6), at) >= 0 ? 1 : 0,
    afterEcho: before && piece.opens === 'sentence' ? echoShare(reading, ...before.span) : 0,
  }
}

/** Features of all spans that end with a piece. */
interface Ending {
  echoPiece: number
  echo: number
  anchor: number
  /** Whether the last characters are those behind the word that asks, for spans that have so many. */
  endsAnchor: number
  /** Where the words begin that announce what follows, −1 where none do. */
  announcer: number
  dangling: number
}

function endingAt(reading: Reading, to: number): Ending {
  const { passage, pieces, text, anchors, start } = reading
  const { span, closes } = pieces[to]
  const end = span[1]
  const after = anchors.after.length >= 1 ? bare(text.slice(end, Math.min(passage.clause.span[1], end + 10))) : ''
  return {
    echoPiece: echoShare(reading, ...span),
    echo: echoShare(reading, end, end + 12),
    anchor:
      after === '' ? 0 : after.startsWith(anchors.after) ? 1 : after.slice(0, 5).includes(anchors.after) ? 0.5 : 0,
    endsAnchor: endsWithAnchor(reading, Math.max(start, end - ENDING), end),
    announcer: announcerBefore(text, start, end),
    dangling: closes === 'comma' && DANGLING.test(text.slice(...span).replace(/\s/g, '')) ? 1 : 0,
  }
}

function endsWithAnchor({ text, anchors }: Reading, from: number, to: number): number {
  if (anchors.after.length === 0) return 0
  return bare(text.slice(Math.max(from, to - ENDING), to)).endsWith(anchors.after) ? 1 : 0
}

function bare(part: string): string {
  return part.replace(/[\s\p{P}]/gu, '')
}

/**
 * Where the last words begin between two places that announce what follows them (包括：, 如下, 下列), with nothing but marks
 * behind; −1 where there are none.
 */
function announcerBefore(text: string, from: number, to: number): number {
  let at = to
  for (; at > from && MARK.test(text[at - 1]); at--) if (/[：:]/.test(text[at - 1])) return at - 1
  return at - 2 >= from && /^(?:如下|以下|下列)$/.test(text.slice(at - 2, at)) ? at - 2 : -1
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

/** How much of the text between two places only repeats the question. */
function echoShare({ start, marks, echoes }: Reading, from: number, to: number): number {
  const all = marks.pairCount(from, to)
  if (all === 0) return 0
  const a = Math.max(0, from - start)
  const b = Math.min(echoes.length - 1, to - start - 1)
  return (echoes[b] - echoes[a]) / all
}

const BEFORE = 80
const NEAR = 24

/** The share of the question's pairs that stand in the characters before a place. */
function askedBefore({ start, askedAt, askedCount }: Reading, at: number): { askedBefore: number; askedNear: number } {
  const seen = new Uint8Array(askedCount)
  let count = 0
  let near = 0
  const first = Math.max(0, at - BEFORE - start)
  for (let i = at - start - 2; i >= first; i--) {
    const ordinal = askedAt[i]
    if (ordinal < 0 || seen[ordinal] === 1) continue
    seen[ordinal] = 1
    count++
    if (i >= at - NEAR - start) near = count
  }
  return { askedBefore: count / askedCount, askedNear: near / askedCount }
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
