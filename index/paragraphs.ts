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
const BYLINE = /^[—–-]{1,3}\s*\S|^[^。；，：:]{0,30}(?:记者|通讯员)\s|^[^。，；：:]{2,24}(?:市长|省长|县长|区长|旗长|主任|局长|厅长|书记|主席|部长|院长|检察长)\s+[\u4e00-\u9fa5]{2,4}$/

const ENDS_SENTENCE = /[。！？!?；;：:…](?:[”’"』」）)》\]]*)$/
const OPENERS = '（(《〈“‘「『【〔'
const CLOSERS = '）)》〉”’」』】〕'
/** 责任单位：…, 督办责任人：… : a line that is complete as it stands. */
const LABELLED = /^(?:[^\s，。；：:、]{2,10}(?:单位|部门|责任人|联系人|电话|地址|日期|时间|来源)|单位|注|附|抄送|主送)\s*[:：]/
/** A signature or date that stands alone. */
const SIGNATURE = /^[^，。；：:]{2,30}(?:人民政府|政府|委员会|常委会|办公室|办公厅|[^，。]局|[^，。]厅|[^，。]院|教育部)(?:\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?$|^[（(]?\d{4}\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?[）)]?$|^[〇一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日$/

/**
 * Joins the lines that the page or the column broke into paragraphs and keeps real paragraph ends.
 * A line goes on in the next one where it ends without a sentence mark, is no heading, label, signature or table row,
 * or leaves a bracket or quotation open, and the next one opens nothing of its own.
 */
export function joinLines(file: string, lines: readonly Line[]): { paragraphs: Paragraph[]; findings: Finding[] } {
  const paragraphs: Paragraph[] = []
  const findings: Finding[] = []
  const width = wrapWidth(lines)
  let current: Line[] = []
  const flush = () => {
    if (current.length) paragraphs.push(toParagraph(current))
    current = []
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (current.length && !goesOn(current, line, lines[i + 1], width)) flush()
    if (current.length && line.blankBefore)
      findings.push({ file, line: line.number, kind: 'joined', message: `段落被分页或分栏隔断，已接上：…${current.at(-1)!.text.slice(-8)}｜${line.text.slice(0, 8)}…` })
    current.push(line)
  }
  flush()
  return { paragraphs: closeSpaces(paragraphs.flatMap(splitLostBreaks), findings.length > 0 || width > 0), findings }
}

/** Characters in a full line where the file's lines are broken by a column (newspaper, OCR), else 0. */
function wrapWidth(lines: readonly Line[]): number {
  const plain = lines.filter(line => !isRow(line.text) && !line.markdownLevel)
  const broken = plain.filter((line, i) => i + 1 < plain.length && !plain[i + 1].blankBefore && !ENDS_SENTENCE.test(line.text) && !parseMarker(plain[i + 1].text))
  if (broken.length < 5 || broken.length < plain.length * 0.2) return 0
  const lengths = broken.map(line => line.text.length).sort((a, b) => a - b)
  return lengths[Math.floor(lengths.length / 2)]
}

function goesOn(current: readonly Line[], next: Line, afterNext: Line | undefined, width: number): boolean {
  const last = current[current.length - 1]
  const text = current.map(line => line.text).join('')
  if (isRow(last.text) || isRow(next.text)) return false
  if (last.hardBreak) return false
  const open = openBrackets(text)
  if (next.markdownLevel > 0) return isUnfinishedTitle(text, current[0].markdownLevel) || (open && last.markdownLevel > 0)
  if (parseMarker(next.text) && !(open && text.length < 40)) return false
  if (LABELLED.test(next.text) && !open) return false
  if (next.blankBefore && isAddressee(next.text) && !open && !/[，,、]$/.test(text)) return false
  if (isByline(text) || (next.blankBefore && isByline(next.text) && !/[，,、]$/.test(text))) return false
  if (ENDS_SENTENCE.test(last.text)) return width > 0 && !next.blankBefore && last.text.length >= width - 3 && !open && !startsAnew(next)
  if (current[0].markdownLevel > 0) return open
  if (LABELLED.test(text) && text.length < 40) return false
  if (SIGNATURE.test(text) || (SIGNATURE.test(next.text) && next.blankBefore)) return false
  if (open) return true
  if (isHeadingLike(current, text, next, afterNext, width)) return false
  return true
}

function isByline(text: string): boolean {
  return text.length <= 60 && BYLINE.test(text)
}

/** 市人大常委会： */
function isAddressee(text: string): boolean {
  return /^[^。，；：:]{2,40}[:：]$/.test(text)
}

/** “## 某某人大常委会关于”: a title broken after a word that cannot end one. */
function isUnfinishedTitle(text: string, level: number): boolean {
  return level > 0 && (/(?:关于|对|的|和|与|及|、)$/.test(text) || openBrackets(text))
}

function startsAnew(next: Line): boolean {
  return next.bold || /^[\s\u3000]{2,}/.test(next.text)
}

/** Whether the lines so far are a heading or a title that is complete, not a paragraph that goes on. */
function isHeadingLike(current: readonly Line[], text: string, next: Line, afterNext: Line | undefined, width: number): boolean {
  if (current[0].bold) return true
  if (/[，,、]$/.test(text)) return false
  const opensFile = current.length === 1 && current[0].blankBefore && next.blankBefore && current[0].first && text.length <= 40
  if (opensFile) return true
  const marker = parseMarker(text)
  if (marker?.kind === 'ordinalIs') return false
  if (marker) {
    const lead = text.slice(marker.length)
    // A numbered line with a full stop inside is a paragraph; one without is a heading, unless the column cut it.
    if (/[。；;]/.test(lead) || lead.length > 70) return false
    if (width > 0 && !next.blankBefore && text.length >= width - 2) return false
    return marker.kind !== 'article' || lead.length > 0
  }
  if (/[。；;，,！？]/.test(text)) return false
  if (width > 0) {
    const ownBlock = current[0].blankBefore && next.blankBefore
    return ownBlock && text.length <= 40 && !(afterNext && !next.blankBefore)
  }
  return text.length <= 36 && next.blankBefore !== false && current[0].blankBefore
    ? !/(?:关于|对|的|和|与|及)$/.test(text)
    : text.length <= 30
}

/** Cells are parted by tabs or by Markdown's bars. */
export function isRow(text: string): boolean {
  return /\S\t+\S/.test(text) || /^\|.*\|$/.test(text)
}

function openBrackets(text: string): boolean {
  const stack: string[] = []
  let straight = 0
  for (const c of text) {
    if (c === '"') straight++
    else if (OPENERS.includes(c)) stack.push(c)
    else if (CLOSERS.includes(c)) stack.pop()
  }
  return stack.length > 0 || straight % 2 === 1
}

function toParagraph(lines: readonly Line[]): Paragraph {
  let text = ''
  const offsets: number[] = []
  for (const line of lines) {
    if (/[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(line.text)) {
      text += ' '
      offsets.push(-1)
    }
    text += line.text
    for (const offset of line.offsets) offsets.push(offset)
  }
  return { text, offsets, line: lines[0].number, shape: shapeOf(lines[0], text), markdownLevel: lines[0].markdownLevel }
}

function shapeOf(first: Line, text: string): Paragraph['shape'] {
  if (isRow(text)) return 'row'
  if (first.markdownLevel > 0 && !/[。；]$/.test(text)) return 'heading'
  if (LABELLED.test(text)) return 'label'
  if (SIGNATURE.test(text) || isByline(text)) return 'label'
  if (first.first && text.length <= 40) return 'heading'
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
  for (const match of text.matchAll(/(^|[。；;：:！？…”）)]\s*|\s+)(?=[第（(一二三四五六七八九十\d①-⑳])/g)) {
    const at = match.index + match[0].length
    const spaced = /\s$/.test(match[0]) || at === 0
    const marker = parseMarker(text.slice(at, at + 40))
    if (!marker || marker.kind === 'ordinalIs' || marker.kind === 'annex' || marker.kind === 'box') continue
    // Enumerations inside a sentence (1. …；2. …) stay in it unless white space sets them apart.
    if (!spaced && (marker.kind === 'arabic' || marker.kind === 'arabicParen' || marker.kind === 'circled')) continue
    if (!spaced && marker.kind !== 'article' && !/[。：:]\s*$/.test(match[1])) continue
    const next = expected.get(marker.kind) ?? 1
    if (marker.value !== next && marker.value !== 1) continue
    while (depths.length && depths.at(-1) !== marker.kind && depths.includes(marker.kind)) expected.delete(depths.pop()!)
    if (!depths.includes(marker.kind)) depths.push(marker.kind)
    expected.set(marker.kind, marker.value + 1)
    cuts.add(at)
    const heading = /^[^。，,；;：:！？\s]{2,40}(?=\s+\S)/.exec(text.slice(at + marker.length))
    if (heading && spaced) cuts.add(at + marker.length + heading[0].length)
  }
  for (const match of text.matchAll(/[。！？：:]\s+(?=\S)/g)) cuts.add(match.index + match[0].length)
  // The words before the first space are the title.
  const title = /^[^。；：:\s]{6,60}(?=\s+\S)/.exec(text)
  if (title) cuts.add(title[0].length)
  return cutParagraph(paragraph, [...cuts].sort((a, b) => a - b))
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
      const isHeading = to < paragraph.text.length && text.length <= 50 && !/[。；;：:，,！？]/.test(text)
      out.push({ text, offsets, line: paragraph.line, shape: isHeading ? 'heading' : /[。；：:]/.test(text) || text.length > 40 ? 'body' : isHeading ? 'heading' : 'body', markdownLevel: 0 })
    }
    from = to
  }
  return out
}

/** In a document whose lines were broken, a space between two Han characters of running text is a former line end. */
function closeSpaces(paragraphs: Paragraph[], wasBroken: boolean): Paragraph[] {
  if (!wasBroken) return paragraphs
  return paragraphs.map(paragraph => {
    if (paragraph.shape !== 'body' && paragraph.shape !== 'heading') return paragraph
    const marker = parseMarker(paragraph.text)
    const from = marker ? marker.length : 0
    let text = ''
    const offsets: number[] = []
    for (let i = 0; i < paragraph.text.length; i++) {
      const gap = i >= from && paragraph.text[i] === ' ' && /\p{Script=Han}/u.test(paragraph.text[i - 1] ?? '') && /\p{Script=Han}/u.test(paragraph.text[i + 1] ?? '')
      if (gap && /[，。；、]/.test(paragraph.text)) continue
      text += paragraph.text[i]
      offsets.push(paragraph.offsets[i])
    }
    return { ...paragraph, text, offsets }
  })
}
