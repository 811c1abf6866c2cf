import { on, once } from 'node:events'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Opened, openAdapter } from '../koishi/support.js'
import { messageEvent, say, seen } from './onebot-person.js'
import type { SentAction } from './onebot-schema.js'
import { type Answering, OneBotPeer, ordinary, SELF_ID, seenText, withoutForwards } from './onebot-server.js'

const QUESTION = '呼伦贝尔班主任津贴多少'
/** Its answer is long enough to be folded. */
const LONG = '/search 班主任津贴'

let peer: OneBotPeer
let opened: Opened
let chat = 6000
beforeAll(async () => {
  peer = new OneBotPeer()
  opened = await openAdapter({
    onebot: { selfId: String(SELF_ID), token: null, connectTo: await peer.listen(), listenPort: null },
  })
  await opened.adapter.start(() => {})
})
afterEach(() => {
  peer.answering = ordinary
  chat++
})
afterAll(async () => {
  await opened.close()
  await peer.close()
  expect(peer.wrong).toEqual([])
})

const undelivered = async () => (await opened.store.undelivered()).reduce((sum, { count }) => sum + count, 0)
/** Answers as usual, but one kind of action in another way, once. */
const once1 = (name: string, answer: ReturnType<Answering>): Answering => {
  let done = false
  return sent => {
    if (done || sent.action !== name) return ordinary(sent)
    done = true
    return answer
  }
}

describe('what is said to the bot on OneBot', () => {
  it('is answered once, however often the server delivers it', async () => {
    const event = { ...messageEvent({ text: QUESTION, chat }), time: 1_700_000_000 }
    for (let i = 0; i < 5; i++) peer.event(event)
    const { actions } = await say(peer, { text: '/settings', chat })
    expect(actions.filter(action => seenText(action).includes('每月800元'))).toHaveLength(1)
  })

  it('is answered again under an id that a restarted server gives out anew', async () => {
    const event = messageEvent({ text: QUESTION, chat, messageId: 1 })
    peer.event({ ...event, time: 1_700_000_000 })
    peer.event({ ...event, time: 1_700_000_100 })
    const { actions } = await say(peer, { text: '/settings', chat })
    expect(actions.filter(action => seenText(action).includes('每月800元'))).toHaveLength(2)
  })

  it('is answered in order, each question after the other', async () => {
    for (const clause of ['41', '42', '43', '44'])
      peer.event(messageEvent({ text: `/clause 若干措施 ${clause}`, chat }))
    const { actions } = await say(peer, { text: '/settings', chat })
    const numbers = actions.map(action => seenText(action).match(/\n(4\d)\./)?.[1]).filter(Boolean)
    expect(numbers).toEqual(['41', '42', '43', '44'])
  })

  it('may come without a sender, and with numbers for ids', async () => {
    const event = messageEvent({ text: '', kind: 'group', chat, sender: 31 })
    const message = [
      { type: 'at', data: { qq: SELF_ID } },
      { type: 'text', data: { text: QUESTION } },
    ]
    const answered = once(peer, 'action')
    peer.event({ ...event, message, sender: undefined, time: undefined })
    expect(seenText((await answered)[0])).toContain('每月800元')
  })

  it('is answered in a group with a reply to the message', async () => {
    const { actions } = await say(peer, {
      text: QUESTION,
      kind: 'group',
      chat,
      sender: 31,
      mentions: true,
      messageId: 4711,
    })
    expect(actions[0].params).toMatchObject({ message: [{ type: 'reply', data: { id: '4711' } }, { type: 'text' }] })
  })

  it('is not answered where the bot itself said it, or it mentions somebody else', async () => {
    const event = messageEvent({ text: QUESTION, kind: 'group', chat, sender: SELF_ID, mentions: true })
    peer.event(event)
    peer.event({ ...event, post_type: 'message_sent' })
    peer.event({
      ...messageEvent({ text: '', kind: 'group', chat, sender: 31 }),
      message: [
        { type: 'at', data: { qq: '12345' } },
        { type: 'text', data: { text: ` ${QUESTION}` } },
      ],
    })
    const { actions } = await say(peer, { text: '/settings', kind: 'group', chat, sender: 31 })
    expect(actions).toHaveLength(1)
  })

  it('asks who wrote what is replied to, and is not held up where nobody says', async () => {
    peer.answering = sent => {
      if (sent.action !== 'get_msg') return ordinary(sent)
      return { data: { message_id: 1, sender: { user_id: SELF_ID, nickname: 'x' }, message: [], time: 1 } }
    }
    const asked = { kind: 'group' as const, chat, sender: 31, text: QUESTION }
    expect(seen((await say(peer, { ...asked, repliesTo: '998' })).actions)).toContain('每月800元')
    peer.answering = sent => (sent.action === 'get_msg' ? { retcode: 100 } : ordinary(sent))
    expect((await say(peer, { ...asked, repliesTo: '997' })).actions).toEqual([])
  })

  it('takes the role that the event says where the server does not tell', async () => {
    peer.answering = sent => (sent.action === 'get_group_member_info' ? { retcode: 1404 } : ordinary(sent))
    const answers = on(peer, 'action')
    peer.event({
      ...messageEvent({ text: '/city 乌海', kind: 'group', chat, sender: 31 }),
      sender: { user_id: 31, nickname: '', role: 'owner' },
    })
    for await (const [action] of answers as AsyncIterable<[SentAction]>) {
      if (action.action !== 'send_group_msg') continue
      expect(seenText(action)).toContain('默认城市：乌海市')
      break
    }
  })
})

describe('a long answer on OneBot', () => {
  it('shows what is read first with the numbers, and folds the rest', async () => {
    const { actions } = await say(peer, { text: LONG, chat })
    expect(actions.map(({ action }) => action)).toEqual(['send_private_msg', 'send_private_forward_msg'])
    expect(seenText(actions[0])).toContain('回复数字：')
    expect(seenText(actions[1])).toContain('44.')
  })

  it('is folded in groups, too', async () => {
    const { actions } = await say(peer, { text: LONG, kind: 'group', chat, sender: 31 })
    expect(actions.map(({ action }) => action)).toEqual(['send_group_msg', 'send_group_forward_msg'])
  })

  it('is split where a forward fails for good, and the next one is tried again', async () => {
    peer.answering = once1('send_private_forward_msg', { retcode: 100, wording: '风控' })
    const { actions } = await say(peer, { text: LONG, chat })
    expect(actions.map(({ action }) => action).slice(0, 3)).toEqual([
      'send_private_msg',
      'send_private_forward_msg',
      'send_private_msg',
    ])
    expect(seenText(actions[2])).toContain('44.')
    expect((await say(peer, { text: LONG, chat })).actions.map(({ action }) => action)).toContain(
      'send_private_forward_msg',
    )
  })

  it('is not sent again where the server says that a forward timed out: it may have arrived', async () => {
    const before = await undelivered()
    peer.answering = once1('send_private_forward_msg', { retcode: 1200, wording: 'Error: Timeout: NTEvent' })
    const { actions } = await say(peer, { text: LONG, chat })
    expect(actions).toHaveLength(2)
    expect(await undelivered()).toBe(before + 1)
  })
})

describe('what the server does not take', () => {
  it('is counted for the operator, with the reason and without the text', async () => {
    peer.answering = once1('send_private_msg', { retcode: 1400 })
    await say(peer, { text: QUESTION, chat })
    expect(await opened.store.undelivered()).toContainEqual({
      platform: 'onebot',
      reason: 'OneBot 拒绝（retcode 1400）',
      count: expect.any(Number),
    })
    expect(opened.log.join('')).toContain('retcode 1400')
    expect(opened.log.join('')).not.toMatch(/津贴|800|31\b/)
  })
})

describe('a server that does not answer an action', () => {
  it('is not sent the same again: the message may have arrived, and is counted as uncertain', async () => {
    const mute = new OneBotPeer()
    const own = await openAdapter(
      { onebot: { selfId: String(SELF_ID), token: null, connectTo: await mute.listen(), listenPort: null } },
      { answerWithinMs: 100 },
    )
    await own.adapter.start(() => {})
    mute.answering = sent => (seenText(sent).includes('每月800元') ? null : ordinary(sent))
    const { actions } = await say(mute, { text: QUESTION })
    expect(actions.filter(action => seenText(action).includes('每月800元'))).toHaveLength(1)
    expect(await own.store.undelivered()).toEqual([
      { platform: 'onebot', reason: '没有等到回应，不知是否送到', count: 1 },
    ])
    await own.close()
    await mute.close()
  })
})

describe('an adapter that is told to end', () => {
  it('sends what is under way to its end', async () => {
    const own = new OneBotPeer()
    const ending = await openAdapter({
      onebot: { selfId: String(SELF_ID), token: null, connectTo: await own.listen(), listenPort: null },
    })
    await ending.adapter.start(() => {})
    const actions: string[] = []
    const ended = new Promise<void>(resolve => {
      own.on('action', ({ action }) => {
        actions.push(action)
        if (action === 'send_private_msg') resolve(ending.adapter.close(10_000))
      })
    })
    own.event(messageEvent({ text: LONG, chat }))
    await ended
    expect(actions.filter(action => action.startsWith('send_'))).toEqual([
      'send_private_msg',
      'send_private_forward_msg',
    ])
    expect(await ending.store.undelivered()).toEqual([])
    await ending.close()
    await own.close()
  })
})

describe('a server without forwards', () => {
  it('is asked once, and then split for', async () => {
    const bare = new OneBotPeer()
    bare.answering = withoutForwards
    const own = await openAdapter({
      onebot: { selfId: String(SELF_ID), token: null, connectTo: await bare.listen(), listenPort: null },
    })
    await own.adapter.start(() => {})
    const first = await say(bare, { text: LONG })
    const second = await say(bare, { text: LONG })
    const forwards = [...first.actions, ...second.actions].filter(({ action }) => action.endsWith('_forward_msg'))
    expect(forwards).toHaveLength(1)
    expect(seen(second.actions)).toContain('44.')
    expect(await own.store.undelivered()).toEqual([])
    await own.close()
    await bare.close()
  })
})

describe('any text on OneBot', () => {
  it('arrives as the text that it is', async () => {
    const bits = fc.constantFrom(
      '[CQ:at,qq=all]',
      '<at type="all"/>',
      '&amp;',
      '&#91;',
      '<b>',
      '_*[',
      ']',
      ',',
      '，',
      'a',
      '中',
      '😀',
      '\\',
    )
    const hostile = fc.array(bits, { minLength: 1, maxLength: 20 }).map(parts => parts.join(''))
    await fc.assert(
      fc.asyncProperty(hostile, fc.boolean(), async (text, asString) => {
        const { actions } = await say(peer, { text: `/toc ${text}x`, chat, asString })
        expect(seen(actions)).toContain(`没有叫“${text}x”的文件`)
        expect(actions.flatMap(({ params }) => ('message' in params ? params.message : []))).toEqual([
          { type: 'text', data: { text: expect.any(String) } },
        ])
      }),
      { numRuns: 60 },
    )
  })
})
