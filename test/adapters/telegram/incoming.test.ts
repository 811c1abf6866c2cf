import type { Message, UserFromGetMe } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { incomingMessage, startCode, targetOf } from '../../../adapters/telegram/incoming.js'
import { ME } from './bot-api.js'

const me = ME as unknown as UserFromGetMe
const person = { id: 55, is_bot: false, first_name: '人' }
const group = { id: -100, type: 'supergroup', title: '群' }
const message = (changes: object): Message =>
  ({ message_id: 1, date: 0, chat: group, from: person, text: '津贴多少', ...changes }) as never
const incoming = (changes: object, administers = async () => false) =>
  incomingMessage(message(changes), me, administers)
const mention = (text: string, name = '@WenceBot') => ({
  text,
  entities: [{ type: 'mention', offset: text.indexOf(name), length: name.length }],
})

describe('incomingMessage', () => {
  it.each([
    ['before', mention('@WenceBot 津贴多少')],
    ['behind', mention('津贴多少 @WenceBot')],
    ['in any case of letters', mention('@wencebot 津贴多少', '@wencebot')],
    ['behind characters of two code units', mention('🏫津贴多少 @WenceBot')],
    [
      'without a name',
      { text: '问策 津贴多少', entities: [{ type: 'text_mention', offset: 0, length: 2, user: { ...ME } }] },
    ],
    [
      'in a caption',
      {
        ...mention(''),
        text: undefined,
        caption: '@WenceBot 津贴多少',
        caption_entities: mention('@WenceBot').entities,
        entities: undefined,
      },
    ],
  ])('is addressed by a mention %s, which is no part of the question', (_, changes) => {
    const said = incoming(changes)
    expect(said?.addressed).toBe(true)
    expect(said?.text).toMatch(/^🏫?津贴多少$/u)
  })

  it.each([
    ['nobody', {}],
    ['somebody else', mention('@Others 津贴多少', '@Others')],
    ['somebody whose name begins with the bot’s', mention('@WenceBotTwo 津贴多少', '@WenceBotTwo')],
    ['the name without Telegram marking it', { text: '@WenceBot 津贴多少' }],
    ['another person without a name', { entities: [{ type: 'text_mention', offset: 0, length: 2, user: person }] }],
  ])('is not addressed where it mentions %s', (_, changes) => {
    expect(incoming(changes)).toMatchObject({ addressed: false })
  })

  it('is addressed by a reply to the bot, not by one to somebody else, nor by standing in a topic that the bot opened', () => {
    expect(incoming({ reply_to_message: { from: ME } })?.addressed).toBe(true)
    expect(incoming({ reply_to_message: { from: person } })?.addressed).toBe(false)
    expect(incoming({ reply_to_message: { from: ME, forum_topic_created: { name: 'x' } } })?.addressed).toBe(false)
  })

  it.each([
    ['a command for another bot', { text: '/help@OtherBot' }],
    ['a Chinese command for another bot', { text: '/目录@OtherBot 若干措施' }],
    ['what another bot says', { from: { ...person, is_bot: true } }],
    ['what a person posted by inline mode', { via_bot: ME }],
    ['that somebody joined', { text: undefined, new_chat_members: [person] }],
    ['a picture in a group', { text: undefined, photo: [] }],
    ['a post of a channel', { chat: { id: -5, type: 'channel', title: 'x' }, from: undefined }],
  ])('does not hear %s', (_, changes) => {
    expect(incoming(changes)).toBeNull()
  })

  it('hears its own name behind a command, in any case of letters', () => {
    expect(incoming({ text: '/docs@wencebot' })?.text).toBe('/docs@wencebot')
  })

  it('takes an anonymous administrator for one, and a channel that writes for none', async () => {
    const asked = async () => {
      throw new Error('not to be asked')
    }
    const bot = { id: 1087968824, is_bot: true, first_name: 'Group' }
    expect(await incoming({ from: bot, sender_chat: group }, asked)?.administers()).toBe(true)
    expect(await incoming({ from: bot, sender_chat: { id: -7, type: 'channel' } }, asked)?.administers()).toBe(false)
    expect(await incoming({}, async () => true)?.administers()).toBe(true)
  })
})

describe('targetOf', () => {
  it('answers in the topic, and nowhere else than in a forum by thread', () => {
    expect(targetOf(message({ message_thread_id: 7, is_topic_message: true }))).toEqual({
      chatId: -100,
      threadId: 7,
      replyTo: 1,
    })
    expect(targetOf(message({ message_thread_id: 7 }))).toEqual({ chatId: -100, threadId: null, replyTo: 1 })
  })

  it('quotes no question in a private chat', () => {
    expect(targetOf(message({ chat: { id: 5, type: 'private' } }))).toEqual({
      chatId: 5,
      threadId: null,
      replyTo: null,
    })
  })
})

describe('startCode', () => {
  it('is what stands behind /start, where a link can have put it', () => {
    expect(startCode('/start AbC-_1')).toBe('AbC-_1')
    expect(startCode('/start@WenceBot abc')).toBe('abc')
    expect(startCode('/start')).toBeNull()
    expect(startCode('/start 两 个')).toBeNull()
    expect(startCode(`/start ${'a'.repeat(65)}`)).toBeNull()
  })
})
