import { z } from 'zod'
import type { Clause } from '../../index/types.js'
import { numbersFor, readFitted, valuesFor } from '../fitted.js'

/** What a clause is ranked by; each between 0 and 1. */
export const FEATURES = [
  'sentence',
  'clause',
  'path',
  'title',
  'bigrams',
  'score',
  'kind',
  'year',
  'named',
  'heading',
  'furnishing',
  'row',
  'length',
  'advice',
  'region',
  'document',
  'context',
  'whole',
  'phrase',
  'opening',
  'documentScore',
  'documentSum',
  'documentPhrase',
  'local',
  'unnamed',
] as const
export type Feature = (typeof FEATURES)[number]
export type Features = Record<Feature, number>

/**
 * Articles of laws are weighed apart from all other clauses: they put in terms what people ask in words of every day, so that they
 * share little with a question that they answer, and much of that with their law's title.
 */
export const WEIGHED_APART = ['clauses', 'articles'] as const
export type WeighedApart = (typeof WEIGHED_APART)[number]

const weightsSchema = z.object(valuesFor(WEIGHED_APART, numbersFor(FEATURES)))
let weights: Record<WeighedApart, Features> | null = null

/** The fitted weights (`npm run fit` writes them). @throws Error where the file is damaged. */
export function loadWeights(): Record<WeighedApart, Features> {
  weights ??= readFitted(weightsSchema, 'retrieve', 'weights.json')
  return weights
}

/** By which weights a clause is weighed by itself. */
export function weighedBy({ kind }: Clause): WeighedApart {
  return kind === 'article' ? 'articles' : 'clauses'
}

/** By which weights clauses are ranked among each other: as articles where most of them are. */
export function weighedTogether(ranked: readonly { clause: Clause }[]): WeighedApart {
  const articles = ranked.filter(({ clause }) => weighedBy(clause) === 'articles').length
  return 2 * articles > ranked.length ? 'articles' : 'clauses'
}
