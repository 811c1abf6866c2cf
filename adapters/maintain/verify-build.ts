import type { ClauseIndex } from '../../index/build.js'
import { buildSteps } from '../../index/saved-build.js'
import { finish } from '../../index/steps.js'
import { checkQuestion } from '../../src/check-questions.js'
import { pinProblems } from '../../src/pinned.js'
import type { OwnQuestion } from './own-questions.js'

/**
 * Reads a saved build back as a running program would, looks whether it is whole, asks the maintainer's own questions,
 * and looks whether pins capture what they should.
 * @param made the same build in memory; what was read must be equal. Null where only the files are there.
 * @returns what is wrong with it, in Chinese, a line each; empty where the build may answer
 */
export function verifyBuild(folder: string, made: ClauseIndex | null, questions: readonly OwnQuestion[]): string[] {
  const problems: string[] = []
  let read: ClauseIndex
  try {
    read = finish(buildSteps(folder))
  } catch (error) {
    return [(error as Error).message]
  }
  problems.push(...partitionProblems(read))
  if (made && (read.buildId !== made.buildId || read.clauses.length !== made.clauses.length))
    problems.push(`写下去的和读回来的不一样：${made.clauses.length} 条，读回 ${read.clauses.length} 条`)
  for (const own of questions) {
    const wrong = checkQuestion(read, own)
    if (wrong) problems.push(`questions.jsonl 第 ${own.line} 行“${own.question}”：${wrong}（${own.reason}）`)
  }
  for (const { line, problem } of pinProblems(read)) problems.push(`pins.jsonl 第 ${line} 行：${problem}`)
  return problems
}

/** Every character of a document stands in one clause, and no two clauses have the same id. */
function partitionProblems({ documents }: ClauseIndex): string[] {
  const problems: string[] = []
  for (const { id, text, clauses } of documents) {
    let at = 0
    const ids = new Set<string>()
    for (const clause of clauses) {
      if (clause.span[0] !== at) problems.push(`${id} 的 ${clause.id} 与前一条之间有缺口或重叠`)
      if (ids.has(clause.id)) problems.push(`${id} 里有两条都叫 ${clause.id}`)
      ids.add(clause.id)
      at = clause.span[1]
    }
    if (at !== text.length) problems.push(`${id} 的条款没有覆盖全文`)
  }
  return problems.slice(0, 20)
}
