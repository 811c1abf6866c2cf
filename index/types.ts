/** Half-open range `[start, end)` in UTF-16 code units. */
export type Span = readonly [start: number, end: number]

/** What a reader must know of a document's force. */
export type DocStatus = 'in_force' | 'draft' | 'report' | 'plan' | 'news' | 'unknown'

/** One issued text. `text` is the clean text: page furniture gone, lines broken by the page joined. */
export interface Document {
  id: string
  title: string
  issuer: string | null
  /** Full name of the region the document binds, e.g. 包头市; null where it has none (a law of the state). */
  region: string | null
  /** 发文字号, e.g. 乌党发〔2020〕17号. */
  docNumber: string | null
  /** ISO 8601 date, year-month or year, as exact as the document is. */
  issuedOn: string | null
  status: DocStatus
  /** Other names people use for it, e.g. 若干措施, 送审稿. */
  aliases: string[]
  /** Questions that it answers, to show a newcomer what can be asked. */
  examples: string[]
  /** Not a policy document: answers only questions that are plainly about it (a newspaper page holds more than one text). */
  standsApart: boolean
  /** File name, relative to the folder that was indexed. */
  file: string
  text: string
  /**
   * Maps the clean text back to the file: each piece is `[clean offset, file offset, length]`, in order. A file offset counts
   * in the text of `SourceFile`: the file's own where it is .txt or .md, else what the reader of its format made of it.
   */
  origin: Piece[]
  clauses: Clause[]
}

/** A run of characters that the clean text took over from the file unchanged. */
export type Piece = readonly [clean: number, source: number, length: number]

export type ClauseKind =
  /** A heading line alone. */
  | 'heading'
  /** 第X条 with all its paragraphs and items. */
  | 'article'
  /** A numbered paragraph: （一）, 1., 一是 … */
  | 'item'
  /** A paragraph without a number. */
  | 'paragraph'
  /** One row of a table; `row` holds its cells. */
  | 'row'
  /** A framed box (框, 专栏). */
  | 'box'
  /** The 责任单位 line that governs a group. */
  | 'responsible'
  /** Document number, title, addressee, signature and date. */
  | 'furnishing'

/** The smallest unit that a person would cite. A document's clauses, joined in order, are its clean text. */
export interface Clause {
  /** `docId#place`, e.g. `baotou-2025-yiwu-jiaoyu#5.2`; stable while the clause's place stays. */
  id: string
  kind: ClauseKind
  /** Position among the document's clauses. */
  ordinal: number
  span: Span
  /** Headings from the outermost in, as written, the clause's own number and lead last. */
  path: string[]
  /** The same place in numbers, e.g. `5.2`, `10-1` for 第十条之一, `框5`; '' for an unnumbered place. */
  place: string
  /** Its own number as a person would say it: 44, 第四十四条, （二）; '' where it has none. */
  label: string
  /** Ordinal of the clause that holds the 责任单位 of the group it belongs to. */
  responsible: number | null
  row: TableRow | null
}

/** A row of a table, with what its columns and the table around it mean. */
export interface TableRow {
  caption: string
  unit: string
  columns: string[]
  cells: string[]
}

/** What the reader of a file mended or could not place. */
export interface Finding {
  file: string
  /** 1-based line in the file; 0 where no line is to blame. */
  line: number
  kind: 'furniture' | 'joined' | 'numbering' | 'duplicate' | 'metadata' | 'unplaced' | 'encoding' | 'table'
  message: string
}

/** A file as read, before anything is understood. */
export interface SourceFile {
  /** Name relative to the folder, with forward slashes. */
  name: string
  /** With `\n` line ends. Of .html, .docx and .pdf what `formats/` made of it, in the form of Markdown. */
  text: string
}
