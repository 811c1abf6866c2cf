import { WebSocket } from 'ws'
import { backoffMs } from './backoff.js'

export interface ClientParts {
  url: string
  token: string | null
  onOpen(socket: WebSocket): void
  /** Waits before the first attempt after a connection was lost, in milliseconds; doubled each time. */
  firstWaitMs?: number
}

const HANDSHAKE_MS = 10_000
/** A connection that lasted so long was a good one, in milliseconds. */
const LASTING_MS = 10_000
const LARGEST_FRAME = 16 * 1024 * 1024

/** A WebSocket to a OneBot server that is made anew whenever it is lost, without end. */
export class OneBotClient {
  readonly #parts: ClientParts
  #socket: WebSocket | null = null
  #timer: NodeJS.Timeout | undefined
  #attempt = 0
  #closed = false

  constructor(parts: ClientParts) {
    this.#parts = parts
  }

  /** @throws where the first attempt fails: what is wrong then is more likely the address than the line */
  async start(): Promise<void> {
    await this.#connect()
  }

  /** After a start that failed: goes on trying. */
  keepTrying(): void {
    this.#again()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#socket?.close(1000)
  }

  async #connect(): Promise<void> {
    const { url, token, onOpen } = this.#parts
    const socket = new WebSocket(url, {
      headers: token ? { Authorization: `Bearer ${token}` } : {},
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: LARGEST_FRAME,
    })
    this.#socket = socket
    // What goes wrong shows in the close that follows.
    socket.on('error', () => {})
    await opened(socket, () => {
      const since = Date.now()
      socket.on('close', () => {
        // A server that takes the connection and drops it at once is not asked every second.
        if (Date.now() - since > LASTING_MS) this.#attempt = 0
        this.#again()
      })
      onOpen(socket)
    })
  }

  #again(): void {
    if (this.#closed) return
    this.#timer = setTimeout(
      () => this.#connect().catch(() => this.#again()),
      backoffMs(this.#attempt++, this.#parts.firstWaitMs),
    )
  }
}

/** @param taken called before anything that the server says with its greeting is read */
function opened(socket: WebSocket, taken: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.off('error', reject)
      taken()
      resolve()
    })
    socket.once('error', reject)
  })
}
