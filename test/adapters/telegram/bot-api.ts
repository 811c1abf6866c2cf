import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { METHODS, type Method, type Params } from './bot-api-schemas.js'

export const TOKEN = '123456:test-token_of_nobody'
export const ME = { id: 123456, is_bot: true, first_name: '问策', username: 'WenceBot', supports_inline_queries: true }

/** A call that the bot made, as it was checked. */
export interface Call<M extends Method = Method> {
  method: M
  params: Params<M>
  /** The id of the message sent by it. */
  messageId?: number
}

/** What goes wrong with a call: an answer other than usual, the connection lost before the call is done, or after it. */
export type Fault = { status: number; body: string } | 'lost before' | 'lost after'

/** An error as the Bot API says it. */
export function refusal(code: number, description: string, parameters?: object): { status: number; body: string } {
  return {
    status: code,
    body: JSON.stringify({ ok: false, error_code: code, description, ...(parameters && { parameters }) }),
  }
}

interface Sent {
  chat_id: number
  text: string
  reply_markup?: unknown
}

/** A Bot API server: speaks the documented protocol over HTTP, keeps what it was told, and does wrong where it is asked to. */
export class BotApi {
  readonly calls: Call[] = []
  /** Calls that the real server would have refused as wrong. */
  readonly refused: string[] = []
  readonly blocked = new Set<number>()
  readonly administrators = new Set<string>()
  readonly movedTo = new Map<number, number>()
  /** What deliveries of the webhook were answered, in order. */
  readonly deliveries: number[] = []
  readonly #events = new EventEmitter().setMaxListeners(0)
  readonly #server: Server
  readonly #faults = new Map<Method, Fault[]>()
  readonly #updates: { update_id: number }[] = []
  readonly #sent = new Map<string, Sent>()
  readonly #queries = new Set<string>()
  #poll: (() => void) | null = null
  #webhook: Params<'setWebhook'> | null = null
  #port = 0
  #nextUpdate = 1000
  #nextMessage = 1

  private constructor() {
    this.#server = createServer({ keepAliveTimeout: 2000 }, (request, response) => void this.#take(request, response))
  }

  static async open(): Promise<BotApi> {
    const api = new BotApi()
    await api.listen()
    return api
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get isOpen(): boolean {
    return this.#server.listening
  }

  get webhook(): Params<'setWebhook'> | null {
    return this.#webhook
  }

  /** Listens, again on the port it had. */
  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** Takes no connections any more, and cuts those there are. */
  async shut(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  /** The next calls of a method go wrong, one after the other. */
  fail(method: Method, ...faults: Fault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults])
  }

  newMessageId(): number {
    return this.#nextMessage++
  }

  /** Something happens that the bot is told of, by the poll or by the webhook. @returns its update_id */
  push(update: object, updateId = this.#nextUpdate++): number {
    const query = update as Record<string, { id?: string }>
    for (const { id } of [query.callback_query, query.inline_query].filter(Boolean)) this.#queries.add(id!)
    const whole = { update_id: updateId, ...update }
    if (this.#webhook) void this.deliver(whole)
    else {
      this.#updates.push(whole)
      this.#poll?.()
    }
    return updateId
  }

  /** Delivers to the webhook, and again where it is not taken, as Telegram does. @returns the status of the last delivery */
  async deliver(update: object, attempts = 3): Promise<number> {
    const { url, secret_token } = this.#webhook!
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(secret_token && { 'X-Telegram-Bot-Api-Secret-Token': secret_token }),
      },
      body: JSON.stringify(update),
    })
    this.deliveries.push(response.status)
    this.#events.emit('delivery')
    return response.ok || attempts <= 1 ? response.status : this.deliver(update, attempts - 1)
  }

  /** The first call from the `from`-th on that fits; waits for it where it is yet to come. */
  async seen<M extends Method>(method: M, fits: (call: Call<M>) => boolean = () => true, from = 0): Promise<Call<M>> {
    for (let i = from; ; i++) {
      while (i >= this.calls.length) await once(this.#events, 'call')
      const call = this.calls[i] as Call<M>
      if (call.method === method && fits(call)) return call
    }
  }

  /** Told of each call as it is made. */
  onCall(listener: (call: Call) => void): void {
    this.#events.on('call', () => listener(this.calls.at(-1)!))
  }

  /** Waits until a fault was used up, or a request came in that is not answered yet. */
  async requested(method: Method): Promise<void> {
    for (;;) {
      const [name] = await once(this.#events, 'request')
      if (name === method) return
    }
  }

  made<M extends Method>(method: M): Call<M>[] {
    return this.calls.filter((call): call is Call<M> => call.method === method)
  }

  /** What was said in a chat, in order. */
  said(chatId: number): Call<'sendMessage'>[] {
    return this.made('sendMessage').filter(({ params }) => params.chat_id === chatId)
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token, name] = request.url?.match(/^\/bot([^/]+)\/(\w+)$/) ?? []
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (token !== TOKEN) return this.#answer(response, refusal(401, 'Unauthorized'))
    if (!(name in METHODS)) return this.#answer(response, refusal(404, 'Not Found'))
    const method = name as Method
    this.#events.emit('request', method)
    const fault = this.#faults.get(method)?.shift()
    if (fault === 'lost before') return void request.socket.destroy()
    if (typeof fault === 'object') return this.#answer(response, fault)
    const body = Buffer.concat(chunks).toString('utf8')
    const parsed = METHODS[method].safeParse(body === '' ? {} : JSON.parse(body))
    if (!parsed.success) {
      const description = `Bad Request: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`
      this.refused.push(`${method}: ${description}`)
      return this.#answer(response, refusal(400, description))
    }
    const call = { method, params: parsed.data } as Call
    const done = method === 'getUpdates' ? await this.#updatesFor(call as Call<'getUpdates'>, request) : this.#do(call)
    if (fault === 'lost after') return void request.socket.destroy()
    this.#answer(response, done)
  }

  #answer(response: ServerResponse, { status, body }: { status: number; body: string }): void {
    const isJson = body.startsWith('{')
    response.writeHead(status, { 'Content-Type': isJson ? 'application/json' : 'text/html' }).end(body)
  }

  #do(call: Call): { status: number; body: string } {
    const result = this.#result(call)
    if (result !== null && typeof result === 'object' && 'status' in result && 'body' in result)
      return result as { status: number; body: string }
    this.calls.push(call)
    this.#events.emit('call')
    return { status: 200, body: JSON.stringify({ ok: true, result }) }
  }

  #result(call: Call): unknown {
    const { method, params } = call
    const chat = (params as { chat_id?: number }).chat_id
    if (chat !== undefined && this.blocked.has(chat)) return refusal(403, 'Forbidden: bot was blocked by the user')
    const movedTo = chat === undefined ? undefined : this.movedTo.get(chat)
    if (movedTo !== undefined)
      return refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: movedTo })
    switch (method) {
      case 'getMe':
        return ME
      case 'setWebhook':
        this.#webhook = params as Params<'setWebhook'>
        return true
      case 'deleteWebhook':
        this.#webhook = null
        return true
      case 'sendMessage': {
        const sent = params as Params<'sendMessage'>
        call.messageId = this.newMessageId()
        this.#sent.set(`${sent.chat_id}:${call.messageId}`, sent)
        return this.messageOf(call as Call<'sendMessage'>)
      }
      case 'editMessageText': {
        const edited = params as Params<'editMessageText'>
        const before = this.#sent.get(`${edited.chat_id}:${edited.message_id}`)
        if (!before) return refusal(400, 'Bad Request: message to edit not found')
        if (before.text === edited.text && JSON.stringify(before.reply_markup) === JSON.stringify(edited.reply_markup))
          return refusal(400, 'Bad Request: message is not modified: specified new message content is the same')
        this.#sent.set(`${edited.chat_id}:${edited.message_id}`, edited)
        return true
      }
      case 'deleteMessage': {
        const { chat_id, message_id } = params as Params<'deleteMessage'>
        return this.#sent.delete(`${chat_id}:${message_id}`) || refusal(400, 'Bad Request: message to delete not found')
      }
      case 'getChatMember': {
        const { chat_id, user_id } = params as Params<'getChatMember'>
        const status = this.administrators.has(`${chat_id}:${user_id}`) ? 'administrator' : 'member'
        return { status, user: { id: user_id, is_bot: false, first_name: '人' } }
      }
      case 'answerCallbackQuery':
        return this.#answerQuery((params as Params<'answerCallbackQuery'>).callback_query_id)
      case 'answerInlineQuery':
        return this.#answerQuery((params as Params<'answerInlineQuery'>).inline_query_id)
      default:
        return true
    }
  }

  #answerQuery(id: string): unknown {
    return (
      this.#queries.delete(id) ||
      refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid')
    )
  }

  /** A message of the bot as Telegram shows it to others. */
  messageOf({ params, messageId }: Call<'sendMessage'>): object {
    return {
      message_id: messageId,
      from: ME,
      date: 1_700_000_000,
      chat: chatOf(params.chat_id),
      text: params.text,
      ...(params.message_thread_id && { message_thread_id: params.message_thread_id, is_topic_message: true }),
    }
  }

  /** The text of a message of the bot as it stands now; null where it was deleted. */
  textNow(chatId: number, messageId: number): string | null {
    return this.#sent.get(`${chatId}:${messageId}`)?.text ?? null
  }

  async #updatesFor(
    { params }: Call<'getUpdates'>,
    request: IncomingMessage,
  ): Promise<{ status: number; body: string }> {
    if (this.#webhook) return refusal(409, "Conflict: can't use getUpdates method while webhook is active")
    const { offset = 0, limit = 100, timeout = 0 } = params
    // An offset confirms all that stands before it.
    while (this.#updates.length > 0 && this.#updates[0].update_id < offset) this.#updates.shift()
    this.#poll?.()
    if (this.#updates.length === 0 && timeout > 0)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, timeout * 1000)
        const end = () => {
          clearTimeout(timer)
          if (this.#poll === end) this.#poll = null
          resolve()
        }
        this.#poll = end
        request.socket.once('close', end)
        this.#events.emit('polling')
      })
    return { status: 200, body: JSON.stringify({ ok: true, result: this.#updates.slice(0, limit) }) }
  }

  /** Waits until the bot polls and finds nothing. */
  async polledDry(): Promise<void> {
    if (!this.#poll) await once(this.#events, 'polling')
  }
}

/** Chats with negative ids are groups. */
export function chatOf(id: number): object {
  return id < 0 ? { id, type: 'supergroup', title: '群' } : { id, type: 'private', first_name: '人' }
}
