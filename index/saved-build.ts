import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { assemble, type ClauseIndex, FORMAT_VERSION, loadLexicon, textHash } from './build.js'
import { ClauseStore } from './store.js'
import type { Document, Finding } from './types.js'

const FILES = ['documents.jsonl', 'search.jsonl', 'vocabulary.json', 'findings.jsonl'] as const
const metaSchema = z.object({
  format: z.number(),
  fingerprint: z.string(),
  buildId: z.string(),
  /** '' in builds of older programs, which did not keep it. */
  source: z.string().default(''),
  documents: z.number(),
  clauses: z.number(),
  /** Hash of each document by its id, to find what changed without reading it all. */
  texts: z.record(z.string(), z.string()).default({}),
  checksums: z.record(z.string(), z.string()),
})
export type BuildMeta = z.infer<typeof metaSchema>

/** What a folder says of the build in it; null where it holds none. */
export function readMeta(folder: string): BuildMeta | null {
  try {
    return metaSchema.parse(JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')))
  } catch {
    return null
  }
}

/** Writes the files of a build into an empty folder and flushes them to the disk. `meta.json` comes last. */
export function writeBuild(index: ClauseIndex, folder: string): void {
  const lines: Record<(typeof FILES)[number], Iterable<string>> = {
    'documents.jsonl': mapped(index.documents, document => JSON.stringify(document)),
    'search.jsonl': index.store.serialize(),
    'vocabulary.json': [JSON.stringify({ vocabulary: index.vocabulary, phrases: index.phrases, pins: index.pins })],
    'findings.jsonl': mapped(index.findings, finding => JSON.stringify(finding)),
  }
  const checksums = Object.fromEntries(FILES.map(name => [name, writeLines(join(folder, name), lines[name])]))
  const meta: BuildMeta = {
    format: FORMAT_VERSION,
    fingerprint: index.lexicon.fingerprint,
    buildId: index.buildId,
    source: index.source,
    documents: index.documents.length,
    clauses: index.clauses.length,
    texts: Object.fromEntries(index.documents.map(document => [document.id, textHash(document)])),
    checksums,
  }
  writeLines(join(folder, 'meta.json'), [JSON.stringify(meta)])
}

function* mapped<T>(all: readonly T[], line: (one: T) => string): Generator<string> {
  for (const one of all) yield line(one)
}

/** Bytes that are written at once: a call for each line would take longer than the lines. */
const PIECE = 1 << 20

/** Writes lines, flushes them to the disk, and returns their SHA-256. */
function writeLines(file: string, lines: Iterable<string>): string {
  const hash = createHash('sha256')
  const handle = openSync(file, 'w')
  let held = ''
  const put = () => {
    const bytes = Buffer.from(held)
    held = ''
    hash.update(bytes)
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
  }
  try {
    for (const line of lines) {
      held += `${line}\n`
      if (held.length > PIECE) put()
    }
    put()
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return hash.digest('hex')
}

/** The index was built with another lexicon, dictionary or version: its terms would not match the questions'. */
export class IndexMismatchError extends Error {}

/**
 * Reads the build in a folder, step by step: between two steps whoever reads may do something else.
 * @param shown the folder that the person knows it by, for the errors
 * @throws IndexMismatchError where it was built with other linguistic data than this program's
 * @throws Error naming the file that is missing or damaged, and the command that mends it
 */
export function* buildSteps(folder: string, shown = folder): Generator<void, ClauseIndex> {
  const data = loadLexicon()
  const mend = '请重新生成：wence index'
  const damaged = (name: string, why: string, command = mend) =>
    new Error(`索引文件 ${join(folder, name)} ${why}。${command}`)
  if (!existsSync(join(folder, 'meta.json'))) throw new Error(`${shown} 里没有索引（缺 meta.json）。${mend}`)
  const meta = readMeta(folder)
  if (!meta) throw damaged('meta.json', '已损坏或不是问策的索引')
  // With the folder it was built from: without it the seeds would take the place of the person's own documents.
  const again = `${mend} ${meta.source ? `--from ${meta.source} ` : ''}--out ${shown}`
  if (meta.format !== FORMAT_VERSION || meta.fingerprint !== data.fingerprint)
    throw new IndexMismatchError(`索引 ${shown} 是用另一版词表或程序生成的，不能用来回答。${again}`)
  const bytes: Record<string, Buffer> = {}
  for (const name of FILES) {
    if (!existsSync(join(folder, name))) throw damaged(name, '不见了', again)
    bytes[name] = readFileSync(join(folder, name))
    if (createHash('sha256').update(bytes[name]).digest('hex') !== meta.checksums[name])
      throw damaged(name, '的校验和不符，文件已损坏', again)
    yield
  }
  const documents: Document[] = []
  for (const line of linesOf(bytes['documents.jsonl'])) {
    documents.push(JSON.parse(line))
    yield
  }
  const store = yield* ClauseStore.loadSteps(linesOf(bytes['search.jsonl']))
  // Builds of older programs hold no pins.
  const {
    vocabulary,
    phrases,
    pins = [],
  } = JSON.parse(bytes['vocabulary.json'].toString('utf8')) as Pick<ClauseIndex, 'vocabulary' | 'phrases'> &
    Partial<Pick<ClauseIndex, 'pins'>>
  const findings = [...linesOf(bytes['findings.jsonl'])].map(line => JSON.parse(line) as Finding)
  yield
  return assemble(documents, store, vocabulary, phrases, data, findings, meta.source, pins)
}

/** Reads the documents of these ids out of a build, without the rest of it. */
export function readDocumentsOf(folder: string, ids: ReadonlySet<string>): Document[] {
  if (ids.size === 0) return []
  const found: Document[] = []
  for (const line of linesOf(readFileSync(join(folder, 'documents.jsonl')))) {
    const id = /^\{"id":("(?:[^"\\]|\\.)*")/.exec(line)
    if (!id || ids.has(JSON.parse(id[1]))) found.push(JSON.parse(line))
  }
  return found
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(10, start)
    if (end < 0) end = bytes.length
    if (end > start) yield bytes.toString('utf8', start, end)
    start = end + 1
  }
}
