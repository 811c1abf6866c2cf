import { readingsOf, soundsOf } from '../index/pinyin.js'

/** Words by how they sound. */
export class SoundTable {
  private readonly words = new Map<string, string[]>()
  /** How long a word is and how its first two characters sound: few runs of characters begin as any word does. */
  private readonly beginnings = new Set<string>()

  /** @param sound as `soundOf` gives it; nothing is added where it is empty */
  add(word: string, sound: string): void {
    if (!sound) return
    const row = this.words.get(sound)
    if (row) row.push(word)
    else this.words.set(sound, [word])
    const [first, second = ''] = sound.split(' ', 2)
    this.beginnings.add(`${word.length} ${first} ${second}`)
  }

  /** The words of the same length that sound as a run of characters may, in the order they were added, sound by sound. */
  alike(run: string): string[] {
    if (!this.mayBegin(run)) return []
    return soundsOf(run).flatMap(sound => (this.words.get(sound) ?? []).filter(word => word.length === run.length))
  }

  private mayBegin(run: string): boolean {
    const [first, second = ''] = run
    const seconds = second === '' ? [''] : readingsOf(second)
    return readingsOf(first).some(a => seconds.some(b => this.beginnings.has(`${run.length} ${a} ${b}`)))
  }
}
