import type { Logger as Log } from 'pino'
import type { WebSocket } from 'ws'
import type { OneBotSettings } from '../environment.js'
import type { Platform } from './koishi-adapter.js'
import { type KoishiContext, Universal } from './koishi-modules.js'
import { OneBotAccount } from './onebot-bot.js'
import { OneBotClient } from './onebot-client.js'
import { OneBotLink } from './onebot-link.js'
import { OneBotServer } from './onebot-server.js'

export interface OneBotPlatformParts {
  log: Pick<Log, 'info' | 'warn'>
  firstWaitMs?: number
  /** How long an action may take, in milliseconds. */
  answerWithinMs?: number
}

/** Servers that send forwards take their time. */
const ANSWER_WITHIN_MS = 60_000

/** OneBot v11: the bot connects to the server, or servers connect to the bot, or both. */
export function onebotPlatform(settings: OneBotSettings, parts: OneBotPlatformParts): Platform & { port(): number } {
  const { selfId, token, connectTo, listenPort } = settings
  const { log, firstWaitMs, answerWithinMs = ANSWER_WITHIN_MS } = parts
  const accounts = new Map<string, OneBotAccount>()
  let client: OneBotClient | null = null
  let server: OneBotServer | null = null
  let port = 0

  function take(app: KoishiContext, socket: WebSocket, id: string): void {
    const account = accounts.get(id) ?? new OneBotAccount(app, id, log)
    accounts.set(id, account)
    const link = new OneBotLink(socket, {
      answerWithinMs,
      onEvent: event => void account.receive(event),
      onNonsense: () => log.warn({ platform: 'onebot' }, '收到一段不是 OneBot v11 的数据'),
      onClose: () => {
        account.lose(link)
        log.info({ platform: 'onebot' }, 'OneBot 连接断开')
      },
    })
    account.use(link)
    log.info({ platform: 'onebot' }, 'OneBot 已连接')
  }

  return {
    name: 'onebot',
    async connect(app) {
      if (listenPort !== null) {
        server = new OneBotServer({ port: listenPort, token, selfId, onOpen: (socket, id) => take(app, socket, id) })
        port = await server.listen()
        log.info(
          { platform: 'onebot', port },
          token ? '等待 OneBot 连接' : '等待 OneBot 连接（没有设 ONEBOT_TOKEN，只接受本机）',
        )
      }
      if (connectTo !== null) {
        client = new OneBotClient({ url: connectTo, token, firstWaitMs, onOpen: socket => take(app, socket, selfId!) })
        try {
          await client.start()
        } catch (error) {
          // Whoever connects to us is served all the same.
          if (listenPort === null) throw error
          client.keepTrying()
        }
      }
    },
    state() {
      const all = [...accounts.values()]
      const online = all.filter(({ status }) => status === Universal.Status.ONLINE)
      if (online.some(({ accountIsOnline }) => !accountIsOnline)) return '已连接，但 QQ 号不在线'
      if (online.length) return online.length > 1 ? `已连接（${online.length} 个账号）` : '已连接'
      if (all.length && connectTo !== null) return '正在重连'
      return listenPort === null ? '未连接' : '等待 OneBot 连接'
    },
    disconnect() {
      client?.close()
      server?.close()
      for (const account of accounts.values()) account.leave()
      accounts.clear()
    },
    port: () => port,
  }
}
