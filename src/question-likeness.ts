import { fold } from '../index/fold.js'
import { namesOf } from '../index/regions.js'
import type { QuestionLanguage } from './language.js'
import type { Prepared } from './prepare.js'
import type { Question } from './understand/question.js'
import { contentWords } from './understand/topics.js'

/** What a question says, term by term, each with how much it tells. */
export type Telling = ReadonlyMap<string, number>

/** What a term that stands in nearly every document counts, beside the others. */
const GENERAL = 0.5

/**
 * What a question says beside asking: the terms of its words without those that only ask, the rarer in the documents the more
 * telling. Folded and mended as everywhere.
 * @param withoutRegions the names of its regions are left out, for whoever compares the regions themselves
 */
export function tellingOf(
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
  withoutRegions = false,
): Telling {
  const names = withoutRegions ? question.regions.flatMap(namesOf).map(fold) : []
  const text = names
    .sort((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, '\n'), question.content)
  const all = prepared.index.clauses.length
  const telling = new Map<string, number>()
  for (const run of text.match(/[\p{Script=Han}a-z0-9+.%]+/gu) ?? [])
    for (const { text: word } of contentWords(run, prepared, language)) {
      const share = language.generalWords.has(word) ? GENERAL : 1
      const parts = prepared.terms(word)
      for (const term of parts.length > 0 ? parts : [word]) {
        const weight = share * Math.log(1 + all / (1 + prepared.frequency(term)))
        if (weight > (telling.get(term) ?? 0)) telling.set(term, weight)
      }
    }
  return telling
}

/** How much two questions say the same, 0 to 1: the weight of what both say in that of what either says. */
export function likeness(a: Telling, b: Telling): number {
  let [shared, either] = [0, 0]
  for (const [term, weight] of a) {
    if (b.has(term)) shared += weight
    either += weight
  }
  for (const [term, weight] of b) if (!a.has(term)) either += weight
  return either === 0 ? 0 : shared / either
}
