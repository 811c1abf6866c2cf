import { pino } from 'pino'
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChatAdapter } from '../../../adapters/chat/adapter.js'
import { telegramAdapter } from '../../../adapters/telegram/adapter.js'
import { listen } from '../../../adapters/web/server.js'
import { openDesk } from '../chat/desk-support.js'
import { freePort } from '../program-process.js'

const TOKEN = '666:another-token'
const QUESTION = '呼伦贝尔班主任津贴多少'

/** The bot against a server that others wrote: it knows messages, commands, buttons, and pushes without a secret. */
describe('against telegram-test-api', () => {
  let server: TelegramServer
  let adapter: ChatAdapter
  beforeEach(async () => {
    server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' })
    await server.start()
  })
  afterEach(async () => {
    await adapter.close(1000)
    await server.stop()
  })
  const open = async (webhook: { url: string; secret: string } | null = null) => {
    const { desk, store } = await openDesk()
    adapter = telegramAdapter(
      { token: TOKEN, apiRoot: server.config.apiURL, webhook },
      { desk, store, log: pino({ level: 'silent' }) },
    )
    await adapter.start(() => {})
  }
  type Heard = { text: string; reply_markup?: { inline_keyboard: { text: string; callback_data: string }[][] } }
  const heard = () => server.storage.botMessages.map(({ message }) => message as unknown as Heard)
  /** Waits for the n-th message of the bot. */
  const message = async (n: number) => {
    while (heard().length < n) await server.waitBotMessage()
    return heard()[n - 1]
  }

  it('answers questions and commands', async () => {
    await open()
    const client = server.getClient(TOKEN, { timeout: 30_000 })
    await client.sendMessage(client.makeMessage(QUESTION))
    expect((await message(1)).text).toContain('每月800元')
    await client.sendCommand(client.makeCommand('/docs'))
    expect((await message(2)).text).toContain('收录')
  })

  it('answers the buttons it showed', async () => {
    await open()
    const client = server.getClient(TOKEN, { timeout: 30_000 })
    await client.sendMessage(client.makeMessage(QUESTION))
    const [clause] = (await message(1)).reply_markup!.inline_keyboard.flat()
    expect(clause.text).toBe('原文')
    await client.sendCallback(client.makeCallbackQuery(clause.callback_data))
    expect((await message(2)).text).toContain('44.')
  })

  it('answers in a group where it is mentioned', async () => {
    await open()
    const client = server.getClient(TOKEN, { timeout: 30_000, type: 'group', chatId: -3 })
    const text = `@TestNameBot ${QUESTION}`
    await client.sendMessage(client.makeMessage(QUESTION))
    await client.sendMessage(
      client.makeMessage(text, { entities: [{ type: 'mention', offset: 0, length: 12 }] } as never),
    )
    expect((await message(1)).text).toContain('每月800元')
    await client.sendCommand(client.makeCommand('/docs'))
    expect((await message(2)).text).toContain('收录')
  })

  it('takes no push of a server that does not say the secret', async () => {
    const web = await listen({ fetch: request => adapter.webhook!.handle(request) }, '127.0.0.1', 0)
    await open({ url: `${web.url}/telegram`, secret: 'a-secret' })
    const client = server.getClient(TOKEN)
    await expect(server.addUserMessage(client.makeMessage(QUESTION))).rejects.toThrow('401')
    await web.close(100)
  })
})
