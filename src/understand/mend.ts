import { soundsOf } from '../../index/pinyin.js'
import type { Prepared } from '../prepare.js'

const LONGEST = 10

/**
 * Mends typing errors by sound: a run of characters that is no known word and holds a pair that the documents never use, but
 * sounds like a word of the documents or the lexicon and shares at least a third of its characters with it (县管校品 → 县管校聘).
 * @param folded the question, folded
 */
export function mendTyping(folded: string, prepared: Prepared): { text: string; mended: { from: string; to: string }[] } {
  const mended: { from: string; to: string }[] = []
  const odd = oddPairs(folded, prepared)
  if (odd.length === 0) return { text: folded, mended }
  let text = folded
  for (let length = Math.min(LONGEST, text.length); length >= 2; length--) {
    for (let at = 0; at + length <= text.length; at++) {
      const from = text.slice(at, at + length)
      if (!/^\p{Script=Han}+$/u.test(from) || prepared.isKnownWord(from)) continue
      const pairs = oddPairs(from, prepared)
      if (pairs.length === 0) continue
      if (length === 2 && prepared.thesaurus.has(from)) continue
      const to = soundAlike(from, prepared)
      if (!to) continue
      mended.push({ from, to })
      text = text.slice(0, at) + to + text.slice(at + length)
    }
  }
  return { text, mended }
}

/** Positions of pairs of Chinese characters that stand in no clause and are no word. */
function oddPairs(text: string, prepared: Prepared): number[] {
  const odd: number[] = []
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2)
    if (/^\p{Script=Han}{2}$/u.test(pair) && prepared.index.store.frequency(pair) === 0 && !prepared.isKnownWord(pair)) odd.push(i)
  }
  return odd
}

function soundAlike(from: string, prepared: Prepared): string | null {
  const table = prepared.bySound()
  for (const sound of soundsOf(from)) {
    for (const word of table.get(sound) ?? []) {
      if (word.length !== from.length || word === from) continue
      let same = 0
      for (let i = 0; i < word.length; i++) if (word[i] === from[i]) same++
      if (same * 3 >= word.length && prepared.frequency(word) > 0) return word
    }
  }
  return null
}
