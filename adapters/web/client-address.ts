import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * Who asks, for limits only: the address of the connection, or behind `trustedProxies` proxies the one that the outermost of
 * them saw (the last entries of X-Forwarded-For are theirs, all before may be made up). An IPv6 network of a subscriber (/64)
 * counts as one.
 */
export function clientAddress(c: Context, trustedProxies: number): string {
  return network(
    (trustedProxies > 0 ? forwarded(c.req.header('x-forwarded-for'), trustedProxies) : null) ??
      connectedAddress(c) ??
      // All that come without a socket (app.request in tests) are one client.
      'unknown',
  )
}

function forwarded(header: string | undefined, trustedProxies: number): string | null {
  const hops = header?.split(',').map(hop => hop.trim()) ?? []
  return hops.at(-trustedProxies) || hops[0] || null
}

/** The address that the connection comes from; null where there is no socket to tell. */
export function connectedAddress(c: Context): string | null {
  try {
    return getConnInfo(c).remote.address ?? null
  } catch {
    return null
  }
}

function network(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!bare.includes(':')) return bare
  const [head, tail] = bare.split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail === undefined) return groups.slice(0, 4).join(':')
  const behind = tail.split(':').filter(Boolean)
  const full = [...groups, ...new Array(Math.max(0, 8 - groups.length - behind.length)).fill('0'), ...behind]
  return full.slice(0, 4).join(':')
}
