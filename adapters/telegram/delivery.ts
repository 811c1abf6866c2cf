import { type Api, GrammyError, HttpError } from 'grammy'
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Logger } from 'pino'
import type { KeptButton, Outgoing } from '../chat/desk.js'
import type { Store } from '../chat/store.js'
import { type FormattedText, formatMessages } from './format.js'
import type { Target } from './incoming.js'
import { factsOf } from './request.js'

export interface DeliveryParts {
  api: Api
  store: Store
  log: Logger
  /** A group became a supergroup under another id. */
  moved(from: number, to: number): Promise<void>
  /** Whether the program is ending, so that requests are broken off. */
  isEnding(): boolean
}

const UNSURE = '刚才的回答可能没有送到，没看到的话请再问一次。'

/** Sends what the desk says. Nothing is thrown: what cannot be delivered is counted, and logged without its text. */
export class Delivery {
  readonly #parts: DeliveryParts

  constructor(parts: DeliveryParts) {
    this.#parts = parts
  }

  /** @returns ids of the messages sent */
  send(target: Target, outgoing: Outgoing): Promise<number[]> {
    return this.#replace(target, [], outgoing)
  }

  /**
   * Puts an answer in the place of an earlier one: messages are edited, missing ones sent, those left over deleted. What can no
   * longer be edited is sent anew.
   * @returns ids of the messages that hold it now
   */
  edit(target: Target, earlier: readonly number[], outgoing: Outgoing): Promise<number[]> {
    return this.#replace(target, earlier, outgoing)
  }

  async #replace(target: Target, earlier: readonly number[], outgoing: Outgoing): Promise<number[]> {
    const messages = formatMessages(outgoing.sections)
    const sent: number[] = []
    let failure: unknown = null
    let where = target
    for (const [i, message] of messages.entries()) {
      const keyboard = i === messages.length - 1 ? keyboardOf(outgoing.kept) : undefined
      try {
        const edited = i < earlier.length && (await this.#editOne(where, earlier[i], message, keyboard))
        sent.push(edited ? earlier[i] : await this.#sendOne(where, message, keyboard))
      } catch (error) {
        failure ??= error
        // After a lost connection the rest may still come through; after a refusal it will not.
        if (!(error instanceof HttpError)) break
      }
      // The question is quoted once, not above every part of a long answer.
      where = { ...where, replyTo: null }
    }
    await this.#deleteAll(target.chatId, earlier.slice(messages.length))
    if (failure !== null) await this.#lost(failure, target)
    return sent
  }

  async #sendOne(target: Target, message: FormattedText, keyboard?: InlineKeyboardMarkup): Promise<number> {
    const { chatId, threadId, replyTo } = target
    try {
      const { message_id } = await this.#parts.api.sendMessage(chatId, message.text, {
        entities: message.entities,
        link_preview_options: { is_disabled: true },
        ...(threadId !== null && { message_thread_id: threadId }),
        ...(replyTo !== null && { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
        ...(keyboard && { reply_markup: keyboard }),
      })
      return message_id
    } catch (error) {
      // Styles that a server does not know, or a link it does not like, must not cost the reader the words.
      if (message.entities.length > 0 && isAboutEntities(error))
        return this.#sendOne(target, { text: message.text, entities: [] }, keyboard)
      const newChat = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
      if (newChat === undefined || newChat === chatId) throw error
      await this.#parts.moved(chatId, newChat)
      return this.#sendOne({ ...target, chatId: newChat }, message, keyboard)
    }
  }

  /** @returns false where that message can no longer be edited */
  async #editOne(
    { chatId }: Target,
    messageId: number,
    { text, entities }: FormattedText,
    keyboard?: InlineKeyboardMarkup,
  ): Promise<boolean> {
    try {
      await this.#parts.api.editMessageText(chatId, messageId, text, {
        entities,
        link_preview_options: { is_disabled: true },
        ...(keyboard && { reply_markup: keyboard }),
      })
      return true
    } catch (error) {
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
      return error.description.includes('message is not modified')
    }
  }

  async #deleteAll(chatId: number, messageIds: readonly number[]): Promise<void> {
    for (const id of messageIds)
      await this.#parts.api
        .deleteMessage(chatId, id)
        .catch(error => this.#parts.log.info(factsOf(error), 'Telegram：多出来的旧消息没能删掉'))
  }

  async #lost(error: unknown, target: Target): Promise<void> {
    const { store, log, isEnding } = this.#parts
    const reason = isEnding() ? '程序结束时没发完' : reasonOf(error)
    log.warn({ ...factsOf(error), reason }, 'Telegram：一个回答没能送到')
    await store.countUndelivered('telegram', reason)
    // Whoever asked must not wait for what will not come; whether it came is known to them alone.
    if (error instanceof HttpError && !isEnding())
      await this.#sendOne(target, { text: UNSURE, entities: [] }).catch(error =>
        log.warn(factsOf(error), 'Telegram：也没能告诉提问的人'),
      )
  }
}

function isAboutEntities(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 400 && /entit|\burl\b/i.test(error.description)
}

/** Why it was not delivered, in words for operators. */
function reasonOf(error: unknown): string {
  if (error instanceof HttpError) return '连接断了，不知是否送到'
  if (!(error instanceof GrammyError)) return '程序出错'
  if (error.error_code === 403) return '被屏蔽或移出'
  if (error.error_code === 429) return '发得太频繁'
  return error.error_code >= 500 ? 'Telegram 出错' : '被拒绝'
}

function keyboardOf(kept: readonly (readonly KeptButton[])[]): InlineKeyboardMarkup | undefined {
  if (kept.length === 0) return undefined
  return { inline_keyboard: kept.map(row => row.map(({ label, id }) => ({ text: label, callback_data: id }))) }
}
