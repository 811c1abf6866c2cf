import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ClauseIndex } from '../../index/build.js'
import { inPackage } from '../../index/paths.js'
import {
  type ConfidenceModel,
  GROUNDS,
  groundsOf,
  loadConfidenceModels,
  supports,
} from '../../src/answer/confidence.js'
import { explain } from '../../src/ask.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { WEIGHED_APART, type WeighedApart, weighedBy } from '../../src/retrieve/weights.js'
import { openCorpus } from './ask-questions.js'
import { FOLDS, foldOf } from './folds.js'
import { openFittedLaws, readFittedQuestions } from './golden-sets.js'
import { readJsonLines } from './json-lines.js'
import { holdsText } from './score-golden.js'
import { noticeQuestionSchema } from './score-notices.js'
import { percent } from './tables.js'

const USAGE = `npm run fit:confidence -- [options]

Calibrates when to say no. For clauses at large a logistic model of whether the first passage answers, on the golden questions, on
the same questions asked of another city (mostly without an answer), and on the questions over public notices (all with one). For
articles a model of its own, of whether one of the first passages holds the evidence, on the questions over laws.

  --ncp DIR         DIR/questions.dev.jsonl over DIR/docs
  --ncp-docs DIR    their documents, where they lie elsewhere
  --laws DIR        also the questions over laws (test/golden/laws): DIR holds the laws
  --threshold N     from what likelihood on a clause answers, default: the one in use
  --articles N      the same for articles
  --only NAME       fits clauses or articles alone, and leaves the other model as it is
  --write           writes src/answer/confidence.json; run the evaluation after it`

/** One question with the grounds of one of its first passages. */
interface Example {
  id: string
  /** By which model the passage is weighed. */
  by: WeighedApart
  set: 'golden' | 'swapped' | 'notices' | 'laws'
  /** For clauses whether the question has an answer, for articles whether the passage holds it. */
  answerable: boolean
  grounds: number[]
  weight: number
  /** The documents do not answer the question. */
  silent?: boolean
}

/** How much an example counts: unanswerable golden questions are few, swapped ones are now and then answerable after all. */
const WEIGHTS = { answerable: 1, unanswerable: 4, swapped: 0.35, notices: 0.12, laws: 0.5, silentLaws: 2 }
/** How much the first passages of a question over laws count: any of them may have to answer, most often the first. */
const BY_PLACE = [1, 0.5, 0.5]
const CITIES = ['呼和浩特', '包头', '呼伦贝尔', '乌海']
const NAMES = /呼和浩特|呼市|首府|青城|包头|鹿城|呼伦贝尔|呼盟|乌海/g
const FULL: Record<string, string> = {
  呼市: '呼和浩特',
  首府: '呼和浩特',
  青城: '呼和浩特',
  鹿城: '包头',
  呼盟: '呼伦贝尔',
}
const STEPS = 4000
const RATE = 0.5
const L2 = 0.02

/** What a question finds that may answer, best first. */
function found(index: ClauseIndex, turns: readonly string[]) {
  const { question, passages } = explain(index, turns[turns.length - 1], { turns: turns.slice(0, -1) }).trace
  return passages
    .filter(passage => !passage.document.standsApart && passage.clause.kind !== 'heading')
    .slice(0, BY_PLACE.length)
    .map((passage, place) => {
      // What is ruled out is refused whatever the model says of it.
      const { ruledOut } = supports(passage, question, loadQuestionLanguage())
      const grounds = groundsOf(passage, question, loadQuestionLanguage())
      return { passage, place, ruledOut, by: weighedBy(passage.clause), grounds: GROUNDS.map(name => grounds[name]) }
    })
}

/** The first passage that a question finds, where it is one of the clauses at large. */
function firstClause(index: ClauseIndex, turns: readonly string[]) {
  return found(index, turns).filter(({ by, place, ruledOut }) => by === 'clauses' && place === 0 && !ruledOut)
}

function goldenExamples(index: ClauseIndex): Example[] {
  const examples: Example[] = []
  const add = (id: string, set: Example['set'], turns: readonly string[], answerable: boolean, weight: number) => {
    for (const { by, grounds } of firstClause(index, turns)) examples.push({ id, by, set, answerable, grounds, weight })
  }
  for (const { id, turns, expect } of readFittedQuestions()) {
    const answerable = expect !== 'not_found'
    add(id, 'golden', turns, answerable, answerable ? WEIGHTS.answerable : WEIGHTS.unanswerable)
    const named = new Set((turns[0].match(NAMES) ?? []).map(name => FULL[name] ?? name))
    if (expect !== 'answered' || turns.length > 1 || named.size !== 1) continue
    for (const city of CITIES)
      if (!named.has(city)) add(id, 'swapped', [turns[0].replace(NAMES, city)], false, WEIGHTS.swapped)
  }
  return examples
}

async function noticeExamples(folder: string, documents: string): Promise<Example[]> {
  const index = await openCorpus(documents)
  return readJsonLines(join(folder, 'questions.dev.jsonl'), noticeQuestionSchema).flatMap(({ id, question }) =>
    firstClause(index, [question]).map(({ by, grounds }) => ({
      id,
      by,
      set: 'notices' as const,
      answerable: true,
      grounds,
      weight: WEIGHTS.notices,
    })),
  )
}

function lawExamples(folder: string | undefined): Example[] {
  return openFittedLaws(folder).flatMap(({ index, questions }) =>
    questions.flatMap(({ id, turns, expect, evidence }) =>
      found(index, turns)
        .filter(({ by, ruledOut }) => by === 'articles' && !ruledOut)
        .map(({ passage, place, by, grounds }) => {
          const text = passage.document.text.slice(...passage.clause.span)
          const answerable = expect !== 'not_found' && evidence.some(group => group.some(part => holdsText(text, part)))
          const weight = BY_PLACE[place] * (expect === 'not_found' ? WEIGHTS.silentLaws : WEIGHTS.laws)
          return { id, by, set: 'laws' as const, answerable, silent: expect === 'not_found', grounds, weight }
        }),
    ),
  )
}

/** Intercept first, then one weight a ground. */
type Model = number[]

const likelihood = (model: Model, grounds: readonly number[]) =>
  1 / (1 + Math.exp(-grounds.reduce((sum, value, g) => sum + model[g + 1] * value, model[0])))

/** Logistic regression on standardised grounds by plain descent with fixed steps: the same examples give the same model. */
function calibrate(examples: readonly Example[]): Model {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  const means = GROUNDS.map((_, g) => examples.reduce((sum, e) => sum + e.weight * e.grounds[g], 0) / total)
  const spreads = GROUNDS.map(
    (_, g) => Math.sqrt(examples.reduce((sum, e) => sum + e.weight * (e.grounds[g] - means[g]) ** 2, 0) / total) || 1,
  )
  const rows = examples.map(({ grounds }) => grounds.map((value, g) => (value - means[g]) / spreads[g]))
  const model: Model = new Array(GROUNDS.length + 1).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const slope = model.map((value, i) => (i === 0 ? 0 : L2 * value))
    examples.forEach(({ answerable, weight }, i) => {
      const off = (weight / total) * (likelihood(model, rows[i]) - Number(answerable))
      slope[0] += off
      rows[i].forEach((value, g) => {
        slope[g + 1] += off * value
      })
    })
    for (let i = 0; i < model.length; i++) model[i] -= RATE * slope[i]
  }
  const weights = model.slice(1).map((value, g) => value / spreads[g])
  return [model[0] - weights.reduce((sum, value, g) => sum + value * means[g], 0), ...weights]
}

/** How often no is said, by set. */
function report(name: string, examples: readonly Example[], likelihoods: readonly number[], threshold: number): void {
  const refused = (test: (e: Example) => boolean) => {
    const chosen = examples.flatMap((example, i) => (test(example) ? [likelihoods[i] < threshold] : []))
    return chosen.length ? `${percent(chosen.filter(Boolean).length / chosen.length)} of ${chosen.length}` : '—'
  }
  const columns: [string, (e: Example) => boolean][] = [
    ['unanswerable', e => e.set === 'golden' && !e.answerable],
    ['answerable', e => e.set === 'golden' && e.answerable],
    ['another city', e => e.set === 'swapped'],
    ['notices', e => e.set === 'notices'],
    ['articles with the answer', e => e.set === 'laws' && e.answerable],
    ['others', e => e.set === 'laws' && !e.answerable && e.silent === false],
    ['of silent laws', e => e.set === 'laws' && e.silent === true],
  ]
  const told = columns.filter(([, test]) => examples.some(test)).map(([column, test]) => `${column} ${refused(test)}`)
  console.log(`${name}  says no to: ${told.join(', ')}`)
}

/** Fits one of the models and tells how it does; the one in use where there is nothing to fit it on. */
function fitted(by: WeighedApart, all: readonly Example[], threshold: number | undefined): ConfidenceModel {
  const inUse = loadConfidenceModels()[by]
  const examples = all.filter(example => example.by === by)
  if (examples.length === 0) return inUse
  const from = threshold ?? inUse.threshold
  const current: Model = [inUse.bias, ...GROUNDS.map(name => inUse[name])]
  const byFold = Array.from({ length: FOLDS }, (_, fold) =>
    calibrate(examples.filter(({ id }) => foldOf({ id }) !== fold)),
  )
  const anew = calibrate(examples)
  const told = (name: string, modelOf: (example: Example) => Model, least: number) =>
    report(
      `${by} ${name}`,
      examples,
      examples.map(example => likelihood(modelOf(example), example.grounds)),
      least,
    )
  told('in use', () => current, inUse.threshold)
  told('unseen', example => byFold[foldOf(example)], from)
  told('fitted', () => anew, from)
  const round = (value: number) => Math.round(value * 1000) / 1000
  const weights = Object.fromEntries(GROUNDS.map((name, g) => [name, round(anew[g + 1])]))
  return { threshold: from, bias: round(anew[0]), ...weights } as ConfidenceModel
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ncp: { type: 'string' },
      'ncp-docs': { type: 'string' },
      laws: { type: 'string' },
      threshold: { type: 'string' },
      articles: { type: 'string' },
      only: { type: 'string' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(USAGE)
  const given = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  const thresholds = { clauses: given(values.threshold), articles: given(values.articles) }
  const examples = goldenExamples(await openCorpus(inPackage('seeds')))
  if (values.ncp) examples.push(...(await noticeExamples(values.ncp, values['ncp-docs'] ?? join(values.ncp, 'docs'))))
  examples.push(...lawExamples(values.laws))
  const fits = (by: WeighedApart) => values.only === undefined || values.only === by
  const models = Object.fromEntries(
    WEIGHED_APART.map(by => [by, fits(by) ? fitted(by, examples, thresholds[by]) : loadConfidenceModels()[by]]),
  )
  console.log(JSON.stringify(models))
  if (values.write) writeFileSync(inPackage('src', 'answer', 'confidence.json'), `${JSON.stringify(models, null, 2)}\n`)
}

await main()
