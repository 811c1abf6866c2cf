import { LRUCache } from 'lru-cache'

const MOST_ANSWERS = 5_000
/** Telegram lets people edit a message for two days. */
const FORGOTTEN_AFTER_MS = 48 * 60 * 60 * 1000

/** A question that was answered, and the messages that hold its answer. */
export interface Answered {
  text: string
  messageIds: number[]
}

/** Which messages answer which, for questions edited later. Gone when the program ends: they are then answered anew. */
export class Answers {
  readonly #kept = new LRUCache<string, Answered>({ max: MOST_ANSWERS, ttl: FORGOTTEN_AFTER_MS })

  of(chatId: number, messageId: number): Answered | null {
    return this.#kept.get(`${chatId}:${messageId}`) ?? null
  }

  keep(chatId: number, messageId: number, answered: Answered): void {
    this.#kept.set(`${chatId}:${messageId}`, answered)
  }
}
