/** Does what a chat asks one after the other, so that answers come in the order of the questions; chats do not wait for each other. */
export class ChatQueue {
  readonly #last = new Map<string, Promise<void>>()

  /** @param work must not reject */
  add(chat: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(chat) ?? Promise.resolve()).then(work)
    this.#last.set(chat, done)
    return done.finally(() => {
      if (this.#last.get(chat) === done) this.#last.delete(chat)
    })
  }

  /** Waits until nothing is under way, at most so many milliseconds. */
  async idle(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const enough = new Promise<void>(resolve => {
      timer = setTimeout(resolve, withinMs)
    })
    await Promise.race([Promise.allSettled([...this.#last.values()]), enough])
    clearTimeout(timer)
  }
}
