import { DATE, isEnactment } from './enactment.js'
import type { Line } from './lines.js'
import { parseMarker } from './numbering.js'
import type { Finding } from './types.js'

/** A paragraph of the document: its lines joined, still knowing where each character stands in the file. */
export interface Paragraph {
  text: string
  offsets: number[]
  line: number
  shape: 'heading' | 'body' | 'row' | 'label'
  markdownLevel: number
}

/** A line that says who wrote or delivered the text, or when and where: complete as it stands. */
const BYLINE =
  /^[—–-]{1,3}\s*\S|^[^。；，：:]{0,30}(?:记者|通讯员)\s|^[^。，；：:]{2,24}(?:市长|省长|县长|区长|旗长|主任|局长|厅长|书记|主席|部长|院长|检察长)\s+[\u4e00-\u9fa5]{2,4}$/

const ENDS_SENTENCE = /[。！？!?；;：:…](?:[”’"』」）)》\]]*)$/
const OPENERS = '（(《〈“‘「『【〔'
const CLOSERS = '）)》〉”’」』】〕'
/** 责任单位：…, 督办责任人：… : a line that is complete as it stands. */
const LABELLED =
  /^(?:[^\s，。；：:、]{2,10}(?:单位|部门|责任人|联系人|电话|地址|日期|时间|来源)|单位|注|附|抄送|主送)\s*[:：]/
/** A signature or date that stands alone. */
const SIGNATURE = new RegExp(
  `^[^，。；：:]{2,30}(?:人民政府|政府|委员会|常委会|办公室|办公厅|[^，。]局|[^，。]厅|[^，。]院|教育部)(?:\\s*${DATE})?$|^[（(]?${DATE}[）)]?$`,
)
/** 法释〔2024〕10号, a line in brackets: （自2002年8月23日起施行）, and a sentence with a note behind it: …任务。（2009年8月27日删除） */
const COMPLETE =
  /^[（(][^（）()]+[）)]$|[。；][（(][^（）()]{1,40}[）)]$|^[\u4e00-\u9fa5]{1,10}\s*[〔［[（(]\s*\d{4}\s*[〕］\]）)]\s*第?\s*\d+\s*号$/
/** Numbers that Word puts a tab behind and that are no cell of a table. */
const BEFORE_TAB: ReadonlySet<string> = new Set(['part', 'chapter', 'section', 'article', 'han', 'hanParen'])
/** No title ends so, and no numbered heading: the line goes on in the next one. */
const UNFINISHED_TITLE = /(?:关于|对|的|和|与|及)$/
const UNFINISHED = /(?:关于|依照|按照|根据|依据|违反|参照|以及)$/
/** Longer than any line that could be a heading, a label or a byline. */
const HEAD_LENGTH = 130

/**
 * Joins the lines that the page or the column broke into paragraphs and keeps real paragraph ends.
 * A line goes on in the next one where it ends without a sentence mark, is no heading, label, signature or table row,
 * or leaves a bracket or quotation open, and the next one opens nothing of its own.
 */
export function joinLines(file: string, lines: readonly Line[]): { paragraphs: Paragraph[]; findings: Finding[] } {
  const paragraphs: Paragraph[] = []
  const findings: Finding[] = []
  const width = wrapWidth(lines)
  let current: Joined | null = null
  for (const [i, line] of lines.entries()) {
    if (current && !goesOn(current, line, lines[i + 1], width)) {
      paragraphs.push(toParagraph(current.lines))
      current = null
    }
    if (current && line.blankBefore)
      findings.push({
        file,
        line: line.number,
        kind: 'joined',
        message: `段落被分页或分栏隔断，已接上：…${current.last.text.slice(-8)}｜${line.text.slice(0, 8)}…`,
      })
    current ??= new Joined()
    current.add(line)
  }
  if (current) paragraphs.push(toParagraph(current.lines))
  return { paragraphs: closeSpaces(paragraphs.flatMap(splitLostBreaks), findings.length > 0 || width > 0), findings }
}

/** Characters in a full line where the file's lines are broken by a column (newspaper, OCR), else 0. */
function wrapWidth(lines: readonly Line[]): number {
  const plain = lines.filter(line => !isRow(line.text) && !line.markdownLevel)
  const broken = plain.filter(
    (line, i) =>
      i + 1 < plain.length &&
      !plain[i + 1].blankBefore &&
      !ENDS_SENTENCE.test(line.text) &&
      !parseMarker(plain[i + 1].text),
  )
  if (broken.length < 5 || broken.length < plain.length * 0.2) return 0
  const lengths = broken.map(line => line.text.length).sort((a, b) => a - b)
  return lengths[Math.floor(lengths.length / 2)]
}

/** The lines of a paragraph so far, with what decides whether it goes on; looking at its whole text for each line would take too long. */
class Joined {
  readonly lines: Line[] = []
  /** Its text as far as a heading, a label or a byline could reach. */
  head = ''
  private depth = 0
  private straight = 0

  add(line: Line): void {
    this.lines.push(line)
    if (this.head.length < HEAD_LENGTH) this.head = (this.head + line.text).slice(0, HEAD_LENGTH)
    for (const c of line.text) {
      if (c === '"') this.straight++
      else if (OPENERS.includes(c)) this.depth++
      else if (CLOSERS.includes(c)) this.depth = Math.max(0, this.depth - 1)
    }
  }

  get first(): Line {
    return this.lines[0]
  }
  get last(): Line {
    return this.lines[this.lines.length - 1]
  }
  /** A bracket or a quotation is open. */
  get open(): boolean {
    return this.depth > 0 || this.straight % 2 === 1
  }
}

function goesOn(current: Joined, next: Line, afterNext: Line | undefined, width: number): boolean {
  const { first, last, head: text, open } = current
  if (isRow(last.text) || isRow(next.text)) return false
  if (last.hardBreak) return false
  if (next.markdownLevel > 0)
    return first.markdownLevel > 0 && (open || /、$/.test(last.text) || UNFINISHED_TITLE.test(last.text))
  if (parseMarker(next.text) && !(open && text.length < 40)) return false
  if (LABELLED.test(next.text) && !open) return false
  if (next.blankBefore && (isEnactment(last.text) || isEnactment(next.text) || COMPLETE.test(last.text))) return false
  const unfinished = /[，,、]$/.test(last.text)
  if (next.blankBefore && isAddressee(next.text) && !open && !unfinished) return false
  if (isByline(text) || (next.blankBefore && isByline(next.text) && !unfinished)) return false
  if (ENDS_SENTENCE.test(last.text))
    return width > 0 && !next.blankBefore && last.text.length >= width - 3 && !open && !startsAnew(next)
  if (first.markdownLevel > 0) return open
  if (LABELLED.test(text) && text.length < 40) return false
  if (isSignature(text) || (isSignature(next.text) && next.blankBefore)) return false
  if (open) return true
  if (isHeadingLike(current, next, afterNext, width)) return false
  return true
}

/** 二、市教育局 is a heading. */
function isSignature(text: string): boolean {
  return SIGNATURE.test(text) && !parseMarker(text)
}

function isByline(text: string): boolean {
  return text.length <= 60 && BYLINE.test(text)
}

/** 市人大常委会： */
function isAddressee(text: string): boolean {
  return /^[^。，；：:]{2,40}[:：]$/.test(text)
}

function startsAnew(next: Line): boolean {
  return next.bold || /^[\s\u3000]{2,}/.test(next.text)
}

/** Whether the lines so far are a heading or a title that is complete, not a paragraph that goes on. */
function isHeadingLike(
  { lines, first, head: text }: Joined,
  next: Line,
  afterNext: Line | undefined,
  width: number,
): boolean {
  if (first.bold) return true
  if (text.length === HEAD_LENGTH || /[，,、]$/.test(text)) return false
  const opensFile = lines.length === 1 && first.blankBefore && next.blankBefore && first.first && text.length <= 40
  if (opensFile) return true
  const marker = parseMarker(text)
  if (marker?.kind === 'ordinalIs') return false
  if (marker) {
    const lead = text.slice(marker.length)
    // A numbered line with a full stop inside is a paragraph; one without is a heading, unless the column cut it.
    if (/[。；;]/.test(lead) || lead.length > 70) return false
    if (width > 0 && !next.blankBefore && text.length >= width - 2) return false
    if (!next.blankBefore && UNFINISHED.test(text)) return false
    return marker.kind !== 'article' || lead.length > 0
  }
  if (/[。；;，,！？]/.test(text)) return false
  if (width > 0) {
    const ownBlock = first.blankBefore && next.blankBefore
    return ownBlock && text.length <= 40 && !(afterNext && !next.blankBefore)
  }
  return text.length <= 36 && next.blankBefore !== false && first.blankBefore
    ? !UNFINISHED_TITLE.test(text)
    : text.length <= 30
}

/** Cells are parted by tabs or by Markdown's bars; the tab behind 第四章 or （一） parts none. */
export function isRow(text: string): boolean {
  if (/^\|.*\|$/.test(text)) return true
  if (!/\S\t+\S/.test(text)) return false
  const marker = parseMarker(text)
  if (!marker || !BEFORE_TAB.has(marker.kind)) return true
  const cells = text.slice(marker.length).split(/\t+/)
  // A stray tab in the sentence of an article parts no cells either; two articles side by side are a comparison.
  if (marker.kind === 'article' && cells.length === 2 && /。$/.test(text)) return parseMarker(cells[1]) !== null
  return cells.length > 1
}

function toParagraph(lines: readonly Line[]): Paragraph {
  let text = ''
  const offsets: number[] = []
  for (const [i, line] of lines.entries()) {
    if (i > 0 && /[A-Za-z]/.test(lines[i - 1].text.slice(-1)) && /^[A-Za-z]/.test(line.text)) {
      text += ' '
      offsets.push(-1)
    }
    text += line.text
    for (const offset of line.offsets) offsets.push(offset)
  }
  return { text, offsets, line: lines[0].number, shape: shapeOf(lines[0], text), markdownLevel: lines[0].markdownLevel }
}

/** 四、如何申请延期申报？ heads the answer that stands below it. */
function isNumberedQuestion(text: string): boolean {
  return text.length <= 90 && /^[^。；]+[？?]$/.test(text) && parseMarker(text) !== null
}

function shapeOf(first: Line, text: string): Paragraph['shape'] {
  if (isRow(text)) return 'row'
  if (first.markdownLevel > 0 && !/[。；]$/.test(text)) return 'heading'
  if (LABELLED.test(text)) return 'label'
  if (isSignature(text) || isByline(text)) return 'label'
  if (first.first && text.length <= 40) return 'heading'
  if (isNumberedQuestion(text)) return 'heading'
  if (/[。；;！？，,：:]$/.test(text) || /[。；]/.test(text)) return 'body'
  if (first.bold) return 'heading'
  const marker = parseMarker(text)
  if (marker && marker.kind !== 'ordinalIs') return text.length <= 90 ? 'heading' : 'body'
  return text.length <= 40 ? 'heading' : 'body'
}

/**
 * Splits a very long paragraph whose line breaks were lost where a sentence end, or a space, is followed by a number that
 * is next in its sequence, and where white space follows a sentence end.
 */
function splitLostBreaks(paragraph: Paragraph): Paragraph[] {
  if (paragraph.text.length < 350 || paragraph.shape !== 'body') return [paragraph]
  const { text } = paragraph
  const cuts = new Set<number>()
  const expected = new Map<string, number>()
  const depths: string[] = []
  for (const match of text.matchAll(/(^|[。；;：:！？…”）)]\s*|(?<!\s)\s+)(?=[第（(一二三四五六七八九十\d①-⑳])/g)) {
    const at = match.index + match[0].length
    const spaced = /\s$/.test(match[0]) || at === 0
    const marker = parseMarker(text.slice(at, at + 40))
    if (!marker || marker.kind === 'ordinalIs' || marker.kind === 'annex' || marker.kind === 'box') continue
    // Enumerations inside a sentence (1. …；2. …) stay in it unless white space sets them apart.
    if (!spaced && (marker.kind === 'arabic' || marker.kind === 'arabicParen' || marker.kind === 'circled')) continue
    if (!spaced && marker.kind !== 'article' && !/[。：:]\s*$/.test(match[1])) continue
    const next = expected.get(marker.kind) ?? 1
    if (marker.value !== next && marker.value !== 1) continue
    while (depths.length && depths.at(-1) !== marker.kind && depths.includes(marker.kind))
      expected.delete(depths.pop()!)
    if (!depths.includes(marker.kind)) depths.push(marker.kind)
    expected.set(marker.kind, marker.value + 1)
    cuts.add(at)
    const heading = /^[^。，,；;：:！？\s]{2,40}(?=\s+\S)/.exec(text.slice(at + marker.length))
    if (heading && spaced) cuts.add(at + marker.length + heading[0].length)
  }
  for (const match of text.matchAll(/[。！？：:]\s+(?=\S)/g)) cuts.add(match.index + match[0].length)
  // The words before the first space are the title.
  const title = /^[^。；：:\s]{6,60}(?<!\d)(?=\s+\S)/.exec(text)
  if (title) cuts.add(title[0].length)
  return cutParagraph(
    paragraph,
    [...cuts].sort((a, b) => a - b),
  )
}

function cutParagraph(paragraph: Paragraph, cuts: readonly number[]): Paragraph[] {
  const out: Paragraph[] = []
  let from = 0
  for (const to of [...cuts.filter(c => c > 0), paragraph.text.length]) {
    const slice = paragraph.text.slice(from, to)
    const lead = slice.length - slice.trimStart().length
    const text = slice.trim()
    if (text) {
      const offsets = paragraph.offsets.slice(from + lead, from + lead + text.length)
      const isHeading =
        to < paragraph.text.length &&
        ((text.length <= 50 && !/[。；;：:，,！？]/.test(text)) || isNumberedQuestion(text))
      out.push({ text, offsets, line: paragraph.line, shape: isHeading ? 'heading' : 'body', markdownLevel: 0 })
    }
    from = to
  }
  return out
}

/** In a document whose lines were broken, a space between two Han characters of running text is a former line end. */
function closeSpaces(paragraphs: Paragraph[], wasBroken: boolean): Paragraph[] {
  if (!wasBroken) return paragraphs
  return paragraphs.map(paragraph => {
    if ((paragraph.shape !== 'body' && paragraph.shape !== 'heading') || !/[，。；、]/.test(paragraph.text))
      return paragraph
    const marker = parseMarker(paragraph.text)
    const from = marker ? marker.length : 0
    let text = ''
    const offsets: number[] = []
    for (let i = 0; i < paragraph.text.length; i++) {
      const gap =
        i >= from &&
        paragraph.text[i] === ' ' &&
        /\p{Script=Han}/u.test(paragraph.text[i - 1] ?? '') &&
        /\p{Script=Han}/u.test(paragraph.text[i + 1] ?? '')
      if (gap) continue
      text += paragraph.text[i]
      offsets.push(paragraph.offsets[i])
    }
    return { ...paragraph, text, offsets }
  })
}
