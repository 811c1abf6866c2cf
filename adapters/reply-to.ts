import type { ClauseIndex } from '../index/build.js'
import type { Region } from '../index/regions.js'
import { ask, NO_CONVERSATION } from '../src/ask.js'
import { askAtHome } from '../src/ask-at-home.js'
import type { Conversation } from '../src/conversation.js'
import type { Answer, Reply } from '../src/reply.js'
import { withLinks } from './reader-link.js'

export interface ReplyOptions {
  conversation?: Conversation
  /** The region meant where the question names none. */
  home?: Region | null
  /** Of the line of a batch. */
  id?: string
  /** How readers reach the web reader; without it citations carry no links. */
  publicUrl?: string | null
}

/** Asks and times one question and makes the answer a Reply: the one way in for every platform. */
export function replyTo(index: ClauseIndex, question: string, options: ReplyOptions = {}): Reply {
  const started = performance.now()
  const { conversation = NO_CONVERSATION, home } = options
  const answer = home ? askAtHome(index, question, conversation, home) : ask(index, question, conversation)
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
