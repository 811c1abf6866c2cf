import type { Api } from 'grammy'
import type { Target } from './incoming.js'

/** What is done sooner needs no sign of life. */
const SLOW_MS = 400
/** Telegram shows it for five seconds. */
const AGAIN_MS = 4500

/** Shows the bot typing while something takes long. */
export async function whileTyping<T>(api: Api, { chatId, threadId }: Target, work: () => Promise<T>): Promise<T> {
  const show = () => {
    timer = setTimeout(show, AGAIN_MS)
    const topic = threadId === null ? {} : { message_thread_id: threadId }
    // Whether it is shown matters to nobody.
    api.sendChatAction(chatId, 'typing', topic).catch(() => {})
  }
  let timer = setTimeout(show, SLOW_MS)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
