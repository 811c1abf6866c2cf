import type { ChatMessage } from '../chat/message.js'
import { administersByRole, administersOneBotGroup } from './administrators.js'
import { type Element, h, type Session, Universal } from './koishi-modules.js'

/** Messages that the bot sent, by chat and id: a reply to one of them is meant for the bot. */
export interface SentMessages {
  has(id: string): boolean
}

/** A message of a Koishi session, free of Koishi: the mention of the bot is gone, elements without words are passed over. */
export function messageOfSession(session: Session, sent: SentMessages): ChatMessage {
  const elements = session.elements ?? []
  const { words, mentioned, quoted } = read(elements, session.selfId)
  const kind = isPrivate(session) ? 'private' : 'group'
  const called = !mentioned && session.stripped?.appel === true
  return {
    platform: session.platform,
    chat: session.channelId ?? '',
    kind,
    sender: session.userId ?? '',
    // Called by the app's nickname for the bot: what is left of the text is Koishi's to say, in its escaped form.
    text: (called && elements.every(({ type }) => type === 'text')
      ? h.unescape(session.stripped.content)
      : words
    ).trim(),
    addressed: kind === 'private' || mentioned || called || quotesBot(session, quoted, sent),
    administers: () =>
      session.bot.adapterName === 'onebot'
        ? administersOneBotGroup(session)
        : Promise.resolve(administersByRole(session)),
  }
}

/** The chat and id of a sent message, as {@link SentMessages} knows it. */
export function sentKey(channelId: string | undefined, messageId: string): string {
  return `${channelId}:${messageId}`
}

/** The id that the platform gave an event which is no message, such as a pressed button; null where it is not known. */
export function platformEventId(session: Session): string | null {
  return (session as { qq?: { id?: string } }).qq?.id ?? null
}

function isPrivate({ isDirect, guildId, channelId, event }: Session): boolean {
  // Some Satori servers leave out the type of a channel.
  return (
    isDirect || event.channel?.type === Universal.Channel.Type.DIRECT || (!guildId && /^private:/.test(channelId ?? ''))
  )
}

function quotesBot({ quote, selfId, channelId }: Session, quoted: string | null, sent: SentMessages): boolean {
  const id = quote?.id ?? quoted
  if (id !== null && id !== undefined && sent.has(sentKey(channelId, id))) return true
  return quote?.user?.id !== undefined && String(quote.user.id) === selfId
}

interface Read {
  words: string
  mentioned: boolean
  /** Id of the message that is replied to, where an element says it. */
  quoted: string | null
}

/** What a person sees as text: words, line breaks, mentions of others by name. */
function read(elements: readonly Element[], selfId: string): Read {
  const found: Read = { words: '', mentioned: false, quoted: null }
  const visit = ({ type, attrs, children }: Element): void => {
    if (type === 'text') found.words += attrs.content ?? ''
    else if (type === 'at') {
      // Ids are numbers on some servers of OneBot.
      if (attrs.id !== undefined && String(attrs.id) === selfId) found.mentioned = true
      else if (attrs.type !== undefined) found.words += '@全体成员 '
      else found.words += `@${attrs.name ?? attrs.id} `
    } else if (type === 'br') found.words += '\n'
    else if (type === 'quote' || type === 'reply') found.quoted ??= attrs.id === undefined ? null : String(attrs.id)
    else if (!WORDLESS.has(type)) {
      if (type === 'p' && found.words !== '' && !found.words.endsWith('\n')) found.words += '\n'
      children.forEach(visit)
      if (type === 'p') found.words += '\n'
    }
  }
  elements.forEach(visit)
  return found
}

const WORDLESS = new Set(['img', 'image', 'audio', 'video', 'file', 'face', 'emoji', 'button', 'author'])
