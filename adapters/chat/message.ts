/** Where a conversation takes place, on every platform alike. */
export interface Place {
  /** telegram, onebot, qq … */
  platform: string
  /** The platform's id of the group, or of the private chat. */
  chat: string
  kind: 'private' | 'group'
}

/** A message as it came in, free of what is peculiar to its platform. */
export interface ChatMessage extends Place {
  /** The platform's id of the person. */
  sender: string
  /** What was written, without the mention of the bot. */
  text: string
  /** It mentions the bot or replies to it. In a private chat every message is addressed. */
  addressed: boolean
  /** Whether the sender administers the group. Asked only where it matters, for it may cost a request. */
  administers(): Promise<boolean>
}

/** The name of a chat in the store: `platform:chat`. */
export function chatKey({ platform, chat }: Pick<Place, 'platform' | 'chat'>): string {
  return `${platform}:${chat}`
}

/** The name of a person in a chat: each has a conversation of their own. */
export function personKey({ platform, chat, sender }: Pick<ChatMessage, 'platform' | 'chat' | 'sender'>): string {
  return `${platform}:${chat}:${sender}`
}
