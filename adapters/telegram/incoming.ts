import type { Message, MessageEntity, User, UserFromGetMe } from 'grammy/types'
import type { ChatMessage } from '../chat/message.js'

/** Where an answer goes. */
export interface Target {
  chatId: number
  /** The topic of a forum, null outside of one. */
  threadId: number | null
  /** The message answered, where it must be seen which one that is. */
  replyTo: number | null
}

/** Who sends, and where: what a message and a pressed button have in common. */
export type Sender = Omit<ChatMessage, 'text' | 'addressed'>

/** Whether somebody administers a group. */
export type Administers = (chatId: number, userId: number) => Promise<boolean>

/**
 * A message free of what is Telegram's own; null where it is none to answer: another bot's, one that a person posted by our
 * inline mode, a command for another bot, or no message of a person at all (somebody joined, something was pinned).
 */
export function incomingMessage(message: Message, me: UserFromGetMe, administers: Administers): ChatMessage | null {
  const sender = senderOf(message.chat, message.from, message.sender_chat, administers)
  if (!sender || message.via_bot?.id === me.id || isService(message)) return null
  const written = message.text ?? message.caption ?? ''
  // A picture in a group is not for the bot, even where it replies to it.
  if (written === '' && sender.kind === 'group') return null
  if (isForAnotherBot(written, me)) return null
  const mentions = (message.entities ?? message.caption_entities ?? []).filter(entity => names(entity, written, me))
  const text = withoutStretches(written, mentions)
  return { ...sender, text, addressed: mentions.length > 0 || repliesTo(message, me) }
}

/**
 * Who sent it. Administrators who stay anonymous and channels write as a chat; other bots are nobody, lest two bots talk to
 * each other without end.
 */
export function senderOf(
  chat: Message['chat'],
  from: User | undefined,
  asChat: Message['sender_chat'],
  administers: Administers,
): Sender | null {
  if (chat.type === 'channel' || !from || (from.is_bot && !asChat)) return null
  return {
    platform: 'telegram',
    chat: String(chat.id),
    kind: chat.type === 'private' ? 'private' : 'group',
    sender: String(asChat?.id ?? from.id),
    administers: async () => (asChat ? asChat.id === chat.id : administers(chat.id, from.id)),
  }
}

/** Where the answer to a message goes: in a group it says which message it answers, in a private chat that is plain. */
export function targetOf(message: Pick<Message, 'chat' | 'message_id'> & Partial<Message>): Target {
  return {
    chatId: message.chat.id,
    // Elsewhere than in a forum a thread is a chain of replies, which cannot be written to.
    threadId: message.is_topic_message ? (message.message_thread_id ?? null) : null,
    replyTo: message.chat.type === 'private' ? null : message.message_id,
  }
}

/** The code behind `/start`, which a link to the bot carries; null where there is none. */
export function startCode(text: string): string | null {
  return text.trim().match(/^\/start(?:@\w+)?\s+([\w-]{1,64})$/)?.[1] ?? null
}

/** Something happened in the chat; nobody said anything. */
function isService(message: Message): boolean {
  return SAYS.every(kind => message[kind] === undefined)
}

const SAYS = [
  'text',
  'caption',
  'photo',
  'document',
  'audio',
  'voice',
  'video',
  'video_note',
  'animation',
  'sticker',
  'location',
  'contact',
  'poll',
] as const satisfies readonly (keyof Message)[]

function isForAnotherBot(text: string, me: UserFromGetMe): boolean {
  const command = text.trimStart().match(/^[/／]\s*[\p{L}\d_]+@(\w+)/u)
  return command !== null && !isSame(command[1], me.username)
}

/** Whether the entity mentions the bot: by its name, or, having none that people can write, by itself. */
function names(entity: MessageEntity, text: string, me: UserFromGetMe): boolean {
  if (entity.type === 'text_mention') return entity.user.id === me.id
  if (entity.type !== 'mention') return false
  return isSame(text.slice(entity.offset + 1, entity.offset + entity.length), me.username)
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** In a forum each message replies to the one that opened its topic, whoever opened it: that is no reply. */
function repliesTo({ reply_to_message: to }: Message, me: UserFromGetMe): boolean {
  return to?.from?.id === me.id && to.forum_topic_created === undefined
}

function withoutStretches(text: string, stretches: readonly MessageEntity[]): string {
  let [rest, at] = ['', 0]
  for (const { offset, length } of [...stretches].sort((a, b) => a.offset - b.offset)) {
    rest += `${text.slice(at, offset)} `
    at = offset + length
  }
  return (rest + text.slice(at)).trim()
}
