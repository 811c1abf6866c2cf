import { createConcurrentSink, createRunner, createSource, type RunnerHandle } from '@grammyjs/runner'
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { factsOf, pause } from './request.js'
import { MOST_UNDER_WAY, UPDATES_WANTED } from './under-way.js'

/** How long Telegram holds a poll open where there is nothing, in seconds. */
const POLL_SECONDS = 25
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** A poll that brings nothing in less than this was not held open. */
const AT_ONCE_MS = 500

export interface PollingParts {
  api: Api
  log: Logger
  /** Takes an update; fulfilled when it is dealt with. Never rejected. */
  accept(update: Update): Promise<void>
  /** Told whether the last poll came through. */
  connected(is: boolean): void
  /** The token is wrong, or another program polls with it. */
  broken(error: Error): void
}

/**
 * Polls until stopped. Lost connections are tried again, after longer and longer pauses; updates wait at Telegram meanwhile.
 * What was fetched last is confirmed by the next poll alone: updates that a killed program took along come again.
 */
export function startPolling({ api, log, accept, connected, broken }: PollingParts): RunnerHandle {
  let offset = 0
  async function supply(batchSize: number, signal: never): Promise<Update[]> {
    for (let failures = 0; ; failures++) {
      const asked = performance.now()
      try {
        const limit = Math.max(1, Math.min(batchSize, 100))
        const updates = await api.getUpdates(
          { offset, limit, timeout: POLL_SECONDS, allowed_updates: UPDATES_WANTED },
          signal,
        )
        connected(true)
        const last = updates.at(-1)
        if (last) offset = last.update_id + 1
        // A server that does not hold polls open must not be asked without end.
        else if (performance.now() - asked < AT_ONCE_MS) await pause(FIRST_PAUSE_MS, signal)
        return updates
      } catch (error) {
        if ((signal as AbortSignal).aborted || cannotBeMended(error)) throw error
        connected(false)
        log.warn({ ...factsOf(error), failures: failures + 1 }, 'Telegram：取消息失败，过一会儿再试')
        const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0
        await pause(Math.max(asked, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10))), signal)
      }
    }
  }
  const runner = createRunner<Update>(
    createSource<Update>({ supply: supply as never }),
    createConcurrentSink<Update>({ consume: accept }, async () => {}, { concurrency: MOST_UNDER_WAY }),
  )
  runner.start()
  runner.task()?.catch(error => broken(new Error(`Telegram 不让再取消息：${factsOf(error).error}`)))
  return runner
}

/** 401, 404: the token is wrong. 409: a webhook is set, or another program polls; starting anew takes the webhook away. */
function cannotBeMended(error: unknown): boolean {
  return error instanceof GrammyError && [401, 404, 409].includes(error.error_code)
}
