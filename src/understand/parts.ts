import type { QuestionLanguage } from '../language.js'

const MOST_PARTS = 3
const SHORTEST_PART = 4

/**
 * The questions of a turn that asks several things (最长能干多久，钱由谁出？), in order; one where it asks one.
 * A part asks where it holds a word that asks for a figure, a time, a person, a place or a thing.
 */
export function askedParts(text: string, language: QuestionLanguage): string[] {
  const asking = language.kinds.filter(({ kind }) => kind !== 'compare' && kind !== 'text' && kind !== 'yesno')
  const parts: string[] = []
  let before = ''
  for (const match of text.matchAll(/[^？?。；;，,！!]+[？?。；;，,！!]*/gu)) {
    before += match[0]
    const asks =
      asking.some(({ pattern }) => pattern.test(match[0])) && /[谁哪几何啥咋]|什么|怎|多少|多[大高长久]/.test(match[0])
    if (!asks || match[0].length < SHORTEST_PART) continue
    parts.push(before)
    before = ''
  }
  return parts.length >= 2 && parts.length <= MOST_PARTS ? parts : [text]
}
