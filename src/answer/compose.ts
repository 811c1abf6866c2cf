import { fold } from '../../index/fold.js'
import { namesOf } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { Answer, Citation } from '../reply.js'
import type { Scope } from '../retrieve/scope.js'
import type { Asked } from './asked.js'
import { distinct } from './citation.js'
import type { Statement } from './statement.js'

/** As much of one clause as is read without effort, in characters. */
export const TEXT_LIMIT = 320
/** Where one matter is asked for, more citations than these are no help. */
export const MOST_CITATIONS = 8

/** An answer with what the reader must know of the documents that it rests on. */
export function answered(
  text: string,
  citations: readonly Citation[],
  documents: readonly Document[],
  scope?: Scope,
): Answer {
  return {
    status: 'answered',
    answer: text,
    citations: distinct(citations),
    choices: [],
    related: [],
    notes: notesOn(documents, scope),
  }
}

/** Statements that answer only together, one after the other. */
export function inOneReply(statements: readonly Statement[], asked: Asked): Answer {
  const documents = statements.map(({ passage }) => passage.document)
  return answered(
    nameRegion(statements.map(({ extract }) => extract.text).join(''), documents[0], asked),
    statements.flatMap(({ citations }) => citations),
    documents,
    asked.scope,
  )
}

/** What must be known of documents that an answer rests on. */
export function notesOn(documents: readonly Document[], scope?: Scope): string[] {
  const notes: string[] = []
  const single = new Set(documents).size === 1
  for (const document of new Set(documents)) {
    const name = single ? '本文件' : `《${document.title}》`
    if (document.status === 'draft')
      notes.push(`${name}为${/征求意见/.test(document.text.slice(0, 200)) ? '征求意见稿' : '送审稿'}，尚未正式印发`)
    if (document.status === 'plan') notes.push(`${name}是规划，其中的数字是目标，不是已经实现的情况`)
    if (document.status === 'news') notes.push(`${name}是新闻报道，不是文件原文`)
    if (document.status === 'report' && document.issuedOn)
      notes.push(`${name}是工作报告，情况截至${document.issuedOn.slice(0, 4)}年`)
    if (/审议意见$/.test(document.title)) notes.push(`${name}是审议意见，其中提出的是建议`)
  }
  if (scope?.documents && !documents.some(document => scope.documents!.has(document)))
    notes.push(
      `没有收录${scope.missing.map(region => region.name).join('、') || '该地'}对此的专门文件，以上出自上级或其他文件，是否适用请以当地规定为准`,
    )
  return notes
}

/** Puts the city in front where neither the question nor the answer names it. */
export function nameRegion(
  text: string,
  document: Document,
  { question, prepared }: Pick<Asked, 'question' | 'prepared'>,
): string {
  const region = prepared.regionOf(document)
  if (!region || question.regions.length > 0) return text
  const names = [...namesOf(region), region.name.replace(/[市省县区旗盟]$/, '')].filter(name => name.length >= 2)
  if (names.some(name => text.includes(name) || question.folded.includes(fold(name)))) return text
  return question.documents.includes(document) ? text : `${region.name}：${text}`
}

/** As many whole sentences as there is room for, and where the rest stands. */
export function cutAtSentence(text: string, limit: number): string {
  const cut = text.slice(0, limit)
  const end = Math.max(cut.lastIndexOf('。'), cut.lastIndexOf('；'), cut.lastIndexOf(';'))
  return `${end > limit / 2 ? cut.slice(0, end + 1) : cut}……（全文见出处）`
}
