import { GOLDEN_FILES, readJudgedQuestions } from '../maintain/judged-questions.js'
import { type Conflict, findConflicts, readLexiconRows } from '../maintain/lexicon-conflicts.js'
import { type Ablated, type Ablation, ablate, type Row, unusedConcepts } from '../maintain/lexicon-use.js'
import { openForManyQuestions } from '../open-index.js'
import { UserError } from '../user-error.js'
import { printable } from './print-answer.js'

interface Options {
  index?: string
  questions?: string[]
  json?: boolean
}

const CONFLICT_WORDS: Record<Conflict['kind'], string> = {
  'stop-word': '与停用词相抵',
  region: '与地名相抵',
  duplicate: '重复',
  elsewhere: '一行里是文件的写法，另一行里是别的东西的说法',
}

/** Rows of each list that are printed; `--json` prints all. */
const MOST_LINES = 40

/**
 * Looks through the lexicon: what contradicts itself, what the documents never use, what does harm to questions whose answers are
 * known.
 * @returns 1 where something contradicts itself or does harm
 */
export async function checkLexicon(options: Options): Promise<number> {
  const files = options.questions ?? (options.index === undefined ? GOLDEN_FILES : [])
  const questions = files.flatMap(readJudgedQuestions)
  if (options.questions !== undefined && questions.length === 0) throw new UserError('这些文件里没有问题')
  const index = await openForManyQuestions(options.index)
  const conflicts = findConflicts(readLexiconRows())
  const unused = unusedConcepts(index)
  const ablation = questions.length > 0 ? ablate(index, questions, showProgress) : null
  if (options.json)
    console.log(JSON.stringify({ concepts: index.lexicon.concepts.length, conflicts, unused, ablation }))
  else {
    const lines = [
      ...conflictLines(conflicts),
      '',
      ...ablationLines(ablation),
      '',
      ...unusedLines(unused, index.lexicon.concepts.length),
    ]
    for (const line of lines) console.log(printable(line))
  }
  return conflicts.length > 0 || (ablation?.harmful.length ?? 0) > 0 ? 1 : 0
}

function conflictLines(conflicts: readonly Conflict[]): string[] {
  return [
    `矛盾和重复 ${conflicts.length} 处`,
    ...Object.entries(CONFLICT_WORDS).flatMap(([kind, name]) => {
      const own = conflicts.filter(conflict => conflict.kind === kind)
      const lines = own.map(({ word, at, message }) => `    ${at.join('、')}　“${word}”${message}`)
      return own.length > 0 ? [`  ${name} ${own.length} 处`, ...cut(lines)] : []
    }),
  ]
}

function ablationLines(ablation: Ablation | null): string[] {
  if (!ablation) return ['有没有害处没有量：要用 --questions 给出有答案的问题']
  const { questions, right, touched, helpful, harmful } = ablation
  return [
    `用 ${questions} 问来量（答对 ${right}）：问到的 ${touched} 条里，少了会变差的 ${helpful.length} 条，少了反而变好的 ${harmful.length} 条`,
    ...cut(harmful.map(ablatedLine)),
  ]
}

function ablatedLine({ source, official, reason, gained, lost }: Ablated): string {
  const change = [`多答对 ${gained.join('、')}`, ...(lost.length > 0 ? [`少答对 ${lost.join('、')}`] : [])]
  return `  ${source}　${official.join(' ')}（${reason}）：去掉它${change.join('，')}`
}

function unusedLines(unused: readonly Row[], all: number): string[] {
  return [
    `收录的文件里用不上的 ${unused.length} 条（共 ${all} 条；别的文件也许用得上）`,
    ...cut(unused.map(({ source, official, reason }) => `  ${source}　${official.join(' ')}（${reason}）`)),
  ]
}

function cut(lines: readonly string[]): string[] {
  const left = lines.length - MOST_LINES
  return left > 0 ? [...lines.slice(0, MOST_LINES), `  ……还有 ${left} 条（--json 全部打印）`] : [...lines]
}

function showProgress(done: number, all: number): void {
  if (!process.stderr.isTTY || (done !== all && done % 20 !== 0)) return
  process.stderr.write(`\r逐条去掉再问 ${done}/${all}${done === all ? '\n' : ''}`)
}
