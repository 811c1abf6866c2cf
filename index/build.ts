import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { type Catalog, readCatalog } from './catalog.js'
import { type Concept, domainWords, loadConcepts } from './lexicon.js'
import { inPackage } from './paths.js'
import { readDocuments } from './read-documents.js'
import { readFolder } from './read-folder.js'
import { type Gazetteer, loadGazetteer } from './regions.js'
import { dictionarySize, loadSegmenter } from './segmenter.js'
import { ClauseStore } from './store.js'
import { TERMS_VERSION } from './terms.js'
import { readTsv } from './tsv.js'
import type { Clause, Document, Finding, SourceFile } from './types.js'
import { collectVocabulary, type VocabularyWord } from './vocabulary.js'

/** Raised when the files of a built index change their meaning. */
const FORMAT_VERSION = 6

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
  /** What the reader mended or could not place. */
  findings: Finding[]
  /** The folder that it was built from. */
  source: string
  /** Identifies the build: a hash of the documents and the fingerprint. */
  buildId: string
}

export interface BuildReport {
  documents: number
  clauses: number
  findings: Finding[]
  /** Ids new, gone and changed against the build that was there before; null where there was none. */
  changes: { added: string[]; removed: string[]; changed: string[] } | null
  seconds: number
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

/**
 * Reads a folder of documents into an index: files → documents → clauses → terms.
 * @param onProgress told after each file
 * @throws Error where the folder or its catalog cannot be read
 */
export async function buildIndex(
  folder: string,
  onProgress: (done: number, all: number) => void = () => {},
): Promise<{ index: ClauseIndex; findings: Finding[] }> {
  const catalog = readCatalog(folder)
  const { files, findings } = await readFolder(folder, onProgress)
  for (const name of Object.keys(catalog.files))
    if (!files.some(file => file.name === name))
      findings.push({
        file: name,
        line: 0,
        kind: 'metadata',
        message: '目录（catalog.json）里有这个文件，文件夹里没有',
      })
  const built = indexFiles(files, catalog, resolve(folder))
  built.findings.unshift(...findings)
  return built
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
  const findings: Finding[] = []
  const documents: Document[] = []
  const ids = new Set<string>()
  for (const file of files) {
    const read = readDocuments(file, catalog, data.gazetteer)
    findings.push(...read.findings)
    for (const document of read.documents) documents.push(withUniqueId(document, ids, findings))
  }
  const { vocabulary, phrases } = collectVocabulary(documents, data.words)
  const clauses = placeClauses(documents)
  const store = ClauseStore.build(clauses)
  return { index: assemble(documents, clauses, store, vocabulary, phrases, data, findings, source), findings }
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

function assemble(
  documents: Document[],
  clauses: PlacedClause[],
  store: ClauseStore,
  vocabulary: VocabularyWord[],
  phrases: string[],
  data: Lexicon,
  findings: Finding[],
  source: string,
): ClauseIndex {
  const firstClause = new Map<Document, number>()
  let at = 0
  for (const document of documents) {
    firstClause.set(document, at)
    at += document.clauses.length
  }
  const buildId = sha256([data.fingerprint, ...documents.map(document => `${document.id}\n${document.text}`)]).slice(
    0,
    16,
  )
  return { documents, clauses, firstClause, store, vocabulary, phrases, lexicon: data, findings, source, buildId }
}

const FILES = ['documents.jsonl', 'search.jsonl', 'vocabulary.json', 'findings.jsonl'] as const
const metaSchema = z.object({
  format: z.number(),
  fingerprint: z.string(),
  buildId: z.string(),
  /** '' in builds of older programs, which did not keep it. */
  source: z.string().default(''),
  documents: z.number(),
  clauses: z.number(),
  checksums: z.record(z.string(), z.string()),
})

/** A folder that holds a built index, by its `meta.json`: other programs write a file of that name, too. */
export function isIndexFolder(folder: string): boolean {
  return readMeta(folder) !== null
}

function readMeta(folder: string): z.infer<typeof metaSchema> | null {
  try {
    return metaSchema.parse(JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')))
  } catch {
    return null
  }
}

function isEmptyFolder(folder: string): boolean {
  return statSync(folder).isDirectory() && readdirSync(folder).length === 0
}

/**
 * Writes an index: into a folder beside the target, then put in its place by renaming, so that a reader finds the old
 * build or the new one, never half of one.
 * @throws Error where the target is a folder with other things in it, or cannot be written
 */
export function saveIndex(index: ClauseIndex, target: string): void {
  // Without a slash at its end, so that the names of its neighbours can be made from it.
  const folder = resolve(target)
  if (existsSync(folder) && !isIndexFolder(folder) && !isEmptyFolder(folder))
    throw new Error(`${folder} 已存在，但不是问策的索引；请另选 --out 文件夹，或先移走它`)
  const fresh = `${folder}.new-${process.pid}`
  const old = `${folder}.old-${process.pid}`
  mkdirSync(dirname(fresh), { recursive: true })
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh)
  try {
    const checksums = {
      'documents.jsonl': writeLines(
        join(fresh, 'documents.jsonl'),
        index.documents.map(document => JSON.stringify(document)),
      ),
      'search.jsonl': writeLines(join(fresh, 'search.jsonl'), index.store.serialize()),
      'vocabulary.json': writeLines(join(fresh, 'vocabulary.json'), [
        JSON.stringify({ vocabulary: index.vocabulary, phrases: index.phrases }),
      ]),
      'findings.jsonl': writeLines(
        join(fresh, 'findings.jsonl'),
        index.findings.map(finding => JSON.stringify(finding)),
      ),
    }
    const meta = {
      format: FORMAT_VERSION,
      fingerprint: index.lexicon.fingerprint,
      buildId: index.buildId,
      source: index.source,
      documents: index.documents.length,
      clauses: index.clauses.length,
      checksums,
    }
    writeLines(join(fresh, 'meta.json'), [JSON.stringify(meta, null, 2)])
    if (existsSync(folder)) renameSync(folder, old)
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder) && existsSync(old)) renameSync(old, folder)
    throw error
  }
  rmSync(old, { recursive: true, force: true })
}

/** Writes lines, flushes them to the disk, and returns their SHA-256. */
function writeLines(file: string, lines: Iterable<string>): string {
  const hash = createHash('sha256')
  const handle = openSync(file, 'w')
  try {
    for (const line of lines) {
      const bytes = Buffer.from(`${line}\n`)
      hash.update(bytes)
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    }
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return hash.digest('hex')
}

/** The folder that the index in `folder` was built from; null where none is there. */
export function sourceOf(folder: string): string | null {
  return readMeta(folder)?.source ?? null
}

/** The index was built with another lexicon, dictionary or version: its terms would not match the questions'. */
export class IndexMismatchError extends Error {}

/**
 * Loads a built index.
 * @throws IndexMismatchError where it was built with other linguistic data than this program's
 * @throws Error naming the file that is missing or damaged, and the command that mends it
 */
export function loadIndex(folder: string): ClauseIndex {
  const data = loadLexicon()
  const mend = '请重新生成：wence index'
  const damaged = (name: string, why: string, command = mend) =>
    new Error(`索引文件 ${join(folder, name)} ${why}。${command}`)
  if (!existsSync(join(folder, 'meta.json'))) throw new Error(`${folder} 里没有索引（缺 meta.json）。${mend}`)
  const meta = readMeta(folder)
  if (!meta) throw damaged('meta.json', '已损坏或不是问策的索引')
  // With the folder it was built from: without it the seeds would take the place of the person's own documents.
  const again = `${mend} ${meta.source ? `--from ${meta.source} ` : ''}--out ${folder}`
  if (meta.format !== FORMAT_VERSION || meta.fingerprint !== data.fingerprint)
    throw new IndexMismatchError(`索引 ${folder} 是用另一版词表或程序生成的，不能用来回答。${again}`)
  const bytes: Record<string, Buffer> = {}
  for (const name of FILES) {
    if (!existsSync(join(folder, name))) throw damaged(name, '不见了', again)
    bytes[name] = readFileSync(join(folder, name))
    if (createHash('sha256').update(bytes[name]).digest('hex') !== meta.checksums[name])
      throw damaged(name, '的校验和不符，文件已损坏', again)
  }
  const documents = [...linesOf(bytes['documents.jsonl'])].map(line => JSON.parse(line) as Document)
  const store = ClauseStore.load(linesOf(bytes['search.jsonl']))
  const { vocabulary, phrases } = JSON.parse(bytes['vocabulary.json'].toString('utf8')) as Pick<
    ClauseIndex,
    'vocabulary' | 'phrases'
  >
  const findings = [...linesOf(bytes['findings.jsonl'])].map(line => JSON.parse(line) as Finding)
  return assemble(documents, placeClauses(documents), store, vocabulary, phrases, data, findings, meta.source)
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(10, start)
    if (end < 0) end = bytes.length
    if (end > start) yield bytes.toString('utf8', start, end)
    start = end + 1
  }
}

/** What a new build changes against the documents of an older one, document by document. */
export function compareBuilds(before: readonly Document[], after: readonly Document[]): BuildReport['changes'] {
  const old = new Map(before.map(document => [document.id, document.text]))
  const now = new Map(after.map(document => [document.id, document.text]))
  return {
    added: [...now.keys()].filter(id => !old.has(id)),
    removed: [...old.keys()].filter(id => !now.has(id)),
    changed: [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).map(([id]) => id),
  }
}

function sha256(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}
