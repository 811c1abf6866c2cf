import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Element, h, type PlatformEvent, type Session } from '../../../adapters/koishi/koishi-modules.js'
import { messageOfSession } from '../../../adapters/koishi/session-message.js'
import { MockApp } from './mock-app.js'

let mock: MockApp
beforeAll(async () => {
  mock = new MockApp()
  await mock.start()
})
afterAll(() => mock.stop())

const SENT = { has: (id: string) => id === 'g1:ours' }

function messageOf(elements: Element[], event: Partial<PlatformEvent> = {}) {
  const session: Session = mock.app.bots[0].session({
    type: 'message',
    user: { id: 'p' },
    channel: { id: 'g1', type: 0 },
    guild: { id: 'g1' },
    message: { id: 'm', elements, content: elements.join('') },
    ...event,
  } as Partial<PlatformEvent>)
  return messageOfSession(session, SENT)
}

describe('a message of a Koishi session', () => {
  it('is its text, whatever the text looks like', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(messageOf([h.text(text)]).text).toBe(text.trim())
      }),
    )
  })

  it('is addressed where it mentions the bot, at its beginning or later, by a string or a number', () => {
    for (const id of ['514', 514])
      for (const elements of [
        [h('at', { id }), h.text(' 津贴多少')],
        [h.text('津贴多少 '), h('at', { id })],
      ])
        expect(messageOf(elements)).toMatchObject({ addressed: true, text: '津贴多少' })
  })

  it('is not where it mentions others, whose names stay in it', () => {
    expect(messageOf([h('at', { id: '9', name: '小王' }), h.text('津贴多少')])).toMatchObject({
      addressed: false,
      text: '@小王 津贴多少',
    })
    expect(messageOf([h('at', { type: 'all' }), h.text('津贴多少')]).addressed).toBe(false)
  })

  it('is addressed where it replies to the bot, known by its name or by the message', () => {
    const quoting = (quote: object) =>
      messageOf([h.text('那硕士呢')], { message: { id: 'm', elements: [h.text('那硕士呢')], quote } as never })
    expect(quoting({ id: 'x', user: { id: '514' } }).addressed).toBe(true)
    expect(quoting({ id: 'ours' }).addressed).toBe(true)
    expect(quoting({ id: 'theirs' }).addressed).toBe(false)
    expect(quoting({ id: 'theirs', user: { id: '9' } }).addressed).toBe(false)
    expect(messageOf([h('reply', { id: 'ours' }), h.text('那硕士呢')]).addressed).toBe(true)
  })

  it('passes over pictures and sounds, and keeps lines', () => {
    const elements = [
      h.text('第一行'),
      h('br'),
      h('img', { src: 'x' }),
      h('p', {}, [h.text('第二行')]),
      h.text('第三行'),
    ]
    expect(messageOf(elements).text).toBe('第一行\n第二行\n第三行')
  })

  it('is private where its channel is', () => {
    const channel = { id: 'private:p', type: 1 }
    expect(messageOf([h.text('x')], { channel, guild: undefined })).toMatchObject({
      kind: 'private',
      chat: 'private:p',
    })
  })

  it.each([
    [['admin'], true],
    [['Owner'], true],
    [['管理员'], true],
    [['member'], false],
    [['administrative staff'], false],
    [[], false],
  ])('of a member with the roles %j is of an administrator: %s', async (roles, administers) => {
    const member = { roles: roles.map(id => ({ id })) }
    expect(await messageOf([h.text('x')], { member } as never).administers()).toBe(administers)
  })
})
