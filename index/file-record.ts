import type { Catalog } from './catalog.js'
import { readFile } from './formats/read-file.js'
import { type Sketch, sketch } from './likeness.js'
import type { PostingSegment } from './postings.js'
import { readDocuments } from './read-documents.js'
import { skipped } from './read-folder.js'
import type { Gazetteer } from './regions.js'
import { documentPostings } from './store.js'
import type { Document, Finding, SourceFile } from './types.js'
import { countWords, type WordCounts } from './vocabulary.js'

/** All that a build needs of one file: what depends on that file and its catalog entry alone. */
export interface FileRecord {
  name: string
  /** None where the file could not be read. */
  documents: DocumentRecord[]
  findings: Finding[]
}

export interface DocumentRecord {
  document: Document
  words: WordCounts
  postings: PostingSegment
  /** For finding documents that say nearly the same. */
  sketch: Sketch
}

/** Reads the bytes of a file of any format; what cannot be read is a finding. */
export async function recordBytes(
  name: string,
  bytes: Buffer | null,
  catalog: Catalog,
  gazetteer: Gazetteer,
): Promise<FileRecord> {
  const read = bytes ? await readFile(name, bytes) : { refused: '打不开' }
  if ('refused' in read) return { name, documents: [], findings: [skipped(name, read.refused)] }
  const record = recordFile({ name, text: read.text }, catalog, gazetteer)
  return { ...record, findings: [...read.notes.map(note => ({ file: name, ...note })), ...record.findings] }
}

/** Reads a text into documents → clauses → terms. */
export function recordFile(file: SourceFile, catalog: Catalog, gazetteer: Gazetteer): FileRecord {
  const { documents, findings } = readDocuments(file, catalog, gazetteer)
  return { name: file.name, documents: documents.map(recordDocument), findings }
}

/** A document with its words and postings counted. */
export function recordDocument(document: Document): DocumentRecord {
  return { document, words: countWords(document), postings: documentPostings(document), sketch: sketch(document) }
}
