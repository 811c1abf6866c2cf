import { readingsOf, soundsOf } from '../index/pinyin.js'

/** Words by how they sound. */
export class SoundTable {
  private readonly words = new Map<string, string[]>()
  /** How long the words are, a bit for each length, whose first two characters sound so: few runs begin as any word does. */
  private readonly beginnings = new Map<string, number>()
  /** The same by the two characters themselves, as far as it has been asked for. */
  private readonly lengths = new Map<string, number>()

  /** @param sound as `soundOf` gives it; nothing is added where it is empty */
  add(word: string, sound: string): void {
    if (!sound) return
    const row = this.words.get(sound)
    if (row) row.push(word)
    else this.words.set(sound, [word])
    const [first, second = ''] = sound.split(' ', 2)
    const key = `${first} ${second}`
    this.beginnings.set(key, (this.beginnings.get(key) ?? 0) | lengthBit(word))
    this.lengths.clear()
  }

  /** The words of the same length that sound as a run of characters may, in the order they were added, sound by sound. */
  alike(run: string): string[] {
    if (!this.mayBegin(run)) return []
    return soundsOf(run).flatMap(sound => (this.words.get(sound) ?? []).filter(word => word.length === run.length))
  }

  private mayBegin(run: string): boolean {
    const [first, second = ''] = run
    if (first === undefined) return false
    let lengths = this.lengths.get(first + second)
    if (lengths === undefined) {
      lengths = 0
      const seconds = second === '' ? [''] : readingsOf(second)
      for (const a of readingsOf(first)) for (const b of seconds) lengths |= this.beginnings.get(`${a} ${b}`) ?? 0
      if (this.lengths.size >= MOST_BEGINNINGS) this.lengths.clear()
      this.lengths.set(first + second, lengths)
    }
    return (lengths & lengthBit(run)) !== 0
  }
}

/** Beginnings that are remembered before all are forgotten. */
const MOST_BEGINNINGS = 20_000
const LONGEST = 31

/** Words of 31 characters and more share a bit. */
function lengthBit(word: string): number {
  return 1 << Math.min(word.length, LONGEST)
}
