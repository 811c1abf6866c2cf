import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as wence from '../../../adapters/koishi/plugin.js'
import { saveIndex } from '../../../index/index-folder.js'
import { seeds } from '../../index/support.js'
import { type ChatUnderTest, describeChat } from '../chat/chat-cases.js'
import { MockApp } from './mock-app.js'
import { menuLabels, withoutMenu } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'wence-koishi-'))
const settings = (data: string) => ({
  index: join(folder, 'index'),
  data: join(folder, data),
  perPerson: 100_000,
  perChat: 100_000,
})
beforeAll(() => saveIndex(seeds().index, join(folder, 'index')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const QUESTION = '呼伦贝尔班主任津贴多少'

/** An app with the plugin in it. */
async function openApp(data: string, prepare: (mock: MockApp) => void = () => {}): Promise<MockApp> {
  const mock = new MockApp()
  mock.app.baseDir = '/'
  prepare(mock)
  mock.app.plugin(wence as never, settings(data) as never)
  await mock.start()
  return mock
}

async function openPlugin(): Promise<ChatUnderTest> {
  const mock = await openApp('cases')
  const last = new Map<string, { labels: string[]; kind: 'private' | 'group' }>()
  const tell = async (said: Parameters<MockApp['say']>[0] & { chat: string; kind: 'private' | 'group' }) => {
    const texts = await mock.say(said)
    if (texts.length === 0) return null
    last.set(said.chat, { labels: menuLabels(texts.at(-1)!), kind: said.kind })
    return withoutMenu(texts.join('\n\n'))
  }
  return {
    say: ({ text, kind, chat, mentions, repliesToBot, administers }) =>
      tell({ text, kind, chat, mentions, repliesToBot, ...(administers && { roles: ['owner'] }) }),
    labels: chat => last.get(chat)!.labels,
    press: (chat, label) => {
      const { labels, kind } = last.get(chat)!
      return tell({ chat, kind, text: String(labels.indexOf(label) + 1) })
    },
    close: () => mock.stop(),
  }
}

describeChat('the plugin in a Koishi app', openPlugin)

describe('the plugin in an app with other plugins', () => {
  let mock: MockApp
  beforeAll(async () => {
    mock = await openApp('others', ({ app }) => {
      app.command('weather <city>', '天气').action((_, city) => `${city} 晴`)
      app.command('help').action(() => 'the help of another plugin')
      app.middleware((session, next) => (session.content === '早' ? '早上好' : next()))
      app.middleware((session, next) => (session.content === '7' ? 'seven' : next()))
    })
  })
  afterAll(() => mock.stop())

  it('leaves their commands to them', async () => {
    expect(await mock.say({ text: 'weather 包头' })).toEqual(['包头 晴'])
  })

  it('keeps its own commands, though others are named alike', async () => {
    expect((await mock.say({ text: '/help' })).join()).toContain('直接提问')
  })

  it('says nothing in groups to what is meant for others', async () => {
    expect(await mock.say({ text: '早', kind: 'group' })).toEqual(['早上好'])
  })

  it('leaves a number in a group to them, unless a menu is open', async () => {
    const group = { kind: 'group' as const, chat: 'numbers' }
    expect(await mock.say({ ...group, text: '7' })).toEqual(['seven'])
    await mock.say({ ...group, text: '/search 教师' })
    expect((await mock.say({ ...group, text: '1' })).join()).toContain('《')
  })

  it('answers a message delivered twice once', async () => {
    const said = { text: QUESTION, id: 'twice' }
    expect(await mock.say(said)).toHaveLength(1)
    expect(await mock.say(said)).toHaveLength(0)
  })

  it('goes on where the platform takes nothing, and where sending throws', async () => {
    const { sending } = mock
    mock.sending = () => []
    await mock.say({ text: QUESTION })
    mock.sending = () => {
      throw new Error('no')
    }
    await mock.say({ text: QUESTION })
    mock.sending = sending
    expect((await mock.say({ text: QUESTION })).join()).toContain('每月800元')
  })
})

describe("where the plugin keeps a group's settings", () => {
  const set = { text: '/city 乌海', kind: 'group' as const, chat: 'kept', roles: ['admin'] }
  const ask = { text: '/settings', kind: 'group' as const, chat: 'kept' }

  it('is a file of its own in an app without a database, found again after a restart', async () => {
    const mock = await openApp('file')
    await mock.say(set)
    await mock.stop()
    const again = await openApp('file')
    expect((await again.say(ask)).join()).toContain('默认城市：乌海市')
    await again.stop()
  })

  it('is the database of an app that has one', async () => {
    const SQLite = createRequire(import.meta.url)('@minatojs/driver-sqlite').default
    const mock = await openApp('database', ({ app }) => void app.plugin(SQLite, { path: ':memory:' }))
    await mock.say(set)
    expect((await mock.say(ask)).join()).toContain('默认城市：乌海市')
    expect(await mock.app.get('database')!.get('wence_chat' as never, {})).toHaveLength(1)
    expect(readdirSync(folder)).not.toContain('database')
    await mock.stop()
  })
})

describe('the settings of the plugin', () => {
  it('have defaults for all, and refuse what is none', () => {
    expect(new wence.Config({} as never)).toMatchObject({ index: '', perPerson: 20, qqAllowUrls: false })
    expect(() => new wence.Config({ perPerson: 'many' } as never)).toThrow()
  })
})
