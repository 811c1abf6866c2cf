import { EventEmitter, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { actionSchema, type SentAction } from './onebot-schema.js'

export const SELF_ID = 10001

/** How the server answers an action: with data, with a retcode, or not at all. */
export type Answering = (action: SentAction) => { data: unknown } | { retcode: number; wording?: string } | null

/** What an ordinary server answers. */
export const ordinary: Answering = ({ action, params }) => {
  switch (action) {
    case 'get_login_info':
      return { data: { user_id: SELF_ID, nickname: '问策机器人' } }
    case 'get_group_member_info':
      return { data: { ...params, role: params.user_id === ADMIN ? 'admin' : 'member' } }
    case 'get_msg':
      return { data: { message_id: params.message_id, sender: { user_id: 4242, nickname: 'x' }, message: [] } }
    default:
      return { data: { message_id: nextId++ } }
  }
}
/** Who administers every group. */
export const ADMIN = 999
let nextId = 1_000_000

/** A server without merged forwards, as the standard has none. */
export const withoutForwards: Answering = action =>
  action.action.endsWith('_forward_msg') ? { retcode: 1404 } : ordinary(action)

/**
 * The side of OneBot v11 that a QQ client implements: it sends events, takes actions, each checked against the documented form,
 * and answers by `echo`.
 */
export class OneBotPeer extends EventEmitter<{
  action: [SentAction, id: string | null]
  wrong: [unknown]
  connected: []
}> {
  answering: Answering = ordinary
  readonly actions: SentAction[] = []
  readonly wrong: unknown[] = []
  socket: WebSocket | null = null
  #server: WebSocketServer | null = null

  /** Listens for the bot (forward WebSocket). @param token what it must bring */
  async listen(token?: string, port = 0): Promise<string> {
    this.#server = new WebSocketServer({
      port,
      host: '127.0.0.1',
      verifyClient: ({ req }, done) => done(!token || req.headers.authorization === `Bearer ${token}`, 401),
    })
    this.#server.on('connection', socket => this.#use(socket))
    await once(this.#server, 'listening')
    return `ws://127.0.0.1:${this.port}`
  }

  get port(): number {
    return (this.#server!.address() as AddressInfo).port
  }

  /** Connects to the bot (reverse WebSocket). @throws where it is refused */
  async connect(url: string, headers: Record<string, string>): Promise<void> {
    const socket = new WebSocket(url, { headers })
    await once(socket, 'open')
    this.#use(socket)
  }

  connected(): Promise<unknown> {
    return this.socket?.readyState === WebSocket.OPEN ? Promise.resolve() : once(this, 'connected')
  }

  event(event: object): void {
    this.socket!.send(JSON.stringify({ time: Math.floor(Date.now() / 1000), self_id: SELF_ID, ...event }))
  }

  async close(): Promise<void> {
    this.socket?.terminate()
    if (!this.#server) return
    for (const client of this.#server.clients) client.terminate()
    await new Promise(resolve => this.#server!.close(resolve))
    this.#server = null
  }

  #use(socket: WebSocket): void {
    this.socket = socket
    socket.on('message', data => this.#take(socket, JSON.parse(data.toString())))
    this.event({ post_type: 'meta_event', meta_event_type: 'lifecycle', sub_type: 'connect' })
    this.emit('connected')
  }

  #take(socket: WebSocket, sent: { echo?: unknown }): void {
    const parsed = actionSchema.safeParse(sent)
    if (!parsed.success) {
      this.wrong.push({ sent, issues: parsed.error.issues })
      this.emit('wrong', sent)
      socket.send(JSON.stringify({ status: 'failed', retcode: 1400, data: null, echo: sent.echo }))
      return
    }
    this.actions.push(parsed.data)
    const answer = this.answering(parsed.data)
    if (answer && 'data' in answer)
      socket.send(JSON.stringify({ status: 'ok', retcode: 0, data: answer.data, echo: parsed.data.echo }))
    else if (answer) socket.send(JSON.stringify({ status: 'failed', ...answer, echo: parsed.data.echo }))
    const { message_id } = ((answer as { data?: { message_id?: number } } | null)?.data ?? {}) as {
      message_id?: number
    }
    this.emit('action', parsed.data, message_id === undefined ? null : String(message_id))
  }
}

/** The text that people see of an action, '' where it sends none. */
export function seenText(sent: SentAction): string {
  if ('message' in sent.params)
    return sent.params.message.map(part => (part.type === 'text' ? part.data.text : '')).join('')
  if ('messages' in sent.params)
    return sent.params.messages.map(({ data }) => data.content.map(part => part.data.text).join('')).join('\n\n')
  return ''
}
