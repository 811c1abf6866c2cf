import { resolveReference, spanOf } from '../../src/answer/lookup.js'
import { openIndex, pickDocument } from '../open-index.js'
import { UserError } from '../user-error.js'
import { STATUS_WORDS } from '../wording.js'
import { printable } from './print-answer.js'

interface Options {
  index?: string
  json?: boolean
}

/** The documents that the index holds. */
export function showDocuments(options: Options): number {
  const { documents } = openIndex(options.index)
  if (options.json) {
    console.log(
      JSON.stringify({
        documents: documents.map(({ text, clauses, origin, ...rest }) => ({
          ...rest,
          clauses: clauses.length,
          characters: text.length,
        })),
      }),
    )
    return 0
  }
  for (const document of documents) {
    const details = [
      document.issuer,
      document.docNumber,
      document.issuedOn,
      STATUS_WORDS[document.status],
      `${document.clauses.length} 条`,
    ]
      .filter(Boolean)
      .join('，')
    console.log(`${document.id}\n  《${printable(document.title)}》 ${details}`)
  }
  return 0
}

/** A document's headings and numbered clauses with their places. */
export function showOutline(name: string, options: Options): number {
  const document = pickDocument(openIndex(options.index), name)
  const entries = document.clauses.filter(
    clause =>
      clause.kind === 'heading' ||
      clause.kind === 'article' ||
      clause.kind === 'box' ||
      (clause.kind === 'item' && clause.label !== ''),
  )
  if (options.json) {
    console.log(
      JSON.stringify({
        docId: document.id,
        title: document.title,
        outline: entries.map(({ id, kind, place, label, path }) => ({ clauseId: id, kind, place, label, path })),
      }),
    )
    return 0
  }
  console.log(`《${printable(document.title)}》`)
  for (const clause of entries)
    console.log(
      `${'  '.repeat(Math.max(0, clause.path.length - 1))}${printable(clause.path.at(-1) ?? '')}  ${clause.id.slice(document.id.length)}`,
    )
  return 0
}

/** One clause verbatim, with all that stands under it. */
export function showClause(name: string, reference: string, options: Options): number {
  const document = pickDocument(openIndex(options.index), name)
  const place = resolveReference(document, reference)
  if (!place) throw new UserError(`《${document.title}》里没有“${reference}”。用 wence toc ${document.id} 查看目录`)
  const [start, end] = spanOf(place)
  const first = document.clauses[place.ordinals[0]]
  const text = document.text.slice(start, end).trim()
  if (options.json)
    console.log(
      JSON.stringify({
        docId: document.id,
        clauseId: first.id,
        title: document.title,
        path: first.path,
        text,
        span: [start, end],
      }),
    )
  else console.log(`《${printable(document.title)}》 ${printable(first.path.join(' › '))}\n\n${printable(text)}`)
  return 0
}
