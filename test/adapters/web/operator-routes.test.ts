import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Learned } from '../../../adapters/learning/learning.js'
import { createApp } from '../../../adapters/web/app.js'
import { listen } from '../../../adapters/web/server.js'
import type { Site } from '../../../adapters/web/site.js'
import { seeds } from '../../index/support.js'
import { NO_OPERATOR, parsed, siteOf } from './support.js'

const TOKEN = 'a-token-that-nobody-guesses'
const LEARNED: Learned = {
  missed: [
    { day: '2026-03-01', question: '乌海学区房价格<b>', turns: [], count: 3 },
    { day: '2026-03-02', question: '请问乌海学区房价格', turns: [], count: 1 },
  ],
  voted: [
    {
      day: '2026-03-01',
      buildId: 'b',
      verdict: 'useless',
      question: '津贴多少',
      clauseId: 'hulunbuir-gaozhiliang-cuoshi#5.16.44',
      count: 2,
    },
  ],
}
const asked: number[] = []
const operator: Site['operator'] = {
  ...NO_OPERATOR,
  learning: {
    missed() {},
    record() {},
    read: async days => {
      asked.push(days)
      return LEARNED
    },
    sweep: async () => {},
    settle: async () => {},
  },
  states: () => ['telegram：已连接'],
  undelivered: async () => [{ platform: 'telegram', reason: '403', count: 7 }],
}
const appWith = (changes: Partial<Site> = {}) => createApp(siteOf(seeds().index, { operator, ...changes }))
/** As from a socket. */
const from = (address: string) => ({
  incoming: { socket: { remoteAddress: address, remotePort: 1, remoteFamily: 'IPv4' } },
})
const get = (
  app: ReturnType<typeof appWith>,
  headers: Record<string, string> = {},
  address = '127.0.0.1',
  path = '/operator',
) => Promise.resolve(app.request(`http://127.0.0.1:8080${path}`, { headers }, from(address)))

describe('the operator’s page', () => {
  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('is open to a browser on this machine (%s)', async address => {
    expect((await get(appWith(), {}, address)).status).toBe(200)
  })

  it.each([
    ['from elsewhere', {}, '192.0.2.7', {}],
    ['without a socket that says from where', {}, '', {}],
    ['through a proxy on this machine', { 'X-Forwarded-For': '192.0.2.7' }, '127.0.0.1', {}],
    ['through a proxy that says so otherwise', { Forwarded: 'for=192.0.2.7' }, '127.0.0.1', {}],
    ['under a name that another page led the browser to', { Host: 'evil.example:8080' }, '127.0.0.1', {}],
    ['on a site that readers reach from outside', {}, '127.0.0.1', { publicUrl: 'https://wence.example' }],
    ['behind trusted proxies', {}, '127.0.0.1', { trustedProxies: 1 }],
  ])('%s is an address that leads nowhere', async (_, headers: Record<string, string>, address, changes) => {
    for (const path of ['/operator', '/operator/misses.jsonl']) {
      const response = await get(appWith(changes), headers, address, path)
      expect(response.status).toBe(404)
      expect(await response.text()).not.toContain('学区房')
    }
    const nowhere = await get(appWith(changes), headers, address, '/nowhere')
    const hidden = await get(appWith(changes), headers, address)
    expect(await hidden.text()).toBe(await nowhere.text())
  })

  describe('with a token', () => {
    const app = appWith({ operator: { ...operator, token: TOKEN }, publicUrl: 'https://wence.example' })
    const basic = (password: string, user = 'anyone') =>
      `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

    it.each([`Bearer ${TOKEN}`, `bearer ${TOKEN}`, basic(TOKEN), basic(TOKEN, '')])('is open to %s', async header => {
      expect((await get(app, { Authorization: header }, '192.0.2.7')).status).toBe(200)
    })

    it.each([
      undefined,
      '',
      'Bearer',
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      basic(''),
      basic('x'),
      `Digest ${TOKEN}`,
      TOKEN,
    ])('asks for it where %s is shown', async header => {
      const response = await get(app, header === undefined ? {} : { Authorization: header }, '192.0.2.7')
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).not.toContain('学区房')
    })
  })

  it('lists what was asked in vain with its nearest clauses, what was of no use, the build, the adapters, what was not delivered', async () => {
    const page = await parsed(get(appWith()))
    expect(page('#missed ~ ol > li').length).toBe(1)
    const group = page('#missed ~ ol > li').first()
    expect(group.text()).toContain('乌海学区房价格')
    expect(group.text()).toContain('4 次，最近 2026-03-02')
    expect(group.find('a[href^="/d/"]').length).toBeGreaterThan(0)
    expect(page('b').length).toBe(0)
    expect(page('tbody tr').text()).toContain('津贴多少2')
    expect(page('tbody a[href^="/d/hulunbuir-gaozhiliang-cuoshi"]').length).toBe(1)
    expect(page('main').text()).toContain(seeds().index.buildId)
    expect(page('main').text()).toContain('telegram：已连接')
    expect(page('main').text()).toContain('telegram 没能送达：403，7 次')
  })

  it('is never kept by anybody, whatever the browser knows already', async () => {
    const app = appWith()
    const known = (await Promise.resolve(app.request('http://127.0.0.1:8080/docs'))).headers.get('etag')!
    for (const path of ['/operator', '/operator/misses.jsonl']) {
      const response = await get(app, { 'If-None-Match': known }, '127.0.0.1', path)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('etag')).toBeNull()
    }
  })

  it('looks back as many days as asked, and a month where that is nonsense', async () => {
    asked.length = 0
    for (const days of ['7', 'x', '0', '-1', '1.5', '999999'])
      await get(appWith(), {}, '127.0.0.1', `/operator?days=${days}`)
    expect(asked).toEqual([7, 30, 30, 30, 30, 30])
  })

  it('gives the questions to label as a file', async () => {
    const response = await get(appWith(), {}, '127.0.0.1', '/operator/misses.jsonl')
    expect(response.headers.get('content-disposition')).toContain('to-label.jsonl')
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines.map(({ question }) => question)).toEqual(['乌海学区房价格<b>', '津贴多少'])
    expect(lines.every(({ label }) => label.startsWith('待标'))).toBe(true)
  })

  it('says that nothing is learned where that is turned off', async () => {
    const page = await parsed(get(appWith({ operator: { ...operator, learning: null } })))
    expect(page('main').text()).toContain('WENCE_LEARN=0')
    expect(page('#missed').length).toBe(0)
  })
})

describe('through a real socket', () => {
  let server: Awaited<ReturnType<typeof listen>>
  beforeAll(async () => {
    server = await listen(appWith(), '127.0.0.1', 0)
  })
  afterAll(() => server.close(100))

  it('this machine is known', async () => {
    expect((await fetch(`${server.url}/operator`)).status).toBe(200)
    expect((await fetch(`${server.url}/operator`, { headers: { 'X-Forwarded-For': '192.0.2.7' } })).status).toBe(404)
  })
})

describe('a question without an answer', () => {
  it('on a page and by the interface is learned from once, earlier turns of the page not again', async () => {
    const site = siteOf(seeds().index)
    const app = createApp(site)
    const q = encodeURIComponent
    await app.request(`/?q=${q('赤峰幼儿园收费标准')}`)
    await app.request(`/?t=${q('赤峰幼儿园收费标准')}&q=${q('那通辽呢')}`)
    await app.request(`/api/ask?q=${q('鄂尔多斯的公交车票价是多少钱')}`)
    await app.request(`/api/ask?q=${q('呼伦贝尔班主任津贴多少')}`)
    await new Promise(setImmediate)
    expect(site.missed).toEqual([
      { question: '赤峰幼儿园收费标准', turns: [] },
      { question: '那通辽呢', turns: ['赤峰幼儿园收费标准'] },
      { question: '鄂尔多斯的公交车票价是多少钱', turns: [] },
    ])
  })

  it('has no vote to give, nor has an answer, where nothing is learned', async () => {
    const app = createApp(siteOf(seeds().index, { feedback: null }))
    const page = await parsed(Promise.resolve(app.request(`/?q=${encodeURIComponent('呼伦贝尔班主任津贴多少')}`)))
    expect(page('form.vote').length).toBe(0)
    const body = new URLSearchParams({ verdict: 'useful', question: '津贴', clauseId: '' })
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    expect((await app.request('/feedback', { method: 'POST', body, headers })).status).toBe(404)
  })
})
