import type { Outgoing } from '../../../adapters/chat/desk.js'
import type { ChatMessage } from '../../../adapters/chat/message.js'
import { type ChatUnderTest, describeChat } from './chat-cases.js'
import { messageOf, openDesk, textOf } from './desk-support.js'

/** The desk itself, without a platform: by buttons, and by numbers. */
async function openBareDesk(numbered: boolean): Promise<ChatUnderTest> {
  const { desk, store } = await openDesk()
  const last = new Map<string, Outgoing>()
  const where = (chat: string): Partial<ChatMessage> => ({ chat, sender: 'p1' })
  const shown = (chat: string, outgoing: Outgoing | null) => {
    if (outgoing) last.set(chat, outgoing)
    return outgoing && textOf(outgoing)
  }
  return {
    say: async ({ text, kind, chat, mentions, repliesToBot, administers }) =>
      shown(
        chat,
        await desk.answer(
          messageOf(text, {
            ...where(chat),
            kind,
            addressed: Boolean(mentions || repliesToBot),
            administers: async () => Boolean(administers),
          }),
          numbered,
        ),
      ),
    labels: chat =>
      last
        .get(chat)!
        .kept.flat()
        .map(({ label }) => label),
    press: async (chat, label) => {
      const buttons = last.get(chat)!.kept.flat()
      const at = buttons.findIndex(button => button.label === label)
      if (numbered) return shown(chat, await desk.answer(messageOf(String(at + 1), where(chat)), true))
      const { notice, outgoing } = await desk.press(buttons[at].id, messageOf('', where(chat)))
      return notice ?? shown(chat, outgoing)
    },
    close: () => store.close(),
  }
}

describeChat('the desk with buttons', () => openBareDesk(false))
describeChat('the desk with numbers', () => openBareDesk(true))
