import type { ClauseIndex } from '../../index/build.js'
import type { Clause, Document } from '../../index/types.js'
import { sourceOf } from '../../src/answer/citation.js'
import { type Place, resolveReference, spanOf } from '../../src/answer/lookup.js'
import { policyDocuments } from '../../src/prepare.js'
import { outlineClauses } from '../documents.js'
import { readerPath } from '../reader-link.js'
import { sourceLine } from '../wording.js'
import { shorten } from './show-reply.js'
import { type Button, type Section, type Shown, saying } from './shown.js'

/** Lines of a list that one message shows. */
const LINES = 30
const DOCUMENTS = 20

/** The documents held, a line each, with buttons for their outlines. */
export function showDocuments(index: ClauseIndex): Shown {
  const listed = policyDocuments(index)
  const shown = listed.slice(0, DOCUMENTS)
  const more = listed.length - shown.length
  return {
    sections: [
      [{ text: `收录 ${listed.length} 份文件：`, style: 'strong' }],
      ...shown.map((document, i): Section => [{ text: `${i + 1}. ${sourceLine(sourceOf(document))}` }]),
      ...(more > 0 ? [[{ text: `还有 ${more} 份，用“/docs 名字”找。`, style: 'soft' as const }]] : []),
    ],
    buttons: shown
      .slice(0, 10)
      .map((document, i) => [
        { label: shorten(`目录 ${i + 1} ${shortTitle(document)}`), action: { do: 'toc', docId: document.id, from: 0 } },
      ]),
  }
}

/** A document's outline from the `from`-th line on. */
export function showOutline(document: Document, from: number): Shown {
  const lines = outlineClauses(document.clauses)
  const page = lines.slice(from, from + LINES)
  if (page.length === 0) return saying(`《${document.title}》没有编号的条款。`)
  const end = from + page.length
  return {
    sections: [
      [
        {
          text: `${sourceLine(sourceOf(document))}\n目录（${from + 1}–${end}，共 ${lines.length} 行）`,
          style: 'strong',
        },
      ],
      [{ text: page.map(({ path }) => `${'　'.repeat(Math.max(0, path.length - 1))}${path.at(-1) ?? ''}`).join('\n') }],
    ],
    buttons: end < lines.length ? [[{ label: '往下看', action: { do: 'toc', docId: document.id, from: end } }]] : [],
  }
}

/** The clause of this id verbatim with all that stands under it. */
export function showClause(index: ClauseIndex, clauseId: string, publicUrl: string | null): Shown {
  const place = placeOf(index, clauseId)
  if (!place) return GONE
  const { document } = place
  const last = place.ordinals.at(-1)!
  const [start, end] = spanOf(place)
  const first = document.clauses[place.ordinals[0]]
  const above = first.path.slice(0, -1).join(' › ')
  const url = publicUrl === null ? null : publicUrl + readerPath(document.id, first.id)
  return {
    sections: [
      [
        { text: sourceLine(sourceOf(document)), ...(url && { href: url }) },
        ...(above ? [{ text: `\n${above}`, style: 'soft' as const }] : []),
      ],
      ...paragraphs(document.text.slice(start, end)).map((text): Section => [{ text, style: 'quote' }]),
    ],
    buttons: after(document, last) ? [[nextButton(document.clauses[last].id)]] : [],
  }
}

/** The clause behind this one. */
export function showNext(index: ClauseIndex, clauseId: string, publicUrl: string | null): Shown {
  const place = placeOf(index, clauseId)
  if (!place) return GONE
  const next = after(place.document, place.ordinals.at(-1)!)
  return next ? showClause(index, next.id, publicUrl) : saying(`这是《${place.document.title}》的最后一条。`)
}

const GONE = saying('这一条在现在的文件里找不到了，可能文件已更新，请重新提问。')

function nextButton(clauseId: string): Button {
  return { label: '下一条', action: { do: 'next', clauseId } }
}

/** The next clause that says something: no title line, no page furniture. */
function after({ clauses }: Document, ordinal: number): Clause | undefined {
  return clauses.find(clause => clause.ordinal > ordinal && clause.kind !== 'furnishing')
}

/** A clause with all that stands under it; null where the build holds it no more. */
function placeOf({ documents }: ClauseIndex, clauseId: string): Place | null {
  const cut = clauseId.indexOf('#')
  const document = documents.find(({ id }) => id === (cut === -1 ? clauseId : clauseId.slice(0, cut)))
  return document ? resolveReference(document, clauseId) : null
}

function paragraphs(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
}

function shortTitle({ title, aliases }: Document): string {
  return aliases[0] && title.length > 14 ? aliases[0] : title
}
