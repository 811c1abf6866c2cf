import type { ClauseChange } from '../../index/build-changes.js'
import type { Document, Finding } from '../../index/types.js'
import { FINDING_WORDS } from '../wording.js'
import type { BuildReport } from './build-report.js'

/** How much of each list is printed; `--json` gives it all. */
const MOST_LINES = 30
const MOST_CLAUSES = 12
const EXCERPT = 90

/** The report as a maintainer reads it, line by line. @param mostFindings how many findings are listed */
export function reportLines(report: BuildReport, documents: readonly Document[], mostFindings: number): string[] {
  return [
    ...changeLines(report, documents),
    ...duplicateLines(report),
    ...supersessionLines(report),
    ...wordLines(report),
    ...findingLines(report, documents, mostFindings),
  ]
}

function changeLines({ changes }: BuildReport, documents: readonly Document[]): string[] {
  if (changes === null) return ['此前没有索引。', ...documents.slice(0, MOST_LINES).map(documentLine)]
  const { added, removed, changed } = changes
  const byId = new Map(documents.map(document => [document.id, document]))
  const lines = [`与上次相比：新增 ${added.length} 份，改动 ${changed.length} 份，去掉 ${removed.length} 份`]
  lines.push(...cut(added, MOST_LINES).map(id => `  + ${byId.has(id) ? documentLine(byId.get(id)!) : id}`))
  lines.push(...cut(removed, MOST_LINES).map(id => `  - ${id}`))
  for (const { id, clauses } of changed.slice(0, MOST_LINES)) {
    lines.push(`  ~ ${id}${clauses.length ? `：${clauses.length} 条` : '：条文没变，题目、日期或分条变了'}`)
    lines.push(...cut(clauses.flatMap(clauseLines), MOST_CLAUSES).map(line => `      ${line}`))
  }
  return lines
}

function documentLine(document: Document): string {
  const details = [document.issuer, document.region, document.docNumber, document.issuedOn, document.status]
    .filter(Boolean)
    .join('，')
  return `${document.id}《${document.title}》 ${details}；${document.clauses.length} 条，${document.text.length} 字`
}

function clauseLines({ mark, clauseId, before, after }: ClauseChange): string[] {
  const place = clauseId.slice(clauseId.indexOf('#'))
  if (mark === '~') return [`- ${place} ${excerpt(before!, after!)}`, `+ ${place} ${excerpt(after!, before!)}`]
  return [`${mark} ${place} ${excerpt(before ?? after!, '')}`]
}

/** A clause on one line, from a little before the place where it differs from the other. */
function excerpt(text: string, other: string): string {
  const flat = text.replace(/\s+/g, ' ')
  const flatOther = other.replace(/\s+/g, ' ')
  let same = 0
  while (same < flat.length && flat[same] === flatOther[same]) same++
  const from = same < flat.length && same > EXCERPT / 2 ? same - EXCERPT / 3 : 0
  const piece = flat.slice(from, from + EXCERPT)
  return `${from > 0 ? '…' : ''}${piece}${from + EXCERPT < flat.length ? '…' : ''}`
}

function duplicateLines({ nearDuplicates }: BuildReport): string[] {
  if (nearDuplicates.length === 0) return []
  return [
    `与别的文件很像的 ${nearDuplicates.length} 对（看看是不是同一份放了两次）：`,
    ...cut(nearDuplicates, MOST_LINES).map(pair =>
      typeof pair === 'string' ? pair : `  ${pair.id} ≈ ${pair.other}（${Math.round(pair.likeness * 100)}%）`,
    ),
  ]
}

function supersessionLines({ supersessions }: BuildReport): string[] {
  if (supersessions.length === 0) return []
  return [
    `可能被新文件取代的 ${supersessions.length} 份（请核对，需要时从文件夹里移走旧的）：`,
    ...supersessions
      .slice(0, MOST_LINES)
      .map(
        ({ by, of, why, evidence }) =>
          `  ${of} ← ${by}：${why === 'repeals' ? '新文件写明废止' : '同一机关同一事项的新文件'}，${evidence}`,
      ),
  ]
}

function wordLines({ newWords }: BuildReport): string[] {
  if (newWords.length === 0) return []
  return [
    `词表里没有的说法（常被问到的可以加进词表）：${newWords.map(({ word, count }) => `${word} ${count}`).join('、')}`,
  ]
}

/** The graver kinds first. */
const ORDER = Object.keys(FINDING_WORDS) as Finding['kind'][]

/** What was found in files that are new or changed; all of it for a first build. */
function findingLines({ findings, changes }: BuildReport, documents: readonly Document[], most: number): string[] {
  const fresh = changes && new Set([...changes.added, ...changes.changed.map(({ id }) => id)])
  const files = fresh && new Set(documents.filter(({ id }) => fresh.has(id)).map(({ file }) => file))
  const known = new Set(documents.map(({ file }) => file))
  const counts = ORDER.map(kind => [kind, findings.filter(finding => finding.kind === kind).length] as const)
  const summary = counts.filter(([, count]) => count > 0).map(([kind, count]) => `${FINDING_WORDS[kind]} ${count}`)
  // A file that could not be read has no document, and is told of until it is mended.
  const told = findings
    .filter(({ file }) => !files || files.has(file) || !known.has(file))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .slice(0, most)
  const left = findings.length - told.length
  return [
    `阅读发现 ${findings.length} 条：${summary.join('；') || '没有'}`,
    ...told.map(
      ({ file, line, kind, message }) => `  ${file}${line ? `:${line}` : ''} ${FINDING_WORDS[kind]}：${message}`,
    ),
    ...(left > 0
      ? [
          `  ${told.length ? '……' : ''}另有 ${left} 条${files ? '在没有变动的文件里，或' : ''}没有列出（--json 里有全部）`,
        ]
      : []),
  ]
}

function cut<T>(all: readonly T[], most: number): (T | string)[] {
  return all.length > most ? [...all.slice(0, most), `……还有 ${all.length - most} 处（--json 里有全部）`] : [...all]
}
