import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Catalog, readCatalog } from './catalog.js'
import { type DocumentRecord, type FileRecord, recordBytes, recordDocument, recordFile } from './file-record.js'
import { READABLE } from './formats/read-file.js'
import { type Concept, domainWords, loadConcepts } from './lexicon.js'
import type { Sketch } from './likeness.js'
import { inPackage } from './paths.js'
import { looseEnds, type Pin, readPins } from './pins.js'
import { bytesOf, type FoundFile, listDocuments } from './read-folder.js'
import type { RecordCache } from './record-cache.js'
import type { RecordPool } from './record-pool.js'
import { type Gazetteer, loadGazetteer } from './regions.js'
import { dictionarySize, loadSegmenter } from './segmenter.js'
import { ClauseStore } from './store.js'
import { TERMS_VERSION } from './terms.js'
import { readTsv } from './tsv.js'
import type { Clause, Document, Finding, SourceFile } from './types.js'
import { mergeVocabulary, type VocabularyWord } from './vocabulary.js'

/** Raised when the files of a built index change their meaning. */
export const FORMAT_VERSION = 7

/** The linguistic data that index and questions share. */
export interface Lexicon {
  concepts: Concept[]
  gazetteer: Gazetteer
  /** All its words, folded. */
  words: string[]
  /** Changes whenever the data or the way terms are made changes. */
  fingerprint: string
}

/** A clause with the document that holds it. */
export interface PlacedClause {
  clause: Clause
  document: Document
}

/** A built index in memory: what questions are answered from. */
export interface ClauseIndex {
  documents: Document[]
  clauses: PlacedClause[]
  /** Position in `clauses` of a document's first clause. */
  firstClause: Map<Document, number>
  store: ClauseStore
  vocabulary: VocabularyWord[]
  /** Names that the documents put in quotation or book-title marks, folded. */
  phrases: string[]
  lexicon: Lexicon
  /** Questions that a maintainer has pinned to clauses. */
  pins: Pin[]
  /** What the reader mended or could not place. */
  findings: Finding[]
  /** The folder that it was built from. */
  source: string
  /** Identifies the build: a hash of the documents and the fingerprint. */
  buildId: string
}

let lexicon: Lexicon | null = null

/** Loads the linguistic data and the segmenter once. @throws Error naming the data file and line that is wrong. */
export function loadLexicon(): Lexicon {
  if (lexicon) return lexicon
  const folder = inPackage('index', 'lexicon')
  const concepts = loadConcepts(folder)
  const further = readTsv(join(folder, 'words.tsv'), ['word', 'reason']).map(row => row.cells.word)
  const words = domainWords(concepts, further)
  loadSegmenter(words)
  const fingerprint = sha256([
    String(TERMS_VERSION),
    String(FORMAT_VERSION),
    dictionarySize(),
    words.join('\n'),
    readFileSync(join(folder, 'regions.tsv'), 'utf8'),
  ])
  lexicon = { concepts, gazetteer: loadGazetteer(join(folder, 'regions.tsv')), words, fingerprint }
  return lexicon
}

/** How a folder is read. */
export interface BuildOptions {
  /** What was read of files that have not changed since. */
  cache?: RecordCache
  /** Opens threads that read files on several cores; used where enough of them must be read anew. */
  openPool?: () => RecordPool
  onProgress?(done: number, all: number): void
}

/**
 * Reads a folder of documents into an index: files → documents → clauses → terms.
 * @throws Error where the folder or its catalog cannot be read
 */
export async function buildIndex(
  folder: string,
  { cache, openPool, onProgress = () => {} }: BuildOptions = {},
): Promise<{ index: ClauseIndex; findings: Finding[]; reread: number; sketches: Sketch[] }> {
  const data = loadLexicon()
  const catalog = readCatalog(folder)
  const { found, findings } = listDocuments(folder)
  for (const name of Object.keys(catalog.files))
    if (!found.some(file => file.name === name))
      findings.push({
        file: name,
        line: 0,
        kind: 'metadata',
        message: '目录（catalog.json）里有这个文件，文件夹里没有',
      })
  let done = 0
  const read = (record: FileRecord): FileRecord => {
    onProgress(++done, found.length)
    return record
  }
  const keyOf = ({ name }: FoundFile, bytes: Buffer | null) =>
    cache && bytes ? cache.key(name, bytes, catalog.files[name]) : null
  const kept = found.map(file => {
    const key = cache ? keyOf(file, bytesOf(file)) : null
    const record = key ? cache!.get(key) : null
    return { file, record: record && read(record) }
  })
  const reread = kept.filter(({ record }) => !record).length
  const pool = openPool && reread >= WORTH_A_POOL ? openPool() : null
  let records: FileRecord[]
  try {
    records = await inOrder(kept, pool?.size ?? 1, async ({ file, record }) => {
      if (record) return record
      // Kept under the key of just these bytes: the file may have changed since it was looked at.
      const bytes = bytesOf(file)
      const made = pool
        ? await pool.record(file.name, bytes, catalog)
        : await recordBytes(file.name, bytes, catalog, data.gazetteer)
      const key = keyOf(file, bytes)
      if (key) cache!.put(key, made)
      return read(made)
    })
  } finally {
    await pool?.close()
  }
  for (const record of records) findings.push(...record.findings)
  if (!records.some(({ documents }) => documents.length > 0))
    throw new Error(`${folder} 里没有可读的文件（${READABLE}）${reasons(findings)}`)
  const sketches = records.flatMap(({ documents }) => documents.map(({ sketch }) => sketch))
  return { ...fromFiles(records, findings, data, resolve(folder), readPins(folder)), reread, sketches }
}

/** Threads take a second to start: fewer files are read before that. */
const WORTH_A_POOL = 60

/** Where all of a folder was refused, the reasons are what its owner needs. */
function reasons(findings: readonly Finding[]): string {
  const shown = findings.slice(0, 5).map(({ file, message }) => `\n  ${file}：${message}`)
  const more = findings.length > shown.length ? `\n  ……共 ${findings.length} 个` : ''
  return shown.join('') + more
}

/** Does something with each, so many at a time. @returns what came of it, in the order of what was given */
async function inOrder<T, R>(all: readonly T[], atOnce: number, act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(all.length)
  let next = 0
  const run = async () => {
    while (next < all.length) {
      const at = next++
      results[at] = await act(all[at])
    }
  }
  await Promise.all(Array.from({ length: atOnce }, run))
  return results
}

/**
 * Files as read → documents → clauses → terms.
 * @param source the folder that they come from, kept in the index
 */
export function indexFiles(
  files: readonly SourceFile[],
  catalog: Catalog,
  source: string,
): { index: ClauseIndex; findings: Finding[] } {
  const data = loadLexicon()
  const records = files.map(file => recordFile(file, catalog, data.gazetteer))
  return fromFiles(
    records,
    records.flatMap(({ findings }) => findings),
    data,
    source,
    [],
  )
}

function fromFiles(
  records: readonly FileRecord[],
  findings: Finding[],
  data: Lexicon,
  source: string,
  pins: Pin[],
): { index: ClauseIndex; findings: Finding[] } {
  const ids = new Set<string>()
  const documents = records
    .flatMap(record => record.documents)
    .map(record => ({ ...record, document: withUniqueId(record.document, ids, findings) }))
  findings.push(
    ...looseEnds(
      pins,
      documents.map(({ document }) => document),
    ),
  )
  return { index: fromRecords(documents, findings, data, source, pins), findings }
}

/** The index of some of its documents alone, as if no other had ever been read: what is outside cannot be answered from. */
export function selectDocuments(index: ClauseIndex, ids: ReadonlySet<string>): ClauseIndex {
  const documents = index.documents.filter(({ id }) => ids.has(id))
  const findings = index.findings.filter(({ file }) => documents.some(document => document.file === file))
  const pins = index.pins.filter(({ clause }) => documents.some(({ id }) => clause.startsWith(`${id}#`)))
  return fromRecords(documents.map(recordDocument), findings, index.lexicon, index.source, pins)
}

function fromRecords(
  records: readonly DocumentRecord[],
  findings: Finding[],
  data: Lexicon,
  source: string,
  pins: Pin[],
): ClauseIndex {
  const { vocabulary, phrases } = mergeVocabulary(
    records.map(({ words }) => words),
    data.words,
  )
  const store = ClauseStore.merge(records.map(({ postings }) => postings))
  const documents = records.map(({ document }) => document)
  return assemble(documents, store, vocabulary, phrases, data, findings, source, pins)
}

function withUniqueId(document: Document, ids: Set<string>, findings: Finding[]): Document {
  let id = document.id
  for (let n = 2; ids.has(id); n++) id = `${document.id}-${n}`
  ids.add(id)
  if (id === document.id) return document
  findings.push({ file: document.file, line: 0, kind: 'metadata', message: `编号 ${document.id} 已被占用，改为 ${id}` })
  return {
    ...document,
    id,
    clauses: document.clauses.map(clause => ({ ...clause, id: id + clause.id.slice(document.id.length) })),
  }
}

function placeClauses(documents: readonly Document[]): PlacedClause[] {
  return documents.flatMap(document => document.clauses.map(clause => ({ clause, document })))
}

/** An index of what was read or loaded. */
export function assemble(
  documents: Document[],
  store: ClauseStore,
  vocabulary: VocabularyWord[],
  phrases: string[],
  lexicon: Lexicon,
  findings: Finding[],
  source: string,
  pins: Pin[],
): ClauseIndex {
  const firstClause = new Map<Document, number>()
  let at = 0
  for (const document of documents) {
    firstClause.set(document, at)
    at += document.clauses.length
  }
  const clauses = placeClauses(documents)
  const buildId = sha256([
    lexicon.fingerprint,
    ...documents.map(textHash),
    ...pins.map(pin => JSON.stringify(pin)),
  ]).slice(0, 16)
  return { documents, clauses, firstClause, store, vocabulary, phrases, lexicon, pins, findings, source, buildId }
}

const hashes = new WeakMap<Document, string>()

/** Identifies all of a document that a reader could see change: its text, how it is cut, what is said of it. */
export function textHash(document: Document): string {
  let hash = hashes.get(document)
  if (hash === undefined) {
    const { clauses, origin, ...facts } = document
    hash = sha256([JSON.stringify([facts, clauses.map(({ id, kind, span }) => [id, kind, span])])]).slice(0, 16)
    hashes.set(document, hash)
  }
  return hash
}

function sha256(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}
