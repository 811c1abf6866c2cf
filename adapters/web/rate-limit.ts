import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { clientAddress } from './client-address.js'
import { problem } from './problem.js'
import type { Site } from './site.js'

/** Refuses an address that asks more often than it may within a minute, and says when to come back. */
export function rateLimit(site: Site): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: site.requestsPerMinute, duration: 60 })
  return async (c, next) => {
    try {
      await limiter.consume(clientAddress(c, site.trustedProxies))
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
      c.header('Retry-After', String(seconds))
      return problem(c, 429, `问得太快了，请 ${seconds} 秒后再试。`)
    }
    await next()
  }
}
