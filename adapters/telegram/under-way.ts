/** What Telegram is asked to send. */
export const UPDATES_WANTED = ['message', 'edited_message', 'callback_query', 'inline_query'] as const
/** Updates dealt with at a time: what is more waits at Telegram. */
export const MOST_UNDER_WAY = 500

/** What is being dealt with, so that the end can wait for it. */
export class UnderWay {
  readonly #tasks = new Set<Promise<void>>()

  /** Keeps hold of a task until it is done. @returns the same task, never rejected */
  add(task: Promise<unknown>): Promise<void> {
    const held: Promise<void> = task.then(
      () => void this.#tasks.delete(held),
      () => void this.#tasks.delete(held),
    )
    this.#tasks.add(held)
    return held
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
