import type { Document } from '../../index/types.js'
import type { Prepared } from '../prepare.js'

/** How fast further clauses with the same term count less, and how much a long document is held to its length (BM25). */
const SATURATION = 1.2
const LENGTH_SHARE = 0.5
/** What a term counts that stands in the title, beside one that stands in a single clause. */
const IN_TITLE = 1.5

/**
 * Counts, while clauses are searched, in how many clauses of each document the terms of the question stand, for a BM25 of
 * whole documents: two notices may hold much the same clause, and only what else they say tells which one was meant.
 */
export class DocumentTally {
  private readonly counts = new Map<Document, Uint16Array>()
  private readonly places: ReadonlyMap<string, number>
  /** The term that was added last with its place, −1 where it is none of the question's. */
  private term: string | null = null
  private place = -1
  /** The counts of the document that was added to last, and which positions are its clauses: neighbours come one after the other. */
  private row: Uint16Array = new Uint16Array(0)
  private first = 0
  private end = 0

  constructor(
    private readonly terms: readonly { text: string }[],
    private readonly prepared: Prepared,
  ) {
    this.places = new Map(terms.map(({ text }, i) => [text, i]))
  }

  /** A clause that holds the term; each clause once a term. */
  add(position: number, term: string): void {
    if (term !== this.term) {
      this.term = term
      this.place = this.places.get(term) ?? -1
    }
    if (this.place < 0) return
    if (position < this.first || position >= this.end) this.enter(position)
    this.row[this.place]++
  }

  private enter(position: number): void {
    const { document } = this.prepared.index.clauses[position]
    this.first = this.prepared.position(document, 0)
    this.end = this.first + document.clauses.length
    const row = this.counts.get(document)
    if (row) this.row = row
    else this.counts.set(document, (this.row = new Uint16Array(this.terms.length)))
  }

  /** How much each document speaks of the terms, 1 for the one that does most; 0 for all where no term was found. */
  scores(documents: Iterable<Document>): Map<Document, number> {
    const rarity = this.rarities()
    const { index } = this.prepared
    const usual = index.clauses.length / index.documents.length
    const scores = new Map<Document, number>()
    let best = 0
    for (const document of documents) {
      if (scores.has(document)) continue
      const row = this.counts.get(document)
      const title = this.prepared.title(document)
      const damping = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * document.clauses.length) / usual)
      let score = 0
      for (let i = 0; i < rarity.length; i++) {
        if (rarity[i] === 0) continue
        const count = row ? row[i] : 0
        const inTitle = title.includes(this.terms[i].text) ? IN_TITLE : 0
        score += rarity[i] * ((count * (SATURATION + 1)) / (count + damping) + inTitle)
      }
      scores.set(document, score)
      best = Math.max(best, score)
    }
    if (best > 0) for (const [document, score] of scores) scores.set(document, score / best)
    return scores
  }

  /** Inverse document frequency of each term, 0 for those that were not searched for. */
  private rarities(): number[] {
    const holders = new Array<number>(this.terms.length).fill(0)
    for (const row of this.counts.values()) for (let i = 0; i < row.length; i++) if (row[i] > 0) holders[i]++
    const all = this.prepared.index.documents.length
    return holders.map(count => (count === 0 ? 0 : Math.log(1 + (all - count + 0.5) / (count + 0.5))))
  }
}
