import type { Span } from '../index/types.js'
import type { Reply } from '../src/reply.js'

/**
 * The path of a clause in the web reader: `/d/文件?mark=开始-结束#位置`.
 * @param clauseId `docId#place`; the place is the anchor of the clause on its document's page
 * @param mark what to show highlighted, a span of the document's clean text
 */
export function readerPath(docId: string, clauseId: string, mark?: Span): string {
  const anchor = clauseId.slice(docId.length + 1)
  const query = mark ? `?mark=${mark[0]}-${mark[1]}` : ''
  return `/d/${encodeURIComponent(docId)}${query}${anchor ? `#${encodeURIComponent(anchor)}` : ''}`
}

/** The same reply with each citation linked into the reader; as it is where nobody said how readers reach it. */
export function withLinks<R extends Pick<Reply, 'citations'>>(reply: R, publicUrl: string | null): R {
  if (publicUrl === null) return reply
  return {
    ...reply,
    citations: reply.citations.map(citation => ({
      ...citation,
      url: publicUrl + readerPath(citation.docId, citation.clauseId, citation.span),
    })),
  }
}
