import type { Clause, Document } from '../../index/types.js'
import type { Answer, Citation } from '../reply.js'
import type { Asked } from './asked.js'
import { cite } from './citation.js'
import { answered, cutAtSentence, MOST_CITATIONS, nameRegion, TEXT_LIMIT } from './compose.js'
import { asSentence, display, stripLead, wordsOf } from './text.js'

/** Room for the names of a list, its count and its introduction left out. */
const LIST_LIMIT = TEXT_LIMIT - 40

/** As many names as stand within `limit` characters, the first one in any case. */
export function fitting(names: readonly string[], limit: number): string[] {
  const shown: string[] = []
  for (const name of names) {
    if (shown.length > 0 && shown.join('；').length + name.length > limit) break
    shown.push(name)
  }
  return shown
}

/** Items by their names, one after the other with their count behind an introduction; the clauses that bear it are cited. */
export function listItems(
  introduction: string,
  items: readonly Clause[],
  bearers: readonly Clause[],
  document: Document,
  asked: Asked,
): Answer {
  const names = items.map(item => itemName(document, item))
  const shown = fitting(names, LIST_LIMIT)
  const more = shown.length < names.length ? '……' : ''
  const head = introduction ? `${introduction}：` : ''
  const text = `${head}${shown.join('；')}${more}（共 ${names.length} 项）。`
  return answered(nameRegion(text, document, asked), citeHeads(document, bearers, 80), [document])
}

/** A clause as it is read: whole, or as many of its sentences as there is room for. */
export function wholeClause(document: Document, clause: Clause): string {
  const whole = wordsOf(document, clause.span)
  return whole.length <= TEXT_LIMIT ? asSentence(whole) : cutAtSentence(whole, TEXT_LIMIT - 12)
}

/** The first clauses of a list, each cited by its first `length` characters and their surroundings. */
export function citeHeads(document: Document, items: readonly Clause[], length: number): Citation[] {
  return items
    .slice(0, MOST_CITATIONS)
    .map(clause => cite({ document, clause }, [[clause.span[0], Math.min(clause.span[1], clause.span[0] + length)]]))
}

/** Clauses one step below a heading, or those that an introduction ending in a colon announces. */
export function childrenOf(document: Document, clause: Clause): Clause[] {
  const after = document.clauses.slice(clause.ordinal + 1)
  if (clause.kind === 'heading') {
    const inside = after.slice(
      0,
      Math.max(
        0,
        after.findIndex(c => !(c.place === clause.place || c.place.startsWith(`${clause.place}.`))),
      ) || after.length,
    )
    const direct = inside.filter(
      c =>
        c.place.split('.').length === clause.place.split('.').length + 1 && c.label !== '' && c.kind !== 'responsible',
    )
    return direct
  }
  const introduces = /[:：]\s*$/.test(document.text.slice(...clause.span))
  if (!introduces) return []
  const items: Clause[] = []
  for (const c of after) {
    if (c.kind !== 'item' || c.label === '') break
    if (items.length && c.label.length > 0 && shapeOf(c.label) !== shapeOf(items[0].label)) break
    items.push(c)
  }
  return items
}

/** All that stands under a heading, the units responsible left out. */
export function clausesUnder(document: Document, heading: Clause): Clause[] {
  const depth = heading.path.length - 1
  return document.clauses.filter(
    clause =>
      clause !== heading &&
      clause.kind !== 'responsible' &&
      clause.place.startsWith(`${heading.place}.`) &&
      clause.path[depth] === heading.path[depth],
  )
}

/** Paragraphs without a number that open with a title of their own. */
export function leadsUnder(document: Document, heading: Clause): Clause[] {
  return clausesUnder(document, heading).filter(
    clause => clause.kind === 'paragraph' && clause.path.length === heading.path.length + 1,
  )
}

/** The form of a label, its number left out. */
export function shapeOf(label: string): string {
  return label.replace(/[一二三四五六七八九十百\d]+/g, 'N').replace(/[①-⑳]/g, 'O')
}

/** An item as one says it in a list: its lead, or its first words. */
export function itemName(document: Document, clause: Clause): string {
  const title = clause.path.at(-1) ?? ''
  const named = stripLead(title).replace(/^[一二三四五六七八九十]{1,2}是/, '')
  if (named.length >= 2) return named
  const text = display(document.text.slice(...clause.span)).replace(/^[一二三四五六七八九十]{1,2}是/, '')
  return stripLead(text)
    .split(/[。；;]/)[0]
    .slice(0, 80)
}
