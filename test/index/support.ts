import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { ClauseIndex } from '../../index/build.js'
import { indexFiles, loadLexicon } from '../../index/build.js'
import { type Catalog, readCatalog } from '../../index/catalog.js'
import { readFile } from '../../index/formats/read-file.js'
import { inPackage } from '../../index/paths.js'
import { readDocuments } from '../../index/read-documents.js'
import { bytesOf, listDocuments, skipped } from '../../index/read-folder.js'
import type { Clause, Document, Finding, SourceFile } from '../../index/types.js'

export const SEEDS = inPackage('seeds')

export function readSeed(name: string): string {
  return readFileSync(join(SEEDS, name), 'utf8')
}

/** The real documents as the reader of a folder gives them. */
export function seedFiles(): SourceFile[] {
  const names = readdirSync(SEEDS).filter(name => name.endsWith('.txt'))
  return names.sort().map(name => ({ name, text: readSeed(name) }))
}

let built: { index: ClauseIndex; findings: Finding[] } | null = null

/** The index of the real documents, built once for a test file. */
export function seeds(): { index: ClauseIndex; findings: Finding[] } {
  built ??= indexFiles(seedFiles(), readCatalog(SEEDS), SEEDS)
  return built
}

export function seedDocument(id: string): Document {
  const document = seeds().index.documents.find(d => d.id === id)
  if (!document) throw new Error(`no document ${id} among the seeds`)
  return document
}

/** The texts of a folder as a build reads them, and what it finds on the way. */
export async function readFolder(folder: string): Promise<{ files: SourceFile[]; findings: Finding[] }> {
  const { found, findings } = listDocuments(folder)
  const files: SourceFile[] = []
  for (const file of found) {
    const bytes = bytesOf(file)
    const read = bytes ? await readFile(file.name, bytes) : { refused: '打不开' }
    if ('refused' in read) findings.push(skipped(file.name, read.refused))
    else {
      findings.push(...read.notes.map(note => ({ file: file.name, ...note })))
      files.push({ name: file.name, text: read.text })
    }
  }
  return { files, findings }
}

/** Reads a text as if it were a file of a folder. */
export function readText(
  text: string,
  name = 'x.txt',
  catalog: Catalog = { files: {} },
): { documents: Document[]; findings: Finding[] } {
  return readDocuments({ name, text }, catalog, loadLexicon().gazetteer)
}

export function clauseText(document: Document, clause: Clause): string {
  return document.text.slice(clause.span[0], clause.span[1])
}

/** A folder that is gone when the test is over. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wence-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The clauses cut the clean text into pieces: none missing, none twice, none empty, each with an id of its own. */
export function expectPartition(document: Document): void {
  let at = 0
  document.clauses.forEach((clause, i) => {
    expect(clause.ordinal).toBe(i)
    expect(clause.span[0]).toBe(at)
    expect(clause.span[1]).toBeGreaterThan(at)
    expect(clause.id.startsWith(`${document.id}#`)).toBe(true)
    at = clause.span[1]
  })
  expect(at).toBe(document.text.length)
  expect(document.clauses.map(clause => clauseText(document, clause)).join('')).toBe(document.text)
  expect(new Set(document.clauses.map(clause => clause.id)).size).toBe(document.clauses.length)
}

/**
 * Every piece of `origin` is the same characters in the clean text and in the source, in order; what no piece holds is a
 * line end between paragraphs or a space between Latin words.
 */
export function expectOrigin(document: Document, source: string): void {
  let clean = 0
  let file = -1
  const between: string[] = []
  for (const [at, from, length] of document.origin) {
    expect(length).toBeGreaterThan(0)
    expect(at).toBeGreaterThanOrEqual(clean)
    expect(from).toBeGreaterThan(file)
    expect(document.text.slice(at, at + length)).toBe(source.slice(from, from + length))
    between.push(document.text.slice(clean, at))
    clean = at + length
    file = from + length - 1
  }
  between.push(document.text.slice(clean))
  expect(between.join('').replace(/[\n ]/g, '')).toBe('')
}

/** What of a file went into none of its documents, line by line, without white space and invisible characters. */
export function leftOut(documents: readonly Document[], source: string): string[] {
  const taken = new Uint8Array(source.length)
  for (const document of documents) for (const [, from, length] of document.origin) taken.fill(1, from, from + length)
  const lines: string[] = []
  let at = 0
  for (const line of source.split('\n')) {
    let rest = ''
    for (let i = 0; i < line.length; i++) if (!taken[at + i]) rest += line[i]
    rest = rest.replace(/[\s\u200b-\u200f\u2060\ufeff]/g, '')
    if (rest) lines.push(rest)
    at += line.length + 1
  }
  return lines
}
