import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { identifySchema, messageSchema, resumeSchema, type SentMessage, tokenRequestSchema } from './qq-schema.js'

export const APP_ID = '102000001'
export const SECRET = 'qq-secret-value'

/** How the server takes a message: with an id, with an error of QQ, or without any answer. */
export type Taking = (message: SentMessage, place: Place) => 'ok' | { status: number; code: number } | 'no answer'
export interface Place {
  kind: 'users' | 'groups'
  openid: string
}

interface Events {
  message: [SentMessage, Place]
  acknowledged: [id: string]
  ready: ['identified' | 'resumed']
  heartbeat: [seq: unknown]
}

/**
 * QQ's side: tokens, gateway, messages and interactions over HTTP; hello, identify, resume, heartbeats and events over its
 * WebSocket. What comes in is checked against the documented form. Replies beyond five to a message, and a sequence number seen
 * before, are refused as QQ refuses them.
 */
export class QQPeer extends EventEmitter<Events> {
  taking: Taking = () => 'ok'
  readonly messages: { message: SentMessage; place: Place }[] = []
  readonly wrong: unknown[] = []
  readonly tokens: string[] = []
  socket: WebSocket | null = null
  heartbeatMs = 30_000
  acknowledgeHeartbeats = true
  /** Seconds that a token holds. */
  tokenSeconds = 7200
  /** What a resume is answered with. */
  resuming: 'resumed' | 'invalid' = 'resumed'
  #seq = 0
  readonly #replies = new Map<string, Set<number>>()
  readonly #http = createServer((request, response) => void this.#serve(request, response))
  readonly #gateway = new WebSocketServer({ server: this.#http, path: '/websocket' })

  async listen(): Promise<string> {
    this.#gateway.on('connection', socket => this.#greet(socket))
    this.#http.listen(0, '127.0.0.1')
    await once(this.#http, 'listening')
    return this.endpoint
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  dispatch(t: string, d: object, id?: string): void {
    this.socket!.send(JSON.stringify({ op: 0, s: ++this.#seq, t, ...(id && { id }), d }))
  }

  send(op: number, d?: unknown): void {
    this.socket!.send(JSON.stringify({ op, d }))
  }

  async close(): Promise<void> {
    for (const client of this.#gateway.clients) client.terminate()
    this.#gateway.close()
    this.#http.closeAllConnections()
    await new Promise(resolve => this.#http.close(resolve))
  }

  #greet(socket: WebSocket): void {
    this.socket = socket
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: this.heartbeatMs } }))
    socket.on('message', data => {
      const { op, d } = JSON.parse(data.toString())
      if (op === 2) {
        this.#check(identifySchema, d, 'identify')
        this.#seq = 0
        this.dispatch('READY', {
          version: 1,
          session_id: 'session-1',
          user: { id: '1', username: '问策', bot: true },
          shard: [0, 1],
        })
        this.emit('ready', 'identified')
      } else if (op === 6) {
        this.#check(resumeSchema, d, 'resume')
        if (this.resuming === 'invalid') {
          this.resuming = 'resumed'
          return socket.send(JSON.stringify({ op: 9, d: false }))
        }
        this.dispatch('RESUMED', {})
        this.emit('ready', 'resumed')
      } else if (op === 1) {
        this.emit('heartbeat', d)
        if (this.acknowledgeHeartbeats) socket.send(JSON.stringify({ op: 11 }))
      } else this.wrong.push({ op, d })
    })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const { pathname } = new URL(request.url!, 'http://x')
    const answer = (status: number, data?: unknown) => {
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(data === undefined ? '' : JSON.stringify(data))
    }
    if (pathname === '/app/getAppAccessToken') {
      if (!this.#check(tokenRequestSchema, body, pathname)) return answer(400, { code: 100 })
      if ((body as { clientSecret: string }).clientSecret !== SECRET)
        return answer(200, { code: 100016, message: 'invalid appid or secret' })
      this.tokens.push(`token-${this.tokens.length + 1}`)
      return answer(200, { access_token: this.tokens.at(-1), expires_in: String(this.tokenSeconds) })
    }
    if (request.headers.authorization !== `QQBot ${this.tokens.at(-1)}`)
      return answer(401, { code: 11244, message: 'token expired' })
    if (pathname === '/gateway') return answer(200, { url: `${this.endpoint.replace('http', 'ws')}/websocket` })
    const interaction = pathname.match(/^\/interactions\/([^/]+)$/)
    if (interaction && request.method === 'PUT') {
      this.emit('acknowledged', interaction[1])
      return answer(200)
    }
    const place = pathname.match(/^\/v2\/(users|groups)\/([^/]+)\/messages$/)
    if (!place || request.method !== 'POST') {
      this.wrong.push({ path: pathname })
      return answer(404, { code: 404 })
    }
    this.#message(body, { kind: place[1] as Place['kind'], openid: place[2] }, answer, response)
  }

  #message(
    body: unknown,
    place: Place,
    answer: (status: number, data: unknown) => void,
    response: ServerResponse,
  ): void {
    if (!this.#check(messageSchema, body, 'message')) return answer(400, { code: 11255, message: 'invalid request' })
    const message = body as SentMessage
    const taken = this.taking(message, place)
    if (typeof taken === 'object') {
      answer(taken.status, { code: taken.code, message: 'refused' })
      this.messages.push({ message, place })
      this.emit('message', message, place)
      return
    }
    const answered = (message.msg_id ?? message.event_id)!
    const seqs = this.#replies.get(answered) ?? new Set()
    this.#replies.set(answered, seqs)
    if (seqs.has(message.msg_seq)) return answer(400, { code: 40054005, message: '消息被去重，请检查请求msgseq' })
    if (seqs.size >= 5) return answer(400, { code: 22009, message: 'msg limit exceed' })
    seqs.add(message.msg_seq)
    this.messages.push({ message, place })
    if (taken === 'no answer') response.destroy()
    else answer(200, { id: `sent-${this.messages.length}`, timestamp: Math.floor(Date.now() / 1000) })
    this.emit('message', message, place)
  }

  #check(
    schema: { safeParse(value: unknown): { success: boolean; error?: unknown } },
    value: unknown,
    what: string,
  ): boolean {
    const { success, error } = schema.safeParse(value)
    if (!success) this.wrong.push({ what, value, error })
    return success
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text ? JSON.parse(text) : null
}
