import type { Context } from 'hono'
import type { Learning } from '../learning/learning.js'
import { isSameSecret } from '../same-secret.js'
import { connectedAddress } from './client-address.js'
import type { Site } from './site.js'

/** What the operator alone may see. */
export interface OperatorDesk {
  /** Opens the page from elsewhere than this machine; null: nobody elsewhere may see it. */
  token: string | null
  /** Null where nothing is learned from use. */
  learning: Learning | null
  /** How the adapters do, a line each. */
  states(): string[]
  /** When the build that answers was taken. */
  since(): Date
  undelivered(): Promise<{ platform: string; reason: string; count: number }[]>
}

/** Whether who asks may see the operator's page. `ask`: not yet, a token would show that they may. */
export type Entry = 'open' | 'ask' | 'hidden'

/**
 * Who shows the token may see the page, wherever they are. Without it only a browser on this machine may, and that only where
 * nothing says that readers come through a proxy: from there all of them would seem to be on this machine.
 */
export function entryOf(c: Context, site: Site): Entry {
  const { token } = site.operator
  if (token !== null && isToken(c.req.header('authorization'), token)) return 'open'
  if (isThisMachine(c, site)) return 'open'
  return token === null ? 'hidden' : 'ask'
}

/** `Bearer TOKEN`, or `Basic` with the token as the password of any user. */
function isToken(header: string | undefined, token: string): boolean {
  const [, scheme, value] = /^(bearer|basic)\s+(\S+)$/i.exec(header ?? '') ?? []
  if (value === undefined) return false
  const shown =
    scheme.toLowerCase() === 'bearer'
      ? value
      : Buffer.from(value, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '')
  return isSameSecret(shown, token)
}

const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via']
/** Names of this machine. Under another name a page from elsewhere may have led the browser here (DNS rebinding). */
const OWN_NAMES = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

function isThisMachine(c: Context, { publicUrl, trustedProxies }: Site): boolean {
  if (publicUrl !== null || trustedProxies > 0 || FORWARDED.some(name => c.req.header(name) !== undefined)) return false
  return OWN_NAMES.test(c.req.header('host') ?? new URL(c.req.url).host) && isLoopback(connectedAddress(c) ?? '')
}

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address) || address === '::1'
}
