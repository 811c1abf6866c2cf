import { type BotApi, type Call, chatOf, ME } from './bot-api.js'

const DATE = 1_700_000_000

/** A person in a chat, who writes as Telegram tells bots of it. In a private chat they are the chat. */
export class Person {
  readonly #api: BotApi
  readonly chatId: number
  readonly id: number

  constructor(api: BotApi, chatId: number, id = Math.abs(chatId)) {
    this.#api = api
    this.chatId = chatId
    this.id = id
  }

  get from(): object {
    return { id: this.id, is_bot: false, first_name: '人', language_code: 'zh-hans' }
  }

  /** A message, not sent yet. Mentions of @Names and commands are marked as Telegram marks them. */
  message(text: string, more: object = {}): { message_id: number; [key: string]: unknown } {
    const entities = [
      ...[...text.matchAll(/(?<![\w/@])@\w+/g)].map(({ 0: it, index }) => ({
        type: 'mention',
        offset: index,
        length: it.length,
      })),
      ...[...text.matchAll(/^\/\w+(@\w+)?/g)].map(({ 0: it, index }) => ({
        type: 'bot_command',
        offset: index,
        length: it.length,
      })),
    ]
    return {
      message_id: this.#api.newMessageId(),
      date: DATE,
      chat: chatOf(this.chatId),
      from: this.from,
      text,
      ...(entities.length && { entities }),
      ...more,
    }
  }

  /** @returns the id of the message */
  says(text: string, more: object = {}): number {
    const message = this.message(text, more)
    this.#api.push({ message })
    return message.message_id
  }

  edits(messageId: number, text: string, more: object = {}): void {
    this.#api.push({ edited_message: { ...this.message(text), message_id: messageId, edit_date: DATE + 60, ...more } })
  }

  /** Presses a button under a message of the bot. @returns the id of the query */
  presses(under: Call<'sendMessage'>, data: string): string {
    const id = `q${this.#api.newMessageId()}`
    this.#api.push({
      callback_query: { id, from: this.from, chat_instance: '1', message: this.#api.messageOf(under), data },
    })
    return id
  }

  /** Types behind the bot's name in some chat. @returns the id of the query */
  types(query: string): string {
    const id = `i${this.#api.newMessageId()}`
    this.#api.push({ inline_query: { id, from: this.from, query, offset: '' } })
    return id
  }
}

/** Labels and data of the buttons under a message. */
export function buttonsOf({ params }: Call<'sendMessage'>): { text: string; callback_data: string }[] {
  return (params.reply_markup?.inline_keyboard ?? []).flat()
}

export const MENTION = `@${ME.username}`
