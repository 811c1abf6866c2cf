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

  /** Takes the postings of clauses, numbered in the order they come, out of an index that MiniSearch made of them. */
  static collect(clauses: readonly FieldTerms[]): Postings {
    const search = new MiniSearch<FieldTerms & { id: number }>(OPTIONS)
    clauses.forEach((clause, id) => {
      search.add({ id, ...clause })
    })
    const { index, fieldLength } = search.toJSON()
    const lengths = FIELDS.map((_, f) =>
      Int32Array.from(clauses, (_, clause) => Math.max(1, fieldLength[clause]?.[f] ?? 0)),
    )
    const starts = new Map<string, number>()
    const numbers: number[] = []
    for (const [code, byField] of index) {
      const lists = FIELDS.map((_, f) => Object.entries(byField[f] ?? {}))
      const [, ...inClause] = lists
      const holding = new Set(inClause.flatMap(list => list.map(([clause]) => clause)))
      // A term of titles only would choose every clause of its documents.
      if (holding.size === 0) continue
      starts.set(decode(code), numbers.length)
      numbers.push(holding.size, ...lists.map(list => list.length))
      for (const list of lists) for (const [clause, times] of list) numbers.push(Number(clause), times)
    }
    return new Postings(lengths, starts, Int32Array.from(numbers))
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

  /** @throws Error where a line is not what {@link lines} wrote. */
  static read(lines: Iterable<string>): Postings {
    let lengths: Int32Array[] | null = null
    let numbers = new Int32Array(0)
    const starts = new Map<string, number>()
    let at = 0
    for (const line of lines) {
      const piece = JSON.parse(line) as { lengths: number[][]; numbers: number } | { terms: string; numbers: number[] }
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
    }
    if (!lengths) throw new Error('索引文件缺少开头')
    return new Postings(lengths, starts, numbers)
  }
}
