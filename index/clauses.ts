import { isEnactment } from './enactment.js'
import { fold } from './fold.js'
import { type Marker, markerDepth, markerPlace, parseMarker } from './numbering.js'
import type { Paragraph } from './paragraphs.js'
import { sentenceSpans } from './sentences.js'
import type { Clause, ClauseKind, Finding, Piece, TableRow } from './types.js'

/** Longest clause in UTF-16 units; longer ones are cut at paragraph, then at sentence ends. */
export const MAX_CLAUSE_LENGTH = 1800
/** Paragraphs of one source line are joined up to this length. */
const SHORT_PARAGRAPHS = 400
/** An unnumbered heading hangs above all numbers where no numbered heading holds it, else below them. */
const TOP_UNNUMBERED = -1
const LEAF_UNNUMBERED = 90

/** 责任单位：… governs the group above it; 督办责任单位：… speaks of the whole document. */
const GOVERNS_GROUP = /^(?:责任|牵头|配合|承办|主办|负责)(?:责任)?(?:单位|部门|人|处室)\s*[:：]/
const NAMES_RESPONSIBLE = /^[^:：]{0,6}(?:责任|牵头|负责|承办)[^:：]{0,4}(?:单位|部门|人|处室)\s*[:：]/
/** A year, in digits or in Chinese numerals: who signs does it with a date. */
const DATED = /(?:\d{4}|[〇○零OＯ0０一二三四五六七八九]{4})\s*年/

/** A document's text, its clauses and where its characters stand in the file. */
export interface Outline {
  text: string
  origin: Piece[]
  clauses: Clause[]
}

/** A heading, or a numbered paragraph that holds others. */
interface Level {
  depth: number
  title: string
  place: string
  markdownLevel: number
  children: Map<string, number>
}

/** A clause under construction; `start` is in the clean text. */
interface Draft {
  kind: ClauseKind
  start: number
  path: string[]
  place: string
  label: string
  row: TableRow | null
  /** How many levels hold it: clauses of one group share the same levels. */
  levels: Level[]
}

/**
 * Cuts a document into clauses: each starts where the one before ends, so that joined they are the text.
 * @param docId prefix of the clause ids
 * @param title the document's title, to tell a repeated title line from a heading
 */
export function outlineDocument(
  docId: string,
  file: string,
  title: string,
  paragraphs: readonly Paragraph[],
): { outline: Outline; findings: Finding[] } {
  const { text, origin, starts } = assemble(paragraphs)
  const builder = new OutlineBuilder(file, fold(title), text)
  paragraphs.forEach((paragraph, i) => {
    builder.add(paragraph, starts[i], paragraph.shape === 'label' && isSigned(paragraphs, i))
  })
  return { outline: { text, origin, clauses: finish(docId, builder.drafts, text) }, findings: builder.findings }
}

/** Whether a label is who signed, or when: those below it lead to a date, or it is the last line. */
function isSigned(paragraphs: readonly Paragraph[], at: number): boolean {
  for (const { shape, text } of paragraphs.slice(at, at + 6)) {
    if (shape !== 'label' || /[:：]/.test(text)) return false
    if (DATED.test(text)) return true
  }
  return at === paragraphs.length - 1
}

function assemble(paragraphs: readonly Paragraph[]): { text: string; origin: Piece[]; starts: number[] } {
  const origin: Piece[] = []
  const starts: number[] = []
  const parts: string[] = []
  let length = 0
  for (const paragraph of paragraphs) {
    if (parts.length) {
      parts.push('\n')
      length++
    }
    starts.push(length)
    let from = 0
    const { offsets } = paragraph
    for (let i = 1; i <= offsets.length; i++) {
      if (i < offsets.length && offsets[i] === offsets[i - 1] + 1) continue
      if (offsets[from] >= 0) origin.push([length + from, offsets[from], i - from])
      from = i
    }
    parts.push(paragraph.text)
    length += paragraph.text.length
  }
  return { text: parts.join(''), origin, starts }
}

class OutlineBuilder {
  readonly drafts: Draft[] = []
  readonly findings: Finding[] = []
  private levels: Level[] = [level(-2, '', '')]
  private table: { columns: string[]; caption: string; unit: string } | null = null
  private unit = ''
  private caption = ''
  /** The article or box that takes in the paragraphs that follow. */
  private open: 'article' | 'box' | null = null
  private bodySeen = false
  /** The last clause holds who signed; the lines below it, up to the date, are of the same signature. */
  private signing = false
  private lastArticle: Marker | null = null
  private introduction = ''
  private readonly seen = new Map<string, number>()

  constructor(
    private readonly file: string,
    private readonly foldedTitle: string,
    private readonly text: string,
  ) {}

  /** @param signed it is who signed the document, or when */
  add(paragraph: Paragraph, start: number, signed: boolean): void {
    if (paragraph.shape !== 'row') this.table = null
    if (paragraph.shape === 'row') return this.addRow(paragraph, start)
    if (paragraph.shape === 'label') return this.addLabel(paragraph, start, signed)
    this.noteDuplicate(paragraph)
    const marker = this.markerOf(paragraph)
    if (this.isFrontMatter(paragraph, marker)) return this.addFrontMatter(paragraph, start)
    if (marker?.kind === 'box') return this.openBox(paragraph, marker, start)
    if (marker?.kind === 'article') return this.openArticle(paragraph, marker, start)
    if (this.staysOpen(paragraph, marker, start)) return
    if (paragraph.shape === 'heading' && marker?.kind !== 'ordinalIs') return this.addHeading(paragraph, marker, start)
    this.open = null
    this.bodySeen = true
    this.addBody(paragraph, marker, start)
  }

  /** （送审稿） below a title is said of the title: both are one. */
  private addFrontMatter(paragraph: Paragraph, start: number): void {
    const last = this.drafts.at(-1)
    const title = last?.kind === 'furnishing' ? fold(this.text.slice(last.start, start)) : ''
    if (/^[（(][^）)]{2,12}[）)]$/.test(paragraph.text) && title !== '' && this.foldedTitle.includes(title)) return
    this.push('furnishing', start, [], '', '')
  }

  /** Title, document number, addressee: what stands before the first number or running text. */
  private isFrontMatter(paragraph: Paragraph, marker: Marker | null): boolean {
    const folded = paragraph.text.length < 400 ? fold(paragraph.text) : ''
    if (folded.length >= 4 && this.foldedTitle.includes(folded.replace(/\(.*\)$/, ''))) return true
    if (/^[（(][^）)]{2,30}[）)]$/.test(paragraph.text) && !this.bodySeen) return true
    if (this.bodySeen || marker) return false
    return (
      isEnactment(paragraph.text) ||
      paragraph.shape === 'heading' ||
      /[:：]$/.test(paragraph.text) ||
      (paragraph.text.length < 80 && !/[。；]/.test(paragraph.text)) ||
      (paragraph.text.length < 300 &&
        /(?:通过|批准|公布|施行|修[正订])(?:　|\s|$)|^（?\d{4}年\d{1,2}月\d{1,2}日/.test(paragraph.text) &&
        !/[，；。,]/.test(paragraph.text))
    )
  }

  private markerOf(paragraph: Paragraph): Marker | null {
    const marker = parseMarker(paragraph.text)
    if (marker?.kind !== 'article') return marker
    const rest = paragraph.text.slice(marker.length)
    const last = this.lastArticle
    const inSequence = !last
      ? true
      : marker.value === last.value + 1 ||
        (marker.value === last.value && marker.sub === last.sub + 1) ||
        marker.value === 1
    if (inSequence) return marker
    // 第三条行为 in 第二十条: without white space, a number that goes back begins a sentence, not an article.
    const refers =
      last !== null &&
      marker.value <= last.value &&
      !/\s$/.test(paragraph.text.slice(0, marker.length)) &&
      paragraph.markdownLevel === 0
    const taken = refers ? '，像是引用，没有当作条文' : ''
    this.findings.push({
      file: this.file,
      line: paragraph.line,
      kind: 'numbering',
      message: `条号不连续：${last ? last.label : '开头'}之后是${marker.label}（${rest.slice(0, 12)}…）${taken}`,
    })
    return refers ? null : marker
  }

  private openArticle(paragraph: Paragraph, marker: Marker, start: number): void {
    this.bodySeen = true
    this.lastArticle = marker
    this.open = 'article'
    while (this.levels.length > 1 && this.top().depth >= markerDepth('article')) this.levels.pop()
    const lead = leadOf(paragraph.text.slice(marker.length))
    this.push(
      'article',
      start,
      [...this.titles(), marker.label + (lead ? ` ${lead}` : '')],
      markerPlace(marker),
      marker.label,
    )
  }

  private openBox(paragraph: Paragraph, marker: Marker, start: number): void {
    this.bodySeen = true
    this.open = 'box'
    this.push('box', start, [...this.titles(), oneLine(paragraph.text)], markerPlace(marker), marker.label)
  }

  /** An article keeps all that follows up to the next number of its kind or above; a box keeps its paragraphs. */
  private staysOpen(paragraph: Paragraph, marker: Marker | null, start: number): boolean {
    if (this.open === 'article') {
      const above = marker
        ? markerDepth(marker.kind) < markerDepth('article')
        : paragraph.shape === 'heading' && paragraph.markdownLevel > 0
      if (above || marker?.kind === 'annex') return false
      return this.continueClause(paragraph, start)
    }
    if (this.open === 'box') {
      if (paragraph.shape === 'heading' || marker) return false
      const first = this.drafts.at(-1)!.start + this.boxHeadLength()
      const isFirst = this.text.slice(first, start).trim() === ''
      if (!isFirst && leadOf(paragraph.text) !== '') {
        this.findings.push({
          file: this.file,
          line: paragraph.line,
          kind: 'unplaced',
          message: `${this.drafts.at(-1)!.label} 的结尾没有标记，按段首小标题断在：${paragraph.text.slice(0, 16)}…`,
        })
        return false
      }
      return this.continueClause(paragraph, start)
    }
    return false
  }

  private boxHeadLength(): number {
    const { start } = this.drafts.at(-1)!
    const end = this.text.indexOf('\n', start)
    return (end < 0 ? this.text.length : end) - start
  }

  /** The paragraph joins the clause before it, or starts a continuation of it where that would grow too long. */
  private continueClause(paragraph: Paragraph, start: number): boolean {
    const last = this.drafts.at(-1)!
    if (start + paragraph.text.length - last.start > MAX_CLAUSE_LENGTH) this.drafts.push({ ...last, start })
    return true
  }

  private addHeading(paragraph: Paragraph, marker: Marker | null, start: number): void {
    this.open = null
    this.bodySeen = true
    this.introduction = ''
    if (paragraph.markdownLevel > 0 && !marker)
      while (this.levels.length > 1 && this.top().markdownLevel >= paragraph.markdownLevel) this.levels.pop()
    const numbered = this.levels.some(l => l.depth >= 0 && l.depth < LEAF_UNNUMBERED)
    const depth = marker ? markerDepth(marker.kind) : numbered ? LEAF_UNNUMBERED : TOP_UNNUMBERED
    while (this.levels.length > 1 && this.top().depth >= depth) this.levels.pop()
    if (marker && ['part', 'chapter'].includes(marker.kind)) this.noteSequence(paragraph, marker)
    const place = marker ? markerPlace(marker) : `h${this.count('h')}`
    const title = oneLine(paragraph.text)
    this.levels.push(level(depth, title, place, paragraph.markdownLevel))
    if (!marker) this.caption = title
    this.push('heading', start, this.titles(), this.placeOf(''), marker?.label ?? '')
  }

  private readonly sequences = new Map<string, number>()
  private noteSequence(paragraph: Paragraph, marker: Marker): void {
    const last = this.sequences.get(marker.kind)
    this.sequences.set(marker.kind, marker.value)
    if (last !== undefined && marker.value !== last + 1 && marker.value !== 1)
      this.findings.push({
        file: this.file,
        line: paragraph.line,
        kind: 'numbering',
        message: `标题序号不连续：上一个是 ${last}，这里是${marker.label}`,
      })
  }

  private addBody(paragraph: Paragraph, marker: Marker | null, start: number): void {
    const cuts = ordinalCuts(paragraph.text)
    if (marker && marker.kind !== 'ordinalIs') {
      const depth = markerDepth(marker.kind)
      while (this.levels.length > 1 && this.top().depth >= depth) this.levels.pop()
      const rest = paragraph.text.slice(marker.length)
      const lead = leadOf(rest) || (marker.kind === 'hanParen' ? wholeLead(rest) : '') || announcing(rest)
      const title = oneLine(lead ? marker.label + lead : marker.label)
      this.levels.push(level(depth, title, markerPlace(marker)))
      this.push('item', start, this.titles(), this.placeOf(''), marker.label)
    } else if (marker?.kind === 'ordinalIs') {
      this.pushOrdinal(paragraph.text, start, marker)
    } else {
      while (this.levels.length > 1 && this.isClosedItem(this.top())) this.levels.pop()
      const lead = leadOf(paragraph.text)
      if (cuts.length === 0 && this.joinsLast(paragraph, start, lead)) return
      this.push(
        'paragraph',
        start,
        [...this.titles(), ...(lead ? [oneLine(lead)] : [])],
        this.placeOf(`p${this.count('p')}`),
        '',
      )
    }
    if (marker?.kind !== 'ordinalIs') this.introduction = introductionOf(paragraph.text)
    for (const cut of cuts) {
      if (cut.at === 0) continue
      const before = introductionOf(paragraph.text.slice(0, cut.at))
      if (cut.marker.value === 1 && before) this.introduction = before
      this.pushOrdinal(paragraph.text.slice(cut.at), start + cut.at, cut.marker)
    }
  }

  /** Short sentences of a text whose line ends were lost make one paragraph: what parts them is only white space. */
  private joinsLast(paragraph: Paragraph, start: number, lead: string): boolean {
    const last = this.drafts.at(-1)
    const joins =
      last?.kind === 'paragraph' &&
      lead === '' &&
      paragraph.line === this.lastLine &&
      start + paragraph.text.length - last.start <= SHORT_PARAGRAPHS
    this.lastLine = paragraph.line
    return joins
  }
  private lastLine = -1

  /** A numbered paragraph of a list (not a heading) holds only what is numbered below it. */
  private isClosedItem(top: Level): boolean {
    return top.depth >= markerDepth('arabicParen') && top.depth < LEAF_UNNUMBERED
  }

  private pushOrdinal(text: string, start: number, marker: Marker): void {
    const lead = leadOf(text.slice(marker.length))
    const title = oneLine(marker.label + lead)
    const holders = this.introduction ? [...this.titles(), this.introduction] : this.titles()
    this.push('item', start, [...holders, title], this.placeOf(markerPlace(marker)), marker.label)
  }

  private addLabel(paragraph: Paragraph, start: number, signed: boolean): void {
    const unit = /^单位\s*[:：]\s*(.+)$/.exec(paragraph.text)
    if (unit) {
      this.unit = unit[1].trim()
      return this.push('furnishing', start, this.titles(), this.placeOf(`u${this.count('u')}`), '')
    }
    if (
      this.open === 'article' &&
      !signed &&
      !/^[^:：]{0,4}(?:责任|牵头|配合)/.test(paragraph.text) &&
      !DATED.test(paragraph.text)
    ) {
      this.continueClause(paragraph, start)
      return
    }
    if (GOVERNS_GROUP.test(paragraph.text)) {
      while (this.levels.length > 1 && this.top().depth >= markerDepth('arabic')) this.levels.pop()
      this.push('responsible', start, this.titles(), this.placeOf('责任'), '责任单位')
    } else if (NAMES_RESPONSIBLE.test(paragraph.text)) this.push('responsible', start, [], '责任', '')
    else if (!(signed && this.signing)) {
      this.push('furnishing', start, [], '', '')
      this.signing = signed
    }
  }

  private addRow(paragraph: Paragraph, start: number): void {
    const cells = splitCells(paragraph.text)
    this.open = null
    this.bodySeen = true
    if (cells.every(cell => /^:?-+:?$/.test(cell)))
      return this.push('furnishing', start, this.titles(), this.placeOf(`n${this.count('n')}`), '')
    if (!this.table || this.table.columns.length !== cells.length) {
      if (this.table)
        this.findings.push({
          file: this.file,
          line: paragraph.line,
          kind: 'table',
          message: `表格列数由 ${this.table.columns.length} 变为 ${cells.length}：${cells.join('｜').slice(0, 40)}`,
        })
      this.table = { columns: cells, caption: this.caption, unit: this.unit }
      this.unit = ''
    }
    const row: TableRow = { ...this.table, cells }
    this.push('row', start, [...this.titles(), cells[0]], this.placeOf(`r${this.count('r')}`), '', row)
  }

  private push(
    kind: ClauseKind,
    start: number,
    path: string[],
    place: string,
    label: string,
    row: TableRow | null = null,
  ): void {
    if (kind !== 'article' && kind !== 'box') this.open = null
    this.signing = false
    this.drafts.push({ kind, start, path, place, label, row, levels: [...this.levels] })
  }

  private noteDuplicate(paragraph: Paragraph): void {
    if (paragraph.text.length < 30) return
    const first = this.seen.get(paragraph.text)
    if (first === undefined) this.seen.set(paragraph.text, paragraph.line)
    else
      this.findings.push({
        file: this.file,
        line: paragraph.line,
        kind: 'duplicate',
        message: `与第 ${first} 行的段落相同：${paragraph.text.slice(0, 20)}…`,
      })
  }

  private top(): Level {
    return this.levels[this.levels.length - 1]
  }
  private titles(): string[] {
    return this.levels.slice(1).map(l => l.title)
  }
  private count(kind: string): number {
    const { children } = this.top()
    const value = (children.get(kind) ?? 0) + 1
    children.set(kind, value)
    return value
  }
  private placeOf(own: string): string {
    return [...this.levels.slice(1).map(l => l.place), ...(own ? [own] : [])].join('.')
  }
}

function level(depth: number, title: string, place: string, markdownLevel = 0): Level {
  return { depth, title, place, markdownLevel, children: new Map() }
}

/** The short first sentence that serves a paragraph as its heading, without its full stop; '' where it has none. */
export function leadOf(text: string): string {
  const match = /^\s*([^。；;:：！？\n]{5,32})。(?=\s*\S)/.exec(text)
  return match && !/(?:^|，)(?:到|在|为|按照|根据)\s*\d/.test(match[1]) ? match[1].trim() : ''
}

/** A heading that ends in a full stop: the whole text without it, if it is short and one sentence. */
function wholeLead(text: string): string {
  return /^[^。；;:：！？\n]{4,32}。$/.test(text) ? text.slice(0, -1).trim() : ''
}

/** 1.接收医疗物资捐赠联系方式： a short line that ends in a colon names what stands below it. */
function announcing(text: string): string {
  return /^[^。；;:：，,！？\n]{4,32}[:：]\s*$/.test(text) ? text.replace(/[:：]\s*$/, '').trim() : ''
}

/** What introduces the list that follows: the last words before a colon, or ''. */
function introductionOf(text: string): string {
  if (!/[:：]$/.test(text.slice(-20).trimEnd())) return ''
  const match = /([^。；;！？\n]{4,})[:：]\s*$/.exec(text.slice(-200))
  if (!match) return ''
  const words = oneLine(match[1].trim())
  if (words.length <= 40) return words
  const tail = words.slice(
    words.lastIndexOf('，', words.length - 8) + 1 || words.lastIndexOf(',', words.length - 8) + 1,
  )
  return tail.length >= 4 && tail.length <= 40 ? tail : words.slice(-40)
}

/** Where 一是, 二是 … begin sentences of a paragraph, in sequence from 一是 or from the number the paragraph starts with. */
function ordinalCuts(text: string): { at: number; marker: Marker }[] {
  const cuts: { at: number; marker: Marker }[] = []
  for (const match of text.matchAll(/(^|[。；;:：，,])\s*(?=[一二三四五六七八九十]{1,2}是)/g)) {
    const at = match.index + match[0].length
    const marker = parseMarker(text.slice(at, at + 20))
    if (marker?.kind !== 'ordinalIs') continue
    const expected = cuts.length ? cuts[cuts.length - 1].marker.value + 1 : at === 0 ? marker.value : 1
    if (marker.value === expected) cuts.push({ at, marker })
  }
  return cuts.length > 1 || cuts[0]?.at === 0 ? cuts : []
}

/** The cells of a row; a Markdown row loses its outer bars. */
export function splitCells(text: string): string[] {
  const cells = /^\|.*\|$/.test(text) ? text.slice(1, -1).split('|') : text.split(/\t+/)
  return cells.map(cell => oneLine(cell.trim()))
}

/** Without the spaces that the page left between characters of Chinese. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '')
    .trim()
}

function finish(docId: string, drafts: readonly Draft[], text: string): Clause[] {
  const clauses: Clause[] = []
  if (drafts.length === 0 && text.length > 0)
    drafts = [{ kind: 'paragraph', start: 0, path: [], place: 'p1', label: '', row: null, levels: [] }]
  const origins: Draft[] = []
  drafts.forEach((draft, i) => {
    const end = drafts[i + 1]?.start ?? text.length
    for (const [from, to] of cutLong(text, i === 0 ? 0 : draft.start, end)) {
      clauses.push({
        id: `${docId}#${draft.place || `f${i + 1}`}`,
        kind: draft.kind,
        ordinal: clauses.length,
        span: [from, to],
        path: draft.path,
        place: draft.place,
        label: draft.label,
        responsible: null,
        row: draft.row,
      })
      origins.push(draft)
    }
  })
  raiseHeadings(clauses, text)
  makeIdsUnique(clauses)
  assignResponsible(clauses, origins)
  return clauses
}

/** A numbered line that says no more than its own title is the heading of the clauses below it. */
function raiseHeadings(clauses: readonly Clause[], text: string): void {
  clauses.forEach((clause, i) => {
    if (clause.kind !== 'item' || !clauses[i + 1]?.place.startsWith(`${clause.place}.`)) return
    const said = oneLine(text.slice(...clause.span)).replace(/[。:：]$/, '')
    if (said.length > clause.label.length && said === clause.path.at(-1)) clause.kind = 'heading'
  })
}

/** Of several clauses at one place the first keeps the bare id, an article before all else: `#44` is 第四十四条. */
function makeIdsUnique(clauses: readonly Clause[]): void {
  const used = new Map<string, number>()
  const isArticle = (clause: Clause) => clause.kind === 'article'
  for (const clause of [...clauses.filter(isArticle), ...clauses.filter(clause => !isArticle(clause))]) {
    const times = (used.get(clause.id) ?? 0) + 1
    used.set(clause.id, times)
    if (times > 1) clause.id += `~${times}`
  }
}

/** Cuts what is too long at sentence ends; a single longer sentence stays whole. */
function cutLong(text: string, start: number, end: number): [number, number][] {
  if (end - start <= MAX_CLAUSE_LENGTH) return [[start, end]]
  const pieces: [number, number][] = []
  let from = start
  for (const [, to] of sentenceSpans(text, start, end)) {
    const last = pieces.at(-1)
    if (last && (to - last[0] <= MAX_CLAUSE_LENGTH / 2 || text.slice(from, to).trim() === '')) last[1] = to
    else pieces.push([from, to])
    from = to
  }
  return pieces
}

/** A 责任单位 line governs the group before it: back to the heading that opens the group, or to the line before. */
function assignResponsible(clauses: Clause[], drafts: readonly Draft[]): void {
  clauses.forEach((clause, i) => {
    if (clause.kind !== 'responsible' || clause.label === '') return
    const group = drafts[i].levels.filter(l => l.depth < markerDepth('arabic'))
    for (let j = i - 1; j >= 0 && clauses[j].kind !== 'responsible'; j--) {
      if (!group.every((l, k) => drafts[j].levels.filter(x => x.depth < markerDepth('arabic'))[k] === l)) break
      clauses[j].responsible = i
    }
  })
}
