import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPackage } from '../../index/paths.js'
import { FEATURES, type Features, loadWeights, WEIGHED_APART, type WeighedApart } from '../../src/retrieve/weights.js'
import { openCorpus } from './ask-questions.js'
import { type Choice, dot, fitChoices } from './choice-model.js'
import { FOLDS, foldOf } from './folds.js'
import { openFittedLaws, readFittedQuestions } from './golden-sets.js'
import { readJsonLines } from './json-lines.js'
import { type RankedQuestion, type RankedSet, rankGolden, rankNotices } from './ranked-questions.js'
import { readOptions } from './read-options.js'
import { noticeQuestionSchema } from './score-notices.js'
import { mean } from './statistics.js'
import { percent, type Table, toPlainText } from './tables.js'

const USAGE = `npm run fit -- [options]

Fits the ranking weights, and shows what they would do on questions they were not fitted on: those of clauses at large on the golden
questions and the notices, those of articles of laws on all of them with the questions over laws.

  --ncp DIR        also on the questions over public notices: DIR/questions.dev.jsonl over DIR/docs
  --ncp-docs DIR   their documents (or a built index of them), where they lie elsewhere
  --laws DIR       the questions over laws (test/golden/laws): DIR holds the laws; without them the weights of articles stay
  --only NAME      fits clauses or articles alone, and leaves the other weights as they are
  --l2 NUMBER      penalty on large weights, default 0.1
  --write          writes src/retrieve/weights.json; run the evaluation after it
  --help           prints this`

const OPTIONS = {
  ncp: { type: 'string' },
  'ncp-docs': { type: 'string' },
  laws: { type: 'string' },
  only: { type: 'string' },
  l2: { type: 'string', default: '0.1' },
  write: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

const ALL = FEATURES.map(() => true)
/** The set of the questions over laws. */
const LAWS = 'laws'

/** Share of rankings with evidence first, mean reciprocal rank of the first evidence, share with evidence among the candidates. */
interface Quality {
  hit1: number
  mrr: number
  found: number
}

/** Place of the first positive, 1 for the best, 0 where there is none among the candidates. */
function firstPositive({ rows, positive, positions }: RankedQuestion, weights: Float64Array): number {
  const scores = rows.map(row => dot(row, weights))
  const order = rows.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || positions[a] - positions[b])
  return order.findIndex(i => positive[i]) + 1
}

/** @param weightsFor the weights to rank a question by: one for all, or those of the fold that did not see it */
function qualityOf(
  questions: readonly RankedQuestion[],
  weightsFor: (question: RankedQuestion) => Float64Array,
): Quality {
  const ranks = questions.map(question => firstPositive(question, weightsFor(question)))
  return {
    hit1: mean(ranks, rank => Number(rank === 1)),
    mrr: mean(ranks, rank => (rank > 0 ? 1 / rank : 0)),
    found: mean(ranks, rank => Number(rank > 0)),
  }
}

/** What is learned from, by fold. The sets count the same in all, the golden questions one each. */
function choicesByFold(sets: readonly RankedSet[]): Choice[][] {
  const folds: Choice[][] = Array.from({ length: FOLDS }, () => [])
  for (const { questions } of sets)
    for (const question of questions)
      folds[foldOf(question)].push({ ...question, weight: sets[0].questions.length / questions.length })
  return folds
}

/** For each fold, weights fitted on all the others. @param start weights near by, to be there sooner */
function crossValidate(
  folds: readonly Choice[][],
  used: readonly boolean[],
  l2: number,
  start?: readonly Float64Array[],
): Float64Array[] {
  return folds.map((_, held) => fitChoices(folds.filter((_, fold) => fold !== held).flat(), used, l2, start?.[held]))
}

/** Features that differ between clauses of some ranking; of the others these questions say nothing. */
function toldApart(sets: readonly RankedSet[]): boolean[] {
  const rankings = sets.flatMap(({ questions }) => questions)
  return FEATURES.map((_, f) => rankings.some(({ rows }) => rows.some(row => row[f] !== rows[0][f])))
}

/**
 * The same ranking with weights that are together as large as the ones in use, as scores are shown to people; two decimals.
 * What the questions say nothing of keeps its weight.
 */
function presentable(weights: Float64Array, inUse: Features, told: readonly boolean[]): Features {
  const size = (weightOf: (f: number) => number) =>
    FEATURES.reduce((sum, _, f) => sum + (told[f] ? Math.abs(weightOf(f)) : 0), 0)
  const scale = size(f => inUse[FEATURES[f]]) / size(f => weights[f])
  // Adding 0 turns -0 into 0.
  return Object.fromEntries(
    FEATURES.map((name, f) => [name, told[f] ? Math.round(weights[f] * scale * 100) / 100 + 0 : inUse[name]]),
  ) as Features
}

function vector(weights: Features): Float64Array {
  return Float64Array.from(FEATURES, name => weights[name])
}

function qualityTable(
  sets: readonly RankedSet[],
  ways: readonly (readonly [string, (question: RankedQuestion) => Float64Array])[],
): Table {
  const rows = sets.flatMap(({ name, questions }) =>
    ways.map(([way, weightsFor]) => {
      const { hit1, mrr, found } = qualityOf(questions, weightsFor)
      return [`${name} (${questions.length}), ${way}`, percent(hit1), mrr.toFixed(4), percent(found)]
    }),
  )
  return { heads: ['rankings', 'hit@1', 'MRR', 'among candidates'], rows }
}

/** What each feature brings: how much worse unseen questions are ranked when all is fitted without it. */
function featureTable(
  sets: readonly RankedSet[],
  folds: readonly Choice[][],
  heldOut: readonly Float64Array[],
  fitted: Features,
  current: Features,
  l2: number,
): Table {
  const unseen = (weights: readonly Float64Array[]) =>
    sets.map(({ questions }) => qualityOf(questions, question => weights[foldOf(question)]))
  const full = unseen(heldOut)
  const rows = FEATURES.map((name, dropped) => {
    const used = FEATURES.map((_, i) => i !== dropped)
    const without = unseen(crossValidate(folds, used, l2, heldOut))
    const losses = sets.flatMap((_, s) => [
      signed(100 * (full[s].hit1 - without[s].hit1), 1),
      signed(full[s].mrr - without[s].mrr, 4),
    ])
    return [name, current[name].toFixed(2), fitted[name].toFixed(2), ...losses]
  })
  return {
    heads: ['feature', 'in use', 'fitted', ...sets.flatMap(({ name }) => [`${name} hit@1`, `${name} MRR`])],
    rows,
  }
}

function signed(value: number, digits: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(digits)}`
}

async function readSets(
  ncp: string | undefined,
  ncpDocs: string | undefined,
  laws: string | undefined,
): Promise<RankedSet[]> {
  const sets = [rankGolden('golden', await openCorpus(inPackage('seeds')), readFittedQuestions())]
  if (ncp !== undefined)
    sets.push(
      rankNotices(
        await openCorpus(ncpDocs ?? join(ncp, 'docs')),
        readJsonLines(join(ncp, 'questions.dev.jsonl'), noticeQuestionSchema),
      ),
    )
  const byLaws = openFittedLaws(laws).map(({ index, questions }) => rankGolden(LAWS, index, questions))
  if (byLaws.length > 0)
    sets.push({
      name: LAWS,
      questions: byLaws.flatMap(({ questions }) => questions),
      leftOut: byLaws.flatMap(({ leftOut }) => leftOut),
    })
  return sets
}

/** Fits one of the weights on sets, shows what that brings, and returns them. */
function fitWeights(sets: readonly RankedSet[], current: Features, l2: number): Features {
  const told = toldApart(sets)
  const folds = choicesByFold(sets)
  const fitted = presentable(fitChoices(folds.flat(), ALL, l2), current, told)
  const heldOut = crossValidate(folds, ALL, l2)
  const [inUse, written] = [vector(current), vector(fitted)]
  console.log(
    toPlainText(
      qualityTable(sets, [
        ['weights in use', () => inUse],
        ['fitted, on what they were fitted on', () => written],
        [`fitted, ${FOLDS}-fold cross-validated`, question => heldOut[foldOf(question)]],
      ]),
    ),
  )
  console.log(
    `\nWhat each feature brings, cross-validated: + is what is lost without it (hit@1 in points)\n${toPlainText(featureTable(sets, folds, heldOut, fitted, current, l2))}`,
  )
  const untold = FEATURES.filter((_, f) => !told[f])
  if (untold.length > 0)
    console.log(`\nThe same for all clauses of each of these questions, left as it is: ${untold.join(', ')}`)
  return fitted
}

async function main(): Promise<void> {
  const options = readOptions(OPTIONS, USAGE, ({ l2, only }) => {
    if (!(Number(l2) > 0)) throw new Error(`--l2 needs a number above 0, got ${l2}`)
    if (only !== undefined && !WEIGHED_APART.includes(only as WeighedApart))
      throw new Error(`--only takes ${WEIGHED_APART.join(' or ')}, got ${only}`)
  })
  if (!options) return
  const l2 = Number(options.l2)
  const weights = { ...loadWeights() }
  const sets = await readSets(options.ncp, options['ncp-docs'], options.laws)
  for (const { name, questions, leftOut } of sets)
    console.error(
      `${name}: ${questions.length} rankings; ${leftOut.length} questions left out, no clause holds their evidence whole`,
    )
  for (const apart of WEIGHED_APART) {
    const own = apart === 'articles' ? sets : sets.filter(({ name }) => name !== LAWS)
    if ((options.only ?? apart) !== apart || (apart === 'articles' && options.laws === undefined)) continue
    console.log(`\n${apart}`)
    weights[apart] = fitWeights(own, weights[apart], l2)
  }
  if (!options.write) return
  writeFileSync(inPackage('src', 'retrieve', 'weights.json'), `${JSON.stringify(weights, null, 2)}\n`)
  console.error('wrote src/retrieve/weights.json; now run the evaluation')
}

await main()
