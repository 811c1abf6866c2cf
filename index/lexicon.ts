import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fold } from './fold.js'
import { readTsv, words } from './tsv.js'

/** One concept: how documents name it, how people name it, and where its answer often stands. */
export interface Concept {
  official: string[]
  variants: string[]
  related: string[]
  reason: string
  /** `file:line`, for messages to the maintainer. */
  source: string
}

const COLUMNS = ['official', 'variants', 'related', 'reason'] as const
const FORBIDDEN = /[、，。；：“”‘’"'《》（）()]/

/**
 * Loads all `synonyms/*.tsv` of a lexicon folder; every word is kept folded.
 * @throws Error naming the line of an entry without words, without a reason, or with punctuation in a word.
 */
export function loadConcepts(folder: string): Concept[] {
  const files = readdirSync(join(folder, 'synonyms'))
    .filter(name => name.endsWith('.tsv'))
    .sort()
  return files.flatMap(name =>
    readTsv(join(folder, 'synonyms', name), COLUMNS).map(({ line, cells }): Concept => {
      const source = `${basename(name)}:${line}`
      const [official, variants, related] = [words(cells.official), words(cells.variants), words(cells.related)]
      if (official.length === 0) throw new Error(`${source}：official 一栏不能为空`)
      if (!cells.reason) throw new Error(`${source}：请写明理由（reason）`)
      const bad = [...official, ...variants, ...related].find(word => FORBIDDEN.test(word))
      if (bad) throw new Error(`${source}：词里不能有标点：${bad}`)
      const folded = (list: readonly string[]) => [...new Set(list.map(fold))].filter(Boolean)
      return {
        official: folded(official),
        variants: folded(variants),
        related: folded(related),
        reason: cells.reason,
        source,
      }
    }),
  )
}

/** The words of all concepts that are worth a dictionary entry: Chinese, two to ten characters. */
export function domainWords(concepts: readonly Concept[], further: readonly string[]): string[] {
  const all = new Set<string>()
  for (const concept of concepts) for (const word of [...concept.official, ...concept.variants]) all.add(word)
  for (const word of further) all.add(fold(word))
  return [...all].filter(word => /^\p{Script=Han}{2,10}$/u.test(word)).sort()
}
