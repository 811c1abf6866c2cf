import type { Region } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'
import { type Scope, scopeOf } from '../retrieve/scope.js'
import type { Question } from '../understand/question.js'

/** A question with all that is needed to answer it. Nothing changes it: a narrower question is another one. */
export interface Asked {
  readonly question: Question
  readonly scope: Scope
  readonly prepared: Prepared
  readonly language: QuestionLanguage
}

/** The same asked about one region. */
export function askedOf(region: Region, { question, prepared, language }: Asked): Asked {
  const ofSeveral = question.regions.length > 1
  const narrowed = { ...question, regions: [region], ofSeveral, topics: question.topics.map(topic => ({ ...topic })) }
  return { question: narrowed, scope: scopeOf(narrowed, prepared), prepared, language }
}

/** The documents that are named, else those of the regions that are; none where neither is. */
export function documentsMeant({ question, scope }: Asked): readonly Document[] {
  return question.documents.length > 0 ? question.documents : [...(scope.documents ?? [])]
}

/** Whether any city's documents may answer: neither a region nor a document is named. */
export function isOpen({ regions, documents }: Question): boolean {
  return regions.length === 0 && documents.length === 0
}
