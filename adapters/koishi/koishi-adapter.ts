import type { ChatAdapter } from '../chat/adapter.js'
import { type Answering, type AnsweringParts, answerSessions } from './answer-sessions.js'
import { Context, HttpPlugin, type KoishiContext } from './koishi-modules.js'

/** How a platform is reached from a Koishi app. */
export interface Platform {
  name: string
  /** Brings its bots into the app, and resolves when it is connected. @throws where it cannot connect */
  connect(app: KoishiContext): Promise<void>
  /** How it does, in a few words. */
  state(): string
  disconnect(): void
}

/** Requests of Koishi's own adapters wait no longer than this, in milliseconds. */
const REQUEST_MS = 30_000

/** A platform run in a Koishi app of its own. */
export class KoishiAdapter implements ChatAdapter {
  readonly #platform: Platform
  readonly #parts: AnsweringParts
  #running: { app: KoishiContext; bots: { dispose(): unknown }; answering: Answering } | null = null

  constructor(platform: Platform, parts: AnsweringParts) {
    this.#platform = platform
    this.#parts = parts
  }

  get name(): string {
    return this.#platform.name
  }

  async start(): Promise<void> {
    const app = new Context()
    app.plugin(HttpPlugin, { timeout: REQUEST_MS })
    const answering = answerSessions(app, this.#parts)
    // A scope of their own: bots must be gone before the services that they use.
    const bots = app.plugin({ name: this.name, apply: () => {} })
    this.#running = { app, bots, answering }
    try {
      await app.start()
      await this.#platform.connect(bots.ctx)
    } catch (error) {
      await this.close(0)
      throw error
    }
  }

  state(): string {
    return this.#running ? this.#platform.state() : '未连接'
  }

  async close(graceMs: number): Promise<void> {
    const running = this.#running
    this.#running = null
    await running?.answering.close(graceMs)
    this.#platform.disconnect()
    running?.bots.dispose()
    await running?.app.stop()
  }
}
