import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { telegramAdapter } from '../../../adapters/telegram/adapter.js'
import { MOST_UNDER_WAY } from '../../../adapters/telegram/under-way.js'
import { type Listening, listen } from '../../../adapters/web/server.js'
import { openDesk } from '../chat/desk-support.js'
import { BotApi } from './bot-api.js'
import { heldBack, type Running, run } from './support.js'

const SECRET = 'a-secret_of-this-test'
const QUESTION = '呼伦贝尔班主任津贴多少'

describe('the webhook', () => {
  let running: Running
  let web: Listening
  let url: string
  beforeEach(async () => {
    web = await listen({ fetch: request => running.adapter.webhook!.handle(request) }, '127.0.0.1', 0)
    url = `${web.url}/hooks/wence`
    running = await run({ settings: { webhook: { url, secret: SECRET } } })
  })
  afterEach(async () => {
    await running.close()
    await web.close(100)
    expect(running.api.refused).toEqual([])
  })
  const post = (body: string, headers: Record<string, string> = {}) => fetch(url, { method: 'POST', body, headers })
  const withSecret = { 'X-Telegram-Bot-Api-Secret-Token': SECRET }
  const update = (id: number, text = QUESTION) =>
    JSON.stringify({ update_id: id, message: running.person(5).message(text) })

  it('is told to Telegram with its secret, and answers what is pushed', async () => {
    const { api, adapter, person } = running
    expect(api.webhook).toEqual({
      url,
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'inline_query'],
    })
    expect(adapter.webhook!.path).toBe('/hooks/wence')
    expect(url).not.toContain('test-token')
    person(5).says(QUESTION)
    expect((await api.seen('sendMessage')).params.text).toContain('每月800元')
    expect(api.deliveries).toEqual([200])
  })

  it.each([
    ['without a secret', {}],
    ['with a wrong one', { 'X-Telegram-Bot-Api-Secret-Token': 'a-secret_of-this-tesT' }],
    ['with a part of it', { 'X-Telegram-Bot-Api-Secret-Token': SECRET.slice(0, -1) }],
    ['with an empty one', { 'X-Telegram-Bot-Api-Secret-Token': '' }],
  ])('refuses a push %s', async (_, headers) => {
    expect((await post(update(1), headers)).status).toBe(401)
    expect(await running.settled(5)).toEqual([])
  })

  it('answers an update once that is delivered again, at once and later', async () => {
    const pushes = await Promise.all([post(update(1), withSecret), post(update(1), withSecret)])
    expect(pushes.map(({ status }) => status)).toEqual([200, 200])
    expect(await running.settled(5)).toHaveLength(1)
    expect((await post(update(1), withSecret)).status).toBe(200)
    expect(await running.settled(5)).toHaveLength(1)
  })

  it.each([
    ['no JSON', 'x'],
    ['no update', '{"message":{}}'],
    ['no number of an update', '{"update_id":"1"}'],
    ['a list', '[]'],
  ])('refuses %s', async (_, body) => {
    expect((await post(body, withSecret)).status).toBe(400)
  })

  it('refuses other methods, and bodies that no update has', async () => {
    expect((await fetch(url, { headers: withSecret })).status).toBe(405)
    const huge = JSON.stringify({ update_id: 1, x: 'x'.repeat(600_000) })
    expect((await post(huge, withSecret)).status).toBe(413)
    const stream = new Blob([huge]).stream()
    const chunked = await fetch(url, {
      method: 'POST',
      body: stream,
      headers: withSecret,
      duplex: 'half',
    } as RequestInit)
    expect(chunked.status).toBe(413)
  })

  it('survives an update that is not what it should be', async () => {
    expect((await post('{"update_id":1,"message":{"text":5}}', withSecret)).status).toBe(200)
    expect((await post('{"update_id":2,"callback_query":{"id":"x"}}', withSecret)).status).toBe(200)
    running.person(5).says(QUESTION)
    await running.api.seen('sendMessage')
  })

  it('lets Telegram keep what it has no room for', async () => {
    const gate = heldBack('/status')
    const full = await run({
      around: gate.around,
      settings: { webhook: { url: 'http://127.0.0.1:9', secret: SECRET } },
    })
    const push = (n: number) =>
      full.adapter.webhook!.handle(
        new Request(url, {
          method: 'POST',
          headers: withSecret,
          body: JSON.stringify({ update_id: n, message: full.person(1000 + n).message('/status') }),
        }),
      )
    const statuses = await Promise.all(
      Array.from({ length: MOST_UNDER_WAY + 1 }, async (_, n) => (await push(n)).status),
    )
    expect(statuses.filter(status => status === 200)).toHaveLength(MOST_UNDER_WAY)
    expect(statuses.filter(status => status === 503)).toHaveLength(1)
    gate.open()
    await full.close()
    expect(full.api.made('sendMessage')).toHaveLength(MOST_UNDER_WAY)
  })

  it('lets Telegram keep what comes while it ends', async () => {
    await running.adapter.close(100)
    expect((await post(update(1), withSecret)).status).toBe(503)
  })
})

describe('the address of the webhook', () => {
  it('gets a path where it has none, for the front page is another’s', async () => {
    const api = await BotApi.open()
    const running = await run({ api, settings: { webhook: { url: 'http://127.0.0.1:9', secret: SECRET } } })
    expect(running.adapter.webhook!.path).toBe('/telegram/webhook')
    expect(api.webhook?.url).toBe('http://127.0.0.1:9/telegram/webhook')
    await running.close()
  })

  it('takes nothing before the adapter has started', async () => {
    const { desk, store } = await openDesk()
    const adapter = telegramAdapter(
      {
        token: '1:x',
        apiRoot: 'http://127.0.0.1:9',
        webhook: { url: 'https://wence.example/t', secret: SECRET },
      },
      { desk, store, log: pino({ level: 'silent' }) },
    )
    const request = new Request('https://wence.example/t', {
      method: 'POST',
      headers: { 'X-Telegram-Bot-Api-Secret-Token': SECRET },
      body: '{"update_id":1}',
    })
    expect((await adapter.webhook!.handle(request)).status).toBe(503)
  })
})
