import { once } from 'node:events'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ChatUnderTest, describeChat } from '../chat/chat-cases.js'
import { menuLabels, type Opened, openAdapter, withoutMenu } from '../koishi/support.js'
import { say } from './satori-person.js'
import { SatoriPeer, TOKEN } from './satori-server.js'

const QUESTION = '呼伦贝尔班主任津贴多少'

async function openSatori(): Promise<ChatUnderTest> {
  const peer = new SatoriPeer()
  const opened = await openAdapter({ satori: { endpoint: await peer.listen(), token: TOKEN } })
  await opened.adapter.start(() => {})
  const last = new Map<string, { labels: string[]; id: string | null; kind: 'private' | 'group' }>()
  const tell = async (said: Parameters<typeof say>[1] & { chat: string; kind: 'private' | 'group' }) => {
    const { texts, lastId } = await say(peer, said)
    if (texts.length === 0) return null
    last.set(said.chat, { labels: menuLabels(texts.at(-1)!), id: lastId, kind: said.kind })
    return withoutMenu(texts.join('\n\n'))
  }
  return {
    say: ({ text, kind, chat, mentions, repliesToBot, administers }) =>
      tell({
        text,
        kind,
        chat,
        mentions,
        ...(repliesToBot && { repliesTo: last.get(chat)!.id! }),
        ...(administers && { roles: ['admin'] }),
      }),
    labels: chat => last.get(chat)!.labels,
    press: (chat, label) => {
      const { labels, kind } = last.get(chat)!
      return tell({ chat, kind, text: String(labels.indexOf(label) + 1) })
    },
    async close() {
      expect(peer.wrong).toEqual([])
      await opened.close()
      await peer.close()
    },
  }
}

describeChat('Satori', openSatori)

describe('a Satori server', () => {
  let peer: SatoriPeer
  let opened: Opened
  beforeAll(async () => {
    peer = new SatoriPeer()
    opened = await openAdapter({ satori: { endpoint: await peer.listen(), token: TOKEN } })
    await opened.adapter.start(() => {})
  })
  afterEach(() => {
    peer.taking = () => 'ok'
  })
  afterAll(async () => {
    await opened.close()
    await peer.close()
    expect(peer.wrong).toEqual([])
  })

  it('is connected to again, from the last event on', async () => {
    await say(peer, { text: '/settings' })
    const identified = once(peer, 'identified')
    peer.socket!.close(1001)
    expect((await identified)[0]).toBeGreaterThan(0)
    expect((await say(peer, { text: QUESTION })).texts.join()).toContain('每月800元')
    expect(opened.adapter.state()).toBe('已连接')
  })

  it('may deliver twice what is answered once', async () => {
    const event = {
      type: 'message-created',
      timestamp: 1_700_000_000_000,
      channel: { id: 'twice', type: 1 },
      user: { id: 'p' },
      message: { id: 'same', content: QUESTION },
    }
    peer.event(event)
    peer.event(event)
    const { texts } = await say(peer, { text: '/settings', chat: 'twice' })
    expect(texts.filter(text => text.includes('每月800元'))).toHaveLength(1)
  })

  it.each([
    ['refuses', 403, '平台拒绝（403）'],
    ['takes and gives no message for', 'empty', '平台没有收下'],
  ] as const)('%s what is then counted for the operator', async (_, how, reason) => {
    peer.taking = text => (text.includes('每月800元') ? how : 'ok')
    await say(peer, { text: QUESTION, chat: `lost-${how}` })
    expect(await opened.store.undelivered()).toContainEqual({ platform: 'onebot', reason, count: 1 })
    expect(opened.log.join('')).not.toMatch(/津贴|800/)
    expect(opened.log.join('')).not.toContain(TOKEN)
  })

  it('gets any text as the text that it is', async () => {
    const bits = fc.constantFrom(
      '<at type="all"/>',
      '<b>',
      '</b>',
      '&amp;',
      '&',
      '<',
      '>',
      '{',
      '}',
      '[CQ:at,qq=all]',
      '"',
      "'",
      '中',
      '😀',
      '_*[',
    )
    const hostile = fc.array(bits, { minLength: 1, maxLength: 20 }).map(parts => parts.join(''))
    await fc.assert(
      fc.asyncProperty(hostile, async text => {
        const { texts } = await say(peer, { text: `/toc x${text}x`, chat: 'hostile' })
        expect(texts.join('')).toContain(`没有叫“x${text}x”的文件`)
      }),
      { numRuns: 40 },
    )
  })

  it('is said to refuse where the token is wrong', async () => {
    const other = new SatoriPeer()
    const own = await openAdapter({ satori: { endpoint: await other.listen(), token: 'wrong' } })
    await expect(own.adapter.start(() => {})).rejects.toThrow('SATORI_TOKEN')
    expect(own.adapter.state()).toBe('未连接')
    await own.close()
    await other.close()
  })

  it('that is gone is said to be', async () => {
    const other = new SatoriPeer()
    const own = await openAdapter({ satori: { endpoint: await other.listen(), token: TOKEN } })
    await own.adapter.start(() => {})
    await other.close()
    await vi.waitFor(() => expect(own.adapter.state()).toBe('正在重连'))
    await own.close()
  })
})
