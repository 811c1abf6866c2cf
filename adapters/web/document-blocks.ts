import type { Clause, ClauseKind, Document, Span } from '../../index/types.js'

/** A clause as it is set on the page. */
export interface TextBlock {
  kind: Exclude<ClauseKind, 'row'>
  clause: Clause
  /** The part of its document's address behind `#`. */
  anchor: string
  /** How deep it stands under headings, from 0. */
  depth: number
  /** Its own number and lead, set bold; empty where it has none. */
  lead: Span
  /** Its paragraphs without their line ends, the lead's included. */
  paragraphs: Span[]
}

/** Rows of one table, one behind the other. */
export interface TableBlock {
  kind: 'table'
  caption: string
  unit: string
  head: TableLine | null
  lines: TableLine[]
  columns: string[]
}

export interface TableLine {
  clause: Clause
  anchor: string
  cells: string[]
}

export type Block = TextBlock | TableBlock

/** What follows `docId#` in a clause's id. */
export function anchorOf(clause: Clause, document: Document): string {
  return clause.id.slice(document.id.length + 1)
}

/** The clauses of a document as a page sets them: headings, numbered text, tables put together from their rows. */
export function blocksOf(document: Document): Block[] {
  const blocks: Block[] = []
  for (const clause of document.clauses) {
    if (!clause.row) {
      blocks.push(textBlock(clause, document))
      continue
    }
    const { caption, unit, columns, cells } = clause.row
    const line: TableLine = { clause, anchor: anchorOf(clause, document), cells }
    const last = blocks.at(-1)
    const isHead = cells.join('\t') === columns.join('\t')
    if (last?.kind === 'table' && last.caption === caption && last.columns.join('\t') === columns.join('\t') && !isHead)
      last.lines.push(line)
    else blocks.push({ kind: 'table', caption, unit, columns, head: isHead ? line : null, lines: isHead ? [] : [line] })
  }
  return blocks
}

function textBlock(clause: Clause, document: Document): TextBlock {
  const [start, end] = clause.span
  const paragraphs: Span[] = []
  for (const match of document.text.slice(start, end).matchAll(/[^\n]+/g))
    if (match[0].trim()) paragraphs.push([start + match.index, start + match.index + match[0].length])
  const own = clause.label === '' && clause.kind !== 'box' ? '' : (clause.path.at(-1) ?? '')
  const lead: Span = own && document.text.startsWith(own, start) ? [start, start + own.length] : [start, start]
  const depth =
    clause.kind === 'heading' || clause.label !== '' ? Math.max(0, clause.path.length - 1) : clause.path.length
  return {
    kind: clause.kind as TextBlock['kind'],
    clause,
    anchor: anchorOf(clause, document),
    depth: Math.min(depth, 4),
    lead,
    paragraphs,
  }
}
