import type { Logger } from 'pino'
import { openDatabase, type Store, storeIn } from '../chat/store.js'
import type { Environment } from '../environment.js'
import { type Learning, learningIn } from '../learning/learning.js'
import { anyChat } from './chats.js'

/** What the program keeps between runs. */
export interface Kept {
  /** Null where no chat is configured and nothing is learned. */
  store: Store | null
  /** Null where it is turned off, or cannot be kept. */
  learning: Learning | null
  close(): Promise<void>
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Opens what is kept, and lets go every day what is too old. Where no chat needs it, the program runs without it, too.
 * @throws Error where a chat is configured and its database cannot be opened
 */
export async function openKept(environment: Environment, log: Logger): Promise<Kept> {
  const nothing = { store: null, learning: null, close: async () => {} }
  const isNeeded = anyChat(environment)
  if (!isNeeded && !environment.learning.isOn) return nothing
  try {
    return await open(environment, log)
  } catch (error) {
    if (isNeeded) throw error
    log.error({ err: { message: (error as Error).message } }, '没答上的问题和评价不会记下')
    return nothing
  }
}

async function open({ chat, learning: { isOn, keepDays } }: Environment, log: Logger): Promise<Kept> {
  const { database, close } = await openDatabase(chat.store)
  const store = await storeIn(database)
  const learning = isOn ? await learningIn(database, { keepDays, log }) : null
  const sweep = async () => {
    await store.sweep()
    await learning?.sweep()
  }
  await sweep()
  const timer = setInterval(() => {
    sweep().catch(error => log.error({ err: error }, '没能清理过期的记录'))
  }, DAY_MS)
  timer.unref()
  return {
    store,
    learning,
    async close() {
      clearInterval(timer)
      await learning?.settle()
      await close()
    },
  }
}
