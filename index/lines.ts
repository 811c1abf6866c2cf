import type { Finding } from './types.js'

/** A line of the file without its furniture; `offsets[i]` is where `text[i]` stands in the file. */
export interface Line {
  text: string
  offsets: number[]
  /** 1-based line number in the file. */
  number: number
  /** An empty line, or a page break, stands before it. */
  blankBefore: boolean
  /** Level of a Markdown heading, 0 for none. */
  markdownLevel: number
  /** The line ends with a hard line break of Markdown (two spaces). */
  hardBreak: boolean
  /** It is the first line of the file that is left. */
  first: boolean
  /** The whole line is bold. */
  bold: boolean
}

/** Lines that the page put there, not the author. The reason goes into the finding. */
const PAGE_FURNITURE: readonly (readonly [RegExp, string])[] = [
  [/^[*\s]*[—–\-－－―─]+[*\s]*\d{1,4}[*\s]*[—–\-－―─]+[*\s]*$/, '页码'],
  [/^[*\s]*第\s*\d{1,4}\s*页(?:[\s，,/]*共\s*\d{1,4}\s*页)?[*\s]*$/, '页码'],
  [/^\s*\d{1,4}\s*\/\s*\d{1,4}\s*$/, '页码'],
  [/^\s*(?:责任|本版|值班)?\s*编辑\s*[:：]\s*\S.{0,60}$/, '报纸编辑行'],
  [/^\s*!\[[^\]]*\]\([^)]*\)\s*$/, '图片'],
  [/^\s*(?:[-*_]\s*){3,}$/, '分隔线'],
]
/** Marks inside a line that are not of the text. */
const INLINE_FURNITURE =
  /\[bookmark:[^\]]{0,80}\]|<!--.{0,2000}?-->|\*\*|__(?=\S)|(?<=\S)__|\s[—–]\s\d{1,4}\s[—–]\s|<\/?(?:b|strong|em|i|u|br|p|span|font)\b[^>]{0,400}>|\uFEFF|[\u200B-\u200F\u2060]/g

/**
 * Splits a file into lines and takes the furniture off: page numbers, bookmarks, list dashes, Markdown marks, editor lines.
 * What is taken off is reported, except white space, comments and plain Markdown marks.
 */
export function readLines(file: string, source: string): { lines: Line[]; findings: Finding[] } {
  const lines: Line[] = []
  const findings: Finding[] = []
  let blankBefore = true
  let start = 0
  let number = 0
  for (const raw of source.split('\n')) {
    number++
    const from = start
    start += raw.length + 1
    const bare = raw.trim()
    const furniture = PAGE_FURNITURE.find(([shape]) => shape.test(bare))
    if (furniture) {
      findings.push({ file, line: number, kind: 'furniture', message: `${furniture[1]}：${bare}` })
      blankBefore = true
      continue
    }
    const line = stripLine(raw, from, number, blankBefore)
    for (const bookmark of raw.match(/\[bookmark:[^\]]{0,80}\]|\s[—–]\s\d{1,4}\s[—–]\s/g) ?? [])
      findings.push({ file, line: number, kind: 'furniture', message: `行内标记：${bookmark.trim()}` })
    if (line === null) {
      blankBefore = true
      continue
    }
    line.first = lines.length === 0
    lines.push(line)
    blankBefore = false
  }
  return { lines, findings }
}

/** The line without its marks, or null where nothing is left. */
function stripLine(raw: string, from: number, number: number, blankBefore: boolean): Line | null {
  const keep: boolean[] = new Array(raw.length).fill(true)
  const drop = (start: number, end: number) => keep.fill(false, start, end)
  for (const match of raw.matchAll(INLINE_FURNITURE)) drop(match.index, match.index + match[0].length)
  const heading = /^\s{0,3}(#{1,6})\s+/.exec(raw)
  if (heading) drop(0, heading[0].length)
  const bullet = /^\s*[-*+•·●□■◆]\s*(?=\S)/.exec(raw)
  if (bullet && !heading && !/^\s*-?\d/.test(raw)) drop(0, bullet[0].length)
  let text = ''
  const offsets: number[] = []
  for (let i = 0; i < raw.length; i++) {
    if (!keep[i] || raw[i] === '\r' || raw[i] === '\f') continue
    text += raw[i]
    offsets.push(from + i)
  }
  const lead = /^[\s\u3000]*/.exec(text)![0].length
  const end = text.trimEnd().length
  if (end <= lead) return null
  return {
    text: text.slice(lead, end),
    offsets: offsets.slice(lead, end),
    number,
    blankBefore,
    markdownLevel: heading ? heading[1].length : 0,
    hardBreak: / {2}\r?$/.test(raw),
    first: false,
    bold: /^\s*\*\*[^*]+\*\*\s*$/.test(raw),
  }
}
