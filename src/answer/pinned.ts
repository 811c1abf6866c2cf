import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import type { Asked } from './asked.js'
import { answerPlace } from './clause-reference.js'
import type { Place } from './lookup.js'
import { answerOne } from './one-passage.js'

/**
 * What the clauses of a pinned place say to the question, in the ordinary ways; the place itself where they do not know what to
 * say of it, or say something from elsewhere.
 * @param passages of its document, as they are found for the question
 */
export function answerPinned(place: Place, passages: readonly Passage[], asked: Asked): Answer {
  const ids = new Set(place.ordinals.map(ordinal => place.document.clauses[ordinal].id))
  const own = passages.filter(({ clause, document }) => document === place.document && ids.has(clause.id))
  const answer = own.length > 0 ? answerOne(own, own, asked) : null
  return answer && ids.has(answer.citations[0]?.clauseId) ? answer : answerPlace(place, asked)
}
