import type { Update } from 'grammy/types'

/** What Telegram is asked to send. */
export const UPDATES_WANTED = ['message', 'edited_message', 'callback_query', 'inline_query'] as const
/** Updates dealt with at a time: what is more waits at Telegram. */
export const MOST_UNDER_WAY = 1000
/** Updates of one chat that wait for each other: one that is flooded while Telegram lets nothing in must not hold up all. */
export const MOST_OF_ONE_CHAT = 300

/** What is being dealt with, so that the end can wait for it. */
export class UnderWay {
  readonly #tasks = new Set<Promise<void>>()
  readonly #ofChat = new Map<number, number>()

  /** Keeps hold of a task until it is done. @returns the same task, never rejected */
  add(task: Promise<unknown>, chat?: number): Promise<void> {
    const done = () => {
      this.#tasks.delete(held)
      this.#count(chat, -1)
    }
    const held: Promise<void> = task.then(done, done)
    this.#tasks.add(held)
    this.#count(chat, 1)
    return held
  }

  isFlooded(chat: number | undefined): boolean {
    return chat !== undefined && (this.#ofChat.get(chat) ?? 0) >= MOST_OF_ONE_CHAT
  }

  #count(chat: number | undefined, change: number): void {
    if (chat === undefined) return
    const count = (this.#ofChat.get(chat) ?? 0) + change
    if (count === 0) this.#ofChat.delete(chat)
    else this.#ofChat.set(chat, count)
  }

  get isFull(): boolean {
    return this.#tasks.size >= MOST_UNDER_WAY
  }

  /** Waits until nothing is under way, or so many milliseconds. */
  async settled(withinMs: number): Promise<void> {
    let isLate = false
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>(resolve => {
      timer = setTimeout(() => {
        isLate = true
        resolve()
      }, withinMs)
    })
    // What is under way may bring more: the last poll its updates.
    while (this.#tasks.size > 0 && !isLate) await Promise.race([Promise.all(this.#tasks), late])
    clearTimeout(timer)
  }
}

/** The chat that an update is of; undefined where it is of none. */
export function chatOf({ message, edited_message, callback_query }: Update): number | undefined {
  return (message ?? edited_message ?? callback_query?.message)?.chat?.id
}
