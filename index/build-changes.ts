import { diffArrays } from 'diff'
import { textHash } from './build.js'
import type { Document } from './types.js'

/** What one build changes against another. */
export interface BuildChanges {
  added: string[]
  removed: string[]
  changed: DocumentChange[]
}

/** What became of the clauses of a document that both builds hold. */
export interface DocumentChange {
  id: string
  /** In the order of the document; empty where only what is said about the document changed. */
  clauses: ClauseChange[]
}

export interface ClauseChange {
  /** `+` new, `-` gone, `~` written otherwise. */
  mark: '+' | '-' | '~'
  clauseId: string
  before: string | null
  after: string | null
}

/**
 * Compares documents with those of an older build.
 * @param before hash of each document by its id, as {@link textHash} makes it
 * @param read gives the older documents of these ids
 */
export function compareBuilds(
  before: Readonly<Record<string, string>>,
  after: readonly Document[],
  read: (ids: ReadonlySet<string>) => Document[],
): BuildChanges {
  const now = new Map(after.map(document => [document.id, document]))
  const changedIds = after.filter(document => document.id in before && before[document.id] !== textHash(document))
  const old = new Map(read(new Set(changedIds.map(({ id }) => id))).map(document => [document.id, document]))
  return {
    added: [...now.keys()].filter(id => !(id in before)),
    removed: Object.keys(before).filter(id => !now.has(id)),
    changed: changedIds.map(document => {
      const earlier = old.get(document.id)
      return { id: document.id, clauses: earlier ? compareClauses(earlier, document) : [] }
    }),
  }
}

/** The clauses that differ; one gone and one new at the same place are the same one, written otherwise. */
export function compareClauses(before: Document, after: Document): ClauseChange[] {
  const texts = (document: Document) =>
    document.clauses.map(({ id, span }) => ({ id, text: document.text.slice(...span).trim() }))
  const changes: ClauseChange[] = []
  let gone: { id: string; text: string }[] = []
  const letGo = () => {
    changes.push(...gone.map(({ id, text }): ClauseChange => ({ mark: '-', clauseId: id, before: text, after: null })))
    gone = []
  }
  for (const part of diffArrays(texts(before), texts(after), { comparator: (a, b) => a.text === b.text })) {
    if (part.removed) gone.push(...part.value)
    else if (part.added)
      for (const { id, text } of part.value) {
        const at = gone.findIndex(other => other.id === id)
        if (at < 0) changes.push({ mark: '+', clauseId: id, before: null, after: text })
        else {
          const [earlier] = gone.splice(at, 1)
          changes.push({ mark: '~', clauseId: id, before: earlier.text, after: text })
        }
      }
    else letGo()
  }
  letGo()
  return changes
}
