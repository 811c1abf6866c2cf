import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { clientAddress } from '../../../adapters/web/client-address.js'

async function addressOf(header: string | null, trustedProxies: number): Promise<string> {
  const app = new Hono().get('/', c => c.text(clientAddress(c, trustedProxies)))
  return (await app.request('/', { headers: header === null ? {} : { 'X-Forwarded-For': header } })).text()
}

describe('who asks', () => {
  it.each([
    ['192.0.2.1', 0, 'unknown'],
    [null, 1, 'unknown'],
    ['', 1, 'unknown'],
    ['192.0.2.1', 1, '192.0.2.1'],
    ['1.1.1.1, 192.0.2.1', 1, '192.0.2.1'],
    ['1.1.1.1,192.0.2.1 , 10.0.0.1', 2, '192.0.2.1'],
    ['192.0.2.1', 2, '192.0.2.1'],
    ['::ffff:192.0.2.1', 1, '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', 1, '2001:db8:1:2'],
    ['2001:db8:1:2::9', 1, '2001:db8:1:2'],
    ['2001:db8::9', 1, '2001:db8:0:0'],
    ['::1', 1, '0:0:0:0'],
  ])('behind X-Forwarded-For %j and %i proxies is %s', async (header, proxies, expected) => {
    expect(await addressOf(header, proxies)).toBe(expected)
  })

  it('is one subscriber, whichever of the addresses of their network they take', async () => {
    expect(await addressOf('2001:db8:1:2::1', 1)).toBe(await addressOf('2001:db8:1:2:ffff:ffff:ffff:ffff', 1))
    expect(await addressOf('2001:db8:1:2::1', 1)).not.toBe(await addressOf('2001:db8:1:3::1', 1))
  })
})
