import { readingsOf, soundsOf } from '../index/pinyin.js'

/** Words by how they sound. */
export class SoundTable {
  private readonly words = new Map<string, string[]>()
  /** How long the words are, a bit for each length, whose first two characters sound so: few runs begin as any word does. */
  private readonly beginnings = new Map<string, number>()
  /** The same of the last two. */
  private readonly endings = new Map<string, number>()
  /** The same of both by the two characters themselves, as far as it has been asked for. */
  private readonly beginningsOf = new Map<string, number>()
  private readonly endingsOf = new Map<string, number>()

  /** @param sound as `soundOf` gives it; nothing is added where it is empty */
  add(word: string, sound: string): void {
    if (!sound) return
    const row = this.words.get(sound)
    if (row) row.push(word)
    else this.words.set(sound, [word])
    const syllables = sound.split(' ')
    addLength(this.beginnings, syllables.slice(0, 2), word)
    addLength(this.endings, syllables.slice(-2), word)
    this.beginningsOf.clear()
    this.endingsOf.clear()
  }

  /** The words of the same length that sound as a run of characters may, in the order they were added, sound by sound. */
  alike(run: string): string[] {
    const [first, second = ''] = run
    if (first === undefined) return []
    const lengths = this.lengthsOf(first, second, this.beginnings, this.beginningsOf)
    if ((lengths & lengthBit(run)) === 0) return []
    // Characters of two units have other last two.
    if (run.length > 2 && !/[\ud800-\udfff]/.test(run)) {
      const ending = this.lengthsOf(run[run.length - 2], run[run.length - 1], this.endings, this.endingsOf)
      if ((ending & lengthBit(run)) === 0) return []
    }
    return soundsOf(run).flatMap(sound => (this.words.get(sound) ?? []).filter(word => word.length === run.length))
  }

  /** How long the words are of which two characters may be the first two, or the last two, remembered for a while. */
  private lengthsOf(
    first: string,
    second: string,
    bySound: ReadonlyMap<string, number>,
    known: Map<string, number>,
  ): number {
    let lengths = known.get(first + second)
    if (lengths === undefined) {
      lengths = 0
      const seconds = second === '' ? [''] : readingsOf(second)
      for (const a of readingsOf(first)) for (const b of seconds) lengths |= bySound.get(`${a} ${b}`) ?? 0
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(first + second, lengths)
    }
    return lengths
  }
}

/** Pairs of characters that are remembered before all are forgotten. */
const MOST_KNOWN = 20_000
const LONGEST = 31

function addLength(lengths: Map<string, number>, [first, second = '']: readonly string[], word: string): void {
  const key = `${first} ${second}`
  lengths.set(key, (lengths.get(key) ?? 0) | lengthBit(word))
}

/** Words of 31 characters and more share a bit. */
function lengthBit(word: string): number {
  return 1 << Math.min(word.length, LONGEST)
}
