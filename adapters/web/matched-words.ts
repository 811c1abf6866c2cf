import type { Passage } from '../../src/retrieve/passages.js'
import type { Question } from '../../src/understand/question.js'

/** A thing that was asked for and the words by which a clause speaks of it; none where it does not. */
export interface Matched {
  asked: string
  found: string[]
}

/** Names of a topic that are too far from it to be shown as a match. */
const LEAST_WEIGHT = 0.7

/** Which words of a passage speak of what was asked. */
export function matchedWords({ prepared, matches }: Passage, question: Question): Matched[] {
  const { folded, path } = prepared
  return question.topics.map(({ word, variants, parts }, t) => {
    const names = [word, ...variants.filter(v => v.weight >= LEAST_WEIGHT).map(v => v.word)]
    const whole = names.filter(name => folded.includes(name) || path.includes(name))
    const pieces = whole.length
      ? []
      : parts.flatMap(part => part.filter(v => v.weight >= LEAST_WEIGHT && folded.includes(v.word)).map(v => v.word))
    const found = [...new Set(whole.length ? whole : pieces)].slice(0, 6)
    return { asked: word, found: (matches[t] ?? (found.length ? 1 : 0)) > 0 ? found : [] }
  })
}

/** Where the words stand in a text, as spans that do not touch, longest words first. */
export function occurrences(text: string, words: readonly string[]): [number, number][] {
  // Not toLowerCase: of some letters it makes two, and the places behind them would be wrong.
  const lower = text.replace(/[A-Z]/g, letter => letter.toLowerCase())
  const taken: [number, number][] = []
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (word === '') continue
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length))
      if (!taken.some(([from, to]) => at < to && at + word.length > from)) taken.push([at, at + word.length])
  }
  return taken.sort((a, b) => a[0] - b[0])
}
