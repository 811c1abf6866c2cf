import type { Logger } from 'pino'
import type { ChatAdapter } from '../chat/adapter.js'

/** Waits between attempts, in milliseconds: twice as long after each failure, up to the longest. */
export interface Waits {
  first: number
  longest: number
}
const WAITS: Waits = { first: 1_000, longest: 60_000 }

/** An adapter that is started anew whenever it fails, until it is told to end. */
export interface Kept {
  name: string
  /** How it does, in a few words. */
  state(): string
  close(graceMs: number): Promise<void>
}

/** Starts an adapter and keeps it running: what fails is logged and tried again after a wait, and stops nothing else. */
export function keepRunning(adapter: ChatAdapter, log: Logger, waits: Waits = WAITS): Kept {
  let closing = false
  let failure: string | null = null
  let wait = waits.first
  let timer: NodeJS.Timeout | undefined
  let starting: Promise<void> = Promise.resolve()

  const failed = (error: Error) => {
    if (closing || timer) return
    failure = error.message
    log.error({ adapter: adapter.name, retryInMs: wait, err: { message: error.message } }, '平台没能连上，稍后再试')
    timer = setTimeout(() => {
      timer = undefined
      start()
    }, wait)
    wait = Math.min(wait * 2, waits.longest)
  }
  const start = () => {
    if (closing) return
    starting = adapter.start(failed).then(
      () => {
        failure = null
        wait = waits.first
        log.info({ adapter: adapter.name }, '平台已连接')
      },
      (error: Error) => failed(error),
    )
  }
  start()
  return {
    name: adapter.name,
    state: () => (failure === null ? adapter.state() : `没能连上（${failure}），正在重试`),
    async close(graceMs) {
      closing = true
      clearTimeout(timer)
      // What is still connecting may hang for longer than there is time.
      await Promise.race([starting, new Promise(resolve => setTimeout(resolve, graceMs).unref())])
      await adapter.close(graceMs)
    },
  }
}
