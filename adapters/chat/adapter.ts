/** An address of the web server where a platform delivers what it has. */
export interface Webhook {
  /** Begins with a slash. */
  path: string
  handle(request: Request): Promise<Response>
}

/** A way into a platform that `wence serve` runs. */
export interface ChatAdapter {
  /** The platform's name as operators know it. */
  name: string
  /**
   * Connects. Connections lost later are mended by the adapter itself.
   * @param broken called where it cannot be mended: the adapter must be started anew
   * @throws where it cannot connect
   */
  start(broken: (error: Error) => void): Promise<void>
  /** How it does now, in a few words for operators: 已连接, 正在重连 … */
  state(): string
  /** Where the platform delivers, for adapters that do not fetch. */
  webhook?: Webhook
  /** Takes nothing new, sends what is under way, and lets go. @param graceMs how long that may take, in milliseconds */
  close(graceMs: number): Promise<void>
}
