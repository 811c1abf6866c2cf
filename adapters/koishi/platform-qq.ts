import type { Logger as Log } from 'pino'
import type { QQSettings } from '../environment.js'
import type { Platform } from './koishi-adapter.js'
import { Universal } from './koishi-modules.js'
import { QQOfficialBot } from './qq-bot.js'

/** QQ's official bot. */
export function qqPlatform(
  { appId, secret, endpoint }: QQSettings,
  { log, firstWaitMs }: { log: Pick<Log, 'warn'>; firstWaitMs?: number },
): Platform {
  let bot: QQOfficialBot | null = null
  return {
    name: 'qq',
    async connect(app) {
      bot = new QQOfficialBot(app, { appId, secret, endpoint, log, firstWaitMs })
      await bot.connect()
    },
    state() {
      if (bot?.status === Universal.Status.ONLINE) return '已连接'
      if (bot?.lostBy === 4914) return '机器人已下架，只能连沙箱'
      if (bot?.lostBy === 4915) return '机器人已封禁'
      return bot ? '正在重连' : '未连接'
    },
    disconnect() {
      bot?.disconnect()
      bot = null
    },
  }
}
