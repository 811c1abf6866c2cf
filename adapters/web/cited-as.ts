import type { Clause, Document } from '../../index/types.js'
import { sourceLine } from '../wording.js'

/** A clause as it is cited in running text: 《…》（…）五（二）：“…” */
export function citedInText(document: Document, clause: Clause): string {
  const { status: docStatus } = document
  const where = clause.path.map(part => part.replace(/\s+/g, '')).join('，')
  const quote = document.text.slice(...clause.span).trim()
  return `${sourceLine({ ...document, docStatus })}${where ? ` ${where}` : ''}：“${quote}”`
}

/**
 * A document as reference lists cite it, after GB/T 7714—2015 (8.8 电子资源; without an address 4 其他 [Z]):
 * 责任者. 题名: 文号[EB/OL]. (发布日期)[引用日期]. 网址.
 * @param today ISO 8601 date on which it was read
 * @param url null where readers cannot reach it from elsewhere
 */
export function citedAfterStandard(document: Document, today: string, url: string | null): string {
  const authors = document.issuer?.split(/[、，,]/).join(', ')
  const title = document.docNumber ? `${document.title}: ${document.docNumber}` : document.title
  const issued = document.issuedOn ? `(${document.issuedOn})` : ''
  const source = url ? `[EB/OL]. ${issued}[${today}]. ${url}.` : `[Z]. ${issued ? `${document.issuedOn}.` : ''}`
  return `${authors ? `${authors}. ` : ''}${title}${source}`.trim()
}
