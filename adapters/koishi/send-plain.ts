import type { Outgoing } from '../chat/desk.js'
import { numberedMenu, plainTexts, spelledOut } from '../chat/plain-text.js'
import { h } from './koishi-modules.js'
import { type Outlet, type Sending, UNKNOWN } from './outlet.js'

/** UTF-16 code units that a message of a platform may hold, a little less than its own limit; others get the default. */
const LIMITS: Record<string, number> = {
  discord: 1900,
  kook: 4000,
  lark: 4000,
  dingtalk: 4000,
  slack: 3000,
  line: 4500,
  telegram: 3900,
  whatsapp: 3900,
  // 2,048 bytes, of which a Chinese character takes three.
  wecom: 600,
  'wechat-official': 600,
}
const DEFAULT_LIMIT = 1500

/**
 * Plain text for any Koishi adapter: a message is one text element, so nothing in it is read as an element, whatever it looks
 * like. Buttons are numbers.
 */
export const plainOutlet: Outlet = {
  async send(outgoing, session) {
    const sendings: Sending[] = []
    for (const text of plainMessages(outgoing, LIMITS[session.platform] ?? DEFAULT_LIMIT)) {
      try {
        // Not session.send, which says of a failure only that nothing was sent, and logs the error with the text in it.
        const [id] = await session.bot.sendMessage(session.channelId!, [h.text(text)], session.event.referrer, {
          session,
        })
        sendings.push(id === undefined ? { undelivered: '平台没有收下' } : { id })
      } catch (error) {
        sendings.push({ undelivered: reasonOf(error) })
      }
    }
    return sendings
  },
}

/** An answer as texts of at most `limit` code units, the numbers to reply with behind the last. */
export function plainMessages(outgoing: Outgoing, limit: number): string[] {
  const menu = numberedMenu(outgoing)
  const sections = outgoing.sections.map(spelledOut)
  return plainTexts(menu === null ? sections : [...sections, [{ text: menu }]], limit)
}

/** Why a message could not be sent, as far as an error of some adapter says: a status, never its words, which may hold the text. */
function reasonOf(error: unknown): string {
  const errors = (error as { errors?: unknown[] })?.errors ?? [error]
  const { response, code } = (errors[0] ?? {}) as { response?: { status?: number }; code?: unknown }
  if (response?.status !== undefined) return `平台拒绝（${response.status}）`
  if (code === 'ETIMEDOUT') return UNKNOWN
  return typeof code === 'string' || typeof code === 'number' ? `发送失败（${code}）` : '发送失败'
}
