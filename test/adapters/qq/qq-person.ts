import { on } from 'node:events'
import type { SentMessage } from './qq-schema.js'
import type { Place, QQPeer } from './qq-server.js'

export interface QQSaid {
  text: string
  kind?: 'private' | 'group'
  /** The group's or the person's openid. */
  chat?: string
  sender?: string
  id?: string
  /** When it was written, as QQ writes it. */
  timestamp?: string
}

let lastMessage = 0

/** Says something to the bot as QQ delivers it. In groups it delivers only what mentions the bot. */
export function tell(
  peer: QQPeer,
  { text, kind = 'private', chat = 'OPENID', sender = chat, id, timestamp }: QQSaid,
): void {
  const common = {
    id: id ?? `ROBOT1.0_${++lastMessage}`,
    content: kind === 'group' ? ` ${text}` : text,
    timestamp: timestamp ?? new Date().toISOString().replace('Z', '+00:00'),
  }
  if (kind === 'private') peer.dispatch('C2C_MESSAGE_CREATE', { ...common, author: { user_openid: chat } })
  else peer.dispatch('GROUP_AT_MESSAGE_CREATE', { ...common, group_openid: chat, author: { member_openid: sender } })
}

/** Presses a button as QQ tells it. @returns the id of the interaction, which must be acknowledged */
export function pressButton(
  peer: QQPeer,
  data: string,
  { kind = 'private', chat = 'OPENID', sender = chat }: Omit<QQSaid, 'text'>,
): string {
  const id = `interaction-${++lastMessage}`
  peer.dispatch(
    'INTERACTION_CREATE',
    {
      id,
      type: 11,
      scene: kind === 'group' ? 'group' : 'c2c',
      chat_type: kind === 'group' ? 1 : 2,
      timestamp: new Date().toISOString(),
      ...(kind === 'group' ? { group_openid: chat, group_member_openid: sender } : { user_openid: chat }),
      data: { resolved: { button_data: data, button_id: '0-0' }, type: 11 },
      version: 1,
    },
    `INTERACTION_CREATE:${id}`,
  )
  return id
}

const MARKER = '只有运行者能看状态。'

/**
 * Does something in a chat and waits for all that the bot says to it: behind it something is said that is answered shortly, and
 * chats are answered in order.
 */
export async function said(peer: QQPeer, where: Omit<QQSaid, 'text'>, act: () => void): Promise<SentMessage[]> {
  const messages: SentMessage[] = []
  const events = on(peer, 'message')
  act()
  tell(peer, {
    ...where,
    text: '/status',
    id: undefined,
    timestamp: undefined,
    sender: where.sender === 'ADMIN' ? 'x' : where.sender,
  })
  for await (const [message, { openid }] of events as AsyncIterable<[SentMessage, Place]>) {
    if (openid !== (where.chat ?? 'OPENID')) continue
    if (message.content === MARKER) break
    messages.push(message)
  }
  return messages
}

/** What people see of a message: escapes of Markdown and invisible spaces are not seen. */
export function seenText({ content, markdown }: SentMessage): string {
  return (content ?? markdown!.content.replace(/\\([\\`*_[\]~\-(#!><|])/g, '$1')).replaceAll('\u200b', '')
}

/** The buttons of a message: what stands on them, and what QQ sends back. */
export function buttonsOf({ keyboard }: SentMessage): { label: string; data: string }[] {
  return (keyboard?.content.rows ?? []).flatMap(({ buttons }) =>
    buttons.map(({ render_data, action }) => ({ label: render_data.label, data: action.data })),
  )
}
