import { sequentialize } from '@grammyjs/runner'
import type { Bot, Context } from 'grammy'
import type { CallbackQuery, InlineQuery, Message } from 'grammy/types'
import type { Logger } from 'pino'
import type { Desk, Outgoing } from '../chat/desk.js'
import type { ChatMessage } from '../chat/message.js'
import { createDoor } from '../chat/politeness.js'
import { saying } from '../chat/shown.js'
import type { Store } from '../chat/store.js'
import { Answers } from './answers.js'
import type { Delivery } from './delivery.js'
import { incomingMessage, senderOf, startCode, type Target, targetOf } from './incoming.js'
import { inlineResults } from './inline-results.js'
import { factsOf } from './request.js'
import { whileTyping } from './typing.js'

export interface DealingParts {
  desk: Desk
  store: Store
  log: Logger
  delivery: Delivery
  /** A group became a supergroup under another id. */
  moved(from: number, to: number): Promise<void>
  isEnding(): boolean
}

const APOLOGY = '这一次没能处理好，请稍后再试。'
/** How long after it was written an edited message is answered, where it is not known to have been answered before. */
const EDITED_WITHIN_SECONDS = 24 * 60 * 60
/** What the button above an empty list of inline results opens the chat with. */
const FROM_INLINE = 'inline'
const INLINE_CACHE_SECONDS = 60
/** Inline queries a minute: one comes with nearly every letter. */
const INLINE_LIMITS = { perPerson: 120, perChat: 6000 }

/** Teaches the bot what to do with updates: those of one chat one after the other, each once, even over a restart. */
export function dealWithUpdates(bot: Bot, parts: DealingParts): void {
  const dealing = new Dealing(bot, parts)
  bot.use(sequentialize(chatsOf))
  bot.use(async (_, next) => {
    if (parts.isEnding()) await parts.store.countUndelivered('telegram', '程序结束时没来得及答')
    else await next()
  })
  bot.on('message', ({ message, update }) => dealing.message(message, update.update_id))
  bot.on('edited_message', ({ editedMessage, update }) => dealing.editedMessage(editedMessage, update.update_id))
  bot.on('callback_query', ({ callbackQuery, update }) => dealing.callback(callbackQuery, update.update_id))
  bot.on('inline_query', ({ inlineQuery, update }) => dealing.inlineQuery(inlineQuery, update.update_id))
}

/** A group that becomes a supergroup is both chats while it moves. */
function chatsOf({ chat, message }: Context): string[] {
  return [chat?.id, message?.migrate_to_chat_id, message?.migrate_from_chat_id].flatMap(id =>
    id === undefined ? [] : [String(id)],
  )
}

class Dealing {
  readonly #bot: Bot
  readonly #parts: DealingParts
  readonly #answers = new Answers()
  readonly #inlineDoor = createDoor(INLINE_LIMITS)

  constructor(bot: Bot, parts: DealingParts) {
    this.#bot = bot
    this.#parts = parts
  }

  async message(message: Message, updateId: number): Promise<void> {
    const { moved, delivery } = this.#parts
    if (message.migrate_to_chat_id !== undefined) return moved(message.chat.id, message.migrate_to_chat_id)
    if (message.migrate_from_chat_id !== undefined) return moved(message.migrate_from_chat_id, message.chat.id)
    const incoming = incomingMessage(message, this.#bot.botInfo, this.#administers)
    if (!incoming || !(await this.#isToAnswer(incoming, updateId))) return
    const target = targetOf(message)
    await this.#whileTyping(target, async () => {
      const outgoing = await this.#answer(incoming)
      const messageIds = outgoing ? await delivery.send(target, outgoing) : []
      this.#answers.keep(target.chatId, message.message_id, { text: incoming.text, messageIds })
    })
  }

  /** An edited question is answered again, in the place of its earlier answer where that is known. */
  async editedMessage(message: Message, updateId: number): Promise<void> {
    const incoming = incomingMessage(message, this.#bot.botInfo, this.#administers)
    if (!incoming) return
    const earlier = this.#answers.of(message.chat.id, message.message_id)
    // Telegram also says edited where only what surrounds the text has changed.
    if (earlier ? earlier.text === incoming.text : isOldEdit(message)) return
    if (!(await this.#isToAnswer(incoming, updateId))) return
    const target = { ...targetOf(message), replyTo: message.message_id }
    await this.#whileTyping(target, async () => {
      const outgoing = await this.#answer(incoming)
      if (!outgoing) return
      const messageIds = await this.#parts.delivery.edit(target, earlier?.messageIds ?? [], outgoing)
      this.#answers.keep(target.chatId, message.message_id, { text: incoming.text, messageIds })
    })
  }

  /** Every press is answered, or the button would look as if it still worked at it. */
  async callback({ id, from, message, data }: CallbackQuery, updateId: number): Promise<void> {
    if (!(await this.#once(updateId))) return
    const sender = message && senderOf(message.chat, from, undefined, this.#administers)
    if (!sender || data === undefined) return this.#answerCallback(id, '这个按钮在这里用不了，请直接提问。')
    const target = targetOf(message)
    await this.#whileTyping(target, async () => {
      const pressed = await this.#parts.desk.press(data, sender).catch(error => {
        this.#parts.log.error(factsOf(error), 'Telegram：按钮没能处理好')
        return { notice: APOLOGY, outgoing: null }
      })
      await this.#answerCallback(id, pressed.notice)
      if (pressed.outgoing) await this.#parts.delivery.send(target, pressed.outgoing)
    })
  }

  async inlineQuery({ id, from, query }: InlineQuery, updateId: number): Promise<void> {
    if (!(await this.#once(updateId))) return
    const admission = await this.#inlineDoor(String(from.id), 'inline')
    const results = admission === 'welcome' ? inlineResults(this.#parts.desk, query, this.#bot.botInfo.username) : []
    await this.#bot.api
      .answerInlineQuery(id, results, {
        cache_time: results.length > 0 ? INLINE_CACHE_SECONDS : 0,
        ...(results.length === 0 && { button: { text: '私聊提问', start_parameter: FROM_INLINE } }),
      })
      // Whoever typed on has sent another query meanwhile, and this one is too old.
      .catch(error => this.#parts.log.debug(factsOf(error), 'Telegram：行内查询没能回答'))
  }

  async #answer(message: ChatMessage): Promise<Outgoing | null> {
    const { desk, log } = this.#parts
    const code = startCode(message.text)
    try {
      return await (code && code !== FROM_INLINE ? desk.openLink(code, message) : desk.answer(message, false))
    } catch (error) {
      log.error(factsOf(error), 'Telegram：一条消息没能处理好')
      return { ...saying(APOLOGY), kept: [] }
    }
  }

  async #answerCallback(id: string, notice: string | null): Promise<void> {
    await this.#bot.api
      .answerCallbackQuery(id, notice === null ? {} : { text: notice })
      .catch(error => this.#parts.log.info(factsOf(error), 'Telegram：按钮没能回应'))
  }

  async #isToAnswer(message: ChatMessage, updateId: number): Promise<boolean> {
    return (await this.#parts.desk.isAddressed(message)) && this.#once(updateId)
  }

  #once(updateId: number): Promise<boolean> {
    return this.#parts.store.takeOnce(`telegram:${this.#bot.botInfo.id}:${updateId}`)
  }

  #whileTyping<T>(target: Target, work: () => Promise<T>): Promise<T> {
    return whileTyping(this.#bot.api, target, work)
  }

  #administers = async (chatId: number, userId: number): Promise<boolean> => {
    try {
      const { status } = await this.#bot.api.getChatMember(chatId, userId)
      return status === 'administrator' || status === 'creator'
    } catch (error) {
      this.#parts.log.warn(factsOf(error), 'Telegram：问不到谁是群管理员')
      return false
    }
  }
}

function isOldEdit({ date, edit_date }: Message): boolean {
  return (edit_date ?? date) - date > EDITED_WITHIN_SECONDS
}
