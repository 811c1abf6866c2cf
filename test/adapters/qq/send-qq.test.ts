import { describe, expect, it } from 'vitest'
import type { Outgoing } from '../../../adapters/chat/desk.js'
import type { Session } from '../../../adapters/koishi/koishi-modules.js'
import { TOO_MANY } from '../../../adapters/koishi/qq-replies.js'
import { createQQOutlet } from '../../../adapters/koishi/send-qq.js'
import type { SentMessage } from './qq-schema.js'

/** A private message to answer, and what is sent in answer to it. */
function asked(): { session: Session; sent: SentMessage[] } {
  const sent: SentMessage[] = []
  const sendPrivateMessage = async (_: string, message: SentMessage) => ({ id: `s${sent.push(message)}` })
  const session = {
    sid: 'qq:1',
    isDirect: true,
    channelId: 'P',
    messageId: 'M',
    timestamp: Date.now(),
    bot: { internal: { sendPrivateMessage } },
  }
  return { session: session as unknown as Session, sent }
}

function long(paragraphs: number, buttons = false): Outgoing {
  const action = { do: 'clause' as const, clauseId: 'x' }
  return {
    sections: Array.from({ length: paragraphs }, (_, i) => [{ text: `第${i}段${'文'.repeat(900)}` }]),
    buttons: buttons ? [[{ label: '原文', action }]] : [],
    kept: buttons ? [[{ label: '原文', id: 'm.0' }]] : [],
  }
}

const outlet = () => createQQOutlet({ allowUrls: false, log: { info() {} } as never })

describe('a long answer on QQ', () => {
  it('goes into as many messages as it needs, the buttons under the last', async () => {
    const { session, sent } = asked()
    const sendings = await outlet().send(long(6, true), session)
    expect(sendings.every(sending => 'id' in sending)).toBe(true)
    expect(sent.map(({ msg_type }) => msg_type)).toEqual([0, 0, 2])
    expect(sent.map(({ msg_seq }) => msg_seq)).toEqual([1, 2, 3])
  })

  it('has fuller messages where five short ones do not hold it', async () => {
    const { session, sent } = asked()
    const sendings = await outlet().send(long(18), session)
    expect(sendings.every(sending => 'id' in sending)).toBe(true)
    expect(sent.length).toBeLessThanOrEqual(5)
    expect(sent.map(({ content }) => content).join('')).toContain('第17段')
  })

  it('is cut after five messages, says so, and is counted', async () => {
    const { session, sent } = asked()
    const sendings = await outlet().send(long(60), session)
    expect(sent).toHaveLength(5)
    expect(sent[4].content).toMatch(/太长，QQ 一次只让发五条/)
    for (const { content } of sent) expect(content!.length).toBeLessThanOrEqual(4500)
    expect(sendings.at(-1)).toEqual({ undelivered: TOO_MANY })
  })

  it('leaves nothing for a second answer to the same message', async () => {
    const { session, sent } = asked()
    const one = outlet()
    await one.send(long(60), session)
    expect(await one.send(long(1), session)).toEqual([{ undelivered: TOO_MANY }])
    expect(sent).toHaveLength(5)
  })
})
