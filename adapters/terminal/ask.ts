import type { ClauseIndex } from '../../index/build.js'
import { ask, explain, NO_CONVERSATION } from '../../src/ask.js'
import type { Conversation } from '../../src/conversation.js'
import type { Answer, Reply } from '../../src/reply.js'
import { readBatch } from './batch.js'
import { printExplanation } from './explanation.js'
import { openForManyQuestions, openForQuestions } from './open-index.js'
import { printAnswer } from './print-answer.js'

interface Options {
  index?: string
  json?: boolean
  batch?: string
  explain?: boolean
}

/** Times one question and makes it a Reply. */
export function replyTo(
  index: ClauseIndex,
  question: string,
  conversation: Conversation = NO_CONVERSATION,
  id?: string,
): Reply {
  const started = performance.now()
  const answer = ask(index, question, conversation)
  return timed(answer, performance.now() - started, id)
}

function timed(answer: Answer, tookMs: number, id?: string): Reply {
  return { version: 1, ...(id !== undefined && { id }), ...answer, tookMs: Math.round(tookMs * 1000) / 1000 }
}

/** One question, for a person or as JSON. */
export function askOnce(question: string, options: Options): number {
  const index = openForQuestions(options.index)
  if (options.explain) {
    const { answer, trace } = explain(index, question)
    printAnswer(timed(answer, 0))
    printExplanation(trace)
    return 0
  }
  const reply = replyTo(index, question)
  if (options.json) console.log(JSON.stringify(reply))
  else printAnswer(reply)
  return 0
}

/** One Reply a line, in the order of the input. */
export async function askBatch(options: Options): Promise<number> {
  const index = openForManyQuestions(options.index)
  for await (const { id, turns } of readBatch(options.batch!)) {
    const reply = replyTo(index, turns[turns.length - 1], { turns: turns.slice(0, -1) }, id)
    if (!process.stdout.write(`${JSON.stringify(reply)}\n`))
      await new Promise(resolve => process.stdout.once('drain', resolve))
  }
  return 0
}
