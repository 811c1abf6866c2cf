import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clauseCode } from '../../../adapters/chat/clause-code.js'
import { refusal } from './bot-api.js'
import { heldBack, logged, longPart, opened } from './support.js'

const QUESTION = '呼伦贝尔班主任津贴多少'

describe('sending', () => {
  it('never sends markup: text with entities beside it, previews of links off', async () => {
    const { api, person } = await opened({ desk: { publicUrl: 'https://wence.example' } })
    person(5).says(QUESTION)
    const { params } = await api.seen('sendMessage')
    expect(params).not.toHaveProperty('parse_mode')
    expect(params.link_preview_options).toEqual({ is_disabled: true })
    const shown = (type: string) =>
      params
        .entities!.filter(entity => entity.type === type)
        .map(({ offset, length }) => params.text.slice(offset, offset + length))
    expect(shown('bold')).toEqual([params.text.split('\n')[0]])
    expect(shown('blockquote').concat(shown('expandable_blockquote')).join('')).toContain('每月800元')
    expect(shown('text_link')[0]).toMatch(/^《.+》/)
    expect(params.entities!.find(({ type }) => type === 'text_link')).toMatchObject({
      url: expect.stringMatching(/^https:\/\/wence\.example\/d\//),
    })
  })

  it('shows what people wrote as they wrote it, whatever it looks like', async () => {
    const { person, settled, api } = await opened()
    const bits = [
      '<at type="all"/>',
      '[CQ:at,qq=all]',
      '<b>',
      '</b>',
      '&amp;',
      '&',
      '_',
      '*',
      '[l](u)',
      '`',
      '\\',
      '🏫',
      '~',
      '||',
      '>',
      '#',
    ]
    const hostile = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'grapheme', maxLength: 4 })), {
      minLength: 1,
      maxLength: 10,
    })
    await fc.assert(
      fc.asyncProperty(hostile, async bits => {
        const written = `Q${bits.join('')}Q`
        const from = api.calls.length
        person(5).says(`/docs ${written}`)
        const [{ params }] = await settled(5, from)
        expect(params.text).toContain(`“${written.toWellFormed()}”`)
      }),
      { numRuns: 40 },
    )
  })

  it('sends a long clause in several messages, nothing lost, the buttons under the last', async () => {
    const { index, clauseId, text } = longPart()
    const { person, settled } = await opened({ desk: { index: () => index } })
    person(5).says(`/start ${clauseCode(clauseId)}`)
    const messages = await settled(5)
    expect(messages.length).toBeGreaterThan(1)
    for (const { params } of messages) expect(params.text.length).toBeLessThanOrEqual(4096)
    const squeeze = (text: string) => text.replace(/\s+/g, '')
    expect(squeeze(messages.map(({ params }) => params.text).join(''))).toContain(squeeze(text))
    expect(messages.map(({ params }) => params.reply_markup !== undefined)).toEqual([
      ...messages.slice(1).map(() => false),
      true,
    ])
    expect(messages[0].params.text).toContain('《某市教育办法》')
  })

  it('waits as long as it is told to, and sends once', async () => {
    const { api, person, settled, store } = await opened()
    api.fail('sendMessage', refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 }))
    person(5).says(QUESTION)
    expect(await settled(5)).toHaveLength(1)
    expect(await store.undelivered()).toEqual([])
  })

  it.each([
    ['in JSON', refusal(502, 'Bad Gateway')],
    ['in HTML', { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' }],
  ])('sends again after a bad gateway %s', async (_, fault) => {
    const { api, person, settled, store } = await opened()
    api.fail('sendMessage', fault)
    person(5).says(QUESTION)
    expect(await settled(5)).toHaveLength(1)
    expect(await store.undelivered()).toEqual([])
  })

  it.each([
    ['lost after', 1],
    ['lost before', 0],
  ] as const)('does not send again what may have arrived (%s), but counts it and says so', async (fault, arrived) => {
    const { api, person, settled, store } = await opened()
    api.fail('sendMessage', fault)
    person(5).says(QUESTION)
    const said = (await settled(5)).map(({ params }) => params.text)
    expect(said.filter(text => text.includes('每月800元'))).toHaveLength(arrived)
    expect(said.at(-1)).toBe('刚才的回答可能没有送到，没看到的话请再问一次。')
    expect(said).toHaveLength(arrived + 1)
    expect(await store.undelivered()).toEqual([{ platform: 'telegram', reason: '连接断了，不知是否送到', count: 1 }])
  })

  it('gives up where not even that can be said', async () => {
    const { api, person, settled, store } = await opened()
    api.fail('sendMessage', 'lost before', 'lost before')
    person(5).says(QUESTION)
    expect(await settled(5)).toEqual([])
    expect((await store.undelivered()).map(({ count }) => count)).toEqual([1])
  })

  it('sends as soon as the server can be reached again', async () => {
    const gate = heldBack(QUESTION)
    const running = await opened({ around: gate.around })
    const { api, person, settled, store } = running
    person(5).says(QUESTION)
    await gate.reached
    await api.shut()
    gate.open()
    await logged(running, '连不上，过一会儿再试')
    await api.listen()
    expect((await settled(5)).map(({ params }) => params.text.includes('每月800元'))).toEqual([true])
    expect(await store.undelivered()).toEqual([])
  })

  it('does not try again with whoever blocked it, and counts it', async () => {
    const { api, person, store } = await opened()
    api.blocked.add(5)
    person(5).says(QUESTION)
    person(6).says(QUESTION)
    await api.seen('sendMessage', ({ params }) => params.chat_id === 6)
    while ((await store.undelivered()).length === 0) await new Promise(setImmediate)
    expect(await store.undelivered()).toEqual([{ platform: 'telegram', reason: '被屏蔽或移出', count: 1 }])
    api.blocked.delete(5)
    person(5).says('/docs')
    await api.seen('sendMessage', ({ params }) => params.chat_id === 5)
    expect(api.said(5)).toHaveLength(1)
  })

  it('follows a group that became a supergroup while it was answered', async () => {
    const { api, person, store } = await opened()
    api.administrators.add('-5:5')
    person(-5).says('/city 乌海')
    await api.seen('sendMessage')
    api.movedTo.set(-5, -1005)
    person(-5).says(`问策 ${QUESTION}`)
    await api.seen('sendMessage', ({ params }) => params.chat_id === -1005 && params.text.includes('每月800元'))
    person(-1005).says('/settings')
    await api.seen('sendMessage', ({ params }) => params.text.includes('默认城市：乌海市') && params.chat_id === -1005)
    expect(await store.undelivered()).toEqual([])
  })

  it('sends the bare words where the server does not take their styles', async () => {
    const { api, person, settled } = await opened()
    api.fail('sendMessage', refusal(400, "Bad Request: can't parse entities: unsupported entity type"))
    person(5).says(QUESTION)
    const [answer, ...more] = await settled(5)
    expect(more).toEqual([])
    expect(answer.params).toMatchObject({ text: expect.stringContaining('每月800元'), entities: [] })
    expect(answer.params.reply_markup).toBeDefined()
  })

  it('says that something went wrong, rather than nothing', async () => {
    const { api, person, broken, log } = await opened({
      around: desk => {
        desk.answer = async () => {
          throw new Error('disk full')
        }
      },
    })
    person(5).says(QUESTION)
    expect((await api.seen('sendMessage')).params.text).toBe('这一次没能处理好，请稍后再试。')
    expect(broken).toEqual([])
    expect(log.join('')).toContain('disk full')
  })
})

describe('typing', () => {
  it('is shown while an answer takes long, in its topic', async () => {
    const gate = heldBack(`问策 ${QUESTION}`)
    const { api, person } = await opened({ around: gate.around })
    person(-5).says(`问策 ${QUESTION}`, { message_thread_id: 9, is_topic_message: true })
    const { params } = await api.seen('sendChatAction')
    expect(params).toEqual({ chat_id: -5, message_thread_id: 9, action: 'typing' })
    expect(api.made('sendMessage')).toEqual([])
    gate.open()
    expect((await api.seen('sendMessage')).params.message_thread_id).toBe(9)
  })

  it('does no harm where it fails', async () => {
    const gate = heldBack(QUESTION)
    const { api, person } = await opened({ around: gate.around })
    api.fail('sendChatAction', 'lost before')
    const asked = api.requested('sendChatAction')
    person(5).says(QUESTION)
    await asked
    gate.open()
    await api.seen('sendMessage')
  })
})

describe('the end', () => {
  it('sends what is under way, and takes nothing new', async () => {
    const gate = heldBack(QUESTION)
    const { api, adapter, person, store } = await opened({ around: gate.around })
    await api.polledDry()
    for (const chat of [5, 6, 7]) person(chat).says(QUESTION)
    await gate.reached
    const closed = adapter.close(30_000)
    person(8).says(QUESTION)
    gate.open()
    await closed
    expect([5, 6, 7, 8].map(chat => api.said(chat).length)).toEqual([1, 1, 1, 0])
    expect(await store.undelivered()).toEqual([])
    expect(adapter.state()).toBe('已结束')
  })

  it('counts what its grace does not suffice for, and ends all the same', async () => {
    const { api, adapter, person, store } = await opened()
    api.fail('sendMessage', refusal(429, 'Too Many Requests: retry after 250', { retry_after: 250 }))
    const asked = api.requested('sendMessage')
    person(5).says(QUESTION)
    person(5).says('/docs')
    await asked
    await adapter.close(200)
    expect(api.said(5)).toEqual([])
    expect((await store.undelivered()).map(({ reason, count }) => [reason, count]).sort()).toEqual([
      ['程序结束时没发完', 1],
      ['程序结束时没来得及答', 1],
    ])
  })

  it('ends at once where nothing is under way, though a poll is held open', async () => {
    const { api, adapter } = await opened()
    await api.polledDry()
    await adapter.close(60_000)
    expect(adapter.state()).toBe('已结束')
  })
})

describe('the log', () => {
  it('holds no text, no person and no token, whatever goes wrong', async () => {
    const { api, adapter, person, settled, log } = await opened()
    api.fail('sendMessage', refusal(400, 'Bad Request: something'), 'lost before')
    person(987654).says('班主任津贴 secretword')
    person(987654).says('班主任津贴 secretword')
    person(987654).types('secretword')
    api.blocked.add(876543)
    person(876543).says('secretword')
    await settled(987654)
    await adapter.close(5000)
    expect(log.length).toBeGreaterThan(1)
    expect(log.join('')).not.toMatch(/secretword|987654|876543|test-token/)
  })
})
