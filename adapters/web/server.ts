import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

/** A server that listens. */
export interface Listening {
  /** Where it listens, e.g. http://127.0.0.1:8080. */
  url: string
  /** Takes no new requests, answers those under way, and ends; what is still open after `graceMs` is cut off. */
  close(graceMs: number): Promise<void>
}

/** What a connection may take: a client that sends slowly or never, or does not take its answer, is let go. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  /** Without a byte either way. */
  silenceTimeout: 30_000,
}
export type ConnectionLimits = typeof LIMITS
const MOST_CONNECTIONS = 2_000

/**
 * Serves an app on an address.
 * @param port 0 takes a free one
 * @throws Error with `code` EADDRINUSE or EACCES where the port is not to be had
 */
export async function listen(
  app: { fetch: (request: Request) => Response | Promise<Response> },
  host: string,
  port: number,
  limits: Partial<ConnectionLimits> = {},
): Promise<Listening> {
  const { silenceTimeout, ...serverOptions } = { ...LIMITS, ...limits }
  const server = createAdaptorServer({
    fetch: app.fetch as never,
    createServer: createServer as never,
    serverOptions,
  }) as import('node:http').Server
  server.maxConnections = MOST_CONNECTIONS
  server.setTimeout(silenceTimeout)
  let isClosing = false
  // A connection kept for later is closed at the end; so must be those whose last answer was still under way then.
  server.on('request', (_, response) => response.once('close', () => isClosing && server.closeIdleConnections()))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}`,
    close: graceMs =>
      new Promise(resolve => {
        isClosing = true
        const cut = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
