import { collectPostings, FIELDS, type PostingSegment, Postings } from './postings.js'
import { terms } from './terms.js'
import type { Document } from './types.js'

/** A clause found for its terms, with its BM25+ score. */
export interface Candidate {
  clause: number
  score: number
}

/** What a term counts in a field, in the order of the fields. */
const BOOSTS: Readonly<Record<(typeof FIELDS)[number], number>> = { title: 0.6, path: 1.2, text: 1 }
const TITLE = FIELDS.indexOf('title')
/** Saturation, weight of the field's length, and what a term counts at least (Lv and Zhai 2011). */
const K = 1.2
const B = 0.6
const DELTA = 0.5
/** Postings one question may touch; rarer terms come first, commoner ones are left to the ranking. */
const POSTING_BUDGET = 6000
const FEWEST_TERMS = 4
const MOST_TERMS = 28

/** The postings of a document's clauses, counted from its first. */
export function documentPostings(document: Document): PostingSegment {
  const title = [...new Set(terms(document.title))]
  return collectPostings(
    document.clauses.map(({ path, span }) => ({
      title,
      path: terms(path.join('\n')),
      text: terms(document.text.slice(span[0], span[1])),
    })),
  )
}

/** The inverted index over clauses. Nothing outside `index/` knows how it is made. */
export class ClauseStore {
  /** For each field and clause the part of BM25+'s denominator that its length decides. */
  private readonly norms: readonly Float64Array[]
  /** Of the search that is running; all zero between two of them. */
  private readonly sums: Float64Array
  private readonly sumsOfTerm: Float64Array
  private readonly held: Uint8Array
  private readonly lastTerm: Uint8Array
  private readonly lastHeld: Uint8Array

  private constructor(private readonly postings: Postings) {
    this.norms = postings.lengths.map(lengths => {
      const average = lengths.reduce((mean, length, n) => (mean * n + length) / (n + 1), 0)
      return Float64Array.from(lengths, length => K * (1 - B + (B * length) / average))
    })
    const size = postings.lengths[0].length
    this.sums = new Float64Array(size)
    this.sumsOfTerm = new Float64Array(size)
    this.held = new Uint8Array(size)
    this.lastTerm = new Uint8Array(size)
    this.lastHeld = new Uint8Array(size)
  }

  /** Builds the store of all segments' clauses, numbered on from segment to segment. */
  static merge(segments: readonly PostingSegment[]): ClauseStore {
    return new ClauseStore(Postings.merge(segments))
  }

  /** In how many clauses a term stands (text or headings). */
  frequency(term: string): number {
    return this.postings.frequency(term)
  }

  /**
   * Clauses that hold the weighted terms, best first. Terms are taken from the rarest on until the postings they touch
   * reach a budget: common terms do not choose candidates. A clause counts for more that holds more of them.
   * @param filter clauses it refuses are left out; asked only for those that come before the last one taken
   * @param onMatch told of every clause and each chosen term that stands in its text or headings, refused or not
   */
  candidates(
    weighted: ReadonlyMap<string, number>,
    limit: number,
    filter: (clause: number) => boolean = () => true,
    onMatch: (clause: number, term: string) => void = () => {},
  ): Candidate[] {
    const found = this.score(this.choose(weighted), weighted, onMatch)
    const out: Candidate[] = []
    while (out.length < limit) {
      const next = found.take()
      if (!next) break
      if (filter(next.clause)) out.push(next)
    }
    return out
  }

  private choose(weighted: ReadonlyMap<string, number>): string[] {
    const known = [...weighted.keys()]
      .map(term => ({ term, frequency: this.frequency(term) }))
      .filter(({ frequency }) => frequency > 0)
      .sort((a, b) => a.frequency - b.frequency || (a.term < b.term ? -1 : 1))
    const chosen: string[] = []
    let postings = 0
    for (const { term, frequency } of known) {
      postings += frequency
      if ((chosen.length >= FEWEST_TERMS && postings > POSTING_BUDGET) || chosen.length === MOST_TERMS) break
      chosen.push(term)
    }
    return chosen
  }

  /** The clauses that hold any of the terms. */
  private score(
    chosen: readonly string[],
    weighted: ReadonlyMap<string, number>,
    onMatch: (clause: number, term: string) => void,
  ): BestFirst {
    const { sums, sumsOfTerm, held, lastTerm, lastHeld, norms } = this
    const all = sums.length
    const met: number[] = []
    chosen.forEach((term, t) => {
      const weight = weighted.get(term)!
      const metByTerm: number[] = []
      for (let f = 0; f < FIELDS.length; f++) {
        const boost = weight * BOOSTS[FIELDS[f]]
        const norm = norms[f]
        const holding = this.postings.holding(term, f)
        const rarity = Math.log(1 + (all - holding + 0.5) / (holding + 0.5))
        this.postings.each(term, f, (clause, times) => {
          const value = boost * (rarity * (DELTA + (times * (K + 1)) / (times + norm[clause])))
          if (lastTerm[clause] !== t + 1) {
            lastTerm[clause] = t + 1
            metByTerm.push(clause)
          }
          sumsOfTerm[clause] += value
          // A title is shared by all clauses of its document and says nothing of this one.
          if (f !== TITLE && lastHeld[clause] !== t + 1) {
            lastHeld[clause] = t + 1
            onMatch(clause, term)
          }
        })
      }
      for (const clause of metByTerm) {
        if (held[clause] === 0) met.push(clause)
        held[clause]++
        sums[clause] += sumsOfTerm[clause]
        sumsOfTerm[clause] = 0
      }
    })
    const scores = new Float64Array(met.length)
    for (let order = 0; order < met.length; order++) {
      const clause = met[order]
      scores[order] = sums[clause] * held[clause]
      sums[clause] = 0
      held[clause] = 0
      lastTerm[clause] = 0
      lastHeld[clause] = 0
    }
    return new BestFirst(met, scores)
  }

  /** Lines of JSON that {@link ClauseStore.load} reads. */
  serialize(): Generator<string> {
    return this.postings.lines()
  }

  /** Reads what {@link serialize} wrote, a line a step. @throws Error where a line is not what it wrote. */
  static *loadSteps(lines: Iterable<string>): Generator<void, ClauseStore> {
    return new ClauseStore(yield* Postings.readSteps(lines))
  }
}

/**
 * Takes candidates best first, of equals the one met first, without sorting those that nobody takes. They are known by their
 * place in the order in which they were met: a common term meets thousands, too many to make an object of each.
 */
class BestFirst {
  /** The entry at n comes before those at 2n + 1 and 2n + 2. */
  private readonly heap: Int32Array
  private size: number

  /** @param scores of the clauses at the same places */
  constructor(
    private readonly clauses: readonly number[],
    private readonly scores: Float64Array,
  ) {
    this.size = clauses.length
    this.heap = new Int32Array(this.size)
    for (let at = 0; at < this.size; at++) this.heap[at] = at
    for (let at = (this.size >> 1) - 1; at >= 0; at--) this.sink(at)
  }

  /** The best one left, null where none is. */
  take(): Candidate | null {
    if (this.size === 0) return null
    const best = this.heap[0]
    this.heap[0] = this.heap[--this.size]
    if (this.size > 0) this.sink(0)
    return { clause: this.clauses[best], score: this.scores[best] }
  }

  private sink(from: number): void {
    const { heap, size } = this
    const entry = heap[from]
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && this.isBefore(heap[child + 1], heap[child])) child++
      if (!this.isBefore(heap[child], entry)) break
      heap[at] = heap[child]
      at = child
    }
    heap[at] = entry
  }

  private isBefore(a: number, b: number): boolean {
    const { scores } = this
    return scores[a] === scores[b] ? a < b : scores[a] > scores[b]
  }
}
