import type { ClauseIndex } from '../index/build.js'
import { ask, NO_CONVERSATION } from '../src/ask.js'
import type { Conversation } from '../src/conversation.js'
import type { Answer, Reply } from '../src/reply.js'
import { withLinks } from './reader-link.js'

export interface ReplyOptions {
  conversation?: Conversation
  /** Of the line of a batch. */
  id?: string
  /** How readers reach the web reader; without it citations carry no links. */
  publicUrl?: string | null
}

/** Asks and times one question and makes the answer a Reply: the one way in for every platform. */
export function replyTo(index: ClauseIndex, question: string, options: ReplyOptions = {}): Reply {
  const started = performance.now()
  const answer = ask(index, question, options.conversation ?? NO_CONVERSATION)
  return asReply(answer, performance.now() - started, options)
}

/** An answer as a Reply. @param tookMs time inside the bot, in milliseconds */
export function asReply(answer: Answer, tookMs: number, { id, publicUrl }: ReplyOptions = {}): Reply {
  const reply: Reply = {
    version: 1,
    ...(id !== undefined && { id }),
    ...answer,
    tookMs: Math.round(tookMs * 1000) / 1000,
  }
  return withLinks(reply, publicUrl ?? null)
}
