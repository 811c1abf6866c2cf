import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { CatalogEntry } from './catalog.js'
import type { FileRecord } from './file-record.js'
import { inPackage } from './paths.js'

/** Records of files by all that they depend on: the bytes, the name, the catalog entry, the linguistic data, the program. */
export interface RecordCache {
  key(name: string, bytes: Buffer, entries: readonly CatalogEntry[] | undefined): string
  /** Null where it was never made, or cannot be read. */
  get(key: string): FileRecord | null
  put(key: string, record: FileRecord): void
  /** Lets go what this build did not use. */
  prune(): void
}

/** A cache in a folder, a file for each record. What cannot be written is made again next time. */
export function recordCacheIn(folder: string, fingerprint: string): RecordCache {
  const program = programHash()
  const used = new Set<string>()
  return {
    key(name, bytes, entries) {
      const hash = createHash('sha256')
      for (const part of [program, fingerprint, process.versions.v8, name, JSON.stringify(entries ?? null)])
        hash.update(part).update('\0')
      const key = hash.update(bytes).digest('hex').slice(0, 32)
      used.add(key)
      return key
    },
    get(key) {
      try {
        return unpack(deserialize(readFileSync(join(folder, key))))
      } catch {
        return null
      }
    },
    put(key, record) {
      try {
        mkdirSync(folder, { recursive: true })
        // A record half written must not be taken for one.
        const fresh = join(folder, `${key}.${process.pid}.new`)
        writeFileSync(fresh, serialize(pack(record)))
        renameSync(fresh, join(folder, key))
      } catch {
        // The build does not need it.
      }
    },
    prune() {
      try {
        for (const name of readdirSync(folder)) if (!used.has(name)) rmSync(join(folder, name), { force: true })
      } catch {
        // Nothing was ever kept.
      }
    },
  }
}

/** A record as it is kept: numbers in two bytes each where they fit, words in one string. */
export type Packed = Omit<FileRecord, 'documents'> & { documents: PackedDocument[] }
interface PackedDocument {
  document: FileRecord['documents'][number]['document']
  words: FileRecord['documents'][number]['words']
  sketch: FileRecord['documents'][number]['sketch']
  lengths: number[][]
  terms: string
  numbers: Uint16Array | Int32Array
}

/** A record for a cache or another thread. */
export function pack({ documents, ...rest }: FileRecord): Packed {
  return {
    ...rest,
    documents: documents.map(({ document, words, sketch, postings: { lengths, terms, numbers } }) => ({
      document,
      words,
      sketch,
      lengths,
      terms: terms.join('\n'),
      numbers: fitsTwoBytes(numbers) ? Uint16Array.from(numbers) : Int32Array.from(numbers),
    })),
  }
}

function fitsTwoBytes(numbers: ArrayLike<number>): boolean {
  for (let i = 0; i < numbers.length; i++) if (numbers[i] > 0xffff) return false
  return true
}

export function unpack({ documents, ...rest }: Packed): FileRecord {
  return {
    ...rest,
    documents: documents.map(({ document, words, sketch, lengths, terms, numbers }) => ({
      document,
      words,
      sketch,
      postings: { lengths, terms: terms === '' ? [] : terms.split('\n'), numbers },
    })),
  }
}

/** Changes with the code that reads documents, so that what an older program read is not taken for this one's. */
function programHash(): string {
  const hash = createHash('sha256')
  const folder = inPackage('index')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(?:ts|tsv|utf8|txt)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}
