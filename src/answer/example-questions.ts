import type { Document } from '../../index/types.js'
import { type Prepared, policyDocuments } from '../prepare.js'

/**
 * Questions to try, at most `most`: the first that the catalog names for each document, then the second …; where it names none,
 * questions made of the documents' headings.
 */
export function exampleQuestions(prepared: Prepared, most: number): string[] {
  const documents = policyDocuments(prepared.index)
  const longest = Math.max(0, ...documents.map(({ examples }) => examples.length))
  const stated = Array.from({ length: longest }, (_, n) =>
    documents.flatMap(({ examples }) => examples.slice(n, n + 1)),
  )
  const made = documents.flatMap(document => madeOfHeading(prepared, document) ?? [])
  return [...new Set([...stated.flat(), ...made])].slice(0, most)
}

function madeOfHeading(prepared: Prepared, document: Document): string | null {
  if (document.examples.length > 0) return null
  const leads = document.clauses
    .filter(({ kind }) => kind === 'item' || kind === 'article' || kind === 'paragraph')
    .map(({ path }) => leadOf(path.at(-1) ?? ''))
  const lead = leads.find(words => words !== '')
  if (!lead) return null
  const region = prepared.regionOf(document)?.name.replace(/[市省]$/, '') ?? ''
  return `${lead.includes(region) ? '' : region}${lead}有什么措施`
}

/** The words of a heading without its number; '' where they are too few or too many to ask about. */
function leadOf(title: string): string {
  const words = title
    .replace(/^(?:[（(][^）)]*[）)]|\d+[.．、]|[一二三四五六七八九十]+[、是]|第[^条]+条)\s*/, '')
    .replace(/["“”]/g, '')
  return words.length >= 5 && words.length <= 20 ? words : ''
}
