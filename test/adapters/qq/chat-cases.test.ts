import { expect } from 'vitest'
import { type ChatUnderTest, describeChat } from '../chat/chat-cases.js'
import { menuLabels, openAdapter, withoutMenu } from '../koishi/support.js'
import { buttonsOf, pressButton, type QQSaid, said, seenText, tell } from './qq-person.js'
import type { SentMessage } from './qq-schema.js'
import { APP_ID, QQPeer, SECRET } from './qq-server.js'

/** Who may administer: QQ does not say who runs a group, so that only operators change its settings. */
const ADMIN = 'ADMIN'

async function openQQ(markdown: boolean): Promise<ChatUnderTest> {
  const peer = new QQPeer()
  if (!markdown) peer.taking = ({ msg_type }) => (msg_type === 2 ? { status: 400, code: 304036 } : 'ok')
  const opened = await openAdapter(
    { qq: { appId: APP_ID, secret: SECRET, endpoint: await peer.listen(), allowUrls: false } },
    { operators: new Set([`qq:${ADMIN}`]) },
  )
  await opened.adapter.start(() => {})
  const last = new Map<string, { messages: SentMessage[]; where: Omit<QQSaid, 'text'> }>()
  const act = async (where: Omit<QQSaid, 'text'> & { chat: string }, doing: () => void) => {
    const sent = await said(peer, where, doing)
    const messages = markdown ? sent : sent.filter(({ msg_type }) => msg_type === 0)
    if (messages.length === 0) return null
    last.set(where.chat, { messages, where })
    return messages.map(message => withoutMenu(seenText(message))).join('\n\n')
  }
  const labels = (chat: string) => {
    const { messages } = last.get(chat)!
    const buttons = messages.flatMap(buttonsOf).map(({ label }) => label)
    return buttons.length ? buttons : menuLabels(seenText(messages.at(-1)!))
  }
  return {
    async say({ text, kind, chat, mentions, repliesToBot, administers }) {
      const where = { kind, chat, sender: administers ? ADMIN : kind === 'private' ? chat : 'MEMBER' }
      // QQ delivers nothing of a group that neither mentions the bot nor is a command: there is nothing to test.
      if (kind === 'group' && !mentions && !repliesToBot && !/^\/|^问策/.test(text)) return null
      return act(where, () => tell(peer, { ...where, text }))
    },
    labels,
    press(chat, label) {
      const { messages, where } = last.get(chat)!
      const button = messages.flatMap(buttonsOf).find(button => button.label === label)
      const there = { ...where, chat }
      if (button) return act(there, () => void pressButton(peer, button.data, there))
      return act(there, () => tell(peer, { ...there, text: String(labels(chat).indexOf(label) + 1) }))
    },
    async close() {
      expect(peer.wrong).toEqual([])
      await opened.close()
      await peer.close()
    },
  }
}

describeChat('QQ with Markdown and buttons', () => openQQ(true))
describeChat('QQ with text and numbers', () => openQQ(false))
