import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showReply } from '../../../adapters/chat/show-reply.js'
import { replyTo } from '../../../adapters/reply-to.js'
import { seeds } from '../../index/support.js'
import { textOf } from './desk-support.js'

/** A message as a person of the platform sends it. */
export interface Said {
  text: string
  kind: 'private' | 'group'
  /** Mentions the bot, in the platform's own way. */
  mentions?: boolean
  /** Replies to what the bot said last in this chat. */
  repliesToBot?: boolean
  /** The sender administers the group. */
  administers?: boolean
  /** A chat of its own for each case. */
  chat: string
}

/** A platform under test: what people see of the bot there. */
export interface ChatUnderTest {
  /**
   * Sends a message and waits for what the bot says to it, all its messages joined by blank lines, without buttons or menu.
   * Null where the bot says nothing, which the platform's test finds out without guessing at a time: it sends something
   * behind it that is answered.
   */
  say(said: Said): Promise<string | null>
  /** Labels of the buttons, or of the numbered menu, of the last answer in this chat. */
  labels(chat: string): string[]
  /** Presses the button with this label under the last answer, or sends its number. @returns what came of it */
  press(chat: string, label: string): Promise<string | null>
  close(): Promise<void>
}

/** What holds on every platform: the same clauses, in the same order, in the same words. */
export function describeChat(platform: string, open: () => Promise<ChatUnderTest>): void {
  describe(`${platform}: what holds in every chat`, () => {
    let chat: ChatUnderTest
    let n = 0
    beforeAll(async () => {
      chat = await open()
    })
    afterAll(() => chat.close())
    /** A chat that no other case has spoken in. */
    const fresh = () => `${7_000_000 + ++n}`
    const ask = (text: string, where: Partial<Said> = {}) =>
      chat.say({ text, kind: 'private', chat: fresh(), ...where })

    it.each([
      '包头县管校聘何时全面推开',
      '呼伦贝尔班主任津贴多少',
      '县管校聘什么时候推开',
      '呼伦贝尔校园安全由谁负责',
      '赤峰幼儿园收费标准',
      '你好',
    ])('%s is answered word for word as everywhere', async question => {
      expect(squeeze(await ask(question))).toBe(expected(question))
    })

    it('cites title, place, issuer, date and state under the answer', async () => {
      const said = await ask('包头县管校聘何时全面推开')
      for (const part of ['2026年1月起计划全市推开', '〔1〕', '包头市人民政府', '2025-01-14', '工作报告', '›'])
        expect(said).toContain(part)
    })

    it('takes what a question leaves out from the one before', async () => {
      const here = fresh()
      await ask('呼伦贝尔引进博士给多少安置费', { chat: here })
      expect(squeeze(await ask('那硕士呢', { chat: here }))).toBe(
        expected('那硕士呢', ['呼伦贝尔引进博士给多少安置费']),
      )
    })

    it('offers the choices, and answers the one that is taken', async () => {
      const here = fresh()
      await ask('双师型教师占比', { chat: here })
      const reply = replyTo(seeds().index, '双师型教师占比')
      const [choice] = reply.choices
      expect(choice).toBeDefined()
      expect(chat.labels(here)).toContain(choice.label)
      expect(squeeze(await chat.press(here, choice.label))).toBe(expected(choice.question))
    })

    it('shows the clause itself, and the one after it', async () => {
      const here = fresh()
      await ask('呼伦贝尔班主任津贴多少', { chat: here })
      expect(await chat.press(here, '原文')).toContain('44.呼伦贝尔市中小学班主任津贴标准由每月600元增长至每月800元')
      expect(await chat.press(here, '下一条')).toMatch(/45\./)
    })

    it('thanks for a vote', async () => {
      const here = fresh()
      await ask('呼伦贝尔班主任津贴多少', { chat: here })
      expect(await chat.press(here, '有用')).toContain('谢谢')
    })

    it.each([
      ['/help', '直接提问'],
      ['/帮助', '直接提问'],
      ['/docs', '乌海教育现代化2035'],
      ['/文件', '乌海教育现代化2035'],
      ['/toc 若干措施', '提升职业教育办学能力'],
      ['/目录 若干措施', '提升职业教育办学能力'],
      ['/clause 若干措施 44', '每月800元'],
      ['/条 送审稿第四十四条', '每月800元'],
      ['/search 班主任津贴', '44.'],
      ['/查 班主任津贴', '44.'],
      ['/compare 县管校聘', '乌海市：'],
      ['/对比 县管校聘', '乌海市：'],
      ['/settings', '默认城市：没有设'],
    ])('%s works', async (command, part) => {
      expect(await ask(command)).toContain(part)
    })

    it('says why', async () => {
      const here = fresh()
      await ask('包头县管校聘何时全面推开', { chat: here })
      expect(await ask('/why', { chat: here })).toContain('地区：包头市')
    })

    it('says nothing in a group unless it is meant', async () => {
      expect(await ask('包头县管校聘何时全面推开', { kind: 'group' })).toBeNull()
    })

    it.each([
      ['a mention', { mentions: true }, '包头县管校聘何时全面推开'],
      ['the prefix', {}, '问策 包头县管校聘何时全面推开'],
    ])('answers in a group after %s', async (_, how, text) => {
      expect(squeeze(await ask(text, { kind: 'group', ...how }))).toBe(expected('包头县管校聘何时全面推开'))
    })

    it('answers in a group to a command, and to a reply to it', async () => {
      const here = fresh()
      expect(await ask('/docs', { kind: 'group', chat: here })).toContain('收录')
      expect(squeeze(await ask('包头县管校聘何时全面推开', { kind: 'group', chat: here, repliesToBot: true }))).toBe(
        expected('包头县管校聘何时全面推开'),
      )
    })

    it('lets only administrators change what a group has set', async () => {
      const here = fresh()
      const group = { kind: 'group' as const, chat: here }
      expect(await ask('/city 乌海', group)).toContain('只有群管理员')
      expect(await ask('/city 乌海', { ...group, administers: true })).toContain('默认城市：乌海市')
      const said = await ask('县管校聘有什么措施', { ...group, mentions: true })
      expect(said).toContain('乌海教育现代化2035')
      expect(said).not.toContain('包头')
    })

    it('shows what looks like markup as it was written', async () => {
      const hostile = '<at type="all"/>[CQ:at,qq=all]<b>x</b>&amp;_*[l](u)'
      expect(await ask(`/clause ${hostile}`)).toContain(hostile)
    })

    it('refuses a text that is no question by its length, kindly', async () => {
      expect(await ask('问'.repeat(2500))).toContain('太长了')
    })
  })
}

/** The reply as the desk shows it, without white space, which platforms treat in their own ways. */
function expected(question: string, turns: string[] = []): string {
  return squeeze(textOf(showReply(replyTo(seeds().index, question, { conversation: { turns } }), question, turns)))
}

/** Without white space. */
export function squeeze(text: string | null): string {
  return (text ?? '').replace(/\s+/gu, '')
}
