/** What can be asked whether a piece of text stands in it: a string, or a {@link FoldedText}. */
export interface Searchable {
  includes(part: string): boolean
}

/** Bits of a signature for each character of the text, and how many there are at least and at most. */
const BITS_A_CHARACTER = 8
const FEWEST_BITS = 5
const MOST_BITS = 15

/**
 * A folded text with a signature of its pairs of neighbouring characters. A question asks many texts for many words, and
 * most texts hold none of them: the signature tells that without the text being read.
 */
export class FoldedText implements Searchable {
  /** One bit for each pair, at the place its characters give; other pairs may share it. Made when first asked for. */
  private signature: Uint32Array | null = null
  private shift = 0
  /** What readers have reckoned of the text, by what they reckoned. */
  private reckoned: Map<string, number> | null = null

  constructor(readonly folded: string) {}

  /** Whether the part stands in the text, as `String.prototype.includes` says. */
  includes(part: string): boolean {
    const signature = this.signature ?? this.sign()
    const { shift } = this
    for (let i = 1; i < part.length; i++) {
      const place = placeOf(part.charCodeAt(i - 1), part.charCodeAt(i), shift)
      if ((signature[place >>> 5] & (1 << (place & 31))) === 0) return false
    }
    return this.folded.includes(part)
  }

  /** What was reckoned of the text under a name, which tells all that it depends on beside the text; undefined where nothing was. */
  recall(name: string): number | undefined {
    return this.reckoned?.get(name)
  }

  /** Remembers what was reckoned as long as the text is. */
  remember(name: string, value: number): number {
    this.reckoned ??= new Map()
    this.reckoned.set(name, value)
    return value
  }

  private sign(): Uint32Array {
    const { folded } = this
    const bits = Math.min(MOST_BITS, Math.max(FEWEST_BITS, 32 - Math.clz32(BITS_A_CHARACTER * folded.length)))
    const signature = new Uint32Array(1 << (bits - 5))
    this.shift = 32 - bits
    for (let i = 1; i < folded.length; i++) {
      const place = placeOf(folded.charCodeAt(i - 1), folded.charCodeAt(i), this.shift)
      signature[place >>> 5] |= 1 << (place & 31)
    }
    this.signature = signature
    return signature
  }
}

function placeOf(first: number, second: number, shift: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) + second, 0x85ebca6b) >>> shift
}
