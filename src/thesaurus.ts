import type { Concept } from '../index/lexicon.js'
import type { Variant } from './understand/question.js'

const OFFICIAL = 0.9
const VARIANT = 0.75
const RELATED = 0.4

/** Other words for a word. A word of several concepts has the words of all of them. */
export class Thesaurus {
  private readonly concepts = new Map<string, Concept | Concept[]>()
  private readonly known = new Map<string, readonly Variant[]>()

  constructor(concepts: readonly Concept[]) {
    for (const concept of concepts) {
      const names = [...concept.official, ...concept.variants]
      const [first] = names
      // A name that stands alone has no other.
      if (![...names, ...concept.related].some(word => word !== first)) continue
      for (const word of names) this.place(word, concept)
    }
  }

  private place(word: string, concept: Concept): void {
    const before = this.concepts.get(word)
    if (before === undefined) this.concepts.set(word, concept)
    else if (Array.isArray(before)) {
      if (before.at(-1) !== concept) before.push(concept)
    } else if (before !== concept) this.concepts.set(word, [before, concept])
  }

  /** The words that have others. */
  words(): Iterable<string> {
    return this.concepts.keys()
  }

  has(word: string): boolean {
    return this.concepts.has(word)
  }

  /** The other words, best first; none for a word that is in no concept. */
  get(word: string): readonly Variant[] {
    const concepts = this.concepts.get(word)
    if (concepts === undefined) return []
    let others = this.known.get(word)
    if (!others) this.known.set(word, (others = othersOf(word, Array.isArray(concepts) ? concepts : [concepts])))
    return others
  }
}

function othersOf(word: string, concepts: readonly Concept[]): Variant[] {
  const weights = new Map<string, number>()
  const add = (words: readonly string[], weight: number) => {
    for (const other of words) if (other !== word && (weights.get(other) ?? 0) < weight) weights.set(other, weight)
  }
  for (const { official, variants, related } of concepts) {
    add(official, OFFICIAL)
    add(variants, VARIANT)
    add(related, RELATED)
  }
  return [...weights].map(([other, weight]) => ({ word: other, weight })).sort((a, b) => b.weight - a.weight)
}
