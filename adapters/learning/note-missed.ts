import type { ClauseIndex } from '../../index/build.js'
import { understandTurns } from '../../src/conversation.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { prepare } from '../../src/prepare.js'
import type { Reply } from '../../src/reply.js'
import type { Feedback } from '../feedback.js'

/** Of what was asked before, so much goes with a question that cannot be understood without it. */
const MOST_TURNS = 2

/**
 * Has a question learned from that the documents did not answer, when the answer is on its way. The questions before it go with
 * it only where it leaves something to them.
 */
export function noteMissed(
  feedback: Feedback | null,
  { status }: Pick<Reply, 'status'>,
  question: string,
  turns: readonly string[],
  index: ClauseIndex,
): void {
  if (!feedback || status !== 'not_found') return
  setImmediate(() => {
    try {
      feedback.missed(question, needsTurns(question, turns, index) ? turns.slice(-MOST_TURNS) : [])
    } catch {
      // What cannot be learned from is not: the answer was given.
    }
  })
}

function needsTurns(question: string, turns: readonly string[], index: ClauseIndex): boolean {
  if (turns.length === 0) return false
  return understandTurns(question, { turns }, prepare(index), loadQuestionLanguage()).inherited.length > 0
}
