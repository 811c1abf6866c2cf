import type { WebSocket } from 'ws'
import { z } from 'zod'
import { NotSent, Unanswered } from './sending-errors.js'

/** What a OneBot server answers to an action. */
const answerSchema = z.looseObject({
  retcode: z.number(),
  data: z.unknown().optional(),
  echo: z.union([z.string(), z.number()]),
})
export type OneBotAnswer = Pick<z.infer<typeof answerSchema>, 'retcode' | 'data'> & { wording?: unknown; msg?: unknown }

export interface OneBotLinkParts {
  /** How long an action may take, in milliseconds. */
  answerWithinMs: number
  onEvent(event: Record<string, unknown>): void
  /** The frame is neither JSON nor an answer nor an event. */
  onNonsense(): void
  onClose(): void
}

/** How often the other side must show that it is alive, in milliseconds. */
const ALIVE_EVERY_MS = 30_000

/**
 * One WebSocket with a OneBot v11 server: actions out, answers and events in. An action is answered, or fails when its time is
 * over or the socket closes; nothing waits for ever, and no timer outlives its answer. A socket whose other side is gone
 * without a word is found out by pings (adapter issue #57: a dead connection stayed unnoticed) and by missing heartbeats.
 */
export class OneBotLink {
  readonly #socket: WebSocket
  readonly #parts: OneBotLinkParts
  readonly #waiting = new Map<
    string,
    { resolve(answer: OneBotAnswer): void; reject(error: Error): void; timer: NodeJS.Timeout }
  >()
  readonly #watch: NodeJS.Timeout
  #echo = 0
  #heardAt = Date.now()
  #heartbeatMs = 0

  constructor(socket: WebSocket, parts: OneBotLinkParts) {
    this.#socket = socket
    this.#parts = parts
    this.#watch = setInterval(() => this.#checkAlive(), ALIVE_EVERY_MS).unref()
    socket.on('message', data => this.#take(data.toString()))
    socket.on('pong', () => (this.#heardAt = Date.now()))
    socket.on('ping', () => (this.#heardAt = Date.now()))
    // What went wrong shows in the close that follows.
    socket.on('error', () => {})
    socket.on('close', () => this.#closed())
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /**
   * @throws NotSent where the action did not go out
   * @throws Unanswered where it did and no answer came: it may have been done
   */
  request(action: string, params: unknown): Promise<OneBotAnswer> {
    if (!this.isOpen) return Promise.reject(new NotSent())
    const echo = `wence-${++this.#echo}`
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(echo)
        reject(new Unanswered(action))
      }, this.#parts.answerWithinMs)
      this.#waiting.set(echo, { resolve, reject, timer })
      this.#socket.send(JSON.stringify({ action, params, echo }))
    })
  }

  close(): void {
    this.#socket.close(1000)
    // A peer that never says good-bye is not waited for.
    setTimeout(() => this.#socket.terminate(), 1000).unref()
  }

  #take(frame: string): void {
    this.#heardAt = Date.now()
    const parsed = parse(frame)
    const answer = answerSchema.safeParse(parsed)
    if (answer.success) {
      const echo = String(answer.data.echo)
      const waiting = this.#waiting.get(echo)
      // An answer after its time: the action was given up, and must not be taken for another's.
      if (!waiting) return
      this.#waiting.delete(echo)
      clearTimeout(waiting.timer)
      waiting.resolve(answer.data)
    } else if (parsed && 'post_type' in parsed) {
      this.#noteHeartbeat(parsed)
      this.#parts.onEvent(parsed)
    } else this.#parts.onNonsense()
  }

  #noteHeartbeat({ meta_event_type, interval }: Record<string, unknown>): void {
    if (meta_event_type === 'heartbeat' && typeof interval === 'number' && interval > 0) this.#heartbeatMs = interval
  }

  #checkAlive(): void {
    if (Date.now() - this.#heardAt > Math.max(2 * ALIVE_EVERY_MS, 3 * this.#heartbeatMs)) this.#socket.terminate()
    else if (this.isOpen) this.#socket.ping()
  }

  #closed(): void {
    clearInterval(this.#watch)
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new Unanswered('close'))
    }
    this.#waiting.clear()
    this.#parts.onClose()
  }
}

function parse(frame: string): Record<string, unknown> | null {
  try {
    const parsed = JSON.parse(frame)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}
