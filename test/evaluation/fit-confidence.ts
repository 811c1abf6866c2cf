import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ClauseIndex } from '../../index/build.js'
import { inPackage } from '../../index/paths.js'
import { GROUNDS, groundsOf, loadConfidenceModel, supports } from '../../src/answer/confidence.js'
import { explain } from '../../src/ask.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { openCorpus } from './ask-questions.js'
import { FOLDS, foldOf } from './folds.js'
import { openFittedLaws, readFittedQuestions } from './golden-sets.js'
import { readJsonLines } from './json-lines.js'
import { noticeQuestionSchema } from './score-notices.js'
import { percent } from './tables.js'

const USAGE = `npm run fit:confidence -- [options]

Calibrates when to say no: a logistic model of whether the first passage answers, on the golden questions, on the same questions
asked of another city (mostly without an answer), and on the questions over public notices (all with one).

  --ncp DIR         DIR/questions.dev.jsonl over DIR/docs
  --ncp-docs DIR    their documents, where they lie elsewhere
  --laws DIR        also the questions over laws (test/golden/laws): DIR holds the laws
  --threshold N     from what likelihood on to answer, default: the one in use
  --write           writes src/answer/confidence.json; run the evaluation after it`

/** One question with the grounds of its first passage. */
interface Example {
  id: string
  set: 'golden' | 'swapped' | 'notices' | 'laws'
  answerable: boolean
  grounds: number[]
  weight: number
}

/** How much an example counts: unanswerable golden questions are few, swapped ones are now and then answerable after all. */
const WEIGHTS = { answerable: 1, unanswerable: 4, swapped: 0.35, notices: 0.12, laws: 0.5, silentLaws: 2 }
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

function groundsFor(index: ClauseIndex, turns: readonly string[]): number[] | null {
  const { question, passages } = explain(index, turns[turns.length - 1], { turns: turns.slice(0, -1) }).trace
  const first = passages.find(passage => !passage.document.standsApart && passage.clause.kind !== 'heading')
  // What is ruled out is refused whatever the model says of it.
  if (!first || supports(first, question, loadQuestionLanguage()).ruledOut) return null
  const grounds = groundsOf(first, question, loadQuestionLanguage())
  return GROUNDS.map(name => grounds[name])
}

function goldenExamples(index: ClauseIndex): Example[] {
  const examples: Example[] = []
  const add = (id: string, set: Example['set'], turns: readonly string[], answerable: boolean, weight: number) => {
    const grounds = groundsFor(index, turns)
    if (grounds) examples.push({ id, set, answerable, grounds, weight })
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
  return readJsonLines(join(folder, 'questions.dev.jsonl'), noticeQuestionSchema).flatMap(({ id, question }) => {
    const grounds = groundsFor(index, [question])
    return grounds ? [{ id, set: 'notices' as const, answerable: true, grounds, weight: WEIGHTS.notices }] : []
  })
}

function lawExamples(folder: string | undefined): Example[] {
  return openFittedLaws(folder).flatMap(({ index, questions }) =>
    questions.flatMap(({ id, turns, expect }) => {
      const grounds = groundsFor(index, turns)
      const answerable = expect !== 'not_found'
      const weight = answerable ? WEIGHTS.laws : WEIGHTS.silentLaws
      return grounds ? [{ id, set: 'laws' as const, answerable, grounds, weight }] : []
    }),
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
  console.log(
    `${name}  says no to: unanswerable ${refused(e => e.set === 'golden' && !e.answerable)}, answerable ${refused(e => e.set === 'golden' && e.answerable)}, another city ${refused(e => e.set === 'swapped')}, notices ${refused(e => e.set === 'notices')}, laws ${refused(e => e.set === 'laws' && e.answerable)}, silent laws ${refused(e => e.set === 'laws' && !e.answerable)}`,
  )
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ncp: { type: 'string' },
      'ncp-docs': { type: 'string' },
      laws: { type: 'string' },
      threshold: { type: 'string' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(USAGE)
  const inUse = loadConfidenceModel()
  const threshold = values.threshold === undefined ? inUse.threshold : Number(values.threshold)
  const examples = goldenExamples(await openCorpus(inPackage('seeds')))
  if (values.ncp) examples.push(...(await noticeExamples(values.ncp, values['ncp-docs'] ?? join(values.ncp, 'docs'))))
  examples.push(...lawExamples(values.laws))
  const current: Model = [inUse.bias, ...GROUNDS.map(name => inUse[name])]
  report(
    'in use   ',
    examples,
    examples.map(e => likelihood(current, e.grounds)),
    inUse.threshold,
  )
  const byFold = Array.from({ length: FOLDS }, (_, fold) =>
    calibrate(examples.filter(({ id }) => foldOf({ id }) !== fold)),
  )
  report(
    'unseen   ',
    examples,
    examples.map(e => likelihood(byFold[foldOf(e)], e.grounds)),
    threshold,
  )
  const fitted = calibrate(examples)
  report(
    'fitted   ',
    examples,
    examples.map(e => likelihood(fitted, e.grounds)),
    threshold,
  )
  const round = (value: number) => Math.round(value * 1000) / 1000
  const model = {
    threshold,
    bias: round(fitted[0]),
    ...Object.fromEntries(GROUNDS.map((name, g) => [name, round(fitted[g + 1])])),
  }
  console.log(JSON.stringify(model))
  if (values.write) writeFileSync(inPackage('src', 'answer', 'confidence.json'), `${JSON.stringify(model, null, 2)}\n`)
}

await main()
