import type { PlacedClause } from '../../index/build.js'
import type { Document, Span } from '../../index/types.js'
import type { Citation } from '../reply.js'
import { surrounding } from './text.js'

/** Longest quote in UTF-16 units, fixed by the contract. */
export const QUOTE_LIMIT = 600

/** What a reader must know of the document that something is taken from. */
export function sourceOf(document: Document) {
  const { id: docId, title, issuer, region, docNumber, issuedOn, status: docStatus } = document
  return { docId, title, issuer, region, docNumber, issuedOn, docStatus }
}

/** Cites a clause: the sentences around `spans` (the whole clause where it is short), a slice of the document's text. */
export function cite({ clause, document }: PlacedClause, spans: readonly Span[]): Citation {
  const [start, end] = surrounding(document.text, spans, clause.span, QUOTE_LIMIT)
  const stop = Math.min(end, start + QUOTE_LIMIT)
  return {
    ...sourceOf(document),
    clauseId: clause.id,
    path: clause.path,
    quote: document.text.slice(start, stop),
    span: [start, stop],
    url: null,
  }
}

/** One citation a clause, the first one of each kept. */
export function distinct(citations: readonly Citation[]): Citation[] {
  const seen = new Set<string>()
  return citations.filter(({ clauseId, span }) => {
    const key = `${clauseId}@${span[0]}`
    return !seen.has(key) && seen.add(key)
  })
}
