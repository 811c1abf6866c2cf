import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Opened, openAdapter } from '../koishi/support.js'
import { said, seenText, tell } from './qq-person.js'
import { APP_ID, QQPeer, SECRET } from './qq-server.js'

const QUESTION = '呼伦贝尔班主任津贴多少'

let peer: QQPeer
let opened: Opened
beforeEach(async () => {
  peer = new QQPeer()
  await peer.listen()
})
afterEach(async () => {
  await opened.close()
  await peer.close()
  expect(peer.wrong).toEqual([])
})

async function open(secret = SECRET): Promise<Opened> {
  opened = await openAdapter({ qq: { appId: APP_ID, secret, endpoint: peer.endpoint, allowUrls: false } })
  return opened
}

async function start(): Promise<void> {
  await (await open()).adapter.start(() => {})
}

async function expectAnswer(): Promise<void> {
  const [message] = await said(peer, {}, () => tell(peer, { text: QUESTION }))
  expect(seenText(message)).toContain('每月800元')
}

describe("QQ's gateway", () => {
  it('resumes after the connection was lost, so that nothing is missed', async () => {
    await start()
    await expectAnswer()
    const ready = once(peer, 'ready')
    peer.socket!.close(4009)
    expect(await ready).toEqual(['resumed'])
    await expectAnswer()
    expect(opened.adapter.state()).toBe('已连接')
  })

  it('resumes when QQ asks for a new connection', async () => {
    await start()
    const ready = once(peer, 'ready')
    peer.send(7)
    expect(await ready).toEqual(['resumed'])
    await expectAnswer()
  })

  it('identifies anew where the session is over', async () => {
    await start()
    const ready = once(peer, 'ready')
    peer.socket!.close(4006)
    expect(await ready).toEqual(['identified'])
    await expectAnswer()
  })

  it('identifies anew where QQ does not resume', async () => {
    await start()
    peer.resuming = 'invalid'
    const ready = once(peer, 'ready')
    peer.socket!.terminate()
    expect(await ready).toEqual(['identified'])
    await expectAnswer()
  })

  it('beats with the number of the last event, and goes on after a beat that was not answered', async () => {
    peer.heartbeatMs = 50
    await start()
    expect(await once(peer, 'heartbeat')).toEqual([1])
    peer.acknowledgeHeartbeats = false
    await once(peer, 'ready')
    peer.acknowledgeHeartbeats = true
    await once(peer, 'heartbeat')
    await once(peer, 'heartbeat')
    await expectAnswer()
  })

  it('does not ask again at once when the bot was taken down, and says so', async () => {
    await start()
    peer.socket!.close(4915)
    await vi.waitFor(() => expect(opened.adapter.state()).toBe('机器人已封禁'))
  })

  it('asks for messages alone where the bot has no right to buttons', async () => {
    await start()
    const ready = once(peer, 'ready')
    peer.socket!.close(4014)
    expect(await ready).toEqual(['identified'])
    await expectAnswer()
  })

  it('says so where the secret is wrong, and nothing of it', async () => {
    const { adapter, log } = await open('wrong-secret-value')
    await expect(adapter.start(() => {})).rejects.toThrow('错误码 100016')
    expect(log.join('')).not.toContain('wrong-secret-value')
  })

  it('fetches another token when QQ takes one back', async () => {
    await start()
    peer.tokens.push('revoked-for-the-next-one')
    await expectAnswer()
    expect(peer.tokens).toHaveLength(3)
  })

  it('outlives events that are not as documented', async () => {
    await start()
    peer.socket!.send('not json')
    peer.socket!.send('{}')
    peer.dispatch('C2C_MESSAGE_CREATE', { id: 'x' })
    peer.dispatch('GROUP_AT_MESSAGE_CREATE', { id: 'x', author: {} })
    peer.dispatch('INTERACTION_CREATE', { id: 'x' })
    peer.dispatch('GUILD_CREATE', { id: 'x' })
    await expectAnswer()
    expect(opened.log.join('')).toContain('不合 QQ 文档')
  })
})
