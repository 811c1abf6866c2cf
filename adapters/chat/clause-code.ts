import { createHash } from 'node:crypto'
import type { ClauseIndex } from '../../index/build.js'

const DOCUMENT_LENGTH = 8
const CLAUSE_LENGTH = 12

/**
 * A short name of a clause for links: 20 letters, digits, `_` and `-`, whatever its id holds. It stays the same as long as the
 * id does.
 */
export function clauseCode(clauseId: string): string {
  const cut = clauseId.indexOf('#')
  return hash(cut === -1 ? clauseId : clauseId.slice(0, cut), DOCUMENT_LENGTH) + hash(clauseId, CLAUSE_LENGTH)
}

/** The clause of this code; null where the documents have none. The first half finds the document, so that few are hashed. */
export function clauseOfCode({ documents }: ClauseIndex, code: string): string | null {
  if (code.length !== DOCUMENT_LENGTH + CLAUSE_LENGTH) return null
  const [document, clause] = [code.slice(0, DOCUMENT_LENGTH), code.slice(DOCUMENT_LENGTH)]
  return (
    documents
      .filter(({ id }) => hash(id, DOCUMENT_LENGTH) === document)
      .flatMap(({ clauses }) => clauses)
      .find(({ id }) => hash(id, CLAUSE_LENGTH) === clause)?.id ?? null
  )
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length)
}
