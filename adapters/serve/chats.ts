import type { Logger } from 'pino'
import type { ClauseIndex } from '../../index/build.js'
import type { ChatAdapter } from '../chat/adapter.js'
import { Desk } from '../chat/desk.js'
import type { Store } from '../chat/store.js'
import type { Environment } from '../environment.js'
import type { Feedback } from '../feedback.js'
import { minuteIn } from './minute-of-day.js'
import { statusLines } from './status-lines.js'

/** What every chat adapter is made of. */
export interface ChatParts {
  desk: Desk
  store: Store
  log: Logger
  publicUrl: string | null
}

/** Makes the adapters that the environment configures; none is connected yet. */
export type AdapterMaker = (environment: Environment, parts: ChatParts) => Promise<ChatAdapter[]>

/** Whether any chat platform is configured. */
export function anyChat(environment: Environment): boolean {
  return environment.telegram !== null || anyOfKoishi(environment)
}

/** Whether any platform is configured that Koishi reaches. */
export function anyOfKoishi({ onebot, qq, satori, koishiAdapters }: Environment): boolean {
  return [onebot, qq, satori, koishiAdapters].some(settings => settings !== null)
}

/** Opens the desk and makes the adapters that the environment configures. */
export async function openChats(
  environment: Environment,
  makers: readonly AdapterMaker[],
  parts: {
    index(): ClauseIndex
    since(): Date
    store: Store
    feedback: Feedback | null
    log: Logger
    states(): string[]
  },
): Promise<ChatAdapter[]> {
  const { chat, web } = environment
  const { store } = parts
  const desk = new Desk({
    index: parts.index,
    store,
    feedback: parts.feedback,
    limits: chat,
    operators: new Set(chat.admins),
    publicUrl: web.publicUrl,
    status: () => statusLines(parts.index(), parts.since(), parts.states()),
    minuteOfDay: () => minuteIn(chat.timeZone),
    onAnswered: chat.logMessages
      ? ({ platform, chat, sender, text }, outgoing) =>
          parts.log.info({ platform, chat, sender, text, answered: outgoing !== null }, '消息')
      : undefined,
  })
  const made = await Promise.all(
    makers.map(make => make(environment, { desk, store, log: parts.log, publicUrl: web.publicUrl })),
  )
  return made.flat()
}
