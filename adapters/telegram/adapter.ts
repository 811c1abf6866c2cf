import { setMaxListeners } from 'node:events'
import type { RunnerHandle } from '@grammyjs/runner'
import { Bot, BotError, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import type { ChatAdapter } from '../chat/adapter.js'
import type { Desk } from '../chat/desk.js'
import { chatKey } from '../chat/message.js'
import type { Store } from '../chat/store.js'
import type { Environment, TelegramSettings } from '../environment.js'
import { setCommandMenu } from './command-menu.js'
import { dealWithUpdates } from './dealing.js'
import { Delivery } from './delivery.js'
import { startPolling } from './polling.js'
import { clientOptions, factsOf, tryAgain } from './request.js'
import { chatOf, UnderWay, UPDATES_WANTED } from './under-way.js'
import { createWebhook, webhookAddress } from './webhook.js'

export interface TelegramParts {
  desk: Desk
  store: Store
  log: Logger
}

/** How long requests that are broken off at the end may take to be counted, in milliseconds. */
const COUNTING_MS = 1000

/** The bot that the environment configures, none where it has no token. */
export async function makeTelegram({ telegram }: Environment, parts: TelegramParts): Promise<ChatAdapter[]> {
  return telegram ? [telegramAdapter(telegram, parts)] : []
}

/** The bot on Telegram: by long polling, or by pushes where a webhook is set. */
export function telegramAdapter(settings: TelegramSettings, { desk, store, log }: TelegramParts): ChatAdapter {
  const bot = new Bot(settings.token, { client: clientOptions(settings.apiRoot) })
  const { api } = bot
  const underWay = new UnderWay()
  const ending = new AbortController()
  // Every request under way listens.
  setMaxListeners(0, ending.signal)
  api.config.use(...tryAgain(ending.signal, log))
  let polling: RunnerHandle | null = null
  let state = '未连接'
  let takes = false
  let isClosed = false

  const isEnding = () => ending.signal.aborted
  const moved = async (from: number, to: number) => {
    if (!(await store.takeOnce(`telegram:${bot.botInfo.id}:moved:${from}:${to}`))) return
    const key = (chat: number) => chatKey({ platform: 'telegram', chat: String(chat) })
    await store.saveSettings(key(to), await store.settings(key(from)))
  }
  const delivery = new Delivery({ api, store, log, moved, isEnding })
  dealWithUpdates(bot, { desk, store, log, delivery, moved, isEnding })

  const handle = (update: Update) =>
    bot.handleUpdate(update).catch(error => {
      log.error(factsOf(error instanceof BotError ? error.error : error), 'Telegram：一条消息没能处理好')
    })
  const drop = () => {
    log.warn('Telegram：一个聊天里积压太多，一条消息不再处理')
    return store.countUndelivered('telegram', '一个聊天里积压太多')
  }
  const accept = (update: Update) => {
    const chat = chatOf(update)
    return underWay.isFlooded(chat) ? underWay.add(drop()) : underWay.add(handle(update), chat)
  }
  const offer = (update: Update) => {
    if (!takes || underWay.isFull) return false
    accept(update)
    return true
  }

  async function sayWhereUpdatesGo(): Promise<void> {
    if (!settings.webhook) await api.deleteWebhook()
    else
      await api.setWebhook(webhookAddress(settings.webhook.url).href, {
        secret_token: settings.webhook.secret,
        allowed_updates: UPDATES_WANTED,
      })
  }

  return {
    name: 'Telegram',
    ...(settings.webhook && { webhook: createWebhook(settings.webhook.url, settings.webhook.secret, offer) }),
    async start(broken) {
      try {
        bot.botInfo = await api.getMe()
        // Pushes may come as soon as Telegram knows where to.
        takes = !isClosed
        await sayWhereUpdatesGo().catch(error => {
          if (!knowsNoWebhooks(error)) throw error
          log.warn(factsOf(error), 'Telegram：这个 Bot API 服务器不认得推送的设置，照常运行')
        })
      } catch (error) {
        state = '未连接'
        // The errors of requests carry the token.
        throw new Error(`Telegram 没能连上：${factsOf(error).error}`)
      }
      if (isClosed) return
      setCommandMenu(api).catch(error => log.warn(factsOf(error), 'Telegram：命令菜单没能设好'))
      state = settings.webhook ? '已连接，等待推送' : '已连接'
      if (settings.webhook) return
      polling = startPolling({
        api,
        log,
        accept,
        connected: is => {
          if (takes) state = is ? '已连接' : '正在重连'
        },
        broken: error => {
          state = '未连接'
          broken(error)
        },
      })
    },
    state: () => state,
    async close(graceMs) {
      isClosed = true
      takes = false
      state = '已结束'
      underWay.add(polling?.stop() ?? Promise.resolve())
      await underWay.settled(graceMs)
      ending.abort()
      await underWay.settled(COUNTING_MS)
    },
  }
}

/** A Bot API server of somebody's own that has taken the token, and has no such method. */
function knowsNoWebhooks(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 404
}
