import type { Logger as Log } from 'pino'
import { z } from 'zod'
import { Bot, h, type KoishiContext, type PlatformEvent, type Session, Universal } from './koishi-modules.js'
import { QQApi, type QQApiParts } from './qq-api.js'
import { QQGateway, type QQPayload } from './qq-gateway.js'

/** Messages and pressed buttons as QQ documents them. */
const privateSchema = z.looseObject({
  id: z.string(),
  content: z.string().nullish(),
  timestamp: z.string().nullish(),
  author: z.looseObject({ user_openid: z.string().optional(), id: z.string().optional() }),
})
const groupSchema = z.looseObject({
  id: z.string(),
  content: z.string().nullish(),
  timestamp: z.string().nullish(),
  group_openid: z.string(),
  author: z.looseObject({ member_openid: z.string().optional(), id: z.string().optional() }),
})
const pressedSchema = z.looseObject({
  id: z.string(),
  timestamp: z.string().nullish(),
  user_openid: z.string().nullish(),
  group_openid: z.string().nullish(),
  group_member_openid: z.string().nullish(),
  data: z.looseObject({
    resolved: z.looseObject({ button_data: z.string().nullish(), button_id: z.string().nullish() }),
  }),
})

export interface QQBotParts extends QQApiParts {
  log: Pick<Log, 'warn'>
  firstWaitMs?: number
}

/** QQ's official bot as a bot of Koishi: messages of groups and private chats, and pressed buttons. */
export class QQOfficialBot extends Bot<KoishiContext> {
  readonly #api: QQApi
  readonly #gateway: QQGateway
  readonly #log: Pick<Log, 'warn'>
  /** Code of the close that lost the connection. */
  lostBy: number | null = null

  constructor(ctx: KoishiContext, parts: QQBotParts) {
    super(ctx, {}, 'qq')
    this.selfId = parts.appId
    this.#log = parts.log
    this.#api = new QQApi(parts)
    this.#gateway = new QQGateway({
      token: () => this.#api.token(),
      address: () => this.#api.gateway(),
      onDispatch: payload => this.#take(payload),
      onState: (state, code) => {
        this.lostBy = code ?? null
        this.status = state === 'online' ? Universal.Status.ONLINE : Universal.Status.RECONNECT
      },
      firstWaitMs: parts.firstWaitMs,
    })
    // Named as in Koishi's own adapter, so that answers go out in the same way through either.
    this.internal = {
      sendMessage: (group: string, body: object) =>
        this.#api.request('POST', `/v2/groups/${encodeURIComponent(group)}/messages`, body),
      sendPrivateMessage: (user: string, body: object) =>
        this.#api.request('POST', `/v2/users/${encodeURIComponent(user)}/messages`, body),
      acknowledgeInteraction: (id: string, body: object) =>
        this.#api.request('PUT', `/interactions/${encodeURIComponent(id)}`, body),
    }
  }

  /** @throws where QQ cannot be reached or does not take the bot */
  connect(): Promise<void> {
    return this.#gateway.start()
  }

  disconnect(): void {
    this.#gateway.close()
  }

  #take(payload: QQPayload): void {
    const session = this.#sessionOf(payload)
    if (session === 'nonsense')
      this.#log.warn({ platform: 'qq', event: payload.t }, '收到一条不合 QQ 文档的消息，没有处理')
    else if (session) this.dispatch(session)
  }

  #sessionOf(payload: QQPayload): Session | 'nonsense' | null {
    switch (payload.t) {
      case 'C2C_MESSAGE_CREATE': {
        const { success, data } = privateSchema.safeParse(payload.d)
        const user = data?.author.user_openid ?? data?.author.id
        return success && user ? this.#message(payload, data, user, null) : 'nonsense'
      }
      case 'GROUP_AT_MESSAGE_CREATE': {
        const { success, data } = groupSchema.safeParse(payload.d)
        const member = data?.author.member_openid ?? data?.author.id
        return success && member ? this.#message(payload, data, member, data.group_openid) : 'nonsense'
      }
      case 'INTERACTION_CREATE': {
        const { success, data } = pressedSchema.safeParse(payload.d)
        return success ? this.#pressed(payload, data) : 'nonsense'
      }
      default:
        return null
    }
  }

  #message(
    payload: QQPayload,
    { id, content, timestamp }: { id: string; content?: string | null; timestamp?: string | null },
    user: string,
    group: string | null,
  ): Session {
    const words = h.text(content ?? '')
    return this.#session(payload, {
      type: 'message',
      timestamp: instant(timestamp),
      user: { id: user },
      // In groups QQ delivers only what mentions the bot, and takes the mention out.
      message: { id, elements: group === null ? [words] : [h.at(this.selfId), words] },
      ...this.#place(user, group),
    })
  }

  #pressed(payload: QQPayload, data: z.infer<typeof pressedSchema>): Session | 'nonsense' {
    const group = data.group_openid ?? null
    const user = group === null ? data.user_openid : data.group_member_openid
    if (!user) return 'nonsense'
    // Until it hears of it the client shows that it is waiting.
    this.internal
      .acknowledgeInteraction(data.id, { code: 0 })
      .catch(() => this.#log.warn({ platform: 'qq' }, '没能告诉 QQ 按钮已收到'))
    const { button_data, button_id } = data.data.resolved
    return this.#session(
      { ...payload, id: payload.id ?? data.id },
      {
        type: 'interaction/button',
        timestamp: instant(data.timestamp),
        user: { id: user },
        button: { id: button_id ?? '', data: button_data ?? '' } as { id: string },
        ...this.#place(user, group),
      },
    )
  }

  #place(user: string, group: string | null): Partial<PlatformEvent> {
    return group === null
      ? { channel: { id: user, type: Universal.Channel.Type.DIRECT } }
      : { channel: { id: group, type: Universal.Channel.Type.TEXT }, guild: { id: group } }
  }

  #session(payload: QQPayload, event: Partial<PlatformEvent>): Session {
    const session = this.session(event)
    session.setInternal('qq', payload)
    return session
  }
}

/** What comes again after a lost connection is minutes old; an age beyond this tells of a wrong clock, not of a late message. */
const OLDEST_MS = 24 * 60 * 60 * 1000

/** When it was written, in milliseconds since 1970; now where QQ does not say it, or says what cannot be. */
function instant(timestamp: string | null | undefined): number {
  const now = Date.now()
  const age = now - (timestamp ? Date.parse(timestamp) : Number.NaN)
  return age >= 0 && age < OLDEST_MS ? now - age : now
}
