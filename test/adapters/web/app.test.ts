import { gunzipSync } from 'node:zlib'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../adapters/web/app.js'
import { seeds } from '../../index/support.js'
import { appOf, indexOf, parsed, siteOf } from './support.js'

const { index } = seeds()
const app = appOf(index)
const PAGES = [
  '/',
  '/?q=%E6%B4%A5%E8%B4%B4',
  '/search?q=%E6%B4%A5%E8%B4%B4',
  '/compare?q=%E6%B4%A5%E8%B4%B4',
  '/docs',
  '/d/wuhai-jiaoyu-2035',
]
const ANYTHING = [
  ...PAGES,
  '/nix',
  '/d/nix',
  '/api/ask?q=x',
  '/api/nix',
  '/api/ask',
  '/openapi.json',
  '/search.csv?q=x',
  '/healthz',
  '/metrics',
]

describe('every answer', () => {
  it.each(ANYTHING)('forbids scripts in the page, frames and guessing of types, and sets no cookie: %s', async path => {
    const { headers } = await app.request(path)
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/)
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.has('set-cookie')).toBe(false)
    expect(headers.has('x-powered-by')).toBe(false)
  })

  it.each(ANYTHING)('to HEAD is the one to GET without its body: %s', async path => {
    const [get, head] = [await app.request(path), await app.request(path, { method: 'HEAD' })]
    expect(head.status).toBe(get.status)
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'))
    expect(await head.text()).toBe('')
  })
})

describe('every page', () => {
  it.each([...PAGES, '/nix'])(
    'obeys the policy: no style or script but from files, nothing from elsewhere: %s',
    async path => {
      const page = await parsed(app.request(path))
      expect(page('html').attr('lang')).toBe('zh-CN')
      expect(page('style, [style], base, iframe, object, embed, meta[http-equiv]')).toHaveLength(0)
      for (const script of page('script').toArray()) {
        expect(page(script).text()).toBe('')
        expect((await app.request(page(script).attr('src')!)).status).toBe(200)
      }
      for (const element of page('*').toArray())
        for (const [name, value] of Object.entries(page(element).attr() ?? {})) {
          expect(name).not.toMatch(/^on/)
          if (['href', 'src', 'action'].includes(name)) expect(value).toMatch(/^(?:\/(?!\/)|#)/)
        }
    },
  )

  it.each([...PAGES, '/nix'])(
    'leads past the menu to what is on it, and through the menu to every part: %s',
    async path => {
      const page = await parsed(app.request(path))
      expect(page('a.skip').attr('href')).toBe('#main')
      expect(page('main#main')).toHaveLength(1)
      expect(page('h1')).toHaveLength(1)
      const menu = page('header nav a')
        .toArray()
        .map(link => page(link).attr('href'))
      expect(menu).toEqual(['/', '/search', '/compare', '/docs'])
    },
  )

  it('is sent compressed to those who take it', async () => {
    const response = await app.request('/d/wuhai-jiaoyu-2035', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i)
    const plain = await (await app.request('/d/wuhai-jiaoyu-2035')).text()
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(plain)
  })
})

describe('the files of the pages', () => {
  it('are named by their content and may be kept for good', async () => {
    const page = await parsed(app.request('/'))
    const paths = page('link[href], script[src]')
      .toArray()
      .map(element => (page(element).attr('href') ?? page(element).attr('src'))!)
    expect(paths).toHaveLength(3)
    for (const path of paths) {
      const response = await app.request(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('content-type')).toMatch(/^(?:text\/css|text\/javascript|image\/svg\+xml)/)
    }
  })
})

describe('a page that the reader has', () => {
  const again = (path: string, tag: string, on = app) => on.request(path, { headers: { 'If-None-Match': tag } })

  it.each([...PAGES, '/api/docs', '/api/ask?q=x', '/openapi.json', '/search.csv?q=x'])(
    'is not sent again while the build stays: %s',
    async path => {
      const first = await app.request(path)
      const tag = first.headers.get('etag')!
      expect(first.headers.get('cache-control')).toBe('no-cache')
      for (const known of [tag, `"x", ${tag}`, `${tag},"y"`]) {
        const response = await again(path, known)
        expect(response.status).toBe(304)
        expect(response.headers.get('etag')).toBe(tag)
        expect(await response.text()).toBe('')
      }
      expect((await again(path, '"other"')).status).toBe(200)
    },
  )

  it('is sent again of another build, and by a program started anew', async () => {
    let held = index
    const changing = createApp(siteOf(index, { index: () => held }))
    const tag = (await changing.request('/docs')).headers.get('etag')!
    expect((await again('/docs', tag, changing)).status).toBe(304)
    held = indexOf({ 'x.txt': '某市办法\n\n第一条 甲。\n' })
    const response = await again('/docs', tag, changing)
    expect(response.status).toBe(200)
    expect((await parsed(response))('ol.documents > li')).toHaveLength(1)
    expect((await again('/docs', tag)).status).toBe(200)
  })

  it.each(['/nix', '/api/nix', '/api/ask', '/healthz', '/readyz', '/metrics', '/d/wuhai-jiaoyu-2035/cite?at=1'])(
    'is never %s',
    async path => {
      const { headers } = await app.request(path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.has('etag')).toBe(false)
    },
  )
})

describe('what cannot be served', () => {
  it.each(['/nix', '/%', '/%ff', '/search/', '/D/wuhai-jiaoyu-2035', '/assets/style.css', '/.env', '/apis'])(
    'is a page for people at %s',
    async path => {
      const response = await app.request(path)
      expect(response.status).toBe(404)
      expect((await parsed(response))('main h1').text()).toBe('没有找到')
    },
  )

  it.each(['/api', '/api/', '/api/nix', '/api/docs/', '/healthz/x', '/openapi.json/x'])(
    'is problem details for programs at %s',
    async path => {
      const response = await app.request(path)
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
      expect(await response.json()).toMatchObject({ type: 'about:blank', title: '没有找到', status: 404 })
    },
  )

  it.each([
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/api/docs', 'GET, HEAD'],
    ['PUT', '/api/ask', 'GET, HEAD, POST'],
    ['GET', '/feedback', 'POST'],
    ['OPTIONS', '/api/search', 'GET, HEAD'],
    ['POST', '/d/wuhai-jiaoyu-2035', 'GET, HEAD'],
  ])('names the methods that can be: %s %s', async (method, path, allow) => {
    const response = await app.request(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect(response.headers.get('cache-control')).toBe('no-store')
    if (path.startsWith('/api/'))
      expect(await response.json()).toMatchObject({ title: '不支持这种请求方法', status: 405 })
  })

  it('because of a fault is owned up to, and the log knows why without the question', async () => {
    const lines: string[] = []
    const log = pino({ level: 'info' }, { write: line => void lines.push(line) })
    let times = 0
    const broken = () => {
      if (times++ === 1) throw new Error('disk on fire')
      return index
    }
    const response = await appOf(index, { log, index: broken }).request('/?q=%E6%88%91%E7%9A%84%E7%A7%98%E5%AF%86')
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(text).toContain('请稍后再试')
    expect(text).not.toContain('disk on fire')
    expect(lines.join('')).toContain('disk on fire')
    expect(decodeURIComponent(lines.join(''))).not.toContain('我的秘密')
  })
})

describe('a body', () => {
  const post = (path: string, body: string | ReadableStream, headers: Record<string, string> = {}) =>
    app.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

  it('of more than 16 KB is refused, whether its length is said or not', async () => {
    const large = 'x'.repeat(17_000)
    const stream = () => new Blob([large]).stream()
    for (const path of ['/api/ask', '/feedback'])
      for (const body of [large, stream()]) expect((await post(path, body)).status).toBe(413)
    expect((await post('/feedback', large)).headers.get('content-type')).toMatch(/^text\/html/)
  })

  it('that says it is smaller than it is, is not read to its end', async () => {
    const response = await post('/api/ask', 'x'.repeat(17_000), { 'Content-Length': '17000' })
    expect(response.status).toBe(413)
  })
})

describe('an address', () => {
  const from = (on: ReturnType<typeof appOf>, hops: string, path = '/api/docs') =>
    on.request(path, { headers: { 'X-Forwarded-For': hops } })

  it('that asks too often is told when to come back, and the others are not', async () => {
    const on = appOf(index, { requestsPerMinute: 2, trustedProxies: 1 })
    for (const status of [200, 200, 429]) expect((await from(on, '192.0.2.1')).status).toBe(status)
    const refused = await from(on, '192.0.2.1')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(refused.headers.get('cache-control')).toBe('no-store')
    expect(await refused.json()).toMatchObject({ title: '请求太多', detail: expect.stringMatching(/请 \d+ 秒后再试/) })
    expect((await parsed(from(on, '192.0.2.1', '/')))('main h1').text()).toBe('请求太多')
    expect((await from(on, '192.0.2.2')).status).toBe(200)
  })

  it('is not what anybody writes, where no proxy is trusted', async () => {
    const on = appOf(index, { requestsPerMinute: 1 })
    expect((await from(on, '192.0.2.1')).status).toBe(200)
    expect((await from(on, '192.0.2.2')).status).toBe(429)
  })

  it('is what the trusted proxy saw, not what the client made up before it', async () => {
    const on = appOf(index, { requestsPerMinute: 1, trustedProxies: 1 })
    expect((await from(on, '10.9.9.9, 192.0.2.1')).status).toBe(200)
    expect((await from(on, '10.8.8.8, 192.0.2.1')).status).toBe(429)
  })

  it('that is refused can still fetch styles, and what watches over the program is never refused', async () => {
    const on = appOf(index, { requestsPerMinute: 1 })
    const page = await parsed(on.request('/'))
    expect((await on.request('/')).status).toBe(429)
    const style = page('link[rel=stylesheet]').attr('href')!
    for (const path of [style, '/healthz', '/readyz', '/metrics'])
      for (let i = 0; i < 3; i++) expect((await on.request(path)).status).toBe(200)
  })
})

describe('what watches over the program', () => {
  it('is told that it lives, and what it answers from', async () => {
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'ok' })
    expect(await (await app.request('/readyz')).json()).toEqual({
      status: 'ready',
      buildId: index.buildId,
      documents: index.documents.length,
      clauses: index.clauses.length,
    })
  })

  it('sees requests by route, never what was asked or by whom', async () => {
    const on = appOf(index)
    for (const path of [
      '/?q=secretword',
      '/d/wuhai-jiaoyu-2035',
      '/d/nix',
      '/nix-1',
      '/nix-2',
      '/api/docs/nix',
      '/api/docs/nix/clauses/3',
    ])
      await on.request(path)
    const response = await on.request('/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await response.text()
    const counted = text.split('\n').filter(line => line.startsWith('wence_http_requests_total{'))
    expect(counted.sort()).toEqual(
      [
        'wence_http_requests_total{route="/",method="GET",status="200"} 1',
        'wence_http_requests_total{route="/d/:doc",method="GET",status="200"} 1',
        'wence_http_requests_total{route="/d/:doc",method="GET",status="404"} 1',
        'wence_http_requests_total{route="/*",method="GET",status="404"} 2',
        'wence_http_requests_total{route="/api/docs/:id",method="GET",status="404"} 1',
        'wence_http_requests_total{route="/api/docs/:id/clauses/:ref",method="GET",status="404"} 1',
      ].sort(),
    )
    expect(text).toMatch(/wence_answers_total\{status="(?:not_found|help)"\} 1/)
    expect(text).toContain(`wence_index_documents{build="${index.buildId}"} ${index.documents.length}`)
    expect(text).not.toMatch(/secretword|nix-1|["/]nix/)
  })
})
