import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Site } from './site.js'

/**
 * Pages and answers depend on the program, the build and their address alone: while these stay, a browser that has them need
 * not be sent them again, and nothing is computed for it. What sets a Cache-Control of its own is left alone.
 */
export function cacheByBuild(site: Site): MiddlewareHandler {
  // Started anew, the program may be another version, or know itself by another address.
  const start = randomBytes(4).toString('hex')
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const tag = `W/"${site.index().buildId}-${start}"`
    const known = c.req.header('if-none-match')?.split(/\s*,\s*/) ?? []
    if (known.includes(tag)) return c.body(null, 304, { ETag: tag, 'Cache-Control': 'no-cache' })
    await next()
    if (c.res.status !== 200 || c.res.headers.has('cache-control')) return
    c.res.headers.set('ETag', tag)
    c.res.headers.set('Cache-Control', 'no-cache')
  }
}
