import { describe, expect, it } from 'vitest'
import { clauseCode } from '../../../adapters/chat/clause-code.js'
import { DEFAULT_SETTINGS } from '../../../adapters/chat/settings.js'
import { messageOf, openDesk, textOf } from './desk-support.js'

const group = { kind: 'group' as const, chat: 'g1' }

describe('too much', () => {
  it('is said once to a person, then nothing', async () => {
    const { desk } = await openDesk({ limits: { perPerson: 2, perChat: 100 } })
    const said = []
    for (let i = 0; i < 5; i++) said.push(await desk.answer(messageOf('你好'), false))
    expect(said.map(outgoing => outgoing && textOf(outgoing).includes('太快'))).toEqual([
      false,
      false,
      true,
      null,
      null,
    ])
    expect(await desk.answer(messageOf('你好', { sender: 'p2' }), false)).not.toBeNull()
  })

  it('is said once to a chat, then nothing', async () => {
    const { desk } = await openDesk({ limits: { perPerson: 100, perChat: 2 } })
    const said = []
    for (let i = 0; i < 4; i++) said.push(await desk.answer(messageOf('/docs', { ...group, sender: `p${i}` }), false))
    expect(said.map(outgoing => outgoing && textOf(outgoing).includes('太快'))).toEqual([false, false, true, null])
  })

  it('is not counted where nobody spoke to the bot', async () => {
    const { desk } = await openDesk({ limits: { perPerson: 1, perChat: 1 } })
    for (let i = 0; i < 5; i++) expect(await desk.answer(messageOf('今天吃什么', group), false)).toBeNull()
    expect(await desk.answer(messageOf('/docs', group), false)).not.toBeNull()
  })
})

describe('quiet hours of a group', () => {
  it('are told once, do not bind commands, and end', async () => {
    let minute = 23 * 60
    const { desk, store } = await openDesk({ minuteOfDay: () => minute })
    await store.saveSettings('test:g1', { ...DEFAULT_SETTINGS, quiet: { from: 22 * 60, to: 7 * 60 } })
    const ask = () => desk.answer(messageOf('包头县管校聘何时推开', { ...group, addressed: true }), false)
    expect(textOf((await ask())!)).toContain('22:00–07:00')
    expect(await ask()).toBeNull()
    expect(textOf((await desk.answer(messageOf('/docs', group), false))!)).toContain('收录')
    minute = 8 * 60
    expect(textOf((await ask())!)).toContain('2026年1月起')
  })

  it('do not bind private chats', async () => {
    const { desk, store } = await openDesk({ minuteOfDay: () => 0 })
    await store.saveSettings('test:c1', { ...DEFAULT_SETTINGS, quiet: { from: 0, to: 60 } })
    expect(textOf((await desk.answer(messageOf('包头县管校聘何时推开'), false))!)).toContain('2026年1月起')
  })
})

describe('the default city', () => {
  it('is asked about where a question names none, and says so where another city answers', async () => {
    const { desk } = await openDesk()
    const say = async (text: string) => textOf((await desk.answer(messageOf(text), false))!)
    await say('/city 鹿城')
    expect(await say('/settings')).toContain('默认城市：包头市')
    expect(await say('县管校聘什么时候全面推开')).toContain('2026年1月起计划全市推开')
    await say('/new')
    const elsewhere = await say('班主任津贴每月多少')
    expect(elsewhere).toContain('800元')
    expect(elsewhere).toContain('不是包头市的规定')
    expect(await say('乌海县管校聘怎么做')).not.toContain('包头市的文件里没有')
    await say('/city 清除')
    expect(await say('/settings')).toContain('默认城市：没有设')
  })

  it('must be a place', async () => {
    const { desk } = await openDesk()
    expect(textOf((await desk.answer(messageOf('/city 火星'), false))!)).toContain('不认识')
  })
})

describe('the document scope', () => {
  it('answers from those documents alone', async () => {
    const { desk } = await openDesk()
    const say = async (text: string) => textOf((await desk.answer(messageOf(text), false))!)
    expect(await say('/scope 若干措施')).toContain('《呼伦贝尔市推进教育高质量发展若干措施》')
    expect(await say('班主任津贴每月多少')).toContain('800元')
    expect(await say('包头县管校聘何时全面推开')).not.toContain('2026年1月')
    expect(await say('/docs')).not.toContain('包头市人民政府')
    await say('/scope 清除')
    expect(await say('包头县管校聘何时全面推开')).toContain('2026年1月')
  })

  it('names what is not held', async () => {
    const { desk } = await openDesk()
    expect(textOf((await desk.answer(messageOf('/scope 火星条例'), false))!)).toContain('没有叫“火星条例”的文件')
  })
})

describe('short citations', () => {
  it('name the source without the quote', async () => {
    const { desk } = await openDesk()
    await desk.answer(messageOf('/cite 简'), false)
    const said = textOf((await desk.answer(messageOf('呼伦贝尔班主任津贴多少'), false))!)
    expect(said).toContain('〔1〕《呼伦贝尔市推进教育高质量发展若干措施》')
    expect(said.match(/800元/g)).toHaveLength(1)
  })
})

describe('buttons', () => {
  it('have ids of at most 64 bytes that say nothing, and work in their own chat alone', async () => {
    const { desk } = await openDesk()
    const outgoing = (await desk.answer(messageOf('呼伦贝尔班主任津贴多少'), false))!
    const buttons = outgoing.kept.flat()
    expect(buttons.map(({ label }) => label)).toEqual(['原文', '下一条', '有用', '没用'])
    for (const { id } of buttons) {
      expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64)
      expect(id).toMatch(/^[\w.-]+$/)
    }
    const [original] = buttons
    expect(textOf((await desk.press(original.id, messageOf(''))).outgoing!)).toContain('44.')
    const elsewhere = await desk.press(original.id, messageOf('', { chat: 'c2' }))
    expect(elsewhere).toMatchObject({ outgoing: null, notice: expect.stringContaining('已过期') })
  })

  it.each(['', 'x', 'a.b', '../../etc.1', `${'a'.repeat(60)}.1`, 'abc.99999'])('%j is no button', async id => {
    const { desk } = await openDesk()
    expect((await desk.press(id, messageOf(''))).notice).toContain('已过期')
  })

  it('record a vote without saying who gave it', async () => {
    const { desk, votes } = await openDesk()
    const outgoing = (await desk.answer(messageOf('呼伦贝尔班主任津贴多少'), false))!
    const useful = outgoing.kept.flat().find(({ label }) => label === '有用')!
    expect((await desk.press(useful.id, messageOf(''))).notice).toContain('谢谢')
    expect(votes).toEqual([
      {
        verdict: 'useful',
        question: '呼伦贝尔班主任津贴多少',
        clauseId: expect.stringContaining('hulunbuir-gaozhiliang-cuoshi#'),
      },
    ])
  })
})

describe('a question that the documents do not answer', () => {
  it('is learned from without a word of who asked it; one that is answered is not', async () => {
    const { desk, missed } = await openDesk()
    await desk.answer(messageOf('赤峰幼儿园收费标准'), false)
    await desk.answer(messageOf('呼伦贝尔班主任津贴多少'), false)
    await desk.answer(messageOf('你好'), false)
    await new Promise(setImmediate)
    expect(missed).toEqual([['赤峰幼儿园收费标准', []]])
  })

  it('brings the question before it along only where it leaves something to it', async () => {
    const { desk, missed } = await openDesk()
    await desk.answer(messageOf('呼伦贝尔班主任津贴多少'), false)
    await desk.answer(messageOf('那赤峰呢'), false)
    await desk.answer(messageOf('赤峰县管校聘何时全面推开'), false)
    await new Promise(setImmediate)
    expect(missed).toEqual([
      ['那赤峰呢', ['呼伦贝尔班主任津贴多少']],
      ['赤峰县管校聘何时全面推开', []],
    ])
  })

  it('is answered though learning from it fails', async () => {
    const fails = () => {
      throw new Error('disk full')
    }
    const { desk } = await openDesk({ feedback: { record: fails, missed: fails } })
    expect(textOf((await desk.answer(messageOf('赤峰幼儿园收费标准'), false))!)).toContain('赤峰市')
    await new Promise(setImmediate)
  })

  it('and votes are not learned from where that is turned off', async () => {
    const { desk } = await openDesk({ feedback: null })
    await desk.answer(messageOf('赤峰幼儿园收费标准'), false)
    const outgoing = (await desk.answer(messageOf('呼伦贝尔班主任津贴多少'), false))!
    expect(outgoing.kept.flat().map(({ label }) => label)).not.toContain('没用')
  })
})

describe('numbers', () => {
  it('choose from the menu shown last to the same person; other numbers are questions', async () => {
    const { desk } = await openDesk()
    await desk.answer(messageOf('呼伦贝尔班主任津贴多少'), true)
    expect(textOf((await desk.answer(messageOf('１'), true))!)).toContain('44.')
    const asGroup = { ...group, addressed: true }
    await desk.answer(messageOf('呼伦贝尔班主任津贴多少', asGroup), true)
    expect(await desk.answer(messageOf('1', { ...group, sender: 'p2' }), true)).toBeNull()
    expect(textOf((await desk.answer(messageOf('1', group), true))!)).toContain('44.')
    expect(await desk.answer(messageOf('99', group), true)).toBeNull()
  })
})

describe('the status', () => {
  it('is told to operators alone', async () => {
    const { desk } = await openDesk({ operators: new Set(['test:p1']) })
    expect(textOf((await desk.answer(messageOf('/status'), false))!)).toBe('索引：测试')
    expect(textOf((await desk.answer(messageOf('/status', { sender: 'p2' }), false))!)).toContain('只有运行者')
  })
})

describe('suggestions', () => {
  it('are clauses, verbatim, best first', async () => {
    const { desk, parts } = await openDesk()
    const [first, ...others] = desk.suggest('班主任津贴', 5)
    expect(first.text).toContain('每月800元')
    expect(others.length).toBeLessThanOrEqual(4)
    const document = parts.index().documents.find(({ id }) => id === first.docId)!
    expect(document.text.slice(...first.span).trim()).toBe(first.text)
    expect(desk.suggest('   ', 5)).toEqual([])
  })
})

describe('links into the chat', () => {
  it('show the clause of their code, and say so where there is none', async () => {
    const { desk } = await openDesk()
    const [{ clauseId }] = desk.suggest('班主任津贴', 1)
    const open = async (code: string) => textOf((await desk.openLink(code, messageOf('')))!)
    expect(await open(clauseCode(clauseId))).toBe(textOf(desk.showClause(clauseId)))
    expect(await open('nothing')).toContain('找不到')
  })

  it('count as messages', async () => {
    const { desk } = await openDesk({ limits: { perPerson: 1, perChat: 100 } })
    await desk.openLink('x', messageOf(''))
    expect(textOf((await desk.openLink('x', messageOf('')))!)).toContain('太快')
    expect(await desk.openLink('x', messageOf(''))).toBeNull()
  })
})

describe('a person', () => {
  it('has a conversation of their own in a group, and may start over', async () => {
    const { desk } = await openDesk()
    const say = async (text: string, sender: string) =>
      textOf((await desk.answer(messageOf(text, { ...group, addressed: true, sender }), false))!)
    await say('呼和浩特县管校聘有什么措施', 'p1')
    expect(await say('那乌海呢', 'p2')).not.toContain('县管校聘')
    expect(await say('那乌海呢', 'p1')).toContain('县管校聘')
    await say('/new', 'p1')
    expect(await say('/why', 'p1')).toContain('还没有提过问题')
  })
})
