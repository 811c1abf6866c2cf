import { LRUCache } from 'lru-cache'

/** How long a message may be answered, in milliseconds: an hour in private, five minutes in a group. */
const WINDOWS_MS = { private: 60 * 60 * 1000, group: 5 * 60 * 1000 }
/** So long before its end nothing is sent any more: the request takes its time. */
const MARGIN_MS = 5_000
/** How often one message may be answered. */
const MOST_REPLIES = 5
const MOST_KEPT = 10_000

/** What QQ allows in answer to one message or event. */
export interface Allowance {
  /** Replies left, 0 where the time is over. */
  left(): number
  /** Why there are none left. */
  why(): string
  /** The number of the next attempt; QQ refuses one that it has seen. */
  nextSeq(): number
  /** A reply went out, or may have. */
  count(): void
}

/**
 * Keeps count of the replies to each message. QQ sends nothing unasked (since 2025-04-21): a reply without a message to answer,
 * one too many or one too late is refused.
 */
export class QQReplies {
  readonly #used = new LRUCache<string, { replies: number; seq: number }>({ max: MOST_KEPT })
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** @param id of the message or event that is answered @param at when it came, in milliseconds since 1970 */
  to(id: string, kind: 'private' | 'group', at: number): Allowance {
    const used = this.#used.get(id) ?? { replies: 0, seq: 0 }
    this.#used.set(id, used)
    const late = () => this.#now() > at + WINDOWS_MS[kind] - MARGIN_MS
    return {
      left: () => (late() ? 0 : MOST_REPLIES - used.replies),
      why: () => (late() ? TOO_LATE : TOO_MANY),
      nextSeq: () => ++used.seq,
      count: () => void used.replies++,
    }
  }
}

export const TOO_LATE = '过了 QQ 允许回复的时间（若常有，请核对服务器时钟）'
export const TOO_MANY = '超过 QQ 允许的回复条数，后面的没有发'
