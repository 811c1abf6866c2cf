import { isForeign } from '../../index/cross-references.js'
import { fold } from '../../index/fold.js'
import type { Document, Span } from '../../index/types.js'
import { resolveReference } from '../../src/answer/lookup.js'
import { readerPath } from '../reader-link.js'

/** A place in a text that leads elsewhere: 依照第十条 to that article, 《…》 to a document that is held. */
export interface Reference {
  span: Span
  href: string
}

const NUMERAL = '[一二三四五六七八九十百千零〇\\d]+'
const ARTICLE = `第${NUMERAL}条(?:之[一二三四五六七八九十])?`
/** A title, with an article of that document behind it; or an article, the document's own. */
const PATTERN = new RegExp(`(《[^《》\\n]{2,80}》)(?:[（(][^）)]{1,20}[）)])?(${ARTICLE})?|${ARTICLE}`, 'gu')

/** Documents by the names that other documents call them: the whole title, with and without the state's name. */
export type DocumentsByTitle = ReadonlyMap<string, Document>

export function documentsByTitle(documents: readonly Document[]): DocumentsByTitle {
  const byTitle = new Map<string, Document>()
  for (const document of documents)
    for (const name of [fold(document.title), fold(document.title).replace(/^中华人民共和国/, '')])
      if (!byTitle.has(name)) byTitle.set(name, document)
  return byTitle
}

/**
 * The references of a stretch of a document's text that lead somewhere here. An article's own number at the head of its
 * clause is none; what stands behind the title of a document that is not held leads nowhere.
 */
export function referencesIn(document: Document, [start, end]: Span, held: DocumentsByTitle): Reference[] {
  const found: Reference[] = []
  for (const match of document.text.slice(start, end).matchAll(PATTERN)) {
    const at = start + match.index
    const [text, title, behind] = match
    const named = title ? held.get(fold(title.slice(1, -1))) : document
    if (!named) continue
    if (title && named !== document)
      found.push({ span: [at, at + title.length], href: readerPath(named.id, `${named.id}#`) })
    const article = title ? behind : text
    if (!article || (!title && (isOwnNumber(document, at) || isForeign(document.text.slice(start, at))))) continue
    const href = articlePath(named, article)
    if (href) found.push({ span: [at + text.length - article.length, at + text.length], href })
  }
  return found
}

function isOwnNumber(document: Document, at: number): boolean {
  return document.clauses.some(clause => clause.span[0] === at)
}

function articlePath(document: Document, article: string): string | null {
  const place = resolveReference(document, article)
  const clause = place && document.clauses[place.ordinals[0]]
  // Only what is called an article is one: 第十条 of a report would be its tenth measure at best.
  return clause?.kind === 'article' ? readerPath(document.id, clause.id) : null
}
