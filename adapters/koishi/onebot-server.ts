import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { isSameSecret } from '../same-secret.js'

export interface ServerParts {
  /** 0: any free port. */
  port: number
  token: string | null
  /** The account that alone may connect; null: whichever says its id. */
  selfId: string | null
  onOpen(socket: WebSocket, selfId: string): void
}

const LARGEST_FRAME = 16 * 1024 * 1024

/**
 * Where OneBot servers connect to (reverse WebSocket): at `/onebot`, with the token, saying who they are in `X-Self-ID`. Without
 * a token only programs of this machine may: whoever connects speaks for an account.
 */
export class OneBotServer {
  readonly #parts: ServerParts
  readonly #http: Server
  readonly #sockets: WebSocketServer

  constructor(parts: ServerParts) {
    this.#parts = parts
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME })
    this.#http = createServer((_, response) => {
      response
        .writeHead(426, { 'Content-Type': 'text/plain; charset=utf-8' })
        .end('这里只接受 OneBot 的反向 WebSocket\n')
    })
    this.#http.on('upgrade', (request, socket, head) => {
      socket.on('error', () => {})
      const refused = this.#refusal(request)
      if (refused) return socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      this.#sockets.handleUpgrade(request, socket, head, open => this.#parts.onOpen(open, selfIdOf(request)!))
    })
  }

  /** @returns the port that it listens on */
  async listen(): Promise<number> {
    this.#http.listen(this.#parts.port, this.#parts.token ? undefined : '127.0.0.1')
    await once(this.#http, 'listening')
    return (this.#http.address() as AddressInfo).port
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.close(1001)
    this.#http.close()
    setTimeout(() => {
      for (const socket of this.#sockets.clients) socket.terminate()
      this.#http.closeAllConnections()
    }, 1000).unref()
  }

  #refusal(request: IncomingMessage): string | null {
    const [path, query] = (request.url ?? '/').split('?')
    if (!/^\/onebot(?:\/|$)/.test(path)) return '404 Not Found'
    if (this.#parts.token) {
      const given =
        request.headers.authorization?.match(/^(?:Bearer|Token)\s+(.+)$/i)?.[1] ??
        new URLSearchParams(query).get('access_token')
      if (!given) return '401 Unauthorized'
      if (!isSameSecret(given, this.#parts.token)) return '403 Forbidden'
    }
    const selfId = selfIdOf(request)
    if (selfId === null) return '400 Bad Request'
    if (this.#parts.selfId !== null && selfId !== this.#parts.selfId) return '403 Forbidden'
    // Servers may part events and actions; answers could then go out on neither.
    const role = request.headers['x-client-role']
    return role === undefined || role === 'Universal' ? null : '400 Bad Request'
  }
}

function selfIdOf({ headers }: IncomingMessage): string | null {
  const said = headers['x-self-id']
  return typeof said === 'string' && /^\d{1,20}$/.test(said) ? said : null
}
