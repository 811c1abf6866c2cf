import type { Logger as Log } from 'pino'
import type { ChatAdapter } from '../chat/adapter.js'
import type { Desk } from '../chat/desk.js'
import type { Store } from '../chat/store.js'
import type { Environment } from '../environment.js'
import { readAdaptersFile } from './adapters-file.js'
import { KoishiAdapter } from './koishi-adapter.js'
import { logKoishiTo } from './koishi-log.js'
import { namedPlatform } from './platform-named.js'
import { onebotPlatform } from './platform-onebot.js'
import { qqPlatform } from './platform-qq.js'
import { satoriPlatform } from './platform-satori.js'

/** What the adapters work with. */
export interface KoishiParts {
  desk: Desk
  store: Store
  log: Log
  /** Waits before connecting anew, in milliseconds, at first. */
  firstWaitMs?: number
  /** How long an action of OneBot may take, in milliseconds. */
  answerWithinMs?: number
}

/**
 * The platforms that Koishi reaches, as the environment configures them: one adapter for each, with a Koishi app of its own, so
 * that one that fails leaves the others alone.
 * @throws UserError where the file of KOISHI_ADAPTERS is missing or wrong
 */
export async function koishiAdapters(
  environment: Pick<Environment, 'onebot' | 'qq' | 'satori' | 'koishiAdapters' | 'chat'>,
  parts: KoishiParts,
): Promise<ChatAdapter[]> {
  const { onebot, qq, satori, koishiAdapters, chat } = environment
  const { log, firstWaitMs, answerWithinMs } = parts
  const platforms = [
    onebot && onebotPlatform(onebot, { log, firstWaitMs, answerWithinMs }),
    qq && qqPlatform(qq, { log, firstWaitMs }),
    satori && satoriPlatform(satori, { firstWaitMs }),
    koishiAdapters === null ? null : namedPlatform(readAdaptersFile(koishiAdapters), { log }),
  ].filter(platform => platform !== null)
  if (platforms.length) logKoishiTo(log, chat.logMessages)
  return platforms.map(
    platform =>
      new KoishiAdapter(platform, {
        ...parts,
        logMessages: chat.logMessages,
        qqAllowUrls: qq?.allowUrls ?? false,
      }),
  )
}
