import type { WebSocket } from 'ws'
import type { Platform } from './koishi-adapter.js'
import { type KoishiBot, SatoriAdapter, Universal } from './koishi-modules.js'

const READY_WITHIN_MS = 30_000
/** A server that says nothing for so long, though it is asked every ten seconds, is gone. */
const SILENT_MS = 40_000
const CHECK_EVERY_MS = 10_000

/** A Satori server, with all accounts that are logged in there. */
export function satoriPlatform(
  { endpoint, token }: { endpoint: string; token: string | null },
  { firstWaitMs = 2000 }: { firstWaitMs?: number },
): Platform {
  let bots: readonly KoishiBot[] = []
  let watch: NodeJS.Timeout | undefined
  return {
    name: 'satori',
    async connect(app) {
      bots = app.bots
      await within(READY_WITHIN_MS, (ready, failed) => {
        app.plugin(
          watched({
            onReady: ready,
            onLost: () => failed(new Error('连不上 Satori 服务：请核对 SATORI_ENDPOINT 和 SATORI_TOKEN')),
            watch: (check: () => void) => {
              clearInterval(watch)
              watch = setInterval(check, CHECK_EVERY_MS).unref()
            },
          }),
          {
            endpoint,
            token: token ?? '',
            retryTimes: 6,
            retryInterval: firstWaitMs,
            retryLazy: Math.max(firstWaitMs, 30_000),
          },
        )
      })
    },
    state() {
      const { length } = bots.filter(({ status }) => status === Universal.Status.ONLINE)
      if (length) return length > 1 ? `已连接（${length} 个账号）` : '已连接'
      return bots.length ? '正在重连' : '未连接'
    },
    disconnect() {
      clearInterval(watch)
      bots = []
    },
  }
}

interface Watching {
  onReady(): void
  onLost(): void
  watch(check: () => void): void
}

/**
 * Koishi's Satori adapter, watched. Of itself (@satorijs/adapter-satori 1.5.1) it asks the server every ten seconds whether it is
 * there and does not look for the answer, so that a connection whose other end is gone stays for hours.
 */
function watched({ onReady, onLost, watch }: Watching) {
  return class extends SatoriAdapter {
    accept() {
      super.accept()
      const socket: WebSocket = this.socket
      let heardAt = Date.now()
      socket.addEventListener('message', ({ data }) => {
        heardAt = Date.now()
        if (opcodeOf(String(data)) === Universal.Opcode.READY) onReady()
      })
      watch(() => {
        if (Date.now() - heardAt > SILENT_MS) socket.terminate()
      })
    }

    setStatus(status: number, error?: Error) {
      super.setStatus(status, error)
      if (status === Universal.Status.RECONNECT || status === Universal.Status.OFFLINE) onLost()
    }
  }
}

function opcodeOf(frame: string): number | null {
  try {
    return JSON.parse(frame).op
  } catch {
    return null
  }
}

/** @throws where neither is called in time */
function within(ms: number, begin: (ready: () => void, failed: (error: Error) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('等了太久，没有回应')), ms)
    const settled =
      <T extends unknown[]>(settle: (...parts: T) => void) =>
      (...parts: T) => {
        clearTimeout(timer)
        settle(...parts)
      }
    begin(settled(resolve), settled(reject))
  })
}
