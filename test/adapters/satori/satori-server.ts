import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { h } from '../../../adapters/koishi/koishi-modules.js'
import { createMessageSchema, identifySchema, pingSchema, seenText } from './satori-schema.js'

/** An account of a platform that other adapters know, too: here it is reached through Satori alone. */
export const BOT = { platform: 'onebot', id: '10001' }
export const TOKEN = 'satori-token'

export interface SatoriSaid {
  text: string
  kind?: 'private' | 'group'
  chat?: string
  sender?: string
  mentions?: boolean
  repliesTo?: string
  roles?: string[]
  id?: string
}

/** How a message is taken: with an id, with a status, or with an answer that holds no message. */
export type Taking = (text: string) => 'ok' | 'empty' | number

/** A Satori server: identify, ready, ping, events over WebSocket; message.create over HTTP. */
export class SatoriPeer extends EventEmitter<{
  message: [text: string, channel: string, id: string]
  identified: [sn: unknown]
}> {
  taking: Taking = () => 'ok'
  readonly wrong: unknown[] = []
  socket: WebSocket | null = null
  #sn = 0
  #ids = 0
  readonly #http = createServer((request, response) => void this.#serve(request, response))
  readonly #events = new WebSocketServer({ server: this.#http, path: '/v1/events' })

  async listen(): Promise<string> {
    this.#events.on('connection', socket => {
      socket.on('message', data => this.#signal(socket, JSON.parse(data.toString())))
    })
    this.#http.listen(0, '127.0.0.1')
    await once(this.#http, 'listening')
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  /** Somebody says something. */
  tell({ text, kind = 'private', chat = 'c', sender = 'p', mentions, repliesTo, roles, id }: SatoriSaid): void {
    const quote = repliesTo ? `<quote id="${repliesTo}"/>` : ''
    const content = `${quote}${mentions ? `<at id="${BOT.id}"/> ` : ''}${h.escape(text)}`
    this.event({
      type: 'message-created',
      channel: { id: chat, type: kind === 'private' ? 1 : 0 },
      ...(kind === 'group' && { guild: { id: `g-${chat}` } }),
      user: { id: sender, name: '某人' },
      ...(roles && { member: { roles: roles.map(id => ({ id })) } }),
      message: { id: id ?? `m-${++this.#ids}`, content },
    })
  }

  event(body: object): void {
    const login = { sn: 1, platform: BOT.platform, user: { id: BOT.id }, status: 1 }
    this.socket!.send(
      JSON.stringify({ op: 0, body: { sn: ++this.#sn, timestamp: 1_700_000_000_000 + this.#sn, login, ...body } }),
    )
  }

  async close(): Promise<void> {
    for (const client of this.#events.clients) client.terminate()
    this.#events.close()
    this.#http.closeAllConnections()
    await new Promise(resolve => this.#http.close(resolve))
  }

  #signal(socket: WebSocket, signal: { op: number; body: { token?: string; sn?: unknown } }): void {
    if (identifySchema.safeParse(signal).success) {
      if (signal.body.token !== TOKEN) return socket.close(3000, 'Unauthorized')
      this.socket = socket
      const login = {
        sn: 1,
        adapter: 'red',
        platform: BOT.platform,
        user: { id: BOT.id, name: '问策' },
        status: 1,
        features: [],
      }
      socket.send(JSON.stringify({ op: 4, body: { logins: [login], proxy_urls: [] } }))
      this.emit('identified', signal.body.sn)
    } else if (pingSchema.safeParse(signal).success) socket.send(JSON.stringify({ op: 2, body: {} }))
    else this.wrong.push(signal)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    const answer = (status: number, data: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(data))
    const { authorization, 'satori-platform': platform, 'satori-user-id': user } = request.headers
    if (authorization !== `Bearer ${TOKEN}`) return void answer(401, {})
    const parsed = createMessageSchema.safeParse(body ? JSON.parse(body) : null)
    if (request.url !== '/v1/message.create' || platform !== BOT.platform || user !== BOT.id || !parsed.success) {
      this.wrong.push({ url: request.url, platform, user, body, error: parsed.error })
      return void answer(400, {})
    }
    const { channel_id, content } = parsed.data
    const text = seenText(content)
    const taken = this.taking(text)
    const id = `sent-${++this.#ids}`
    if (taken === 'ok') answer(200, [{ id, content }])
    else if (taken === 'empty') answer(200, [])
    else answer(taken, { message: text })
    this.emit('message', text, channel_id, id)
  }
}
