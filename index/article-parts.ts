import { parseNumeral } from './numerals.js'
import { trimSpan } from './sentences.js'
import type { Clause, Document, Span } from './types.js'

/** A paragraph (款) of an article or one of the items (项) under it, as a statute counts them. */
export interface ArticlePart {
  /** 1 for 第一款. */
  paragraph: number
  /** 1 for 第（一）项; null for the paragraph itself, which for a list is the line that announces it. */
  item: number | null
  /** In the document's clean text, without white space at the ends and without the article's own number. */
  span: Span
}

const NUMBER = /^\s*第[^条\s]{1,9}条(?:之[一二三四五六七八九十])?/
const ITEM = /^[（(]\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]/

/**
 * The paragraphs and items of an article in order. A line that starts with （一） is an item of the paragraph above it, any
 * other line is a paragraph of its own; the article's number belongs to the first.
 */
export function articleParts(document: Document, article: Clause): ArticlePart[] {
  const [start, end] = articleSpan(document, article)
  const parts: ArticlePart[] = []
  let paragraph = 0
  const number = NUMBER.exec(document.text.slice(start, end))?.[0].length ?? 0
  let at = start + number
  for (const line of document.text.slice(at, end).split('\n')) {
    const span = trimSpan(document.text, [at, at + line.length])
    at += line.length + 1
    if (span[1] === span[0]) continue
    const item = paragraph > 0 ? ITEM.exec(document.text.slice(...span)) : null
    if (!item) paragraph++
    parts.push({ paragraph, item: item ? parseNumeral(item[1]) : null, span })
  }
  return parts
}

/** An article with its continuations: a long one is kept in several clauses of the same place. */
export function articleSpan(document: Document, article: Clause): Span {
  let last = article
  for (let next = document.clauses[last.ordinal + 1]; next; next = document.clauses[last.ordinal + 1]) {
    if (next.kind !== 'article' || next.place !== article.place || next.label !== article.label) break
    last = next
  }
  return [article.span[0], last.span[1]]
}
