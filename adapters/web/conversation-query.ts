import { MOST_TURNS } from '../../src/conversation.js'
import { MAX_QUESTION_LENGTH } from '../../src/understand/understand.js'

/** Bytes of earlier questions that a link may carry: what stands in front of servers often refuses lines over 8 KB. */
const LINK_BUDGET = 4000

/**
 * The questions that a link carries: `t` for each earlier one, `q` for the last. Whole conversations travel in the link, so
 * nothing need be kept about who asks. Too much is cut from the front, the oldest first.
 */
export function readTurns(query: URLSearchParams): { question: string; turns: string[] } {
  const question = (query.get('q') ?? '').trim().slice(-MAX_QUESTION_LENGTH)
  const turns: string[] = []
  let left = LINK_BUDGET
  for (const turn of query.getAll('t').reverse()) {
    const text = turn.trim().slice(-MAX_QUESTION_LENGTH)
    left -= encodeURIComponent(text.toWellFormed()).length
    if (text === '' || turns.length === MOST_TURNS || left < 0) break
    turns.unshift(text)
  }
  return { question, turns }
}
