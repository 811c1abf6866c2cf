import type { Catalog, CatalogEntry } from './catalog.js'
import { outlineDocument } from './clauses.js'
import { fold } from './fold.js'
import { readLines } from './lines.js'
import { beginsDocument, readMetadata } from './metadata.js'
import { joinLines, type Paragraph } from './paragraphs.js'
import type { Gazetteer } from './regions.js'
import type { Document, Finding, SourceFile } from './types.js'

/**
 * One file → its documents: lines → paragraphs → parts → metadata and clauses.
 * @returns findings for everything that was mended or could not be placed
 */
export function readDocuments(
  file: SourceFile,
  catalog: Catalog,
  gazetteer: Gazetteer,
): { documents: Document[]; findings: Finding[] } {
  const { lines, findings } = readLines(file.name, file.text)
  const joined = joinLines(file.name, lines)
  findings.push(...joined.findings)
  const entries = catalog.files[file.name] ?? []
  const parts = splitParts(joined.paragraphs, entries)
  const missing = entries.filter(
    entry => entry.startsAt && !parts.some(part => fold(part[0].text).startsWith(fold(entry.startsAt!))),
  )
  for (const entry of missing)
    findings.push({
      file: file.name,
      line: 0,
      kind: 'metadata',
      message: `目录中的 startsAt 在文件里找不到：${entry.startsAt}`,
    })
  const baseId = fileId(file.name)
  const documents = parts.map((paragraphs, i): Document => {
    const entry = entries[i]
    const id = entry?.id ?? (i === 0 ? baseId : `${baseId}-${i + 1}`)
    const read = readMetadata(paragraphs, baseId, gazetteer)
    const title = entry?.title ?? read.title
    const { outline, findings: odd } = outlineDocument(id, file.name, title, paragraphs)
    findings.push(...odd, ...disagreements(file.name, entry, read))
    if (parts.length > 1)
      findings.push({
        file: file.name,
        line: paragraphs[0].line,
        kind: 'metadata',
        message: `一个文件里的第 ${i + 1} 份文件：《${title}》`,
      })
    return {
      id,
      title,
      issuer: pick(entry?.issuer, read.issuer),
      region: pick(entry?.region, read.region),
      docNumber: pick(entry?.docNumber, read.docNumber),
      issuedOn: pick(entry?.issuedOn, read.issuedOn),
      status: entry?.status ?? read.status,
      aliases: [...new Set([...(entry?.aliases ?? []), ...read.aliases])],
      examples: entry?.examples ?? [],
      standsApart: entry?.standsApart ?? false,
      file: file.name,
      ...outline,
    }
  })
  return { documents, findings }
}

function pick<T>(stated: T | undefined, read: T): T {
  return stated === undefined ? read : stated
}

/** The file name without folder and ending, without the characters that an id gives a meaning to. */
export function fileId(name: string): string {
  return name
    .split('/')
    .at(-1)!
    .replace(/\.[^.]+$/, '')
    .replace(/[#\s]+/g, '-')
}

function splitParts(paragraphs: readonly Paragraph[], entries: readonly CatalogEntry[]): Paragraph[][] {
  const marks = entries
    .map(entry => entry.startsAt)
    .filter(mark => mark !== undefined)
    .map(fold)
  const parts: Paragraph[][] = [[]]
  for (const paragraph of paragraphs) {
    const begins = marks.length
      ? marks.some(mark => fold(paragraph.text).startsWith(mark))
      : beginsDocument(paragraph, parts.at(-1)!)
    if (begins && parts.at(-1)!.length > 0) parts.push([])
    parts.at(-1)!.push(paragraph)
  }
  return parts.filter(part => part.length > 0)
}

/** Where the maintainer says otherwise than the text. */
function disagreements(
  file: string,
  entry: CatalogEntry | undefined,
  read: { issuer: string | null; issuedOn: string | null; docNumber: string | null },
): Finding[] {
  if (!entry) return []
  return (['issuer', 'issuedOn', 'docNumber'] as const)
    .filter(field => entry[field] !== undefined && read[field] !== null && entry[field] !== read[field])
    .map(field => ({
      file,
      line: 0,
      kind: 'metadata',
      message: `目录写 ${field} 为 ${entry[field]}，文中读到 ${read[field]}；以目录为准`,
    }))
}
