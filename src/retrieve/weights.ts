import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { inPackage } from '../../index/paths.js'
import type { Clause } from '../../index/types.js'

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

const featuresSchema = z.object(
  Object.fromEntries(FEATURES.map(name => [name, z.number()])) as Record<Feature, z.ZodNumber>,
)
const weightsSchema = z.object({ clauses: featuresSchema, articles: featuresSchema })
let weights: Record<WeighedApart, Features> | null = null

/** The fitted weights (`npm run fit` writes them). @throws Error where the file is damaged. */
export function loadWeights(): Record<WeighedApart, Features> {
  weights ??= weightsSchema.parse(JSON.parse(readFileSync(inPackage('src', 'retrieve', 'weights.json'), 'utf8')))
  return weights
}

/** By which weights clauses are ranked among each other: as articles where most of them are. */
export function weighedApart(ranked: readonly { clause: Clause }[]): WeighedApart {
  return 2 * ranked.filter(({ clause }) => clause.kind === 'article').length > ranked.length ? 'articles' : 'clauses'
}
