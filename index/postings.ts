import MiniSearch, { type Options } from 'minisearch'

/** The parts of a clause that are searched, in the order in which they are scored. */
export const FIELDS = ['title', 'path', 'text'] as const
const WIDTH = FIELDS.length

/** Behind a term's start: in how many clauses it stands, how many postings each field has, then the postings. */
const HEAD = 1 + WIDTH

/** The terms of one clause, field by field, with repetitions. */
export type FieldTerms = Readonly<Record<(typeof FIELDS)[number], readonly string[]>>

/** Terms come ready made, so MiniSearch only counts them. */
const OPTIONS: Options<FieldTerms & { id: number }> = {
  fields: [...FIELDS],
  extractField: (clause, field) =>
    field === 'id' ? clause.id : clause[field as (typeof FIELDS)[number]].join(SEPARATOR),
  tokenize: text => text.split(SEPARATOR),
  processTerm: term => (term === '' ? null : encode(term)),
}
const SEPARATOR = '\u0001'

/**
 * A term in ASCII, four characters for each of its own. MiniSearch keeps terms in a radix tree that scans the children of a
 * node one after the other: with Chinese characters its root has thousands (100,000 terms took 6 s, so 0.5 s).
 */
function encode(term: string): string {
  let code = ''
  for (let i = 0; i < term.length; i++) code += term.charCodeAt(i).toString(36).padStart(4, '0')
  return code
}

function decode(code: string): string {
  let term = ''
  for (let i = 0; i < code.length; i += 4) term += String.fromCharCode(Number.parseInt(code.slice(i, i + 4), 36))
  return term
}

/** Terms are written in pieces, because one string of JSON could exceed the engine's limit. */
const TERMS_A_LINE = 5000

/**
 * The postings of some clauses, as plain data: for each term in turn how many postings each field has, then the postings,
 * clauses counted from the first of these. Terms of titles only are among them.
 */
export interface PostingSegment {
  /** For each field how many different terms each clause has there, 1 where it has none. */
  lengths: number[][]
  terms: string[]
  /** n(title) n(path) n(text) │ clause, times │ … for each term. */
  numbers: ArrayLike<number>
}

/** Counts the terms of clauses, numbered in the order they come, by MiniSearch. */
export function collectPostings(clauses: readonly FieldTerms[]): PostingSegment {
  const search = new MiniSearch<FieldTerms & { id: number }>(OPTIONS)
  clauses.forEach((clause, id) => {
    search.add({ id, ...clause })
  })
  const { index, fieldLength } = search.toJSON()
  const lengths = FIELDS.map((_, f) => clauses.map((_, clause) => Math.max(1, fieldLength[clause]?.[f] ?? 0)))
  const terms: string[] = []
  const numbers: number[] = []
  for (const [code, byField] of index) {
    const lists = FIELDS.map((_, f) => Object.entries(byField[f] ?? {}))
    terms.push(decode(code))
    numbers.push(...lists.map(list => list.length))
    for (const list of lists) for (const [clause, times] of list) numbers.push(Number(clause), times)
  }
  return { lengths, terms, numbers }
}

/**
 * Which clauses hold a term, field by field, and how often: plain numbers one after the other, for a question walks through
 * thousands of them.
 *
 *     start → clauses │ n(title) n(path) n(text) │ clause, times │ clause, times │ …
 */
export class Postings {
  private constructor(
    /** For each field how many different terms each clause has there, 1 where it has none. */
    readonly lengths: readonly Int32Array[],
    private readonly starts: ReadonlyMap<string, number>,
    private readonly numbers: Int32Array,
  ) {}

  /**
   * The postings of all segments, the clauses of each behind those of the ones before. Terms stand in the order of their
   * characters, so that the same clauses give the same postings, however they were cut into segments.
   */
  static merge(segments: readonly PostingSegment[]): Postings {
    // Each term gets a number the first time it is met, for a term is looked up by its characters once for each document.
    const numbered = new Map<string, number>()
    const idsOf = segments.map(({ terms }) =>
      Int32Array.from(terms, term => {
        let id = numbered.get(term)
        if (id === undefined) numbered.set(term, (id = numbered.size))
        return id
      }),
    )
    /** For each term: in how many clauses it stands in text or headings, how many postings each field has. */
    const totals = new Int32Array(numbered.size * HEAD)
    segments.forEach((segment, s) => {
      eachTerm(segment, (t, at) => {
        const own = idsOf[s][t] * HEAD
        totals[own] += clausesHolding(segment.numbers, at)
        for (let f = 0; f < WIDTH; f++) totals[own + 1 + f] += segment.numbers[at + f]
      })
    })
    // A term of titles only would choose every clause of its documents.
    const terms = [...numbered].filter(([, id]) => totals[id * HEAD] > 0).sort(([a], [b]) => (a < b ? -1 : 1))
    const starts = new Map<string, number>()
    /** Where the next posting of each term's field goes; -1 where the term is left out. */
    const cursors = new Int32Array(numbered.size * WIDTH).fill(-1)
    let size = 0
    for (const [term, id] of terms) {
      starts.set(term, size)
      size += HEAD
      for (let f = 0; f < WIDTH; f++) {
        cursors[id * WIDTH + f] = size
        size += 2 * totals[id * HEAD + 1 + f]
      }
    }
    const numbers = new Int32Array(size)
    for (const [term, id] of terms) numbers.set(totals.subarray(id * HEAD, (id + 1) * HEAD), starts.get(term)!)
    let first = 0
    segments.forEach((segment, s) => {
      eachTerm(segment, (t, at) => {
        const own = idsOf[s][t] * WIDTH
        if (cursors[own] < 0) return
        let from = at + WIDTH
        for (let f = 0; f < WIDTH; f++) {
          let to = cursors[own + f]
          for (const end = from + 2 * segment.numbers[at + f]; from < end; from += 2, to += 2) {
            numbers[to] = first + segment.numbers[from]
            numbers[to + 1] = segment.numbers[from + 1]
          }
          cursors[own + f] = to
        }
      })
      first += segment.lengths[0].length
    })
    const lengths = FIELDS.map((_, f) => {
      const joined = new Int32Array(first)
      let at = 0
      for (const { lengths } of segments) {
        joined.set(lengths[f], at)
        at += lengths[f].length
      }
      return joined
    })
    return new Postings(lengths, starts, numbers)
  }

  /** In how many clauses a term stands in the text or the headings; 0 for a term of titles only. */
  frequency(term: string): number {
    const start = this.starts.get(term)
    return start === undefined ? 0 : this.numbers[start]
  }

  /** How many clauses hold the term in the field at index `f` of {@link FIELDS}. */
  holding(term: string, f: number): number {
    const start = this.starts.get(term)
    return start === undefined ? 0 : this.numbers[start + 1 + f]
  }

  /** Calls `visit` for each clause that holds the term in the field at index `f` of {@link FIELDS}, in their order. */
  each(term: string, f: number, visit: (clause: number, times: number) => void): void {
    const start = this.starts.get(term)
    if (start === undefined) return
    const { numbers } = this
    let at = start + HEAD
    for (let before = 0; before < f; before++) at += 2 * numbers[start + 1 + before]
    const holding = numbers[start + 1 + f]
    for (const end = at + 2 * holding; at < end; at += 2) visit(numbers[at], numbers[at + 1])
  }

  /** Lines of JSON that {@link Postings.read} reads. */
  *lines(): Generator<string> {
    yield JSON.stringify({ numbers: this.numbers.length, lengths: this.lengths.map(own => [...own]) })
    const entries = [...this.starts]
    for (let i = 0; i < entries.length; i += TERMS_A_LINE) {
      const piece = entries.slice(i, i + TERMS_A_LINE)
      const end = entries[i + TERMS_A_LINE]?.[1] ?? this.numbers.length
      const numbers = this.numbers.subarray(piece[0][1], end)
      yield JSON.stringify({ terms: piece.map(([term]) => term).join(' '), numbers: [...numbers] })
    }
  }

  /** Reads what {@link lines} wrote, a line a step. @throws Error where a line is not what it wrote. */
  static *readSteps(lines: Iterable<string>): Generator<void, Postings> {
    let lengths: Int32Array[] | null = null
    let numbers = new Int32Array(0)
    const starts = new Map<string, number>()
    let at = 0
    for (const line of lines) {
      const piece = JSON.parse(line) as { lengths: number[][]; numbers: number } | { terms: string; numbers: number[] }
      yield
      if ('lengths' in piece) {
        lengths = piece.lengths.map(own => Int32Array.from(own))
        numbers = new Int32Array(piece.numbers)
        continue
      }
      if (!lengths) break
      numbers.set(piece.numbers, at)
      for (const term of piece.terms.split(' ')) {
        starts.set(term, at)
        at += HEAD
        for (let f = 0, head = at - WIDTH; f < WIDTH; f++) at += 2 * numbers[head + f]
      }
      yield
    }
    if (!lengths) throw new Error('索引文件缺少开头')
    return new Postings(lengths, starts, numbers)
  }
}

/** Calls `visit` for each term, by its position, with where its numbers begin. */
function eachTerm({ terms, numbers }: PostingSegment, visit: (t: number, at: number) => void): void {
  let at = 0
  for (let t = 0; t < terms.length; t++) {
    visit(t, at)
    let postings = 0
    for (let f = 0; f < WIDTH; f++) postings += numbers[at + f]
    at += WIDTH + 2 * postings
  }
}

/** How many clauses hold a term in their text or headings: the lists of both fields are in the order of the clauses. */
function clausesHolding(numbers: ArrayLike<number>, at: number): number {
  const [title, path, text] = [numbers[at], numbers[at + 1], numbers[at + 2]]
  let p = at + WIDTH + 2 * title
  const endOfPaths = p + 2 * path
  let t = endOfPaths
  const endOfTexts = t + 2 * text
  let holding = 0
  while (p < endOfPaths || t < endOfTexts) {
    holding++
    const inPath = p < endOfPaths ? numbers[p] : Number.POSITIVE_INFINITY
    const inText = t < endOfTexts ? numbers[t] : Number.POSITIVE_INFINITY
    if (inPath <= inText) p += 2
    if (inText <= inPath) t += 2
  }
  return holding
}
