import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPackage } from '../../index/paths.js'
import { SPAN_FEATURES, type SpanFeature } from '../../src/answer/span-features.js'
import {
  loadSpanModel,
  type SpanModel,
  spanWeights,
  WEIGHT_PARTS,
  type WeightPart,
} from '../../src/answer/span-model.js'
import { openCorpus } from './ask-questions.js'
import { dot } from './choice-model.js'
import { FOLDS, foldOf } from './folds.js'
import { openFittedLaws, readFittedQuestions } from './golden-sets.js'
import { readJsonLines } from './json-lines.js'
import { readOptions } from './read-options.js'
import { noticeQuestionSchema } from './score-notices.js'
import { fitShares, type SharedChoice, sharesOf } from './share-model.js'
import { goldenSpans, noticeSpans, type SpanQuestion, type SpanSet } from './span-questions.js'
import { mean, rate } from './statistics.js'
import { type Table, toPlainText } from './tables.js'

const USAGE = `npm run fit:spans -- [options]

Fits which span of a passage answers, on the golden questions and on those over public notices and laws, and shows
what it would choose for questions it was not fitted on.

  --ncp DIR        DIR/questions.dev.jsonl over DIR/docs
  --ncp-docs DIR   their documents (or a built index of them), where they lie elsewhere
  --laws DIR       the questions over laws (test/golden/laws): DIR holds the laws
  --families       also what each family of features brings (some minutes)
  --write          writes src/answer/span-model.json; run the evaluation after it
  --help           prints this`

const OPTIONS = {
  ncp: { type: 'string' },
  'ncp-docs': { type: 'string' },
  laws: { type: 'string' },
  families: { type: 'boolean' },
  write: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** By how much goodness must differ to tell two spans plainly apart. */
const SOFTNESS = 0.2
/** Penalties on large weights: what holds for a group only must earn it. */
const PENALTY: Record<WeightPart, number> = { all: 0.5, figure: 5, name: 5, many: 5, way: 5, thing: 5, verbatim: 1 }

/** Features that say the same kind of thing. */
const FAMILIES: Record<string, RegExp> = {
  'what it speaks of': /^(?:coverage|worth|relative)/,
  'what was asked for': /^(?:evidence|year|measure|place|several)/,
  'what it repeats': /^(?:echo|asked|afterEcho)/,
  'words around the asking word': /Anchor$/,
  length: /^(?:from\d|segments|sentences)/,
  'where it starts and ends': /^(?:opens|closes):|^dangling/,
  'place in the paragraph': /^(?:lead|first|last|whole)/,
  words: /^(?:dateline|connective|purpose|modal|hedge|figures|items|quoted|announces|behindAnnouncer)/,
  'plain reckoning': /Plain$/,
}

function choiceOf(question: SpanQuestion, weight: number): SharedChoice {
  const startOf = (part: WeightPart) => WEIGHT_PARTS.indexOf(part) * SPAN_FEATURES.length
  return {
    rows: question.features,
    shares: sharesOf(question.goodness, SOFTNESS),
    parts: [
      [startOf('all'), 1],
      [startOf(question.group), 1],
      [startOf('verbatim'), question.verbatim],
    ],
    weight,
  }
}

/** @param without features that must do without a weight */
function fitModel(choices: readonly SharedChoice[], without: RegExp | null = null): SpanModel {
  const size = SPAN_FEATURES.length
  const penalties = Float64Array.from({ length: WEIGHT_PARTS.length * size }, (_, i) =>
    without?.test(SPAN_FEATURES[i % size]) ? FORBIDDING : PENALTY[WEIGHT_PARTS[Math.floor(i / size)]],
  )
  const weights = fitShares(choices, penalties)
  // Three decimals; adding 0 turns -0 into 0.
  const partsFor = (f: number) =>
    Object.fromEntries(WEIGHT_PARTS.map((part, p) => [part, Math.round(weights[p * size + f] * 1000) / 1000 + 0]))
  return Object.fromEntries(SPAN_FEATURES.map((name, f) => [name, partsFor(f)])) as SpanModel
}
const FORBIDDING = 1e9

/** For each fold, the model fitted on all the others. */
function crossValidate(sets: readonly SpanSet[], without: RegExp | null = null): SpanModel[] {
  return Array.from({ length: FOLDS }, (_, fold) =>
    fitModel(
      choicesOf(sets, question => foldOf(question) !== fold),
      without,
    ),
  )
}

function choicesOf(sets: readonly SpanSet[], isIn: (question: SpanQuestion) => boolean = () => true): SharedChoice[] {
  return sets.flatMap(({ questions, weight }) => questions.filter(isIn).map(question => choiceOf(question, weight)))
}

/** How good the chosen spans are on average, and how often they are of any use. */
function qualityOf({ questions }: SpanSet, modelFor: (question: SpanQuestion) => SpanModel) {
  const chosen = questions.map(question => {
    const weights = spanWeights(question.group, question.verbatim, modelFor(question))
    const values = question.features.map(features => dot(features, weights))
    return question.goodness[values.indexOf(Math.max(...values))]
  })
  return { goodness: mean(chosen, value => value), hit: rate(chosen, value => value > 0) }
}

function qualityTable(
  sets: readonly SpanSet[],
  ways: readonly (readonly [string, (question: SpanQuestion) => SpanModel])[],
): Table {
  const rows = sets.flatMap(set => [
    ...ways.map(([way, modelFor]) => {
      const { goodness, hit } = qualityOf(set, modelFor)
      return [`${set.name} (${set.questions.length}), ${way}`, goodness.toFixed(4), hit.toFixed(3)]
    }),
    [`${set.name}, the best span of each`, mean(set.questions, ({ goodness }) => Math.max(...goodness)).toFixed(4), ''],
  ])
  return { heads: ['choices', 'goodness', 'above 0'], rows }
}

/** How much worse unseen questions are answered when all is fitted without a family of features. */
function familyTable(sets: readonly SpanSet[], heldOut: readonly SpanModel[]): Table {
  const full = sets.map(set => qualityOf(set, question => heldOut[foldOf(question)]))
  const rows = Object.entries(FAMILIES).map(([name, pattern]) => {
    const models = crossValidate(sets, pattern)
    const losses = sets.map(
      (set, s) => full[s].goodness - qualityOf(set, question => models[foldOf(question)]).goodness,
    )
    return [name, ...losses.map(loss => `${loss > 0 ? '+' : ''}${loss.toFixed(4)}`)]
  })
  return { heads: ['without', ...sets.map(({ name }) => name)], rows }
}

async function readSets(
  ncp: string | undefined,
  ncpDocs: string | undefined,
  laws: string | undefined,
): Promise<SpanSet[]> {
  const sets = [goldenSpans('golden', await openCorpus(inPackage('seeds')), readFittedQuestions())]
  const byLaws = openFittedLaws(laws).map(({ index, questions }) => goldenSpans('laws', index, questions))
  if (byLaws.length > 0) sets.push({ ...byLaws[0], questions: byLaws.flatMap(({ questions }) => questions) })
  if (ncp === undefined) return sets
  const questions = readJsonLines(join(ncp, 'questions.dev.jsonl'), noticeQuestionSchema)
  return [...sets, noticeSpans(await openCorpus(ncpDocs ?? join(ncp, 'docs')), questions)]
}

/** One feature a line. */
function written(model: SpanModel): string {
  const lines = SPAN_FEATURES.map(
    (name: SpanFeature) =>
      `  ${JSON.stringify(name)}: ${JSON.stringify(model[name])
        .replace(/([:,])/g, '$1 ')
        .replace('{', '{ ')
        .replace('}', ' }')}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

async function main(): Promise<void> {
  const options = readOptions(OPTIONS, USAGE)
  if (!options) return
  const sets = await readSets(options.ncp, options['ncp-docs'], options.laws)
  const fitted = fitModel(choicesOf(sets))
  const heldOut = crossValidate(sets)
  const inUse = loadSpanModel()
  console.log(
    toPlainText(
      qualityTable(sets, [
        ['model in use', () => inUse],
        ['fitted, on what it was fitted on', () => fitted],
        [`fitted, ${FOLDS}-fold cross-validated`, question => heldOut[foldOf(question)]],
      ]),
    ),
  )
  if (options.families)
    console.log(
      `\nWhat each family of features brings, cross-validated: + is what is lost without it\n${toPlainText(familyTable(sets, heldOut))}`,
    )
  if (!options.write) return
  writeFileSync(inPackage('src', 'answer', 'span-model.json'), written(fitted))
  console.error('wrote src/answer/span-model.json; now run the evaluation')
}

await main()
