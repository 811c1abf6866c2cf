import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Opened, openAdapter } from '../koishi/support.js'
import { buttonsOf, pressButton, said, seenText, tell } from './qq-person.js'
import { APP_ID, QQPeer, SECRET, type Taking } from './qq-server.js'

const QUESTION = '呼伦贝尔班主任津贴多少'

let peer: QQPeer
let opened: Opened
let chat = 'OPENID0'
let n = 0
beforeAll(async () => {
  peer = new QQPeer()
  opened = await openQQ()
})
afterEach(() => {
  peer.taking = () => 'ok'
  chat = `OPENID${++n}`
})
afterAll(async () => {
  await opened.close()
  await peer.close()
  expect(peer.wrong).toEqual([])
})

async function openQQ(allowUrls = false, at = peer): Promise<Opened> {
  const endpoint = await at.listen()
  const own = await openAdapter(
    { qq: { appId: APP_ID, secret: SECRET, endpoint, allowUrls } },
    { publicUrl: 'https://wence.example.cn' },
  )
  await own.adapter.start(() => {})
  return own
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const reasons = async () => (await opened.store.undelivered()).map(({ reason }) => reason)
/** Takes messages in one way, once. */
const takingOnce = (how: ReturnType<Taking>): Taking => {
  let done = false
  return () => {
    if (done) return 'ok'
    done = true
    return how
  }
}

describe('a reply on QQ', () => {
  it('answers the message by its id, with numbers that count up', async () => {
    const messages = await said(peer, { chat }, () =>
      tell(peer, { text: '/clause 乌海教育现代化2035 三', chat, id: `M-${chat}` }),
    )
    expect(messages.every(({ msg_id }) => msg_id === `M-${chat}`)).toBe(true)
    expect(messages.map(({ msg_seq }) => msg_seq)).toEqual(messages.map((_, i) => i + 1))
  })

  it('answers a pressed button by the event, and tells QQ that it was pressed', async () => {
    const [asked] = await said(peer, { chat }, () => tell(peer, { text: QUESTION, chat }))
    const { data } = buttonsOf(asked).find(({ label }) => label === '原文')!
    const acknowledged = once(peer, 'acknowledged')
    let id = ''
    const [shown] = await said(peer, { chat }, () => {
      id = pressButton(peer, data, { chat })
    })
    expect(shown.event_id).toBe(`INTERACTION_CREATE:${id}`)
    expect(seenText(shown)).toContain('44.')
    expect(await acknowledged).toEqual([id])
  })

  it('is given once, however often QQ delivers the message', async () => {
    const timestamp = minutesAgo(0)
    const messages = await said(peer, { chat }, () => {
      for (let i = 0; i < 4; i++) tell(peer, { text: QUESTION, chat, id: `twice-${chat}`, timestamp })
    })
    expect(messages).toHaveLength(1)
  })

  it.each([
    ['private', 4, 59, true],
    ['private', 61, 61, false],
    ['group', 4, 4, true],
    ['group', 6, 6, false],
  ] as const)('in a %s chat, %i to %i minutes later, is given: %s', async (kind, _, minutes, given) => {
    const where = { kind, chat, sender: 'MEMBER' }
    const before = (await reasons()).filter(reason => reason.startsWith('过了 QQ')).length
    const messages = await said(peer, where, () =>
      tell(peer, { ...where, text: QUESTION, timestamp: minutesAgo(minutes) }),
    )
    expect(messages).toHaveLength(given ? 1 : 0)
    if (!given)
      expect((await reasons()).filter(reason => reason.startsWith('过了 QQ')).length).toBeGreaterThanOrEqual(
        Math.max(before, 1),
      )
  })

  it('is given, and once, to a message whose time cannot be', async () => {
    const timestamp = '2023-11-06T13:37:18+08:00'
    const messages = await said(peer, { chat }, () => {
      for (let i = 0; i < 2; i++) tell(peer, { text: QUESTION, chat, id: `old-${chat}`, timestamp })
    })
    expect(messages).toHaveLength(1)
  })

  it('is tried once more under the same number where QQ does not answer, so that nothing arrives twice', async () => {
    peer.taking = takingOnce('no answer')
    const before = await opened.store.undelivered()
    const messages = await said(peer, { chat }, () => tell(peer, { text: '/settings', chat }))
    // The first attempt arrived; QQ refused the second for its number.
    expect(messages).toHaveLength(1)
    expect(await opened.store.undelivered()).toEqual(before)
  })

  it('that QQ refuses is counted with its number, and nothing of the text is logged', async () => {
    peer.taking = takingOnce({ status: 400, code: 22009 })
    await said(peer, { chat }, () => tell(peer, { text: '/city 乌海', chat }))
    expect(await reasons()).toContain('QQ 拒绝（22009）')
    expect(opened.log.join('')).not.toMatch(/乌海|默认城市/)
    expect(opened.log.join('')).not.toContain(SECRET)
  })

  it('holds no address unless the operator allows it', async () => {
    const text = '/toc 见https://www.moe.gov.cn/a?b=1和mail@edu.cn以及3.5元'
    const [message] = await said(peer, { chat }, () => tell(peer, { text, chat }))
    expect(message.content).toContain('https：//www．moe．gov．cn/a?b=1')
    expect(message.content).toContain('mail@edu．cn以及3.5元')
    const [cited] = await said(peer, { chat }, () => tell(peer, { text: QUESTION, chat }))
    expect(seenText(cited)).not.toContain('wence')

    const other = new QQPeer()
    const own = await openQQ(true, other)
    const [allowed] = await said(other, { chat }, () => tell(other, { text: QUESTION, chat }))
    expect(seenText(allowed)).toContain('https://wence.example.cn/')
    await own.close()
    await other.close()
  })
})

describe('Markdown and buttons on QQ', () => {
  it('are tried once, and then text and numbers take their place, under a number of their own', async () => {
    const bare = new QQPeer()
    bare.taking = ({ msg_type }) => (msg_type === 2 ? { status: 400, code: 304036 } : 'ok')
    const own = await openQQ(false, bare)
    const first = await said(bare, { chat }, () => tell(bare, { text: QUESTION, chat }))
    expect(first.map(({ msg_type, msg_seq }) => [msg_type, msg_seq])).toEqual([
      [2, 1],
      [0, 2],
    ])
    expect(first[1].content).toContain('回复数字：1 原文')
    const second = await said(bare, { chat }, () => tell(bare, { text: QUESTION, chat }))
    expect(second.map(({ msg_type }) => msg_type)).toEqual([0])
    expect(await own.store.undelivered()).toEqual([])
    await own.close()
    await bare.close()
  })

  it('stay, where what was refused was no fault of theirs', async () => {
    peer.taking = takingOnce({ status: 400, code: 22009 })
    await said(peer, { chat }, () => tell(peer, { text: QUESTION, chat }))
    const [message] = await said(peer, { chat }, () => tell(peer, { text: QUESTION, chat }))
    expect(message.msg_type).toBe(2)
  })

  it('have room for all documents: rows are filled where there are more than five', async () => {
    const [message] = await said(peer, { chat }, () => tell(peer, { text: '/search 教师', chat }))
    expect(buttonsOf(message)).toHaveLength(6)
    expect(message.keyboard!.content.rows.length).toBeLessThanOrEqual(5)
  })
})
