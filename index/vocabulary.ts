import { fold } from './fold.js'
import { soundOf } from './pinyin.js'
import { cutWords } from './segmenter.js'
import type { Document } from './types.js'

/** Words that a corpus uses, most frequent first; `sound` is their blurred pinyin, for mending typing errors. */
export interface VocabularyWord {
  word: string
  count: number
  sound: string
}

const MOST_WORDS = 60_000

/**
 * The words of the documents: the segmenter's, and phrases that the documents themselves mark as names by quotation marks,
 * book-title marks. The words of the lexicon follow with count 0 where the documents do not use them.
 */
export function collectVocabulary(
  documents: readonly Document[],
  lexicon: readonly string[] = [],
): { vocabulary: VocabularyWord[]; phrases: string[] } {
  const counts = new Map<string, number>()
  const phrases = new Map<string, number>()
  const add = (map: Map<string, number>, word: string) => map.set(word, (map.get(word) ?? 0) + 1)
  for (const document of documents) {
    for (const match of document.text.matchAll(/“([^“”]{2,14})”|《([^《》]{4,30})》|"([^"\n]{2,14})"/g)) {
      const phrase = fold(match[1] ?? match[2] ?? match[3])
      if (/^[\p{Script=Han}+\d]{3,24}$/u.test(phrase) && /\p{Script=Han}/u.test(phrase)) add(phrases, phrase)
    }
    for (const run of fold(document.text).matchAll(/\p{Script=Han}+/gu))
      for (const word of cutWords(run[0])) if (word.length >= 2 && word.length <= 8) add(counts, word)
  }
  for (const phrase of phrases.keys())
    if (phrase.length <= 8 && /^\p{Script=Han}+$/u.test(phrase))
      counts.set(phrase, (counts.get(phrase) ?? 0) + phrases.get(phrase)!)
  const vocabulary = [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word, count]) => ({ word, count, sound: soundOf(word) }))
  for (const word of lexicon) if (!counts.has(word)) vocabulary.push({ word, count: 0, sound: soundOf(word) })
  return { vocabulary, phrases: [...phrases.keys()].sort() }
}
