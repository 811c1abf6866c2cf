import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { type AnswerGroup, asksSeveral, groupOf } from './answer-groups.js'
import { type Edge, type Piece, piecesOf } from './candidate-spans.js'
import { echoShare, type Reading, read } from './passage-reading.js'
import { SPAN_FEATURES, weigh } from './span-features.js'
import { worthOf } from './span-model.js'
import { extendRun, type Said, saidBy, startRun } from './span-runs.js'
import { OTHERS, OTHERS_LENGTH } from './text.js'

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

  /** Whether it holds so many of the figures or dates that are asked for. */
  holdsAmounts(count: number): boolean {
    const { reading, said } = this
    if (said.tellingParts >= count) return true
    if (reading.question.inner === 'when' || said.evidence < 1 || this.figures < count) return false
    return (fold(reading.text.slice(...this.span)).match(AMOUNTS)?.length ?? 0) >= count
  }

  /** It goes on behind the end of a sentence or a semicolon. */
  get goesOn(): boolean {
    const { pieces } = this.reading
    return pieces[this.to].sentence > pieces[this.from].sentence
  }

  /** The text of the parts of sentences that it stands in. */
  get wholeParts(): string {
    const { pieces, text } = this.reading
    let from = this.from
    while (isInner(pieces[from - 1], pieces[from])) from--
    let to = this.to
    while (isInner(pieces[to], pieces[to + 1])) to++
    return text.slice(pieces[from].span[0], pieces[to].span[1])
  }

  /** It ends with what only leads to what follows: a case (发生工伤的，), a time (闭会期间，). */
  get hangs(): boolean {
    const { reading, span } = this
    return (
      isRule(reading.passage) &&
      this.closes === 'comma' &&
      HANGS.test(reading.text.slice(Math.max(span[0], span[1] - 6), span[1]))
    )
  }

  /** It begins with the item of a list that names nothing: （四）其他便于登记的方式。 */
  get isOther(): boolean {
    const { reading, span } = this
    return (
      isRule(reading.passage) && OTHERS.test(reading.text.slice(span[0], Math.min(span[1], span[0] + OTHERS_LENGTH)))
    )
  }

  /** It begins with an item in the middle of a list and goes on to the paragraph behind it. */
  get leavesList(): boolean {
    const { reading, span } = this
    return (
      isRule(reading.passage) &&
      IN_LIST.test(reading.text.slice(Math.max(reading.start, span[0] - 8), span[0])) &&
      NEXT_PARAGRAPH.test(reading.text.slice(...span))
    )
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

  /** What it is worth as an answer by some weights. Most spans are weighed once, and what they were weighed by is not kept. */
  worth(weights: Float64Array): number {
    const features = this.row ?? weigh(this, this.reading, this.from, this.to, passing.fill(0))
    return worthOf({ features }, weights)
  }
}

/** The features of the span that is being weighed. */
const passing = new Float64Array(SPAN_FEATURES.length)

/** A rule is a case with what holds for it, and neither is one alone; reports and notices are read piece by piece. */
const isRule = ({ clause }: Passage) => clause.kind === 'article'

/** A case or a time at the end of a span belongs to what follows. */
const HANGS = /(?:[^目]的|期间|时|情况下|情形下|前提下)[，,]$/

/** What stands before an item of a list, and a paragraph that is none. */
const IN_LIST = /[：:；;]\s*(?:[（(][一二三四五六七八九十]+[)）]\s*)?$/
const NEXT_PARAGRAPH = /\n\s*(?![（(〔[]?[一二三四五六七八九十\d]{1,3}[)）〕\].、])\S/

/** Figures with what stands behind them; no years, no days. */
const AMOUNTS = /\d+(?:\.\d+)?(?![\d.年月日])/g

/** Longest answer in characters by group, and in parts of sentences. */
const LONGEST: Record<AnswerGroup, number> = { figure: 118, name: 118, many: 300, way: 300, thing: 180 }
const MOST_SEGMENTS = 16
/** Beyond these a span is no longer cut within a part of a sentence. */
const LONGEST_CUT = 120

/** Where an answer of several sentences of a rule may start and end: the tail of one with the head of the next says nothing whole. */
const opensFirm = ({ opens, span }: Piece, text: string) =>
  opens === 'sentence' || text.slice(span[0] - 2, span[0] + 1).includes('\n')
const closesFirm = ({ closes, span }: Piece, text: string) =>
  closes === 'sentence' || text.slice(span[1] - 1, span[1] + 2).includes('\n')

/** 到2035年， at the end of a span belongs to what follows. */
const YEAR_LEAD = /^(?:到|至|截至|自|从|在)?(?:19|20)\d\d年[^，,；;。]{0,6}[，,]?$/

/** All spans of a passage that may answer, with what speaks for and against each. */
export function spansOf(passage: Passage, question: Question, language: QuestionLanguage): CandidateSpan[] {
  const group = groupOf(question)
  const longest = question.inner === 'yesno' || question.inner === 'any' ? LONGEST.figure : LONGEST[group]
  const { text } = passage.document
  const pieces = piecesOf(passage, question, group === 'figure' && !asksSeveral(question))
  if (pieces.length === 0) return []
  const reading = read(passage, pieces, question, language)
  const byWhole = isRule(passage)
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
      if (
        byWhole &&
        piece.sentence > pieces[from].sentence &&
        !(opensFirm(pieces[from], text) && closesFirm(piece, text))
      )
        continue
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
