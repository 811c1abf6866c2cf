import { parseMarker } from '../numbering.js'
import { findRuledTables, type Placed, type RuledTable, type Rules } from './pdf-tables.js'
import type { Note } from './reading.js'
import { type Cell, rowLine, tableLines } from './table.js'

/** Words as the page has them, in points; `y` is the base line, from the top of the page. */
export interface Piece extends Placed {
  text: string
}

export interface Page {
  /** From 1. */
  number: number
  width: number
  height: number
  pieces: Piece[]
  rules: Rules
}

/** A line of text with where it stands; `parts` are its pieces between wide gaps. */
interface TextLine {
  text: string
  x0: number
  x1: number
  y: number
  size: number
  parts: { text: string; x0: number; x1: number }[]
  pieces: Piece[]
}

/** What follows one another in the text: lines of one column, or a table. */
type Block =
  | { kind: 'lines'; page: Page; lines: TextLine[]; isColumn: boolean; left: number; right: number }
  | { kind: 'table'; page: Page; rows: Cell[][] }

/** 责任单位：… begins a paragraph. */
const LABEL = /^[^，。；：、\s]{2,10}[:：]/
/** Heads and feet stand in this share of the page's height at its top and bottom. */
const MARGIN = 0.13
/** Letters of heads and feet are as much smaller than the text. */
const SMALL = 0.7
/** Larger than the text by this much is a heading. */
const HEADING_SIZE = 1.12
const LONGEST_HEADING = 120
/** A strip between columns has less over it than this share of what other strips have. */
const MOST_OVER_GUTTER = 0.1
/** Text takes up more of the page's width than this, unless all its lines are short. */
const NARROWEST = 0.5
/** So many lines that end at the same place are ended by the margin. */
const FEWEST_FULL = 4
const HEADING_LEVELS = 4
const ENDS_SENTENCE = /[。！？!?；;：:…][”’"』」）)》\]]*$/
const PAGE_NUMBER =
  /^[\s—–\-－―─·.]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[\s—–\-－―─·.]*$/i

/**
 * Pages → text in the form of Markdown. Paragraphs are put together again by where their lines begin and end, heads, feet
 * and page numbers are left out, larger letters are headings, ruled tables and aligned columns are rows.
 */
export function textOfPages(pages: readonly Page[]): { text: string; notes: Note[] } {
  const notes: Note[] = []
  const read = pages.map(page => {
    const { tables, outside } = findRuledTables(page.rules, page.pieces, cutPiece)
    return { page, tables, lines: linesOf(outside) }
  })
  const furniture = findFurniture(read)
  const blocks: Block[] = []
  for (const { page, tables, lines } of read)
    blocks.push(
      ...blocksOf(
        page,
        lines.filter(line => !furniture.has(line)),
        tables,
      ),
    )
  const shapes = new Map<string, number>()
  for (const line of furniture) shapes.set(shapeOf(line.text), (shapes.get(shapeOf(line.text)) ?? 0) + 1)
  for (const [shape, times] of shapes)
    notes.push({ line: 0, kind: 'furniture', message: `页眉、页脚或页码，${times} 处：${shape.slice(0, 40)}` })
  return { text: new Writer(blocks, notes).write(), notes }
}

/** A piece on both sides of `x`, by what its characters are wide: ASCII half of the others. */
function cutPiece(piece: Piece, x: number): Piece[] {
  const widths = [...piece.text].map(char => (char <= '\u007e' ? 1 : 2))
  const unit = piece.width / widths.reduce((sum, width) => sum + width, 0)
  const chars = [...piece.text]
  let at = 0
  let width = 0
  while (at < chars.length && piece.x + width + (widths[at] * unit) / 2 < x) width += widths[at++] * unit
  if (at === 0 || at === chars.length) return [piece]
  return [
    { ...piece, text: chars.slice(0, at).join(''), width },
    { ...piece, text: chars.slice(at).join(''), x: piece.x + width, width: piece.width - width },
  ]
}

/** Text of a head or foot with whatever number it has on each page. */
function shapeOf(text: string): string {
  return text.replace(/\d+/g, '#').replace(/\s+/g, ' ')
}

/** Lines at the top and bottom that say the same at the same place of several pages, apart from the text, and page numbers. */
function findFurniture(pages: readonly { page: Page; lines: TextLine[] }[]): Set<TextLine> {
  const keyOf = (line: TextLine, page: Page) => `${shapeOf(line.text)}@${Math.round((line.y / page.height) * 50)}`
  const isRepeated = (times: number) => times >= Math.max(2, Math.min(pages.length * 0.4, 5))
  const edges = pages.map(({ page, lines }) => ({
    page,
    top: lines.filter(line => line.y < page.height * MARGIN),
    bottom: lines.filter(line => line.y > page.height * (1 - MARGIN)).reverse(),
    lines,
  }))
  const seen = new Map<string, number>()
  for (const { page, top, bottom } of edges)
    for (const key of new Set([...top, ...bottom].map(line => keyOf(line, page))))
      seen.set(key, (seen.get(key) ?? 0) + 1)
  const all = pages.flatMap(({ lines }) => lines)
  const textSize = mostFrequent(all.map(line => [round(line.size), line.text.length]))
  const furniture = new Set<TextLine>()
  for (const { page, top, bottom, lines } of edges)
    for (const edge of [top, bottom]) {
      for (const line of edge) if (PAGE_NUMBER.test(line.text)) furniture.add(line)
      const rest = edge.filter(line => !furniture.has(line))
      // A file of one page says its head once: it is told by its small letters.
      const isHead = (line: TextLine) =>
        isRepeated(seen.get(keyOf(line, page)) ?? 0) || (pages.length === 1 && line.size <= textSize * SMALL)
      const repeated = rest.findIndex(line => !isHead(line))
      let count = repeated < 0 ? rest.length : repeated
      // What is as near to the next line, and as large, as lines of one text are, is text that happens to be said again.
      while (count > 0 && !standsApart(rest[count - 1], lines, furniture)) count--
      for (const line of rest.slice(0, count)) furniture.add(line)
    }
  return furniture
}

function standsApart(line: TextLine, lines: readonly TextLine[], taken: ReadonlySet<TextLine>): boolean {
  const at = lines.indexOf(line)
  const inward = line.y < (lines[0].y + lines[lines.length - 1].y) / 2 ? lines[at + 1] : lines[at - 1]
  if (!inward || taken.has(inward)) return true
  const size = Math.max(line.size, inward.size)
  return Math.abs(line.y - inward.y) > size * 2.2 || Math.abs(line.size - inward.size) > size * 0.08
}

/** Pieces on one base line, from left to right. */
export function linesOf(pieces: readonly Piece[]): TextLine[] {
  const rows: Piece[][] = []
  /** The largest piece of the row: what is raised or lowered beside it is on its line. */
  let base: Piece | null = null
  for (const piece of [...pieces].sort((a, b) => a.y - b.y || a.x - b.x)) {
    if (base && Math.abs(piece.y - base.y) <= Math.max(piece.size, base.size) * 0.5) {
      rows[rows.length - 1].push(piece)
      if (piece.size > base.size) base = piece
    } else {
      rows.push([piece])
      base = piece
    }
  }
  return rows.map(lineOf).filter(line => line.text !== '')
}

function lineOf(row: readonly Piece[]): TextLine {
  const pieces = [...row].sort((a, b) => a.x - b.x)
  const size = mostFrequent(pieces.map(piece => [piece.size, piece.text.trim().length]))
  const parts: TextLine['parts'] = []
  let last: Piece | null = null
  for (const piece of pieces) {
    if (piece.text.trim() === '') continue
    // Bold letters are sometimes made by writing them twice.
    if (last && piece.text === last.text && Math.abs(piece.x - last.x) < size * 0.2) continue
    const gap: number = last ? piece.x - (last.x + last.width) : 0
    const part = parts.at(-1)
    if (!part || gap > size * 1.6) parts.push({ text: piece.text, x0: piece.x, x1: piece.x + piece.width })
    else {
      const latin = /[\x21-\x7e]\s*$/.test(part.text) || /^\s*[\x21-\x7e]/.test(piece.text)
      part.text += (gap > size * (latin ? 0.2 : 0.6) ? ' ' : '') + piece.text
      part.x1 = Math.max(part.x1, piece.x + piece.width)
    }
    last = piece
  }
  for (const part of parts) part.text = part.text.replace(/\s+/g, ' ').trim()
  return {
    text: parts.map(part => part.text).join(' '),
    x0: parts[0]?.x0 ?? 0,
    x1: parts.at(-1)?.x1 ?? 0,
    y: row[0]?.y ?? 0,
    size,
    parts,
    pieces,
  }
}

/** The parts of a page in the order in which they are read. */
function blocksOf(page: Page, lines: TextLine[], tables: readonly RuledTable<Piece>[]): Block[] {
  const blocks: Block[] = []
  let rest = lines
  for (const table of [...tables].sort((a, b) => a.top - b.top)) {
    blocks.push(
      ...columnsOf(
        page,
        rest.filter(line => middleHeight(line) < table.top),
      ),
    )
    rest = rest.filter(line => middleHeight(line) >= table.top)
    const rows = table.rows.map(({ cells }) =>
      cells.map(({ colSpan, rowSpan, inside }) => ({ colSpan, rowSpan, text: joinCell(linesOf(inside)) })),
    )
    blocks.push({ kind: 'table', page, rows })
  }
  blocks.push(...columnsOf(page, rest))
  return blocks
}

function middleHeight(line: TextLine): number {
  return line.y - line.size * 0.35
}

/** Lines of a cell are broken by the cell. */
function joinCell(lines: readonly TextLine[]): string {
  return lines.reduce((text, line) => (text === '' ? line.text : text + between(text, line.text) + line.text), '')
}

function between(before: string, after: string): string {
  return /[A-Za-z,.;:]$/.test(before) && /^[A-Za-z\d]/.test(after) ? ' ' : ''
}

/** One block, or two columns one after the other, with lines over both of them before, between and after. */
function columnsOf(page: Page, lines: TextLine[]): Block[] {
  if (lines.length === 0) return []
  const pieces = lines.flatMap(line => line.pieces)
  const strip = gutterOf(pieces)
  if (strip === null) return [linesBlock(page, lines)]
  const gutter = strip.at
  const over = linesOf(runsOver(lines, gutter, strip.width * 0.7).flat())
  const blocks: Block[] = []
  let from = Number.NEGATIVE_INFINITY
  for (const line of [...over, null]) {
    const to = line ? line.y - line.size * 0.7 : Number.POSITIVE_INFINITY
    const band = pieces.filter(
      piece => piece.y > from && piece.y <= to && !over.some(other => other.pieces.includes(piece)),
    )
    for (const side of [band.filter(piece => piece.x < gutter), band.filter(piece => piece.x >= gutter)])
      if (side.length > 0) blocks.push(linesBlock(page, linesOf(side), true))
    if (!line) break
    from = line.y - line.size * 0.7
    const last = blocks.at(-1)
    if (last?.kind === 'lines' && !last.isColumn) last.lines.push(line)
    else blocks.push(linesBlock(page, [line]))
  }
  return blocks
}

/** Where an empty strip parts a page into two columns of running text; null where it is one column, or a table. */
function gutterOf(pieces: readonly Piece[]): { at: number; width: number } | null {
  const size = mostFrequent(pieces.map(piece => [round(piece.size), piece.text.length]))
  let left = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  for (const piece of pieces) {
    left = Math.min(left, piece.x)
    right = Math.max(right, piece.x + piece.width)
  }
  const width = right - left
  // How much text stands over each strip of the middle of the page.
  const strip = size / 4
  const over = new Array<number>(Math.ceil(width / strip) + 1).fill(0)
  for (const { x, width } of pieces)
    for (let i = Math.floor((x - left) / strip); i <= Math.floor((x + width - left) / strip); i++)
      over[i] = (over[i] ?? 0) + 1
  const usual = [...over].sort((a, b) => a - b)[Math.floor(over.length / 2)]
  let best: { at: number; width: number } | null = null
  for (let i = Math.floor(over.length * 0.35), begin = i; i < over.length * 0.65; i++) {
    if (over[i] > usual * MOST_OVER_GUTTER) begin = i + 1
    else if ((i + 1 - begin) * strip > (best?.width ?? size))
      best = { at: left + ((begin + i + 1) / 2) * strip, width: (i + 1 - begin) * strip }
  }
  if (!best) return null
  const { at } = best
  const sides = [
    linesOf(pieces.filter(piece => piece.x + piece.width <= at)),
    linesOf(pieces.filter(piece => piece.x >= at)),
  ]
  // Columns of text fill their width, cells of a table are short.
  return sides.every(lines => fillsColumn(lines)) ? best : null
}

/** Words that run on over the gutter, without a gap of its width. */
function runsOver(lines: readonly TextLine[], gutter: number, gap: number): Piece[][] {
  const runs: Piece[][] = []
  for (const line of lines) {
    let end = Number.NEGATIVE_INFINITY
    for (const piece of line.pieces) {
      const last = runs.at(-1)
      if (last && piece.x - end < gap && line.pieces.includes(last[0])) last.push(piece)
      else runs.push([piece])
      end = piece.x + piece.width
    }
  }
  return runs.filter(run => run[0].x < gutter && run.at(-1)!.x + run.at(-1)!.width > gutter)
}

function fillsColumn(lines: readonly TextLine[]): boolean {
  const width = Math.max(...lines.map(line => line.x1)) - Math.min(...lines.map(line => line.x0))
  const full = lines.filter(line => line.parts.length === 1 && line.x1 - line.x0 > width * 0.8)
  return lines.length >= 6 && full.length >= lines.length * 0.4
}

function linesBlock(page: Page, lines: TextLine[], isColumn = false): Block {
  return { kind: 'lines', page, lines, isColumn, left: 0, right: 0 }
}

/** Margins that lines keep: the outermost place where at least two of them begin or end. */
function marginOf(values: readonly number[], near: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted.find((value, i) => i + 1 < sorted.length && sorted[i + 1] - value <= near)
  return found ?? sorted[0] ?? 0
}

/** Writes the blocks out; a paragraph stays open until a line shows that it does not go on. */
class Writer {
  private readonly out: string[] = []
  private readonly textSize: number
  private readonly headingSizes: number[]
  private readonly pitch: number
  private paragraph: { lines: TextLine[]; block: Block & { kind: 'lines' }; text: string } | null = null
  private lastTable: { head: string; columns: number } | null = null

  constructor(
    private readonly blocks: readonly Block[],
    private readonly notes: Note[],
  ) {
    const lines = blocks.flatMap(block => (block.kind === 'lines' ? block.lines : []))
    this.textSize = mostFrequent(lines.map(line => [round(line.size), line.text.length]))
    const large = lines.filter(line => line.size >= this.textSize * HEADING_SIZE)
    const share = lengthOf(large) / Math.max(1, lengthOf(lines))
    const sizes = [...new Set(large.map(line => round(line.size)))].sort((a, b) => b - a)
    // Where much of the text is large, size says nothing.
    this.headingSizes = share > 0.4 ? [] : sizes
    this.pitch = pitchOf(blocks)
    this.setMargins()
  }

  write(): string {
    for (const block of this.blocks) {
      if (block.kind === 'table') this.table(block)
      else this.addLines(block)
    }
    this.flush()
    return `${this.out.join('\n')}\n`
  }

  /** Pages of one size have the same margins, and so have left and right columns: a last page of three lines has none of its own. */
  private setMargins(): void {
    const groups = new Map<string, (Block & { kind: 'lines' })[]>()
    for (const block of this.blocks) {
      if (block.kind !== 'lines') continue
      const { width } = block.page
      const key = `${width} ${block.isColumn ? Math.floor((middleOf(block.lines) / width) * 2) : ''}`
      const group = groups.get(key)
      if (group) group.push(block)
      else groups.set(key, [block])
    }
    for (const group of groups.values()) {
      const all = group.flatMap(block => block.lines)
      const body = all.filter(line => Math.abs(line.size - this.textSize) < 1)
      const lines = body.length > 0 ? body : all
      const [{ isColumn, page }] = group
      const left = marginOf(
        lines.map(line => line.x0),
        2,
      )
      let right = -marginOf(
        lines.map(line => -line.x1),
        this.textSize,
      )
      // Where hardly a line is full, the page's own margins say how far a full one would go.
      const full = lines.filter(line => line.x1 > right - this.textSize)
      const isNarrow = right - left < page.width * NARROWEST
      if (!isColumn && (full.length < FEWEST_FULL || isNarrow)) right = Math.max(right, page.width - left)
      for (const block of group) {
        block.left = left
        block.right = right
      }
    }
  }

  private addLines(block: Block & { kind: 'lines' }): void {
    const rows = alignedRows(block.lines)
    for (let i = 0; i < block.lines.length; i++) {
      const row = rows.find(({ from }) => from === i)
      const line = block.lines[i]
      if (row) {
        this.flush()
        this.whole(rowLine(row.cells))
        i = row.to - 1
        continue
      }
      this.lastTable = null
      if (this.paragraph && this.goesOn(line, block)) this.append(line, block)
      else {
        this.flush()
        this.paragraph = { lines: [line], block, text: line.text }
      }
    }
  }

  private append(line: TextLine, block: Block & { kind: 'lines' }): void {
    const paragraph = this.paragraph!
    if (block !== paragraph.block)
      this.notes.push({
        line: this.out.length + 1,
        kind: 'joined',
        message: `段落被分页或分栏隔断，已接上：…${paragraph.text.slice(-8)}｜${line.text.slice(0, 8)}…`,
      })
    paragraph.text += between(paragraph.text, line.text) + line.text
    paragraph.lines.push(line)
    paragraph.block = block
  }

  private goesOn(line: TextLine, block: Block & { kind: 'lines' }): boolean {
    const { lines, block: before, text } = this.paragraph!
    const last = lines[lines.length - 1]
    const em = last.size
    const marker = parseMarker(line.text)
    if (this.levelOf(last) > 0)
      return this.headingGoesOn(line, last, text, before === block, before.right - before.left)
    if (Math.abs(line.size - last.size) > em * 0.1) return false
    const isNear = before !== block || line.y - last.y <= this.pitchOf(last) * 1.25
    if (!isNear) return false
    const indent = line.x0 - block.left
    const began = last.x0 - before.left
    // A line that begins far from the margin is centred or set to the right, and ends with itself.
    if (lines.length === 1 && began > em * 5) return false
    const isFull = before.right - last.x1 < em * 1.2 + widthOfWord(line.text, em)
    if (!isFull) return false
    if (indent < em * 0.8) return !(ENDS_SENTENCE.test(text) && (marker || LABEL.test(line.text)))
    // A hanging indent: the lines below a number begin where its words do.
    if (marker) return false
    if (lines.length > 1) return Math.abs(line.x0 - last.x0) < em * 0.5 && before === block
    return indent <= em * 5 && indent > began && parseMarker(text) !== null && !ENDS_SENTENCE.test(text)
  }

  /** A heading goes on in lines of its size right below; over the page only from a line that is full. */
  private headingGoesOn(line: TextLine, last: TextLine, text: string, isBelow: boolean, width: number): boolean {
    if (this.levelOf(line) !== this.levelOf(last) || text.length > LONGEST_HEADING) return false
    if (parseMarker(line.text) || /^[（(][^（）()]+[）)]$/.test(line.text)) return false
    return isBelow ? line.y - last.y <= last.size * 2.4 : last.x1 - last.x0 > width * 0.75
  }

  private pitchOf(line: TextLine): number {
    return Math.max(this.pitch, line.size * 1.2)
  }

  private levelOf(line: TextLine): number {
    const at = this.headingSizes.indexOf(round(line.size))
    return at < 0 ? 0 : Math.min(at, HEADING_LEVELS - 1) + 1
  }

  private flush(): void {
    if (!this.paragraph) return
    const { text, lines } = this.paragraph
    this.paragraph = null
    const level = this.levelOf(lines[0])
    // A red head names who issues, not what.
    const isHeading = level > 0 && text.length <= LONGEST_HEADING && !/[。；，]$|文件$/.test(text)
    this.whole(isHeading ? `${'#'.repeat(level)} ${text}` : text)
  }

  private whole(text: string): void {
    this.out.push(`${text}  `, '')
  }

  /** A table that goes on over the page says its head again, and may go on in the middle of a row. */
  private table({ rows }: Block & { kind: 'table' }): void {
    const isAfterTable = this.paragraph === null && this.lastTable !== null
    this.flush()
    const lines = tableLines(rows)
    const first = lines.find(line => line.startsWith('|')) ?? ''
    const columns = first.split(' | ').length
    if (isAfterTable && first === this.lastTable!.head) lines.splice(lines.indexOf(first), 1)
    else if (!isAfterTable || columns !== this.lastTable!.columns) this.lastTable = { head: first, columns }
    for (const line of lines) this.whole(line)
  }
}

/** What cannot be parted at the end of a line: a word in Latin letters, a character with the closing marks behind it. */
function widthOfWord(text: string, em: number): number {
  const [word] = /^(?:[\x21-\x7e]+|.)[，。、；：！？”’）》〉」』】…]*/.exec(text) ?? ['']
  return [...word].reduce((sum, char) => sum + (char <= '\u007e' ? 0.6 : 1), 0) * em
}

/** A row of a table without rules: the lines from `from` up to `to`, and its cells. */
interface AlignedRow {
  from: number
  to: number
  cells: string[]
}

/** Lines next to each other whose parts begin, end or have their middles at the same places are rows of a table without rules. */
function alignedRows(lines: readonly TextLine[]): AlignedRow[] {
  const rows: AlignedRow[] = []
  for (let at = 0; at + 1 < lines.length; at++) {
    if (!isAligned(lines[at], lines[at + 1]) && !isHeadOf(lines[at], lines[at + 1], lines[at + 2])) continue
    const end = endOfTable(lines, at)
    rows.push(...rowsBetween(lines, at, end))
    at = end - 1
  }
  return rows
}

function isAligned(a: TextLine, b: TextLine | undefined): boolean {
  if (!b || a.parts.length < 2 || a.parts.length !== b.parts.length) return false
  const near = Math.max(a.size, b.size) * 1.2
  return a.parts.every((part, i) => {
    const other = b.parts[i]
    const middles = Math.abs(part.x0 + part.x1 - other.x0 - other.x1) / 2
    return Math.abs(part.x0 - other.x0) < near || middles < near || Math.abs(part.x1 - other.x1) < near
  })
}

/** The head of a column may be centred over cells that are not. */
function isHeadOf(line: TextLine, row: TextLine | undefined, next: TextLine | undefined): boolean {
  if (!row || !next || !isAligned(row, next) || line.parts.length !== row.parts.length) return false
  return line.parts.every(
    (part, i) =>
      part.x0 > (row.parts[i - 1]?.x1 ?? Number.NEGATIVE_INFINITY) &&
      part.x1 < (row.parts[i + 1]?.x0 ?? Number.POSITIVE_INFINITY),
  )
}

/** Up to where lines have the columns of the table that begins at `at`; lines of fewer parts are cells broken into lines. */
function endOfTable(lines: readonly TextLine[], at: number): number {
  let end = at + 2
  for (let i = at + 2; i < lines.length; i++) {
    const bands = bandsOf(lines.slice(at, end))
    if (lines[i].y - lines[i - 1].y > lines[i].size * 4) break
    if (lines[i].parts.length === bands.length) {
      if (!isAligned(lines[i - 1], lines[i]) && !fitsBands(lines[i], bands)) break
      end = i + 1
    } else if (!fitsBands(lines[i], bands)) break
    // A line of one cell only belongs to the table where the table goes on below it, or the cell is not the first.
    else if (lines[i].parts[0].x0 > bands[0].x1) end = i + 1
  }
  return end
}

/** Where the columns of a table stand, from its lines that have all of them. */
function bandsOf(lines: readonly TextLine[]): { x0: number; x1: number }[] {
  const whole = lines.filter(line => line.parts.length === lines[0].parts.length)
  return lines[0].parts.map((_, i) => ({
    x0: Math.min(...whole.map(line => line.parts[i].x0)),
    x1: Math.max(...whole.map(line => line.parts[i].x1)),
  }))
}

function fitsBands(line: TextLine, bands: readonly { x0: number; x1: number }[]): boolean {
  return line.parts.every(part => columnOf(part, bands, line.size) >= 0)
}

/** The column that a part stands in and reaches into no other; -1 where there is none. */
function columnOf(
  part: { x0: number; x1: number },
  bands: readonly { x0: number; x1: number }[],
  size: number,
): number {
  const over = bands.map((band, i) => (part.x0 < band.x1 && part.x1 > band.x0 ? i : -1)).filter(i => i >= 0)
  if (over.length !== 1) return -1
  const [i] = over
  return part.x0 > bands[i].x0 - size * 3 && part.x1 < bands[i].x1 + size * 3 ? i : -1
}

/** Lines of a table as rows: where cells are broken into lines, the smaller gaps are inside of a row. */
function rowsBetween(lines: readonly TextLine[], from: number, to: number): AlignedRow[] {
  const zone = lines.slice(from, to)
  const bands = bandsOf(zone)
  const gaps = zone.slice(1).map((line, i) => line.y - zone[i].y)
  const least = Math.min(...gaps)
  const isBroken = zone.some(line => line.parts.length < bands.length)
  const partsRows = isBroken && Math.max(...gaps) > least * 1.2
  const rows: AlignedRow[] = []
  for (const [i, line] of zone.entries()) {
    const isFirst = line.parts[0].x0 <= bands[0].x1
    const begins = i === 0 || (partsRows ? gaps[i - 1] > least * 1.15 : isFirst)
    if (begins) rows.push({ from: from + i, to: from + i + 1, cells: bands.map(() => '') })
    const row = rows[rows.length - 1]
    row.to = from + i + 1
    for (const [k, part] of line.parts.entries()) {
      const column = line.parts.length === bands.length ? k : columnOf(part, bands, line.size)
      row.cells[column] += (row.cells[column] && between(row.cells[column], part.text)) + part.text
    }
  }
  return rows
}

function pitchOf(blocks: readonly Block[]): number {
  const gaps: number[] = []
  for (const block of blocks)
    if (block.kind === 'lines')
      block.lines.forEach((line, i) => {
        if (i > 0) gaps.push(line.y - block.lines[i - 1].y)
      })
  gaps.sort((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? 0
}

function middleOf(lines: readonly TextLine[]): number {
  return lines.reduce((sum, line) => sum + (line.x0 + line.x1) / 2, 0) / Math.max(1, lines.length)
}

function lengthOf(lines: readonly TextLine[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0)
}

function round(size: number): number {
  return Math.round(size * 2) / 2
}

function mostFrequent(pairs: readonly (readonly [value: number, weight: number])[]): number {
  const weights = new Map<number, number>()
  for (const [value, weight] of pairs) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights].reduce((best, next) => (next[1] > best[1] ? next : best), [0, -1])[0]
}
