import { LRUCache } from 'lru-cache'
import { NO_CONVERSATION } from '../../src/ask.js'
import { type Conversation, remember } from '../../src/conversation.js'

/** How many conversations are kept, and for how long after their last question. */
const MOST_CONVERSATIONS = 5_000
const FORGOTTEN_AFTER_MS = 30 * 60 * 1000

/** What was asked before, by person and chat: bounded in turns, in time and in number, and gone when the program ends. */
export class Conversations {
  readonly #kept = new LRUCache<string, Conversation>({ max: MOST_CONVERSATIONS, ttl: FORGOTTEN_AFTER_MS })

  of(person: string): Conversation {
    return this.#kept.get(person) ?? NO_CONVERSATION
  }

  add(person: string, question: string): void {
    this.#kept.set(person, remember(this.of(person), question))
  }

  forget(person: string): void {
    this.#kept.delete(person)
  }
}
