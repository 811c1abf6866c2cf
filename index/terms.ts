import { fold } from './fold.js'
import { cutWords } from './segmenter.js'

/** Raised when the way terms are made changes, so that an index built the old way is refused. */
export const TERMS_VERSION = 6

/**
 * The terms of a text, the same for clauses and for questions: whole numbers (51.60, 2025), Latin words, every pair of
 * neighbouring Chinese characters, and the segmenter's words of three characters and more. Words of two characters are
 * pairs anyway; a single character between other scripts stands for itself. With repetitions, in reading order.
 */
export function terms(text: string): string[] {
  const folded = fold(text)
  const out: string[] = []
  for (const match of folded.matchAll(/\d+(?:\.\d+)?|[a-z][a-z0-9]*|\p{Script=Han}+/gu)) {
    const run = match[0]
    // By code point: a rare character (𠮷) is two units of a string, and half of it is nothing.
    const chars = /^[a-z\d]/.test(run) ? [run] : [...run]
    if (chars.length === 1) out.push(run)
    for (let i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1])
    if (chars.length > 2) for (const word of cutWords(run)) if ([...word].length > 2) out.push(word)
  }
  return out
}
