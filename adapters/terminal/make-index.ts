import { basename, resolve } from 'node:path'
import { buildIndex, loadLexicon } from '../../index/build.js'
import {
  BUILDS_KEPT,
  currentBuild,
  isIndexFolder,
  keepNewest,
  makeCurrent,
  setAside,
  stageBuild,
} from '../../index/index-folder.js'
import { recordCacheIn } from '../../index/record-cache.js'
import { openRecordPool } from '../../index/record-pool.js'
import { readMeta } from '../../index/saved-build.js'
import { readEnvironment } from '../environment.js'
import { lockFolder } from '../maintain/build-lock.js'
import { type BuildReport, reportBuild } from '../maintain/build-report.js'
import { missingEntries } from '../maintain/catalog-entries.js'
import { readOwnQuestions } from '../maintain/own-questions.js'
import { reportLines } from '../maintain/print-report.js'
import { verifyBuild } from '../maintain/verify-build.js'
import { UserError } from '../user-error.js'

interface Options {
  from: string
  out?: string
  findings: number
  keep?: number
  json?: boolean
}

/**
 * Builds an index: read → write beside the one that answers → verify → make it answer. A build that does not pass is kept
 * aside, and the old one answers on.
 */
export async function makeIndex(options: Options): Promise<number> {
  const out = options.out ? resolve(options.out) : readEnvironment().indexFolder
  const source = resolve(options.from)
  const started = performance.now()
  const unlock = attempt(out, () => (isIndexFolder(out) ? lockFolder(out) : null))
  try {
    const questions = readOwnQuestions(source)
    const cache = recordCacheIn(`${out}/records`, loadLexicon().fingerprint)
    const { index, reread, sketches } = await buildIndex(source, {
      cache,
      openPool: openRecordPool,
      onProgress: showProgress,
    })
    const before = currentBuild(out)
    const report = reportBuild(index, { before, reread, sketches })
    if (before && readMeta(before)?.buildId === index.buildId && verifyBuild(before, index, questions).length === 0) {
      cache.prune()
      if (options.json) console.log(JSON.stringify({ out, build: basename(before), ...report, unchanged: true }))
      else {
        for (const line of reportLines(report, index.documents, options.findings)) console.log(line)
        console.log(
          `\n共 ${report.documents} 份文件，${report.clauses} 条；没有变化，继续用 ${basename(before)}，存于 ${out}`,
        )
      }
      return 0
    }
    const name = attempt(out, () => stageBuild(index, out))
    const problems = verifyBuild(`${out}/builds/${name}`, index, questions)
    if (problems.length > 0) {
      const aside = setAside(out, name, problems.join('\n'))
      for (const problem of problems) console.error(problem)
      throw new UserError(
        `新索引没有通过检查，${before ? '原来的索引照常使用' : '还没有能用的索引'}；没通过的留在 ${aside}`,
      )
    }
    attempt(out, () => makeCurrent(out, name))
    keepNewest(out, options.keep ?? BUILDS_KEPT)
    cache.prune()
    const seconds = Math.round((performance.now() - started) / 10) / 100
    if (options.json) console.log(JSON.stringify({ out, build: name, ...report, questions: questions.length, seconds }))
    else
      print(report, index.documents, {
        out,
        name,
        source,
        questions: questions.length,
        seconds,
        findings: options.findings,
      })
    return 0
  } finally {
    unlock?.()
  }
}

function print(
  report: BuildReport,
  documents: Parameters<typeof reportLines>[1],
  { out, name, source, questions, seconds, findings }: Made,
): void {
  for (const line of reportLines(report, documents, findings)) console.log(line)
  const fresh = new Set(report.changes?.added ?? documents.map(({ id }) => id))
  const entries = missingEntries(source, documents, fresh)
  if (entries && fresh.size <= MOST_ENTRIES) {
    console.log('catalog.json 里还没有这些文件；要更正读到的信息，可把下面的粘进去再改：')
    console.log(JSON.stringify(entries.files, null, 2))
  }
  console.log(
    `\n共 ${report.documents} 份文件，${report.clauses} 条；重读 ${report.reread} 个文件，${seconds} 秒${
      questions ? `；自备的 ${questions} 问都答对了` : ''
    }`,
  )
  console.log(`已启用 ${name}，存于 ${out}（wence index --rollback 可退回上一个）`)
}

interface Made {
  out: string
  name: string
  source: string
  questions: number
  seconds: number
  findings: number
}

/** Entries to paste are a help for a few new files, not for thousands. */
const MOST_ENTRIES = 20

function showProgress(done: number, all: number): void {
  if (!process.stderr.isTTY) {
    if (all >= 500 && (done % 500 === 0 || done === all)) console.error(`读文件 ${done}/${all}`)
    return
  }
  if (done !== all && done % 25 !== 0) return
  const width = 30
  const filled = Math.round((width * done) / all)
  process.stderr.write(
    `\r读文件 [${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${done}/${all}${done === all ? '\n' : ''}`,
  )
}

/** What the disk refuses is told in words that help; nothing has changed then. */
function attempt<T>(out: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    const words = DISK_WORDS[(error as NodeJS.ErrnoException).code ?? '']
    if (words) throw new UserError(`写不了 ${out}：${words}。原来的索引没有动`)
    throw error
  }
}

const DISK_WORDS: Record<string, string> = {
  ENOSPC: '磁盘满了，请腾出空间再来',
  EDQUOT: '超过了磁盘配额，请腾出空间再来',
  EFBIG: '文件超过了系统允许的大小（ulimit -f）',
  EROFS: '这个文件夹是只读的，请换一个 --out',
  EACCES: '没有写的权限，请检查文件夹的权限或换一个 --out',
  EPERM: '没有写的权限，请检查文件夹的权限或换一个 --out',
  ENOTDIR: '路径里有一段是文件，不是文件夹',
}
