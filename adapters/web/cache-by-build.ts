import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { ASSET_NAMES, asset } from './assets.js'
import type { Site } from './site.js'

/** Changes with the looks of the pages: the names of assets hold a hash of their content. */
const LOOKS = createHash('sha256')
  .update(ASSET_NAMES.map(name => asset(name).path).join(' '))
  .digest('hex')
  .slice(0, 8)

/**
 * Pages and answers depend on the build and their address alone: while the build stays, a browser that has them need not be
 * sent them again, and nothing is computed for it. What sets a Cache-Control of its own is left alone.
 */
export function cacheByBuild(site: Site): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const tag = `W/"${site.index().buildId}-${LOOKS}"`
    const known = c.req.header('if-none-match')?.split(/\s*,\s*/) ?? []
    if (known.includes(tag)) return c.body(null, 304, { ETag: tag, 'Cache-Control': 'no-cache' })
    await next()
    if (c.res.status !== 200 || c.res.headers.has('cache-control')) return
    c.res.headers.set('ETag', tag)
    c.res.headers.set('Cache-Control', 'no-cache')
  }
}
