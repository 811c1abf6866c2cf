import {
  type PDFArray,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib'
import {
  HeadingLevel,
  type ISectionOptions,
  Packer,
  Table,
  TableCell,
  TableRow,
  TextRun,
  Document as WordDocument,
  Paragraph as WordParagraph,
} from 'docx'
import type { Document } from '../../../index/types.js'

/** A document as an author would write it in a format: headings with levels, paragraphs, tables. */
export type Part =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; rows: string[][] }

/** Documents as parts: the title is the outermost heading, the level of every other one is its depth in the outline. */
export function partsOf(documents: readonly Document[]): Part[] {
  const parts: Part[] = []
  for (const document of documents)
    for (const clause of document.clauses) {
      const text = document.text.slice(...clause.span).trim()
      const last = parts.at(-1)
      if (clause.row) {
        if (last?.kind === 'table' && last.rows[0].length === clause.row.cells.length) last.rows.push(clause.row.cells)
        else parts.push({ kind: 'table', rows: [clause.row.cells] })
      } else if (clause.kind === 'heading') parts.push({ kind: 'heading', level: clause.path.length + 1, text })
      // 2022 and 年 in two lines are one paragraph that was cut, not two of the author's.
      else
        for (const line of text
          .replace(/(?<=\d)\n(?=\p{Script=Han})/gu, ' ')
          .split('\n')
          .filter(Boolean))
          parts.push(
            clause.kind === 'furnishing' && line.replace(/\s/g, '') === document.title.replace(/\s/g, '')
              ? { kind: 'heading', level: 1, text: line }
              : { kind: 'paragraph', text: line },
          )
    }
  return parts
}

export function asMarkdown(parts: readonly Part[]): Buffer {
  const lines = parts.map(part => {
    if (part.kind === 'heading') return `${'#'.repeat(part.level)} ${part.text}`
    if (part.kind === 'paragraph') return part.text
    return part.rows.map(row => `| ${row.join(' | ')} |`).join('\n')
  })
  return Buffer.from(`${lines.join('\n\n')}\n`)
}

const escaped = (text: string) =>
  text.replace(/[&<>]/g, char => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'))

export function asHtml(parts: readonly Part[]): Buffer {
  const body = parts.map(part => {
    if (part.kind === 'heading') return `<h${part.level}>${escaped(part.text)}</h${part.level}>`
    if (part.kind === 'paragraph') return `<p>　　${escaped(part.text)}</p>`
    const rows = part.rows.map((row, i) => {
      const tag = i === 0 ? 'th' : 'td'
      return `<tr>${row.map(cell => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
    })
    return `<table>${rows.join('\n')}</table>`
  })
  return Buffer.from(
    `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>\n${body.join('\n')}\n</body></html>`,
  )
}

const LEVELS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
]

export function asDocx(parts: readonly Part[]): Promise<Buffer> {
  return packed({
    children: parts.map(part => {
      if (part.kind === 'heading')
        return new WordParagraph({ heading: LEVELS[part.level - 1], children: [new TextRun(part.text)] })
      if (part.kind === 'paragraph')
        return new WordParagraph({ indent: { firstLine: 640 }, children: [new TextRun({ text: part.text, size: 32 })] })
      return new Table({
        rows: part.rows.map(
          row => new TableRow({ children: row.map(text => new TableCell({ children: [new WordParagraph(text)] })) }),
        ),
      })
    }),
  })
}

/** A Word document of one section. */
export async function packed(section: ISectionOptions, options: object = {}): Promise<Buffer> {
  return Buffer.from(await Packer.toBuffer(new WordDocument({ ...options, sections: [section] })))
}

// ---- PDF ----

const PAGE = { width: 595, height: 842, left: 72, right: 72, top: 90, bottom: 90 }
const SIZE = 16
const PITCH = 28

/**
 * A PDF with a Chinese font that is named and not embedded (STSong, its codes UTF-16), as older office programs write it:
 * needs no font file. Full-width characters are as wide as the size, ASCII half as wide.
 */
export class PdfWriter {
  private page!: PDFPage
  private y = 0
  private pages = 0
  private fontKey!: PDFName
  private constructor(
    readonly document: PDFDocument,
    private readonly font: PDFRef,
    private readonly head: string | null,
  ) {}

  static async begin(head: string | null = '云水县文件汇编'): Promise<PdfWriter> {
    const document = await PDFDocument.create()
    const { context } = document
    const descriptor = context.register(
      context.obj({
        Type: 'FontDescriptor',
        FontName: 'STSong-Light',
        Flags: 6,
        FontBBox: [-25, -254, 1000, 880],
        ItalicAngle: 0,
        Ascent: 752,
        Descent: -271,
        CapHeight: 737,
        StemV: 58,
      }),
    )
    const widths = context.obj([1, 95, 500]) as PDFArray
    const descendant = context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType0',
      BaseFont: 'STSong-Light',
      FontDescriptor: descriptor,
      DW: 1000,
      W: widths,
    })
    descendant.set(
      PDFName.of('CIDSystemInfo'),
      context.obj({ Registry: PDFHexString.fromText('Adobe'), Ordering: PDFHexString.fromText('GB1'), Supplement: 5 }),
    )
    const font = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: 'STSong-Light',
        Encoding: 'UniGB-UTF16-H',
        DescendantFonts: [context.register(descendant)],
      }),
    )
    const writer = new PdfWriter(document, font, head)
    writer.newPage()
    return writer
  }

  newPage(): void {
    this.page = this.document.addPage([PAGE.width, PAGE.height])
    this.fontKey = this.page.node.newFontDictionary('F', this.font)
    this.pages++
    this.y = PAGE.top
    if (!this.head) return
    this.put(this.head, PAGE.left, 50, 9)
    this.put(`— ${this.pages} —`, PAGE.width / 2 - 15, PAGE.height - 45, 9)
  }

  /** Words at a place: points from the left and from the top. */
  put(text: string, x: number, y: number, size = SIZE): void {
    const code = Buffer.from(text, 'utf16le').swap16().toString('hex')
    const operator = (name: PDFOperatorNames, ...args: unknown[]) => PDFOperator.of(name, args as never[])
    this.page.pushOperators(
      operator(PDFOperatorNames.BeginText),
      operator(PDFOperatorNames.SetFontAndSize, this.fontKey, this.document.context.obj(size)),
      operator(
        PDFOperatorNames.SetTextMatrix,
        ...[1, 0, 0, 1, x, PAGE.height - y].map(n => this.document.context.obj(n)),
      ),
      operator(PDFOperatorNames.ShowText, PDFHexString.of(code)),
      operator(PDFOperatorNames.EndText),
    )
  }

  rule(x0: number, y0: number, x1: number, y1: number): void {
    this.page.drawLine({
      start: { x: x0, y: PAGE.height - y0 },
      end: { x: x1, y: PAGE.height - y1 },
      thickness: 0.5,
    })
  }

  /** Room before what follows. */
  gap(height: number): void {
    this.y += height
  }

  paragraph(text: string): void {
    for (const [i, line] of broken(text, PAGE.width - PAGE.left - PAGE.right, SIZE, 2 * SIZE).entries())
      this.put(line, PAGE.left + (i === 0 ? 2 * SIZE : 0), this.advance(PITCH), SIZE)
  }

  heading(text: string, size: number): void {
    const width = PAGE.width - PAGE.left - PAGE.right
    for (const line of broken(text, width, size, 0))
      this.put(line, PAGE.left + (width - widthOf(line, size)) / 2, this.advance(size * 1.6), size)
    this.y += 6
  }

  table(rows: readonly (readonly string[])[], size = 10.5): void {
    const all = PAGE.width - PAGE.left - PAGE.right
    const width = all / rows[0].length
    const pitch = size * 1.3
    let top = this.y
    const begin = () => {
      top = this.y
      this.rule(PAGE.left, top, PAGE.left + all, top)
    }
    begin()
    const close = () => {
      for (let i = 0; i <= rows[0].length; i++) this.rule(PAGE.left + i * width, top, PAGE.left + i * width, this.y)
    }
    for (const row of rows) {
      const cells = row.map(cell => broken(cell, width - 6, size, 0))
      const height = Math.max(...cells.map(lines => lines.length)) * pitch + 6
      if (this.y + height > PAGE.height - PAGE.bottom) {
        close()
        this.newPage()
        begin()
      }
      // In the middle of the row, as tables mostly have it.
      for (const [i, lines] of cells.entries())
        for (const [j, line] of lines.entries())
          this.put(
            line,
            PAGE.left + i * width + 3,
            this.y + (height - lines.length * pitch) / 2 + (j + 0.8) * pitch,
            size,
          )
      this.y += height
      this.rule(PAGE.left, this.y, PAGE.left + all, this.y)
    }
    close()
    this.y += 12
  }

  async bytes(): Promise<Buffer> {
    return Buffer.from(await this.document.save())
  }

  /** The base line of the next line. */
  private advance(pitch: number): number {
    if (this.y + pitch > PAGE.height - PAGE.bottom) this.newPage()
    this.y += pitch
    return this.y
  }
}

export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, char) => sum + (char <= '\u007e' ? size / 2 : size), 0)
}

/** Lines of a width: words in Latin letters stay whole, no line begins with a closing mark. */
export function broken(text: string, width: number, size: number, indent: number): string[] {
  const units = text.match(/[\x21-\x7e]{1,20}|[\s\S]/gu) ?? []
  const lines: string[] = []
  let line = ''
  let room = width - indent
  for (const [i, unit] of units.entries()) {
    const next = units[i + 1] ?? ''
    const needed = widthOf(line + unit, size) + (/^[，。；：、！？）》”’」』〉…]/.test(next) ? size : 0)
    if (needed > room && line.trim() !== '') {
      lines.push(line)
      line = ''
      room = width
    }
    line += unit
  }
  if (line.trim() !== '') lines.push(line)
  return lines
}

/** Title in 22 points, other headings larger than the text as well, the deeper the less. */
const HEADING_SIZES = [22, 20, 19, 18.5]

export async function asPdf(parts: readonly Part[]): Promise<Buffer> {
  const writer = await PdfWriter.begin()
  for (const part of parts) {
    if (part.kind === 'heading') writer.heading(part.text, HEADING_SIZES[Math.min(part.level, 4) - 1])
    else if (part.kind === 'paragraph') writer.paragraph(part.text)
    else writer.table(part.rows)
  }
  return writer.bytes()
}
