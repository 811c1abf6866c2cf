import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort, processFolder, start } from '../program-process.js'
import { BotApi, TOKEN } from './bot-api.js'
import { Person } from './people.js'

const QUESTION = '呼伦贝尔班主任津贴多少'

/** Each case starts the program, some twice. */
describe('wence serve with Telegram', { timeout: 180_000 }, () => {
  let api: BotApi
  let data: string
  beforeEach(async () => {
    data = mkdtempSync(join(processFolder, 'telegram-'))
    api = await BotApi.open()
  })
  afterEach(async () => {
    expect(api.refused).toEqual([])
    await api.shut()
  })
  const serving = async (env: Record<string, string>) => {
    const running = start(['serve'], {
      WENCE_INDEX: join(processFolder, 'data', 'index'),
      WENCE_DATA: data,
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: api.url,
      WEB_PORT: '0',
      ...env,
    })
    await running.says(/问策已启动/)
    return running
  }

  it('answers by polling, and when told to end answers what it has taken; the next run answers the rest, each once', async () => {
    const chats = Array.from({ length: 60 }, (_, i) => 500 + i)
    const first = await serving({})
    await api.polledDry()
    for (const chat of chats) new Person(api, chat).says(QUESTION)
    await api.seen('sendMessage')
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    const second = await serving({})
    await Promise.all(chats.map(chat => api.seen('sendMessage', ({ params }) => params.chat_id === chat)))
    new Person(api, 400).says(QUESTION)
    await api.seen('sendMessage', ({ params }) => params.chat_id === 400)
    expect(chats.map(chat => api.said(chat).length)).toEqual(chats.map(() => 1))
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
    expect(first.output.stderr + second.output.stderr).not.toContain(TOKEN)
  })

  it('answers by pushes to its web server, beside the pages', async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const { child, ended } = await serving({
      WEB_PORT: String(port),
      WEB_RATE_LIMIT: '1',
      TELEGRAM_WEBHOOK_URL: url,
      TELEGRAM_WEBHOOK_SECRET: 'a-secret',
    })
    await api.seen('setWebhook')
    for (const chat of [5, 6, 7]) new Person(api, chat).says(QUESTION)
    await Promise.all([5, 6, 7].map(chat => api.seen('sendMessage', ({ params }) => params.chat_id === chat)))
    expect(api.webhook?.url).toBe(`${url}/telegram/webhook`)
    expect((await fetch(`${url}/telegram/webhook`, { method: 'POST', body: '{"update_id":1}' })).status).toBe(401)
    expect((await fetch(url)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('serves the pages while Telegram cannot be reached', async () => {
    const port = await freePort()
    const nowhere = `http://127.0.0.1:${await freePort()}`
    const { child, ended, says, output } = await serving({ WEB_PORT: String(port), TELEGRAM_API_ROOT: nowhere })
    await says(/平台没能连上/)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(output.stderr).not.toContain(TOKEN)
  })
})
