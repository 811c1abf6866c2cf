import { LRUCache } from 'lru-cache'
import type { Logger as Log } from 'pino'
import { z } from 'zod'
import { ChatQueue } from './chat-queue.js'
import { type KoishiContext, type Message, OneBot, OneBotBot, Universal } from './koishi-modules.js'
import type { OneBotAnswer, OneBotLink } from './onebot-link.js'
import { NotSent } from './sending-errors.js'

const id = z.union([z.string(), z.number()])
/** A message event as OneBot v11 documents it; what is said to be there only as far as possible may be missing. */
const messageSchema = z.looseObject({
  post_type: z.literal('message'),
  message_type: z.enum(['private', 'group']),
  message_id: id,
  user_id: id,
  group_id: id.optional(),
  time: z.number().default(0),
  message: z.union([
    z.string(),
    z.array(z.looseObject({ type: z.string(), data: z.record(z.string(), z.unknown()).nullish() })),
    z.looseObject({ type: z.string(), data: z.record(z.string(), z.unknown()).nullish() }),
  ]),
  sender: z.looseObject({}).nullish(),
})

/** How long an action waits for a connection that is being made anew, in milliseconds. */
const RECONNECT_WITHIN_MS = 30_000
/** How long a message waits for what it replies to, in milliseconds. */
const QUOTE_WITHIN_MS = 5_000

/**
 * A OneBot bot of Koishi's adapter whose sockets are ours. Those of koishi-plugin-adapter-onebot 6.9.4 lose messages: after a
 * connection to a server is closed it is never made again, because the adapter sets the bot offline, whereupon the client of
 * Satori's core stops trying (its pull request #81, issues #70 and #74); closing an old connection takes the actions away from
 * the new one; reverse connections are accepted without a look at the token; and an event without `sender.user_id` ends the
 * process. What it makes of messages is used as it is.
 */
export class OneBotAccount extends OneBotBot<KoishiContext> {
  #link: OneBotLink | null = null
  readonly #arriving = new ChatQueue()
  readonly #sent = new LRUCache<string, true>({ max: 5_000 })
  readonly #arrivals = new Set<() => void>()
  readonly #log: Pick<Log, 'warn'>
  /** What the server says of the account: connected itself, but QQ may have thrown it out. */
  accountIsOnline = true

  constructor(ctx: KoishiContext, selfId: string, log: Pick<Log, 'warn'>) {
    // A protocol that the adapter does not know: it opens no socket of its own.
    super(ctx, { selfId, protocol: 'wence', advanced: { splitMixedContent: false } } as never)
    this.#log = log
    this.internal._request = (action: string, params: Record<string, unknown>) => this.request(action, params) as never
  }

  /** Talks over this socket from now on; one before it is closed. */
  use(link: OneBotLink): void {
    const before = this.#link
    this.#link = link
    if (before && before !== link) before.close()
    this.accountIsOnline = true
    this.online()
    for (const arrived of this.#arrivals) arrived()
    this.#arrivals.clear()
    // The name stands on forwarded messages; without it they go out all the same.
    this.getLogin().catch(() => {})
  }

  /** This socket is closed; where another has taken its place, nothing changes. */
  lose(link: OneBotLink): void {
    if (this.#link !== link) return
    this.#link = null
    this.status = Universal.Status.RECONNECT
  }

  /** Closes the connection for good: what waits for another waits no longer. */
  leave(): void {
    this.#link?.close()
    this.#link = null
    for (const arrived of this.#arrivals) arrived()
    this.#arrivals.clear()
  }

  /**
   * Does an action, waiting a while for a connection where there is none.
   * @throws NotSent, Unanswered
   */
  async request(action: string, params: unknown): Promise<OneBotAnswer> {
    // A socket that is closing takes nothing any more.
    if (!this.#link?.isOpen) await this.#connection()
    if (!this.#link?.isOpen) throw new NotSent()
    const answer = await this.#link.request(action, params)
    const sent = action.startsWith('send_') && (answer.data as { message_id?: unknown } | null)?.message_id
    if (sent) this.#sent.set(String(sent), true)
    return answer
  }

  /** Who wrote a message that another replies to: that much is known of the bot's own; the server tells of others. */
  override async getMessage(channelId: string, messageId: string): Promise<Message> {
    if (this.#sent.has(messageId)) return { id: messageId, user: { id: this.selfId } }
    let timer: NodeJS.Timeout | undefined
    const enough = new Promise<Message>(resolve => {
      timer = setTimeout(() => resolve({ id: messageId }), QUOTE_WITHIN_MS)
    })
    // The reply itself matters more than what it replies to.
    const asked = super.getMessage(channelId, messageId).catch(() => ({ id: messageId }))
    return Promise.race([asked, enough]).finally(() => clearTimeout(timer))
  }

  /** An event of the server, at most once answered. */
  async receive(event: Record<string, unknown>): Promise<void> {
    if (event.post_type === 'meta_event') return this.#meta(event)
    if (event.post_type !== 'message') return
    const parsed = messageSchema.safeParse(event)
    if (!parsed.success) return this.#log.warn({ platform: 'onebot' }, '收到一条不合 OneBot v11 格式的消息，没有处理')
    const { group_id, user_id } = parsed.data
    // What a message replies to is asked for: those behind it in the same chat wait, so that they are answered in order.
    await this.#arriving.add(`${group_id ?? ''}:${group_id === undefined ? user_id : ''}`, async () => {
      try {
        await OneBot.dispatchSession(this as never, filledIn(parsed.data) as never)
      } catch {
        // The error may hold the text.
        this.#log.warn({ platform: 'onebot' }, '收到一条读不懂的消息，没有处理')
      }
    })
  }

  #meta({ meta_event_type, status }: Record<string, unknown>): void {
    if (meta_event_type !== 'heartbeat') return
    const { online } = (status ?? {}) as { online?: unknown }
    this.accountIsOnline = online !== false
  }

  #connection(): Promise<void> {
    return new Promise(resolve => {
      const arrived = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#arrivals.delete(arrived)
        resolve()
      }, RECONNECT_WITHIN_MS)
      this.#arrivals.add(arrived)
    })
  }
}

/** The event with all that the adapter takes for granted. */
function filledIn(event: z.infer<typeof messageSchema>): unknown {
  const { message } = event
  const segments =
    typeof message === 'string'
      ? message
      : [message].flat().map(({ type, data }) => ({
          type,
          data: type === 'text' ? { ...data, text: String(data?.text ?? '') } : (data ?? {}),
        }))
  return {
    ...event,
    message: segments,
    sender: { nickname: '', ...event.sender, user_id: event.user_id },
  }
}
