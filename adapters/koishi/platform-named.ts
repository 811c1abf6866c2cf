import type { Logger as Log } from 'pino'
import { UserError } from '../user-error.js'
import { loadPlugin, type NamedAdapter } from './adapters-file.js'
import type { Platform } from './koishi-adapter.js'
import { type KoishiBot, Universal } from './koishi-modules.js'

/** How the bots of any Koishi adapter do, in words. */
const STATES: Record<number, string> = {
  [Universal.Status.OFFLINE]: '未连接',
  [Universal.Status.ONLINE]: '已连接',
  [Universal.Status.CONNECT]: '正在连接',
  [Universal.Status.DISCONNECT]: '正在断开',
  [Universal.Status.RECONNECT]: '正在重连',
}

/** Koishi adapters named in a file: 飞书, 钉钉, 企业微信, Discord, KOOK … whichever are installed. */
export function namedPlatform(adapters: readonly NamedAdapter[], { log }: { log: Pick<Log, 'error'> }): Platform {
  let bots: readonly KoishiBot[] = []
  let missing: string[] = []
  return {
    name: 'koishi',
    async connect(app) {
      bots = app.bots
      missing = []
      for (const { plugin, config } of adapters) {
        try {
          app.plugin((await loadPlugin(plugin)) as never, config as never)
        } catch (error) {
          // What a plugin says of its own settings may repeat them, secrets too.
          const why = error instanceof UserError ? error.message : `${plugin} 没能启动，请核对它的 config`
          missing.push(why)
          log.error({ plugin }, why)
        }
      }
      if (missing.length === adapters.length) throw new UserError(missing.join('\n'))
    },
    state() {
      const states = bots.map(({ platform, status }) => `${platform} ${STATES[status]}`)
      return [...states, ...missing].join('；') || '没有机器人登录'
    },
    disconnect() {
      bots = []
    },
  }
}
