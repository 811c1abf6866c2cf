import { z } from 'zod'
import type { ClauseIndex } from '../index/build.js'
import type { Clause, Document } from '../index/types.js'
import { sourceOf } from '../src/answer/citation.js'
import { resolveReference, spanOf } from '../src/answer/lookup.js'
import { citationSchema } from '../src/reply.js'
import type { Hit } from '../src/search.js'
import { UserError } from './user-error.js'

const { title, issuer, region, docNumber, issuedOn, docStatus, clauseId, path, span } = citationSchema.shape

/** What a program is told of a document. */
export const documentSchema = z.object({
  id: z.string(),
  title,
  issuer,
  region,
  docNumber,
  issuedOn,
  status: docStatus,
  aliases: z.array(z.string()).describe('人们对它的其他叫法'),
  examples: z.array(z.string()).describe('它能回答的问题，举例用'),
  standsApart: z.boolean().describe('不是政策文件，只回答明明白白问它的问题'),
  file: z.string().describe('来自哪个文件'),
  clauses: z.number().int().describe('条数'),
  characters: z.number().int().describe('字数，UTF-16 码元'),
})
export type DocumentFacts = z.infer<typeof documentSchema>

/** A line of a document's outline. */
export const outlineEntrySchema = z.object({
  clauseId,
  kind: z.string(),
  place: z.string().describe('用数字写的位置，如 5.2'),
  label: z.string().describe('条款自己的序号，如 （二）'),
  path,
})

/** One clause verbatim, with all that stands under it. */
export const clauseSchema = z.object({
  docId: z.string(),
  clauseId,
  title,
  path,
  text: z.string().describe('原文'),
  span,
})
export type ClauseText = z.infer<typeof clauseSchema>

/** One hit of a search. */
export const hitSchema = z.object({
  ...clauseSchema.shape,
  issuer,
  region,
  docNumber,
  issuedOn,
  docStatus,
  score: z.number(),
})

export function factsOf({ text, clauses, origin, ...rest }: Document): DocumentFacts {
  return { ...rest, clauses: clauses.length, characters: text.length }
}

/** Headings and numbered clauses, in order. */
export function outlineOf({ clauses }: Document): z.infer<typeof outlineEntrySchema>[] {
  return outlineClauses(clauses).map(({ id, kind, place, label, path }) => ({ clauseId: id, kind, place, label, path }))
}

/** The clauses that an outline names. */
export function outlineClauses(clauses: readonly Clause[]): Clause[] {
  return clauses.filter(
    ({ kind, label }) =>
      kind === 'heading' || kind === 'article' || kind === 'box' || (kind === 'item' && label !== ''),
  )
}

/** The clause that a person's reference names (44, 第四十四条, 五（二）, 框5); null where the document has no such place. */
export function clauseAt(document: Document, reference: string): ClauseText | null {
  const place = resolveReference(document, reference)
  if (!place) return null
  const [start, end] = spanOf(place)
  const first = document.clauses[place.ordinals[0]]
  return {
    docId: document.id,
    clauseId: first.id,
    title: document.title,
    path: first.path,
    text: document.text.slice(start, end).trim(),
    span: [start, end],
  }
}

/** A hit as programs read it. */
export function resultOf({ passage: { clause, document }, score }: Hit): z.infer<typeof hitSchema> {
  return {
    ...sourceOf(document),
    clauseId: clause.id,
    path: clause.path,
    text: document.text.slice(...clause.span).trim(),
    span: clause.span as [number, number],
    score: Math.round(score * 1000) / 1000,
  }
}

/** The documents a person may mean by an id, a title, another name, or a part of one: one alone where it is named in full. */
export function documentsNamed(index: ClauseIndex, name: string): Document[] {
  const exact = index.documents.find(document => document.id === name || document.title === name)
  if (exact) return [exact]
  const called = index.documents.filter(document => document.aliases.includes(name))
  if (called.length === 1) return called
  return index.documents.filter(
    document =>
      document.id.includes(name) ||
      document.title.includes(name) ||
      document.aliases.some(alias => alias.includes(name)),
  )
}

/** The document a person names by its id or a part of its title. @throws UserError where none or several fit */
export function pickDocument(index: ClauseIndex, name: string): Document {
  const fits = documentsNamed(index, name)
  if (fits.length === 1) return fits[0]
  if (fits.length === 0) throw new UserError(`没有叫“${name}”的文件。用 wence docs 查看收录的文件`)
  throw new UserError(
    `“${name}”对应 ${fits.length} 份文件，请写完整的编号：${fits
      .slice(0, 8)
      .map(document => `\n  ${document.id}  ${document.title}`)
      .join('')}`,
  )
}
