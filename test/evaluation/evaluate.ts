import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ClauseIndex } from '../../index/build.js'
import { inPackage } from '../../index/paths.js'
import { askGolden, askNotices, openCorpus, withoutConcepts } from './ask-questions.js'
import { baselineOf, describeFailure, readBaseline, regressions, writeBaseline } from './baseline.js'
import { type GoldenSet, LAW_SETS, openLaws, readGoldenQuestions, readSet, SEED_SETS } from './golden-sets.js'
import { readJsonLines } from './json-lines.js'
import { readOptions } from './read-options.js'
import {
  errorLines,
  evaluationPage,
  failuresByCause,
  goldenTable,
  heldOutTable,
  type Measurement,
  noticeTable,
  type OtherSet,
  otherLines,
} from './report.js'
import type { GoldenQuestion } from './score-golden.js'
import { noticeQuestionSchema } from './score-notices.js'
import { toPlainText } from './tables.js'

const USAGE = `npm run eval -- [options]

Asks the golden questions over seeds/ and prints what was right, by kind, style and document.

  --ncp DIR          also the questions over public notices: DIR/questions.dev.jsonl over DIR/docs
  --ncp-docs DIR     their documents (or a built index of them), where they lie elsewhere
  --laws DIR         also the questions over laws (test/golden/laws): DIR holds the laws
  --no-lexicon       all of it again without the synonyms of the lexicon, side by side
  --write            writes docs/evaluation.md (always with that comparison)
  --update-baseline  takes what is right now as what must stay right (test/golden/baseline.json)
  --help             prints this`

const OPTIONS = {
  ncp: { type: 'string' },
  'ncp-docs': { type: 'string' },
  laws: { type: 'string' },
  'no-lexicon': { type: 'boolean' },
  write: { type: 'boolean' },
  'update-baseline': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

async function measure(
  compare: boolean,
  ncp: string | undefined,
  ncpDocs: string | undefined,
  laws: string | undefined,
): Promise<Measurement> {
  const index = await openCorpus(inPackage('seeds'))
  const questions = readGoldenQuestions()
  const golden = askGolden(index, questions)
  const goldenBare = compare ? askGolden(withoutConcepts(index), questions) : null
  return {
    index,
    golden,
    goldenBare,
    others: SEED_SETS.map(set => measureSet(set, index, readSet(set.file), compare)),
    laws: laws === undefined ? [] : LAW_SETS.map(set => measureLaws(set, laws, compare)),
    notices: ncp === undefined ? null : await measureNotices(compare, ncp, ncpDocs ?? join(ncp, 'docs')),
  }
}

/** The lexicon is held against questions that it was not written from: those that nobody read. */
function measureSet(
  set: GoldenSet,
  index: ClauseIndex,
  questions: readonly GoldenQuestion[],
  compare: boolean,
): OtherSet {
  const bare = compare && !set.fitted ? askGolden(withoutConcepts(index), questions) : null
  return { ...set, verdicts: askGolden(index, questions), bare }
}

function measureLaws(set: GoldenSet, folder: string, compare: boolean): OtherSet {
  const { index, questions } = openLaws(set, folder)
  return measureSet(set, index, questions, compare)
}

async function measureNotices(compare: boolean, folder: string, documents: string): Promise<Measurement['notices']> {
  const questions = readJsonLines(join(folder, 'questions.dev.jsonl'), noticeQuestionSchema)
  const index = await openCorpus(documents)
  const verdicts = askNotices(index, questions)
  return { index, verdicts, bare: compare ? askNotices(withoutConcepts(index), questions) : null }
}

function print(measurement: Measurement): void {
  const { golden, notices, others, laws } = measurement
  console.log(toPlainText(goldenTable(measurement, true)))
  for (const other of [...others, ...laws]) console.log(`\n${other.file}：\n${otherLines(other).join('\n')}`)
  console.log(`\n${errorLines(golden).join('\n')}`)
  if (notices) console.log(`\n${toPlainText(noticeTable(notices, true))}`)
  for (const { cause, verdicts } of failuresByCause(golden))
    console.log(
      `\n${cause}（${verdicts.length}）\n${verdicts.map(verdict => `  ${describeFailure(verdict)}`).join('\n')}`,
    )
  const held = [...others, ...laws]
  if (held.some(({ bare }) => bare)) console.log(`\n${toPlainText(heldOutTable(held))}`)
  const inventing = golden.filter(({ invented }) => invented.length > 0)
  if (inventing.length > 0) console.log(`\n编造数字（${inventing.length}）`)
  for (const { question, invented, reply } of inventing)
    console.log(`  ${question.id} ${invented.join(' ')}：${reply.answer}`)
}

function writePage(measurement: Measurement): void {
  const file = inPackage('docs', 'evaluation.md')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, evaluationPage(measurement))
  console.error(`wrote docs/evaluation.md${measurement.notices ? '' : ', without the public notices (--ncp)'}`)
}

async function main(): Promise<void> {
  const options = readOptions(OPTIONS, USAGE)
  if (!options) return
  const compare = options['no-lexicon'] === true || options.write === true
  const measurement = await measure(compare, options.ncp, options['ncp-docs'], options.laws)
  print(measurement)
  const lost = existsSync(inPackage('test', 'golden', 'baseline.json'))
    ? regressions(readBaseline(), measurement.golden)
    : []
  if (lost.length > 0) console.log(`\n比基线退步（${lost.length}）\n${lost.map(line => `  ${line}`).join('\n')}`)
  if (options.write) writePage(measurement)
  if (!options['update-baseline']) return
  const baseline = baselineOf(measurement.golden)
  writeBaseline(baseline)
  console.error(
    `wrote test/golden/baseline.json: ${baseline.right.length} right, ${lost.length} of the former ones given up`,
  )
}

await main()
