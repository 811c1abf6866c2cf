import { on, once } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Opened, openAdapter } from '../koishi/support.js'
import { messageEvent, say, seen } from './onebot-person.js'
import type { SentAction } from './onebot-schema.js'
import { OneBotPeer, SELF_ID } from './onebot-server.js'

const QUESTION = '呼伦贝尔班主任津贴多少'

let peer: OneBotPeer
let opened: Opened | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
  await peer.close()
  expect(peer.wrong).toEqual([])
})

async function forward(url: string, token: string | null = null): Promise<Opened> {
  opened = await openAdapter({ onebot: { selfId: String(SELF_ID), token, connectTo: url, listenPort: null } })
  return opened
}

async function reverse(token: string | null, selfId: string | null = null): Promise<string> {
  const port = await freePort()
  opened = await openAdapter({ onebot: { selfId, token, connectTo: null, listenPort: port } })
  await opened.adapter.start(() => {})
  return `ws://127.0.0.1:${port}/onebot`
}

async function freePort(): Promise<number> {
  const probe = new OneBotPeer()
  await probe.listen()
  const { port } = probe
  await probe.close()
  return port
}

describe('the bot connects to a OneBot server', () => {
  it('answers again after the server closed the connection, and after it was gone altogether', async () => {
    peer = new OneBotPeer()
    const url = await peer.listen('t')
    const { adapter } = await forward(url, 't')
    await adapter.start(() => {})
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')

    peer.socket!.close(1001)
    await once(peer, 'connected')
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')

    const { port } = peer
    await peer.close()
    await vi.waitFor(() => expect(adapter.state()).toBe('正在重连'))
    await peer.listen('t', port)
    await once(peer, 'connected')
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')
    expect(adapter.state()).toBe('已连接')
  })

  it('says so where the first connection fails', async () => {
    peer = new OneBotPeer()
    const { adapter } = await forward(`ws://127.0.0.1:${await freePort()}`)
    await expect(adapter.start(() => {})).rejects.toThrow(/ECONNREFUSED/)
    expect(adapter.state()).toBe('未连接')
  })

  it('is started anew after it failed', async () => {
    peer = new OneBotPeer()
    const port = await freePort()
    const { adapter } = await forward(`ws://127.0.0.1:${port}`)
    await expect(adapter.start(() => {})).rejects.toThrow()
    await peer.listen(undefined, port)
    await adapter.start(() => {})
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')
  })

  it('is refused with a wrong token', async () => {
    peer = new OneBotPeer()
    const { adapter } = await forward(await peer.listen('right'), 'wrong')
    await expect(adapter.start(() => {})).rejects.toThrow(/401/)
  })

  it('tells operators when the account is offline though the server is there', async () => {
    peer = new OneBotPeer()
    const { adapter } = await forward(await peer.listen())
    await adapter.start(() => {})
    const heartbeat = { post_type: 'meta_event', meta_event_type: 'heartbeat', interval: 5000 }
    peer.event({ ...heartbeat, status: { online: false, good: false } })
    await vi.waitFor(() => expect(adapter.state()).toBe('已连接，但 QQ 号不在线'))
    peer.event({ ...heartbeat, status: { online: true, good: true } })
    await vi.waitFor(() => expect(adapter.state()).toBe('已连接'))
  })

  it('outlives frames that are no OneBot', async () => {
    peer = new OneBotPeer()
    const { adapter, log } = await forward(await peer.listen())
    await adapter.start(() => {})
    for (const frame of [
      'not json',
      '[]',
      '{}',
      '{"retcode":0}',
      '{"post_type":"message"}',
      '{"echo":"x","retcode":0}',
    ])
      peer.socket!.send(frame)
    peer.event({ post_type: 'notice', notice_type: 'group_recall', group_id: 1, user_id: 2, message_id: 3 })
    peer.event({ post_type: 'request', request_type: 'friend', user_id: 2, comment: 'x', flag: 'f' })
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')
    expect(log.join('')).toContain('不合 OneBot v11 格式')
  })

  it('answers what was asked while the connection was lost on its way to being made again', async () => {
    peer = new OneBotPeer()
    const { adapter } = await forward(await peer.listen())
    await adapter.start(() => {})
    // The question is the last that the connection brings; its answer waits for the next one, if it must.
    const actions = on(peer, 'action')
    peer.event(messageEvent({ text: QUESTION, chat: 5001 }))
    peer.socket!.close(1001)
    for await (const [action] of actions as AsyncIterable<[SentAction]>) {
      if (action.action !== 'send_private_msg') continue
      expect(action.params.user_id).toBe(5001)
      break
    }
  })
})

describe('OneBot servers connect to the bot', () => {
  const headers = { 'X-Self-ID': String(SELF_ID), 'X-Client-Role': 'Universal' }

  it('takes the account from X-Self-ID', async () => {
    peer = new OneBotPeer()
    await peer.connect(await reverse('t'), { ...headers, Authorization: 'Bearer t' })
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')
    expect(opened!.adapter.state()).toBe('已连接')
  })

  it('goes on over a new connection when the old one closes after it', async () => {
    peer = new OneBotPeer()
    const url = await reverse(null)
    await peer.connect(url, headers)
    const old = peer.socket!
    await peer.connect(url, headers)
    if (old.readyState !== WebSocket.CLOSED) await once(old, 'close')
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')
  })

  it.each([
    ['no token', {}, 't', null, 401],
    ['a wrong token', { Authorization: 'Bearer x' }, 't', null, 403],
    ['a token of another length', { Authorization: 'Bearer tt' }, 't', null, 403],
    ['another account', { Authorization: 'Bearer t' }, 't', '222', 403],
    ['half a connection', { 'X-Client-Role': 'API' }, null, null, 400],
  ])('refuses %s', async (_, more, token, selfId, status) => {
    peer = new OneBotPeer()
    const url = await reverse(token, selfId)
    await expect(peer.connect(url, { ...headers, ...more } as Record<string, string>)).rejects.toThrow(String(status))
  })

  it('refuses who does not say its account, and other paths', async () => {
    peer = new OneBotPeer()
    const url = await reverse(null)
    await expect(peer.connect(url, { 'X-Client-Role': 'Universal' })).rejects.toThrow('400')
    await expect(peer.connect(url.replace('/onebot', '/other'), headers)).rejects.toThrow('404')
  })

  it('takes the token from the address, too, as the standard allows', async () => {
    peer = new OneBotPeer()
    await peer.connect(`${await reverse('t')}?access_token=t`, headers)
    expect(seen((await say(peer, { text: QUESTION })).actions)).toContain('每月800元')
  })

  it('serves several accounts at once', async () => {
    peer = new OneBotPeer()
    const other = new OneBotPeer()
    const url = await reverse(null)
    await peer.connect(url, headers)
    await other.connect(url, { ...headers, 'X-Self-ID': '222' })
    await vi.waitFor(() => expect(opened!.adapter.state()).toBe('已连接（2 个账号）'))
    await other.close()
  })
})
