import { expect } from 'vitest'
import { type ChatUnderTest, describeChat } from '../chat/chat-cases.js'
import { menuLabels, openAdapter, withoutMenu } from '../koishi/support.js'
import { say, seen } from './onebot-person.js'
import { ADMIN, type Answering, OneBotPeer, ordinary, SELF_ID, withoutForwards } from './onebot-server.js'

async function openOneBot(answering: Answering, asString: boolean): Promise<ChatUnderTest> {
  const peer = new OneBotPeer()
  peer.answering = answering
  const url = await peer.listen('secret')
  const opened = await openAdapter({
    onebot: { selfId: String(SELF_ID), token: 'secret', connectTo: url, listenPort: null },
  })
  await opened.adapter.start(() => {})
  const last = new Map<string, { labels: string[]; id: string | null; group: boolean }>()
  const tell = async (chat: string, said: Parameters<typeof say>[1]) => {
    const { actions, lastId } = await say(peer, { ...said, chat: Number(chat), asString })
    if (actions.length === 0) return null
    const text = seen(actions)
    // The numbers stand under the first part of a long answer.
    const shown = actions.map(action => withoutMenu(seen([action]))).join('\n\n')
    last.set(chat, {
      labels: menuLabels(actions.map(action => seen([action])).find(part => part.includes('回复数字：')) ?? text),
      id: lastId,
      group: said.kind === 'group',
    })
    return shown
  }
  return {
    say: ({ text, kind, mentions, repliesToBot, administers, chat }) =>
      tell(chat, {
        text,
        kind,
        mentions,
        sender: administers ? ADMIN : 77,
        ...(repliesToBot && { repliesTo: last.get(chat)!.id! }),
        ...(kind === 'private' && { sender: Number(chat) }),
      }),
    labels: chat => last.get(chat)!.labels,
    press: (chat, label) => {
      const at = last.get(chat)!.labels.indexOf(label)
      return tell(chat, {
        text: String(at + 1),
        kind: last.get(chat)!.group ? 'group' : 'private',
        sender: Number(chat),
      })
    },
    async close() {
      expect(peer.wrong).toEqual([])
      await opened.close()
      await peer.close()
    },
  }
}

describeChat('OneBot v11 with segments and merged forwards', () => openOneBot(ordinary, false))
describeChat('OneBot v11 with CQ codes and no forwards', () => openOneBot(withoutForwards, true))
