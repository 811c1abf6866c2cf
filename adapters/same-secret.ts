import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether somebody shows the secret. Digests of one length are compared, so that the time it takes tells nothing, not even its length. */
export function isSameSecret(shown: string, secret: string): boolean {
  return timingSafeEqual(digest(shown), digest(secret))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
