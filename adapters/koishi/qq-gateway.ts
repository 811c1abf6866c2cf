import { WebSocket } from 'ws'
import { z } from 'zod'
import { backoffMs } from './backoff.js'

/** What comes through the gateway. */
const payloadSchema = z.looseObject({
  op: z.number(),
  d: z.unknown().optional(),
  s: z.number().nullish(),
  t: z.string().nullish(),
  id: z.string().nullish(),
})
export type QQPayload = z.infer<typeof payloadSchema>

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const

/** Messages of groups and private chats; pressed buttons. */
const MESSAGES = 1 << 25
const INTERACTIONS = 1 << 26

/** Codes of a close after which the session is over: a wrong sequence, a wrong session, no right to an intent, QQ's own errors. */
const endsSession = (code: number) =>
  [4001, 4002, 4006, 4007, 4010, 4011, 4012, 4013, 4014].includes(code) || (code >= 4900 && code <= 4913)
const NO_SUCH_INTENT = new Set([4013, 4014])
/** QQ takes the bot no more, or only in the sandbox: asked again, but not often. */
const TAKEN_DOWN = new Set([4914, 4915])
const TAKEN_DOWN_WAIT_MS = 60_000
const READY_WITHIN_MS = 30_000
const HANDSHAKE_MS = 10_000

export interface QQGatewayParts {
  token(): Promise<string>
  address(): Promise<string>
  onDispatch(payload: QQPayload): void
  /** The connection is there and events flow, or it is lost. */
  onState(state: 'online' | 'lost', code?: number): void
  /** Waits before the first attempt after a connection was lost, in milliseconds. */
  firstWaitMs?: number
}

/**
 * QQ's gateway: identifies, beats, resumes where it can so that nothing is missed, and connects again without end.
 *
 * Of @satorijs/adapter-qq 4.11.0 nothing is used, for it cannot answer as QQ documents it: events carry `user_openid`,
 * `member_openid` and `group_openid` alone, of which it reads none, so that user and group are undefined; once a heartbeat was
 * missed it closes every later connection at its first beat (`_acked` stays false); it beats with `s` in place of `d`; a token
 * that cannot be renewed ends the process by an unhandled rejection and is never tried again; after five minutes it sends
 * private replies without `msg_id`, which QQ refuses.
 */
export class QQGateway {
  readonly #parts: QQGatewayParts
  #socket: WebSocket | null = null
  #session: string | null = null
  #seq: number | null = null
  #intents = MESSAGES | INTERACTIONS
  #attempt = 0
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(parts: QQGatewayParts) {
    this.#parts = parts
  }

  /** Connects. @throws where QQ cannot be reached or does not take the bot */
  start(): Promise<void> {
    return this.#connect()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    const socket = this.#socket
    socket?.close(1000)
    setTimeout(() => socket?.terminate(), 1000).unref()
  }

  /** Resolves when QQ says that it is ready; from then on a lost connection is made anew. */
  async #connect(): Promise<void> {
    const address = await this.#parts.address()
    const token = await this.#parts.token()
    if (this.#closed) return
    const socket = new WebSocket(address, { handshakeTimeout: HANDSHAKE_MS })
    this.#socket = socket
    let beat: NodeJS.Timeout | undefined
    let acknowledged = true
    let ready = false
    const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
    const startBeating = (everyMs: number) => {
      clearInterval(beat)
      beat = setInterval(() => {
        if (!acknowledged) return socket.terminate()
        acknowledged = false
        send(OP.heartbeat, this.#seq)
      }, everyMs)
    }

    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => socket.terminate(), READY_WITHIN_MS)
      const settle = () => {
        ready = true
        clearTimeout(late)
        this.#attempt = 0
        this.#parts.onState('online')
        resolve()
      }
      socket.on('message', data => {
        const payload = parse(data.toString())
        if (!payload) return
        switch (payload.op) {
          case OP.hello: {
            const { heartbeat_interval } = payload.d as { heartbeat_interval: number }
            startBeating(heartbeat_interval)
            const authorization = `QQBot ${token}`
            if (this.#session) send(OP.resume, { token: authorization, session_id: this.#session, seq: this.#seq })
            else send(OP.identify, { token: authorization, intents: this.#intents, shard: [0, 1] })
            break
          }
          case OP.heartbeatAck:
            acknowledged = true
            break
          case OP.reconnect:
            // The session goes on with the next connection.
            socket.close(1000)
            break
          case OP.invalidSession:
            this.#forgetSession()
            socket.close(1000)
            break
          case OP.dispatch:
            if (typeof payload.s === 'number') this.#seq = payload.s
            if (payload.t === 'READY') this.#session = (payload.d as { session_id: string }).session_id
            if (payload.t === 'READY' || payload.t === 'RESUMED') settle()
            else this.#parts.onDispatch(payload)
        }
      })
      socket.on('error', () => {})
      socket.on('close', code => {
        clearTimeout(late)
        clearInterval(beat)
        if (endsSession(code)) this.#forgetSession()
        if (NO_SUCH_INTENT.has(code)) this.#intents = MESSAGES
        if (ready) {
          this.#parts.onState('lost', code)
          this.#again(code)
        } else reject(new Error(`QQ 断开了连接（${code}）`))
      })
    })
  }

  #again(code: number): void {
    if (this.#closed) return
    const wait = TAKEN_DOWN.has(code) ? TAKEN_DOWN_WAIT_MS : backoffMs(this.#attempt++, this.#parts.firstWaitMs)
    this.#timer = setTimeout(() => this.#connect().catch(() => this.#again(0)), wait)
  }

  #forgetSession(): void {
    this.#session = null
    this.#seq = null
  }
}

function parse(frame: string): QQPayload | null {
  try {
    return payloadSchema.safeParse(JSON.parse(frame)).data ?? null
  } catch {
    return null
  }
}
