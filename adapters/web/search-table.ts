import { stringify } from 'csv-stringify/sync'
import type { Hit } from '../../src/search.js'
import { readerPath } from '../reader-link.js'
import { STATUS_WORDS } from '../wording.js'

const HEADS = ['序号', '文件', '发文机关', '发文字号', '日期', '状态', '地区', '位置', '条文', '编号', '链接']

/**
 * Hits as CSV (RFC 4180) that spreadsheet programs open as it is: with a byte order mark, and with texts that such a program
 * would take for a formula made harmless.
 */
export function searchTable(hits: readonly Hit[], publicUrl: string | null): string {
  const rows = hits.map(({ passage: { document, clause } }, i) => [
    String(i + 1),
    document.title,
    document.issuer ?? '',
    document.docNumber ?? '',
    document.issuedOn ?? '',
    STATUS_WORDS[document.status],
    document.region ?? '',
    clause.path.join(' › '),
    document.text.slice(...clause.span).trim(),
    clause.id,
    (publicUrl ?? '') + readerPath(document.id, clause.id),
  ])
  return stringify([HEADS, ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    // By itself it quotes for a whole record delimiter only, and a paragraph's end would begin a new row.
    quoted_match: /[\r\n]/,
  })
}
