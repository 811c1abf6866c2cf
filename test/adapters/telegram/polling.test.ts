import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../../adapters/chat/store.js'
import { MOST_OF_ONE_CHAT, MOST_UNDER_WAY } from '../../../adapters/telegram/under-way.js'
import { BotApi, refusal } from './bot-api.js'
import { Person } from './people.js'
import { heldBack, opened, run } from './support.js'

const QUESTION = '呼伦贝尔班主任津贴多少'
describe('polling', () => {
  it('asks for what it answers, holds the poll open, and lets a webhook go that was set before', async () => {
    const { api, adapter } = await opened()
    await api.polledDry()
    expect(api.made('deleteWebhook')).toHaveLength(1)
    expect(adapter.state()).toBe('已连接')
    expect(adapter.webhook).toBeUndefined()
  })

  it('answers where a server of somebody’s own knows no webhooks', async () => {
    const api = await BotApi.open()
    api.fail('deleteWebhook', refusal(404, 'Not Found'))
    new Person(api, 5).says(QUESTION)
    const { adapter } = await opened({ api })
    expect((await api.seen('sendMessage')).params.text).toContain('每月800元')
    expect(adapter.state()).toBe('已连接')
  })

  it('answers an update once, however often and under whatever poll it comes', async () => {
    const { api, person, settled } = await opened()
    const update = { message: person(5).message(QUESTION) }
    api.push(update, 7)
    api.push(update, 7)
    await api.seen('sendMessage')
    api.push(update, 7)
    expect(await settled(5)).toHaveLength(1)
  })

  it('answers an update once over a restart', async () => {
    const store = await openStore(':memory:')
    const first = await run({ store })
    const update = { message: first.person(5).message(QUESTION) }
    first.api.push(update, 7)
    await first.api.seen('sendMessage')
    await first.adapter.close(1000)
    const from = first.api.calls.length
    const second = await opened({ store, api: first.api })
    second.api.push(update, 7)
    expect(await second.settled(5, from)).toEqual([])
  })

  it('answers what was said while it was away', async () => {
    const api = await BotApi.open()
    new Person(api, 5).says(QUESTION)
    await opened({ api })
    expect((await api.seen('sendMessage')).params.text).toContain('每月800元')
  })

  it('answers questions of one chat in their order, while others are not kept waiting', async () => {
    let open = () => {}
    const gate = new Promise<void>(resolve => {
      open = resolve
    })
    const { api, person, settled } = await opened({
      around: desk => {
        const answer = desk.answer.bind(desk)
        desk.answer = async (message, numbered) => {
          if (message.text === '/docs') await gate
          return answer(message, numbered)
        }
      },
    })
    person(5).says('/docs')
    person(5).says(QUESTION)
    person(6).says(QUESTION)
    await api.seen('sendMessage', ({ params }) => params.chat_id === 6)
    expect(api.said(5)).toEqual([])
    open()
    expect((await settled(5)).map(({ params }) => params.text.slice(0, 2))).toEqual(['收录', expect.any(String)])
  })

  it('goes on after a lost connection, a bad gateway in HTML, and a request to slow down', async () => {
    const { api, adapter, person } = await opened()
    await api.polledDry()
    api.fail(
      'getUpdates',
      'lost before',
      { status: 502, body: '<html>Bad Gateway</html>' },
      refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 }),
    )
    const lost = api.requested('getUpdates')
    person(4).says('/docs')
    await lost
    person(5).says(QUESTION)
    await api.seen('sendMessage', ({ params }) => params.chat_id === 5)
    expect(adapter.state()).toBe('已连接')
  })

  it('comes back when the server does', async () => {
    const { api, adapter, person, log } = await opened()
    await api.polledDry()
    await api.shut()
    while (adapter.state() !== '正在重连') await new Promise(setImmediate)
    await api.listen()
    person(5).says(QUESTION)
    await api.seen('sendMessage')
    expect(adapter.state()).toBe('已连接')
    expect(log.join('')).toContain('取消息失败')
  })

  it('says that it is broken where another program polls with its token, and can be started anew', async () => {
    const { api, adapter, broken, person } = await opened()
    await api.polledDry()
    api.fail('getUpdates', refusal(409, 'Conflict: terminated by other getUpdates request'))
    person(4).says('/docs')
    while (broken.length === 0) await new Promise(setImmediate)
    expect(broken[0].message).toContain('409')
    await adapter.start(error => void broken.push(error))
    person(5).says(QUESTION)
    await api.seen('sendMessage', ({ params }) => params.chat_id === 5)
    expect(broken).toHaveLength(1)
  })

  it('cannot start with a wrong token, and tells it to nobody', async () => {
    const api = await BotApi.open()
    onTestFinished(() => api.shut())
    const failed = run({ api, settings: { token: '999:wrong' } })
    await expect(failed).rejects.toThrow('Telegram 没能连上：401 Unauthorized')
    await expect(failed).rejects.not.toThrow('999:wrong')
  })

  it('cannot start where nothing listens, and tells the address to nobody, for it holds the token', async () => {
    const api = await BotApi.open()
    await api.shut()
    await expect(run({ api })).rejects.toThrow(/^Telegram 没能连上：ECONNREFUSED$/)
  })
})

describe('many chats', () => {
  it('are answered though one of them is flooded and stuck', async () => {
    const gate = heldBack(QUESTION)
    const { api, person, store } = await opened({ around: gate.around })
    person(5).says(QUESTION)
    await gate.reached
    for (let i = 0; i < MOST_UNDER_WAY + 100; i++) person(5).says('/status')
    person(6).says('/docs')
    await api.seen('sendMessage', ({ params }) => params.chat_id === 6)
    gate.open()
    await api.seen('sendMessage', ({ params }) => params.text.includes('每月800元'))
    const dropped = MOST_UNDER_WAY + 101 - MOST_OF_ONE_CHAT
    while ((await store.undelivered())[0]?.count !== dropped) await new Promise(setImmediate)
    expect((await store.undelivered()).map(({ reason }) => reason)).toEqual(['一个聊天里积压太多'])
  })

  it('answers two hundred at once, each once', async () => {
    const { api, person } = await opened()
    const chats = Array.from({ length: 200 }, (_, i) => 10_000 + i)
    for (const chat of chats) person(chat).says(QUESTION)
    await Promise.all(chats.map(chat => api.seen('sendMessage', ({ params }) => params.chat_id === chat)))
    expect(chats.map(chat => api.said(chat).length)).toEqual(chats.map(() => 1))
    for (const chat of chats) expect(api.said(chat)[0].params.text).toContain('每月800元')
  })
})
