import type { ClauseIndex } from '../index/build.js'
import { resolveReference, spanOf } from './answer/lookup.js'
import { ask } from './ask.js'

/** What a maintainer wants to stay true: a question, and the clause that answers it. */
export interface CheckedQuestion {
  question: string
  /** The questions before it, oldest first. */
  turns: readonly string[]
  /** The id of the clause (`docId#place`), or null where the documents do not answer it. */
  clause: string | null
}

/** Of the citations of an answer the clause must be among the first so many. */
const LOOKED_AT = 3

/** Asks a question and compares. @returns null where it is answered as wanted, else what is wrong, in Chinese */
export function checkQuestion(index: ClauseIndex, { question, turns, clause }: CheckedQuestion): string | null {
  const { status, citations } = ask(index, question, { turns })
  if (clause === null)
    return status === 'not_found' ? null : `应答“文件里没有”，却答了 ${citations[0]?.clauseId ?? status}`
  const cut = clause.indexOf('#')
  const document = index.documents.find(({ id }) => id === clause.slice(0, cut === -1 ? undefined : cut))
  if (!document) return `应依据 ${clause}，但没有收录这份文件`
  const place = resolveReference(document, clause)
  if (!place) return `应依据 ${clause}，但文件里没有这一条了`
  const [start, end] = spanOf(place)
  const cited = citations.slice(0, LOOKED_AT)
  if (cited.some(({ docId, span }) => docId === document.id && span[0] < end && start < span[1])) return null
  if (cited.length === 0) return `应依据 ${clause}，却答“文件里没有”`
  return `应依据 ${clause}，却依据 ${cited.map(({ clauseId }) => clauseId).join('、')}`
}
