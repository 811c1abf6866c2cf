import { z } from 'zod'
import { numbersFor, readFitted, valuesFor } from '../fitted.js'
import type { Passage } from '../retrieve/passages.js'
import { ANSWER_GROUPS, type AnswerGroup } from './answer-groups.js'
import type { CandidateSpan } from './answer-spans.js'
import { SPAN_FEATURES } from './span-features.js'

/** For whom a weight holds: for all, what is added for a group of questions, and for questions in the text's own words. */
export const WEIGHT_PARTS = ['all', ...ANSWER_GROUPS, 'verbatim'] as const
export type WeightPart = (typeof WEIGHT_PARTS)[number]

const modelSchema = z.object(valuesFor(SPAN_FEATURES, numbersFor(WEIGHT_PARTS)))
export type SpanModel = z.infer<typeof modelSchema>
let model: SpanModel | null = null

/** The fitted weights (`npm run fit:spans` writes them). @throws Error where the file is damaged. */
export function loadSpanModel(): SpanModel {
  model ??= readFitted(modelSchema, 'answer', 'span-model.json')
  return model
}

/** How much of the question stands in the passage word for word, around what is usual. */
export function verbatimOf(passage: Passage): number {
  return Math.min(1, passage.features.bigrams) - USUALLY_VERBATIM
}
const USUALLY_VERBATIM = 0.6

/**
 * The weights for one question, in the order of the features.
 * @param verbatim how much more than usual the passage holds of the question word for word, negative for less
 */
export function spanWeights(group: AnswerGroup, verbatim: number, by: SpanModel = loadSpanModel()): Float64Array {
  return Float64Array.from(SPAN_FEATURES, name => by[name].all + by[name][group] + verbatim * by[name].verbatim)
}

/** What a span is worth as an answer, to be compared with others of the same passage. */
export function worthOf({ features }: Pick<CandidateSpan, 'features'>, weights: Float64Array): number {
  let value = 0
  for (let i = 0; i < weights.length; i++) value += weights[i] * features[i]
  return value
}
