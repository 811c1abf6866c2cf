import type { ChatUnderTest } from '../chat/chat-cases.js'
import { describeChat } from '../chat/chat-cases.js'
import type { Call } from './bot-api.js'
import { buttonsOf, MENTION } from './people.js'
import { type Running, run } from './support.js'

/** The cases of all platforms, over a Bot API server by long polling. */
async function open(): Promise<ChatUnderTest> {
  const running: Running = await run()
  const { api } = running
  const last = new Map<string, Call<'sendMessage'>>()
  const kinds = new Map<string, 'private' | 'group'>()
  const idOf = (chat: string) => (kinds.get(chat) === 'group' ? -Number(chat) : Number(chat))
  const heard = async (chat: string, from: number) => {
    const said = await running.settled(idOf(chat), from)
    if (said.length > 0) last.set(chat, said.at(-1)!)
    return said.length > 0 ? said.map(({ params }) => params.text).join('\n\n') : null
  }
  return {
    async say({ text, kind, chat, mentions, repliesToBot, administers }) {
      kinds.set(chat, kind)
      const from = api.calls.length
      const person = running.person(idOf(chat), administers ? 77 : 55)
      if (administers) api.administrators.add(`${idOf(chat)}:77`)
      person.says(mentions ? `${MENTION} ${text}` : text, {
        ...(repliesToBot && { reply_to_message: api.messageOf(last.get(chat)!) }),
      })
      return heard(chat, from)
    },
    labels: chat => buttonsOf(last.get(chat)!).map(({ text }) => text),
    async press(chat, label) {
      const from = api.calls.length
      const button = buttonsOf(last.get(chat)!).find(({ text }) => text === label)!
      const id = running.person(idOf(chat), 55).presses(last.get(chat)!, button.callback_data)
      const said = await heard(chat, from)
      const answered = await api.seen('answerCallbackQuery', ({ params }) => params.callback_query_id === id, from)
      return answered.params.text ?? said
    },
    close: running.close,
  }
}

describeChat('Telegram', open)
