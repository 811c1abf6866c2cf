import { clauseAt, factsOf, outlineOf, pickDocument } from '../documents.js'
import { openIndex } from '../open-index.js'
import { UserError } from '../user-error.js'
import { STATUS_WORDS } from '../wording.js'
import { printable } from './print-answer.js'

interface Options {
  index?: string
  json?: boolean
}

/** The documents that the index holds. */
export async function showDocuments(options: Options): Promise<number> {
  const { documents } = await openIndex(options.index)
  if (options.json) {
    console.log(
      JSON.stringify({
        documents: documents.map(factsOf),
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
export async function showOutline(name: string, options: Options): Promise<number> {
  const document = pickDocument(await openIndex(options.index), name)
  const entries = outlineOf(document)
  if (options.json) {
    console.log(
      JSON.stringify({
        docId: document.id,
        title: document.title,
        outline: entries,
      }),
    )
    return 0
  }
  console.log(`《${printable(document.title)}》`)
  for (const { clauseId, path } of entries)
    console.log(
      `${'  '.repeat(Math.max(0, path.length - 1))}${printable(path.at(-1) ?? '')}  ${clauseId.slice(document.id.length)}`,
    )
  return 0
}

/** One clause verbatim, with all that stands under it. */
export async function showClause(name: string, reference: string, options: Options): Promise<number> {
  const document = pickDocument(await openIndex(options.index), name)
  const clause = clauseAt(document, reference)
  if (!clause) throw new UserError(`《${document.title}》里没有“${reference}”。用 wence toc ${document.id} 查看目录`)
  if (options.json) console.log(JSON.stringify(clause))
  else
    console.log(`《${printable(document.title)}》 ${printable(clause.path.join(' › '))}\n\n${printable(clause.text)}`)
  return 0
}
