import type { ClauseIndex } from '../index/build.js'
import type { Region } from '../index/regions.js'
import { explain, NO_CONVERSATION } from './ask.js'
import { loadQuestionLanguage } from './language.js'
import { prepare } from './prepare.js'
import type { Answer } from './reply.js'
import { understand } from './understand/understand.js'

/** What one region's documents say to the question. */
export interface RegionAnswer {
  region: Region
  answer: Answer
}

/** More than a person compares at a time. */
export const MOST_COMPARED = 40

/**
 * The same question put to each region that has documents, or to those that it names if these are two or more: side by side,
 * each answer from that region's own documents or those that bind it from above.
 * @returns at most {@link MOST_COMPARED}, in the order of the documents
 */
export function compareRegions(index: ClauseIndex, text: string): RegionAnswer[] {
  const prepared = prepare(index)
  const { gazetteer } = index.lexicon
  const named = understand(text, prepared, loadQuestionLanguage()).regions
  const meant = prepared.coveredRegions.filter(region =>
    named.some(other => gazetteer.holds(region, other) || gazetteer.holds(other, region)),
  )
  return (meant.length >= 2 ? meant : prepared.coveredRegions)
    .slice(0, MOST_COMPARED)
    .map(region => ({ region, answer: explain(index, text, NO_CONVERSATION, { region, goesFirst: true }).answer }))
}
