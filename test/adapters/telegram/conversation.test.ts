import { describe, expect, it } from 'vitest'
import { clauseCode } from '../../../adapters/chat/clause-code.js'
import { COMMANDS } from '../../../adapters/chat/commands.js'
import { openStore } from '../../../adapters/chat/store.js'
import { documentsNamed } from '../../../adapters/documents.js'
import { deepLink } from '../../../adapters/telegram/deep-link.js'
import { seeds } from '../../index/support.js'
import { refusal } from './bot-api.js'
import { buttonsOf, MENTION } from './people.js'
import { heldBack, longPart, opened, run } from './support.js'

const QUESTION = '呼伦贝尔班主任津贴多少'
const OTHER = '包头县管校聘何时全面推开'

describe('buttons', () => {
  const dataOf = (call: Parameters<typeof buttonsOf>[0], label: string) =>
    buttonsOf(call).find(({ text }) => text === label)!.callback_data

  it('say nothing of what they do, and work after a restart', async () => {
    const store = await openStore(':memory:')
    const first = await run({ store })
    first.person(5).says(QUESTION)
    const answer = await first.api.seen('sendMessage')
    const data = dataOf(answer, '原文')
    expect(data).toMatch(/^[\w-]{12}\.\d$/)
    await first.adapter.close(1000)
    const second = await opened({ store, api: first.api })
    const from = first.api.calls.length
    const id = second.person(5).presses(answer, data)
    expect((await second.api.seen('sendMessage', () => true, from)).params.text).toContain('44.')
    expect((await second.api.seen('answerCallbackQuery')).params).toEqual({ callback_query_id: id })
  })

  it('expire after a week, and say so', async () => {
    let today = new Date('2026-03-01')
    const { api, person, settled } = await opened({ store: await openStore(':memory:', () => today) })
    person(5).says(QUESTION)
    const answer = await api.seen('sendMessage')
    today = new Date('2026-03-09')
    person(5).presses(answer, dataOf(answer, '原文'))
    expect((await api.seen('answerCallbackQuery')).params.text).toMatch(/已过期（7 天），请重新提问/)
    expect(await settled(5)).toHaveLength(1)
  })

  it.each(['x', '', 'AAAAAAAAAAAA.0', '../../etc', '1'.repeat(64)])('answer to made-up data %j', async data => {
    const { api, person } = await opened()
    person(5).says(QUESTION)
    const id = person(5).presses(await api.seen('sendMessage'), data)
    expect((await api.seen('answerCallbackQuery')).params).toMatchObject({
      callback_query_id: id,
      text: expect.stringContaining('已过期'),
    })
  })

  it('of one chat do nothing in another', async () => {
    const { api, person } = await opened()
    person(5).says(QUESTION)
    const answer = await api.seen('sendMessage')
    person(6).presses({ ...answer, params: { ...answer.params, chat_id: 6 } }, dataOf(answer, '原文'))
    expect((await api.seen('answerCallbackQuery')).params.text).toContain('已过期')
  })

  it('are answered where their message can no longer be reached, where there is none, and where the desk fails', async () => {
    let fails = false
    const { api, person } = await opened({
      around: desk => {
        const press = desk.press.bind(desk)
        desk.press = async (id, who) => {
          if (fails) throw new Error('disk full')
          return press(id, who)
        }
      },
    })
    person(5).says(QUESTION)
    const answer = await api.seen('sendMessage')
    const data = dataOf(answer, '原文')
    const press = (id: string, more: object) =>
      api.push({ callback_query: { id, from: person(5).from, chat_instance: '1', data, ...more } })
    const answered = async (id: string) =>
      (await api.seen('answerCallbackQuery', ({ params }) => params.callback_query_id === id)).params.text
    const chat = { id: 5, type: 'private', first_name: '人' }
    press('gone', { message: { chat, message_id: answer.messageId, date: 0 } })
    expect(await answered('gone')).toBeUndefined()
    press('inline', { inline_message_id: 'AAA' })
    expect(await answered('inline')).toContain('请直接提问')
    fails = true
    press('fails', { message: { chat, message_id: answer.messageId, date: 0 } })
    expect(await answered('fails')).toBe('这一次没能处理好，请稍后再试。')
  })

  it('bring their message though Telegram finds the press too old to answer', async () => {
    const { api, person } = await opened()
    person(5).says(QUESTION)
    const answer = await api.seen('sendMessage')
    api.fail('answerCallbackQuery', refusal(400, 'Bad Request: query is too old'))
    person(5).presses(answer, dataOf(answer, '原文'))
    await api.seen('sendMessage', ({ params }) => params.text.includes('44.') && !params.text.includes('〔1〕'))
  })

  it('answer in the topic of their message', async () => {
    const { api, person } = await opened()
    person(-5).says(`${MENTION} ${QUESTION}`, { message_thread_id: 9, is_topic_message: true })
    const answer = await api.seen('sendMessage')
    person(-5, 6).presses(answer, dataOf(answer, '原文'))
    const { params } = await api.seen('sendMessage', call => call !== answer)
    expect(params).toMatchObject({
      chat_id: -5,
      message_thread_id: 9,
      reply_parameters: { message_id: answer.messageId },
    })
  })
})

describe('groups', () => {
  it('are answered by a reply that also stands where the question is gone', async () => {
    const { api, person } = await opened()
    const id = person(-5).says(`${MENTION} ${QUESTION}`)
    expect((await api.seen('sendMessage')).params.reply_parameters).toEqual({
      message_id: id,
      allow_sending_without_reply: true,
    })
  })

  it('hear nothing to what is not for the bot', async () => {
    const { person, settled } = await opened()
    person(-5).says(QUESTION)
    person(-5).says(`@OtherBot ${QUESTION}`)
    person(-5).says('/docs@OtherBot')
    person(-5).says('', { text: undefined, new_chat_members: [] })
    expect(await settled(-5)).toEqual([])
  })

  it('take their settings along when they become supergroups', async () => {
    const { api, person } = await opened()
    api.administrators.add('-5:5')
    person(-5).says('/city 乌海')
    await api.seen('sendMessage')
    person(-5).says('', { text: undefined, migrate_to_chat_id: -1005 })
    person(-1005).says('', { text: undefined, migrate_from_chat_id: -5 })
    person(-1005).says('/settings')
    const settings = await api.seen('sendMessage', ({ params }) => params.chat_id === -1005)
    expect(settings.params.text).toContain('默认城市：乌海市')
  })

  it('let nobody change their settings where Telegram does not say who administers them', async () => {
    const { api, person } = await opened()
    api.fail('getChatMember', refusal(400, 'Bad Request: member list is inaccessible'))
    person(-5).says('/city 乌海')
    expect((await api.seen('sendMessage')).params.text).toContain('只有群管理员')
  })
})

describe('edited questions', () => {
  it('are answered in the place of their earlier answer', async () => {
    const { api, person, settled } = await opened()
    const id = person(5).says(QUESTION)
    const answer = await api.seen('sendMessage')
    person(5).edits(id, OTHER)
    const { params } = await api.seen('editMessageText')
    expect(params).toMatchObject({ chat_id: 5, message_id: answer.messageId })
    expect(params.text).toContain('2026年1月起')
    expect(params.reply_markup).not.toEqual(answer.params.reply_markup)
    expect(await settled(5)).toEqual([answer])
  })

  it('that are edited again are answered again there', async () => {
    const { api, person, settled } = await opened()
    const id = person(5).says(QUESTION)
    const answer = await api.seen('sendMessage')
    for (const text of [OTHER, QUESTION, OTHER]) person(5).edits(id, text)
    await settled(5)
    expect(api.made('editMessageText')).toHaveLength(3)
    expect(api.textNow(5, answer.messageId!)).toContain('2026年1月起')
  })

  it('are left alone where not the text was edited', async () => {
    const { api, person, settled } = await opened()
    const id = person(5).says(QUESTION)
    person(5).edits(id, QUESTION)
    expect(await settled(5)).toHaveLength(1)
    expect(api.made('editMessageText')).toEqual([])
  })

  it('let go what a shorter answer leaves over, and send what a longer one adds', async () => {
    const { index, clauseId } = longPart()
    const { api, person, settled } = await opened({ desk: { index: () => index } })
    const id = person(5).says('/docs')
    await settled(5)
    const parts = async (text: string) => {
      const from = api.calls.length
      person(5).edits(id, text)
      await settled(5)
      return api.calls.slice(from).map(({ method }) => method)
    }
    const longer = await parts(`/start ${clauseCode(clauseId)}`)
    expect(longer.filter(method => method === 'editMessageText')).toHaveLength(1)
    expect(longer.filter(method => method === 'sendMessage').length).toBeGreaterThan(1)
    const shorter = await parts('/clause 二')
    expect(shorter.filter(method => method === 'editMessageText')).toHaveLength(1)
    expect(shorter.filter(method => method === 'deleteMessage').length).toBe(
      longer.filter(method => method === 'sendMessage').length - 1,
    )
  })

  it('are answered anew where the earlier answer cannot be edited', async () => {
    const { api, person } = await opened()
    const id = person(5).says(QUESTION)
    await api.seen('sendMessage')
    api.fail('editMessageText', refusal(400, "Bad Request: message can't be edited"))
    person(5).edits(id, OTHER)
    const { params } = await api.seen('sendMessage', ({ params }) => params.text.includes('2026年1月起'))
    expect(params.reply_parameters?.message_id).toBe(id)
  })

  it('are answered anew after a restart, with the question they answer', async () => {
    const store = await openStore(':memory:')
    const first = await run({ store })
    const id = first.person(5).says(QUESTION)
    await first.api.seen('sendMessage')
    await first.adapter.close(1000)
    const { api, person } = await opened({ store, api: first.api })
    const from = api.calls.length
    person(5).edits(id, OTHER)
    expect((await api.seen('sendMessage', () => true, from)).params).toMatchObject({
      text: expect.stringContaining('2026年1月起'),
      reply_parameters: { message_id: id },
    })
  })

  it('are not answered where they were written long ago and never answered', async () => {
    const { person, settled } = await opened()
    person(5).edits(999, QUESTION, { edit_date: 1_700_000_000 + 3 * 24 * 60 * 60 })
    expect(await settled(5)).toEqual([])
  })

  it('are answered once they are meant for the bot', async () => {
    const { api, person } = await opened()
    const id = person(-5).says(QUESTION)
    person(-5).edits(id, `${MENTION} ${QUESTION}`)
    expect((await api.seen('sendMessage')).params.reply_parameters?.message_id).toBe(id)
  })

  it('that are edited before they are answered end with the answer to what they say', async () => {
    const gate = heldBack(QUESTION)
    const { api, person, settled } = await opened({ around: gate.around })
    const id = person(5).says(QUESTION)
    await gate.reached
    person(5).edits(id, OTHER)
    gate.open()
    const [answer, ...more] = await settled(5)
    expect(more).toEqual([])
    expect(api.textNow(5, answer.messageId!)).toContain('2026年1月起')
  })
})

describe('links', () => {
  it('open the bot with a clause', async () => {
    const { api, person } = await opened()
    const clauseId = someClause().id
    const link = new URL(deepLink('WenceBot', clauseId))
    expect(link.origin + link.pathname).toBe('https://t.me/WenceBot')
    const payload = link.searchParams.get('start')!
    expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    person(5).says(`/start ${payload}`)
    const { params } = await api.seen('sendMessage')
    expect(params.text).toContain('每月800元')
    expect(buttonsOf({ method: 'sendMessage', params }).map(({ text }) => text)).toEqual(['下一条'])
  })

  it('to a clause that is gone say so', async () => {
    const { api, person } = await opened()
    person(5).says('/start aaaaaaaaaaaaaaaaaaaa')
    expect((await api.seen('sendMessage')).params.text).toContain('找不到')
  })

  it('without a clause, and the start button, say who the bot is', async () => {
    const { person, settled } = await opened()
    person(5).says('/start')
    person(5).says('/start inline')
    const [plain, inline] = await settled(5)
    expect(plain.params.text).toContain('直接提问')
    expect(inline.params.text).toBe(plain.params.text)
  })

  it('are opened no faster than questions are answered', async () => {
    const { person, settled } = await opened({ desk: { limits: { perPerson: 2, perChat: 1000 } } })
    const code = clauseCode(someClause().id)
    for (let i = 0; i < 5; i++) person(5, 6).says(`/start ${code}`)
    const said = await settled(5)
    expect(said.map(({ params }) => params.text.includes('太快'))).toEqual([false, false, true])
  })
})

describe('inline mode', () => {
  it('offers clauses to post in any chat, each with a link to the bot', async () => {
    const { api, person } = await opened()
    const id = person(5).types('班主任津贴')
    const { params } = await api.seen('answerInlineQuery')
    expect(params.inline_query_id).toBe(id)
    expect(params.results.length).toBeGreaterThan(2)
    const [first] = params.results
    expect(first.input_message_content.message_text).toContain('每月800元')
    expect(first.description).toMatch(/^《.+》/)
    const link = first.input_message_content.entities!.find(entity => 'url' in entity && entity.url.includes('t.me'))
    expect(link).toMatchObject({ url: `https://t.me/WenceBot?start=${first.id}` })
    person(5).says(`/start ${first.id}`)
    expect((await api.seen('sendMessage')).params.text).toContain('每月800元')
  })

  it('does not answer what was posted that way', async () => {
    const { api, person, settled } = await opened()
    person(5).says('《若干措施》 …', { via_bot: (await api.seen('getMe')) && { id: 123456, is_bot: true } })
    expect(await settled(5)).toEqual([])
  })

  it('offers a private chat where nothing is typed, or nothing is found', async () => {
    const { api, person } = await opened()
    person(5).types('')
    expect((await api.seen('answerInlineQuery')).params).toMatchObject({
      results: [],
      button: { start_parameter: 'inline' },
    })
  })

  it('gives nobody more than is needed', async () => {
    const { api, person } = await opened()
    const ids = Array.from({ length: 125 }, () => person(5).types('津贴'))
    await Promise.all(ids.map(id => api.seen('answerInlineQuery', ({ params }) => params.inline_query_id === id)))
    const empty = api.made('answerInlineQuery').filter(({ params }) => params.results.length === 0)
    expect(empty).toHaveLength(5)
  })
})

describe('the command menu', () => {
  it('is set in Chinese, in English, and in Chinese for everybody else', async () => {
    const { api } = await opened()
    const english = await api.seen('setMyCommands', ({ params }) => params.language_code === 'en')
    const [everybody, chinese] = api.made('setMyCommands')
    expect(everybody.params.language_code).toBeUndefined()
    expect(chinese.params).toEqual({ ...everybody.params, language_code: 'zh' })
    const names = COMMANDS.map(({ name }) => name).filter(name => name !== 'status')
    for (const { params } of [everybody, english]) expect(params.commands.map(({ command }) => command)).toEqual(names)
    expect(everybody.params.commands[0].description).toBe('怎么用')
    expect(english.params.commands[0].description).toBe('How to use')
  })

  it('may fail without the bot failing', async () => {
    const { api, person } = await opened({
      before: api => api.fail('setMyCommands', refusal(400, 'Bad Request')),
    })
    person(5).says(QUESTION)
    await api.seen('sendMessage')
  })
})

/** Article 44 of the 若干措施. */
function someClause() {
  const [document] = documentsNamed(seeds().index, '若干措施')
  return document.clauses.find(({ span }) => document.text.slice(...span).includes('每月800元'))!
}
