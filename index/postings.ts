/** The parts of a clause that are searched, in the order in which they are scored. */
export const FIELDS = ['title', 'path', 'text'] as const
const WIDTH = FIELDS.length

/** Behind a term's start: in how many clauses it stands, how many postings each field has, then the postings. */
const HEAD = 1 + WIDTH

/** The terms of one clause, field by field, with repetitions. */
export type FieldTerms = Readonly<Record<(typeof FIELDS)[number], readonly string[]>>

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

  /** Collects the postings of clauses, numbered in the order they come. */
  static collect(clauses: readonly FieldTerms[]): Postings {
    const lengths = FIELDS.map(field =>
      Int32Array.from(clauses, clause => Math.max(1, new Set(clause[field].filter(Boolean)).size)),
    )
    const lists = new Map<string, number[][]>()
    clauses.forEach((clause, number) => {
      FIELDS.forEach((field, f) => {
        for (const term of clause[field]) {
          if (term === '') continue
          let list = lists.get(term)
          if (!list) lists.set(term, (list = FIELDS.map(() => [])))
          const own = list[f]
          if (own.at(-2) === number) own[own.length - 1]++
          else own.push(number, 1)
        }
      })
    })
    const starts = new Map<string, number>()
    const numbers: number[] = []
    for (const [term, list] of lists) {
      const [, ...inClause] = list
      const holding = new Set(inClause.flatMap(own => own.filter((_, i) => i % 2 === 0)))
      // A term of titles only would choose every clause of its documents.
      if (holding.size === 0) continue
      starts.set(term, numbers.length)
      numbers.push(holding.size, ...list.map(own => own.length / 2))
      for (const own of list) for (const value of own) numbers.push(value)
    }
    return new Postings(lengths, starts, Int32Array.from(numbers))
  }

  /** In how many clauses a term stands in the text or the headings; 0 for a term of titles only. */
  frequency(term: string): number {
    const start = this.starts.get(term)
    return start === undefined ? 0 : this.numbers[start]
  }

  /** Calls `visit` for each clause that holds the term in the field at index `f` of {@link FIELDS}, in their order. */
  each(term: string, f: number, visit: (clause: number, times: number, holding: number) => void): void {
    const start = this.starts.get(term)
    if (start === undefined) return
    const { numbers } = this
    let at = start + HEAD
    for (let before = 0; before < f; before++) at += 2 * numbers[start + 1 + before]
    const holding = numbers[start + 1 + f]
    for (const end = at + 2 * holding; at < end; at += 2) visit(numbers[at], numbers[at + 1], holding)
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
