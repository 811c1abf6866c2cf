import { on } from 'node:events'
import type { SentAction } from './onebot-schema.js'
import { ADMIN, type OneBotPeer, SELF_ID, seenText } from './onebot-server.js'

export interface OneBotSaid {
  text: string
  kind?: 'private' | 'group'
  chat?: number
  sender?: number
  mentions?: boolean
  /** Id of the message that is replied to. */
  repliesTo?: string
  /** CQ codes in one string, in place of segments. */
  asString?: boolean
  messageId?: number
}

let lastMessage = 0

/** A message event as OneBot v11 documents it. */
export function messageEvent(said: OneBotSaid): Record<string, unknown> {
  const { text, kind = 'private', chat = 5000, sender = chat, mentions, repliesTo, asString, messageId } = said
  const segments = [
    ...(repliesTo ? [{ type: 'reply', data: { id: repliesTo } }] : []),
    ...(mentions ? [{ type: 'at', data: { qq: String(SELF_ID) } }] : []),
    { type: 'text', data: { text: mentions ? ` ${text}` : text } },
  ]
  const asCq = ({ type, data }: (typeof segments)[number]) =>
    type === 'text'
      ? escapeCq((data as { text: string }).text)
      : `[CQ:${type},${Object.entries(data).map(([key, value]) => `${key}=${escapeCq(String(value))}`)}]`
  return {
    post_type: 'message',
    message_type: kind,
    sub_type: kind === 'private' ? 'friend' : 'normal',
    message_id: messageId ?? ++lastMessage,
    user_id: sender,
    ...(kind === 'group' && { group_id: chat }),
    message: asString ? segments.map(asCq).join('') : segments,
    raw_message: text,
    font: 0,
    sender: { user_id: sender, nickname: '某人' },
  }
}

function escapeCq(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('[', '&#91;').replaceAll(']', '&#93;').replaceAll(',', '&#44;')
}

const MARKER = '只有运行者能看状态。'

/**
 * Says something and waits for all that the bot says to it: behind it something is said that the bot answers shortly, and chats
 * are answered in order.
 * @returns what the bot did in this chat, and the id of its last message
 */
export async function say(
  peer: OneBotPeer,
  said: OneBotSaid,
): Promise<{ actions: SentAction[]; lastId: string | null }> {
  const { kind = 'private', chat = 5000, sender = chat } = said
  const actions: SentAction[] = []
  let lastId: string | null = null
  const events = on(peer, 'action')
  peer.event(messageEvent(said))
  peer.event(messageEvent({ text: '/status', kind, chat, sender: said.sender === ADMIN ? ADMIN : sender }))
  for await (const [action, id] of events as AsyncIterable<[SentAction, string | null]>) {
    const { params } = action
    const there = 'group_id' in params ? params.group_id : 'user_id' in params ? params.user_id : null
    if (there !== chat || !action.action.startsWith('send_')) continue
    if (seenText(action) === MARKER) break
    actions.push(action)
    lastId = id
  }
  return { actions, lastId }
}

/** All that people see of it, '' where it is nothing. */
export function seen(actions: readonly SentAction[]): string {
  return actions.map(seenText).join('\n\n')
}
