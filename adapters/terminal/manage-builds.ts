import { resolve } from 'node:path'
import { currentBuild, type KeptBuild, listBuilds, rollBack } from '../../index/index-folder.js'
import { readMeta } from '../../index/saved-build.js'
import { readEnvironment } from '../environment.js'
import { readOwnQuestions } from '../maintain/own-questions.js'
import { verifyBuild } from '../maintain/verify-build.js'
import { UserError } from '../user-error.js'

function folderOf(out: string | undefined): string {
  return out ? resolve(out) : readEnvironment().indexFolder
}

/** Lists the builds that are kept, newest first. */
export function showBuilds(out: string | undefined, json: boolean): number {
  const folder = folderOf(out)
  const builds = listBuilds(folder)
  if (json) {
    console.log(JSON.stringify({ folder, builds: builds.map(factsOf) }))
    return 0
  }
  if (builds.length === 0) throw new UserError(`${folder} 里还没有索引`)
  for (const build of builds) console.log(`${build.isCurrent ? '▶' : ' '} ${lineOf(build)}`)
  return 0
}

/** Makes an earlier build answer again. */
export function rollBackTo(out: string | undefined, name: string | undefined): number {
  try {
    console.log(`已退回 ${lineOf(rollBack(folderOf(out), name))}`)
  } catch (error) {
    throw new UserError((error as Error).message)
  }
  return 0
}

/** Verifies the build that answers, with the maintainer's own questions. */
export function verifyCurrent(out: string | undefined): number {
  const folder = folderOf(out)
  const current = currentBuild(folder)
  if (!current) throw new UserError(`${folder} 里还没有索引`)
  const source = readMeta(current)?.source
  const questions = source ? readOwnQuestions(source) : []
  const problems = verifyBuild(current, null, questions)
  for (const problem of problems) console.log(problem)
  console.log(problems.length ? `有 ${problems.length} 处问题` : `完好；自备的 ${questions.length} 问都答对了`)
  return problems.length ? 1 : 0
}

/** Which build answers, how old it is, how much it holds. */
export function showStatus(out: string | undefined, json: boolean): number {
  const folder = folderOf(out)
  const current = currentBuild(folder)
  const meta = current && readMeta(current)
  if (!current || !meta) throw new UserError(`${folder} 里还没有索引`)
  const build = listBuilds(folder).find(({ isCurrent }) => isCurrent)
  const facts = build ? factsOf(build) : { name: null, madeAt: null, ...countsOf(meta) }
  if (json) console.log(JSON.stringify({ folder, ...facts, source: meta.source }))
  else {
    console.log(`索引：${meta.buildId}，${meta.documents} 份文件、${meta.clauses} 条`)
    console.log(
      `做于：${facts.madeAt ? `${facts.madeAt}（${ageWords(new Date(facts.madeAt), new Date())}前）` : '不详'}`,
    )
    console.log(`来自：${meta.source || '不详'}`)
    console.log(`存于：${folder}（留有 ${listBuilds(folder).length} 个）`)
  }
  return 0
}

function factsOf({ name, isCurrent, meta }: KeptBuild) {
  return { name, isCurrent, madeAt: madeAt(name), ...countsOf(meta) }
}

function countsOf({ buildId, documents, clauses }: KeptBuild['meta']) {
  return { buildId, documents, clauses }
}

function lineOf({ name, meta }: KeptBuild): string {
  return `${name}  ${meta.documents} 份文件，${meta.clauses} 条，做于 ${madeAt(name) ?? '不详'}`
}

/** The time in a build's name, ISO 8601; null where the name holds none. */
export function madeAt(name: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})-/.exec(name)
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z` : null
}

/** 3 分钟, 2 小时, 5 天: one unit, rounded down. */
export function ageWords(from: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - from.getTime()) / 60_000))
  if (minutes < 60) return `${minutes} 分钟`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} 小时`
  return `${Math.floor(minutes / (24 * 60))} 天`
}
