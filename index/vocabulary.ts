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

/** How often a document uses words, and the phrases that it marks as names by quotation or book-title marks. */
export interface WordCounts {
  words: [word: string, count: number][]
  phrases: [phrase: string, count: number][]
}

/** Counts the words of a document: the segmenter's, of 2 to 8 characters. */
export function countWords({ text }: Document): WordCounts {
  const words = new Map<string, number>()
  const phrases = new Map<string, number>()
  for (const match of text.matchAll(/“([^“”]{2,14})”|《([^《》]{4,30})》|"([^"\n]{2,14})"/g)) {
    const phrase = fold(match[1] ?? match[2] ?? match[3])
    if (/^[\p{Script=Han}+\d]{3,24}$/u.test(phrase) && /\p{Script=Han}/u.test(phrase)) add(phrases, phrase)
  }
  for (const run of fold(text).matchAll(/\p{Script=Han}+/gu))
    for (const word of cutWords(run[0])) if (word.length >= 2 && word.length <= 8) add(words, word)
  return { words: [...words], phrases: [...phrases] }
}

/** The words of all documents; those of the lexicon follow with count 0 where the documents do not use them. */
export function mergeVocabulary(
  counts: readonly WordCounts[],
  lexicon: readonly string[] = [],
): { vocabulary: VocabularyWord[]; phrases: string[] } {
  const words = new Map<string, number>()
  const phrases = new Map<string, number>()
  for (const own of counts) {
    for (const [word, count] of own.words) add(words, word, count)
    for (const [phrase, count] of own.phrases) add(phrases, phrase, count)
  }
  for (const [phrase, count] of phrases)
    if (phrase.length <= 8 && /^\p{Script=Han}+$/u.test(phrase)) add(words, phrase, count)
  const vocabulary = [...words]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word, count]) => ({ word, count, sound: soundOf(word) }))
  for (const word of lexicon) if (!words.has(word)) vocabulary.push({ word, count: 0, sound: soundOf(word) })
  return { vocabulary, phrases: [...phrases.keys()].sort() }
}

function add(map: Map<string, number>, word: string, count = 1): void {
  map.set(word, (map.get(word) ?? 0) + count)
}
