import type { Catalog } from './catalog.js'
import type { PostingSegment } from './postings.js'
import { readDocuments } from './read-documents.js'
import type { Gazetteer } from './regions.js'
import { documentPostings } from './store.js'
import type { Document, Finding, SourceFile } from './types.js'
import { countWords, type WordCounts } from './vocabulary.js'

/** All that a build needs of one file: what depends on that file and its catalog entry alone. */
export interface FileRecord {
  name: string
  documents: DocumentRecord[]
  findings: Finding[]
}

export interface DocumentRecord {
  document: Document
  words: WordCounts
  postings: PostingSegment
}

/** Reads a file into documents → clauses → terms. */
export function recordFile(file: SourceFile, catalog: Catalog, gazetteer: Gazetteer): FileRecord {
  const { documents, findings } = readDocuments(file, catalog, gazetteer)
  return { name: file.name, documents: documents.map(recordDocument), findings }
}

/** A document with its words and postings counted. */
export function recordDocument(document: Document): DocumentRecord {
  return { document, words: countWords(document), postings: documentPostings(document) }
}
