import { fold } from '../../index/fold.js'
import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import type { Document, Span } from '../../index/types.js'

/** Without the line ends and spaces that the page left between Chinese characters; figures stay as they are. */
export function display(text: string): string {
  return text
    .replace(/\t+/g, '｜')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '')
    .trim()
}

/** The number at the head of a measure is its place, not its answer. */
export function stripLead(text: string): string {
  return text.replace(
    /^(?:[（(][一二三四五六七八九十\d]+[)）]|\d{1,3}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?)\s*/,
    '',
  )
}

/** The item at the end of a list that names nothing: （四）其他便于登记的方式； */
export const OTHERS = /^\s*[（(][一二三四五六七八九十]+[)）]\s*(?:[^，,。；;]{0,24}的)?其[他它][^，,。；;]{0,24}[。；;]/
/** So many characters settle whether a text begins with one. */
export const OTHERS_LENGTH = 60

/** Ends a piece of a sentence as a sentence. */
export function asSentence(text: string): string {
  const bare = text.replace(/[\s，,；;：:、]+$/, '')
  return /[。！？!?”」』]$/.test(bare) && !/[^。！？]”$/.test(bare)
    ? bare
    : /[。！？!?]$/.test(bare)
      ? bare
      : `${bare}。`
}

/** A piece of a document as it is read, without the number it is headed by. */
export function wordsOf({ text }: Document, span: Span): string {
  return stripLead(display(text.slice(...span)))
}

/** The same, ended as a sentence. */
export function sentenceOf(document: Document, span: Span): string {
  return asSentence(wordsOf(document, span))
}

/**
 * The parts of a sentence between its commas, semicolons and colons, outside brackets and quotation marks. In an enumeration of
 * figures (…310个、…60个) the items are parts, too.
 */
export function segmentSpans(text: string, [start, end]: Span): Span[] {
  const cuts: number[] = []
  let depth = 0
  for (let i = start; i < end; i++) {
    const c = text[i]
    if ('（(《“「『'.includes(c)) depth++
    else if ('）)》”」』'.includes(c)) depth = Math.max(0, depth - 1)
    else if (
      depth === 0 &&
      /[，,；;：:。！？!?\n]/.test(c) &&
      !(/[,:：]/.test(c) && /\d/.test(text[i - 1] ?? '') && /\d/.test(text[i + 1] ?? ''))
    )
      cuts.push(i + 1)
  }
  const spans: Span[] = []
  let from = start
  for (const to of [...cuts, end]) {
    if (to > from) spans.push(...splitFigures(text, [from, to]))
    from = to
  }
  return spans
}

function splitFigures(text: string, [start, end]: Span): Span[] {
  const parts = text.slice(start, end).split('、')
  if (parts.length < 3 || parts.filter(part => /\d/.test(part)).length < parts.length - 1) return [[start, end]]
  const spans: Span[] = []
  let at = start
  parts.forEach((part, i) => {
    const to = at + part.length + (i < parts.length - 1 ? 1 : 0)
    spans.push([at, to])
    at = to
  })
  return spans
}

/** The sentences of the text that touch any of the spans, widened evenly up to `limit` characters, within `bounds`. */
export function surrounding(text: string, spans: readonly Span[], bounds: Span, limit: number): Span {
  if (bounds[1] - bounds[0] <= limit) return trimSpan(text, bounds)
  const sentences = sentenceSpans(text, bounds[0], bounds[1])
  const touched = (s: Span) => spans.some(([from, to]) => s[0] < to && s[1] > from)
  let first = sentences.findIndex(touched)
  if (first < 0) return trimSpan(text, [bounds[0], Math.min(bounds[1], bounds[0] + limit)])
  let last = first
  for (let i = first; i < sentences.length; i++)
    if (touched(sentences[i]) && sentences[i][1] - sentences[first][0] <= limit) last = i
  for (;;) {
    const before = first > 0 && sentences[last][1] - sentences[first - 1][0] <= limit
    if (before) first--
    const after = last + 1 < sentences.length && sentences[last + 1][1] - sentences[first][0] <= limit
    if (after) last++
    if (!before && !after) break
  }
  const [from, to] = [sentences[first][0], sentences[last][1]]
  return trimSpan(text, [from, Math.min(to, Math.max(from + limit, spans[0]?.[1] ?? 0))])
}

/** Whether one text stands in the other, compared as the reader would. */
export function holds(text: string, part: string): boolean {
  return fold(text).includes(fold(part))
}

const LABEL = /^[-\s]*(?:[(（]?[\d一二三四五六七八九十]+[)）、.．]|[一二三四五六七八九十]+是)\s*/

/** A folded text without the number that its clause bears: 25., （六）, 三是. */
export function withoutLabel(folded: string): string {
  return folded.replace(LABEL, '')
}
