import { join, resolve } from 'node:path'
import { type BuildReport, buildIndex, compareBuilds, isIndexFolder, loadIndex, saveIndex } from '../../index/build.js'
import type { Document, Finding } from '../../index/types.js'
import { readEnvironment } from '../environment.js'
import { FINDING_WORDS } from '../wording.js'

interface Options {
  from: string
  out?: string
  findings: number
  json?: boolean
}

/** Builds an index and reports what was read, what changed, and what could not be placed. */
export async function makeIndex(options: Options): Promise<number> {
  const out = options.out ? resolve(options.out) : readEnvironment().indexFolder
  const before = readBefore(out)
  const started = performance.now()
  const onTerminal = Boolean(process.stderr.isTTY)
  const { index, findings } = await buildIndex(options.from, (done, all) => {
    if (onTerminal && (done === all || done % 25 === 0))
      process.stderr.write(`\r读文件 ${done}/${all}${done === all ? '\n' : ''}`)
  })
  saveIndex(index, out)
  const report: BuildReport = {
    documents: index.documents.length,
    clauses: index.clauses.length,
    findings,
    changes: before && compareBuilds(before, index.documents),
    seconds: Math.round((performance.now() - started) / 10) / 100,
  }
  if (options.json) console.log(JSON.stringify({ out, buildId: index.buildId, ...report }))
  else print(report, index.documents, out, options.findings)
  return 0
}

/** The documents of the build that is there, null where there is none that can be read. */
function readBefore(out: string): Document[] | null {
  if (!isIndexFolder(out)) return null
  try {
    return loadIndex(out).documents
  } catch {
    return null
  }
}

function print(report: BuildReport, documents: readonly Document[], out: string, most: number): void {
  if (documents.length <= 40)
    for (const document of documents) {
      const details = [document.issuer, document.region, document.docNumber, document.issuedOn, document.status]
        .filter(Boolean)
        .join('，')
      console.log(
        `${document.file} → ${document.id}\n  《${document.title}》 ${details}；${document.clauses.length} 条，${document.text.length} 字`,
      )
    }
  console.log(`\n共 ${report.documents} 份文件，${report.clauses} 条，${report.seconds} 秒，存于 ${join(out)}`)
  if (report.changes === null) console.log('此前没有索引。')
  else {
    const { added, removed, changed } = report.changes
    console.log(`与上次相比：新增 ${added.length}，改动 ${changed.length}，去掉 ${removed.length}`)
    for (const [mark, ids] of [
      ['+', added],
      ['~', changed],
      ['-', removed],
    ] as const)
      for (const id of ids.slice(0, 30)) console.log(`  ${mark} ${id}`)
  }
  const counts = new Map<Finding['kind'], number>()
  for (const finding of report.findings) counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1)
  console.log(
    `\n阅读发现 ${report.findings.length} 条：${[...counts].map(([kind, count]) => `${FINDING_WORDS[kind]} ${count}`).join('；') || '没有'}`,
  )
  const order: Finding['kind'][] = [
    'unplaced',
    'table',
    'numbering',
    'metadata',
    'encoding',
    'duplicate',
    'joined',
    'furniture',
  ]
  const sorted = [...report.findings].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  for (const finding of sorted.slice(0, most))
    console.log(
      `  ${finding.file}${finding.line ? `:${finding.line}` : ''} ${FINDING_WORDS[finding.kind]}：${finding.message}`,
    )
  if (sorted.length > most)
    console.log(`  ……还有 ${sorted.length - most} 条（--findings ${sorted.length} 全部列出，--json 打印成 JSON）`)
}
