import { once } from 'node:events'
import { Agent, get, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { type ConnectionLimits, type Listening, listen } from '../../../adapters/web/server.js'
import { seeds } from '../../index/support.js'
import { appOf } from './support.js'

const { index } = seeds()
const open: Listening[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const server of open.splice(0)) await server.close(0)
})

async function serving(app: Parameters<typeof listen>[0], limits: Partial<ConnectionLimits> = {}): Promise<Listening> {
  const server = await listen(app, '127.0.0.1', 0, limits)
  open.push(server)
  return server
}

function socketTo({ url }: Listening): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  sockets.push(socket)
  return socket
}

/** All that comes back until the server lets go. */
async function received(socket: Socket): Promise<string> {
  let all = ''
  socket.on('data', bytes => {
    all += bytes
  })
  await once(socket, 'close')
  return all
}

function fetched(url: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get(url, { agent }, resolve).on('error', reject))
}

/** An app whose answers wait until they are let out. */
function waitingApp() {
  const waiting: (() => void)[] = []
  let asked = () => {}
  const app = new Hono().get('/', async c => {
    const released = new Promise<void>(resolve => waiting.push(resolve))
    asked()
    await released
    return c.text('done')
  })
  return {
    app,
    hasAsked: new Promise<void>(resolve => {
      asked = resolve
    }),
    release: () => {
      for (const go of waiting) go()
    },
  }
}

describe('a server', () => {
  it('says where it listens, and serves the app there and nowhere else', async () => {
    const server = await serving(appOf(index))
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' })
  })

  it('writes an IPv6 address as addresses of pages are written', async () => {
    const server = await listen(appOf(index), '::1', 0).catch(error => {
      // A machine may have no IPv6.
      if (!['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code)) throw error
      return null
    })
    if (!server) return
    open.push(server)
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  it('fails where the port is taken, with the code that says so', async () => {
    const { url } = await serving(appOf(index))
    await expect(listen(appOf(index), '127.0.0.1', Number(new URL(url).port))).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('counts who asks too often by the address of the connection', async () => {
    const server = await serving(appOf(index, { requestsPerMinute: 1 }))
    expect((await fetch(server.url)).status).toBe(200)
    const refused = await fetch(server.url, { headers: { 'X-Forwarded-For': '192.0.2.9' } })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('a client', () => {
  it('that sends its headers byte by byte is let go, and others are served meanwhile', async () => {
    const server = await serving(appOf(index), { headersTimeout: 300, connectionsCheckingInterval: 50 })
    const slow = socketTo(server)
    const end = received(slow)
    slow.write('GET / HTTP/1.1\r\nHost: x\r\nX: ')
    const drip = setInterval(() => slow.write('x'), 20)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(await end).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
    clearInterval(drip)
  })

  it('that never sends the body it promised is let go', async () => {
    const server = await serving(appOf(index), {
      headersTimeout: 200,
      requestTimeout: 300,
      connectionsCheckingInterval: 50,
    })
    const slow = socketTo(server)
    slow.write('POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"tu')
    await received(slow)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  it('that says nothing at all is let go', async () => {
    const server = await serving(appOf(index), {
      headersTimeout: 200,
      silenceTimeout: 300,
      connectionsCheckingInterval: 50,
    })
    expect(await received(socketTo(server))).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
  })

  it('that does not take its answer is let go', async () => {
    let cancelled = () => {}
    const isCancelled = new Promise<void>(resolve => {
      cancelled = resolve
    })
    const endless = new Hono().get('/', c =>
      c.body(
        new ReadableStream({
          pull: controller => controller.enqueue(new Uint8Array(1 << 20)),
          cancel: () => cancelled(),
        }),
      ),
    )
    const server = await serving(endless, { silenceTimeout: 300 })
    const deaf = socketTo(server)
    deaf.pause()
    deaf.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await isCancelled
  })

  it('that leaves in the middle of its answer harms nobody', async () => {
    const { app, hasAsked, release } = waitingApp()
    const server = await serving(app)
    const gone = socketTo(server)
    gone.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await hasAsked
    gone.destroy()
    await once(gone, 'close')
    release()
    const next = fetched(server.url)
    await wait(20)
    release()
    expect(await text(await next)).toBe('done')
  })
})

describe('a broken request', () => {
  it.each([
    ['garbage', '\u0000\u0001\u0002\ufffd\r\n\r\n'],
    ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
    ['no version', 'GET /\r\n\r\n'],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\n\r\n'],
    ['an address that is none', 'GET //[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    ['headers of 20 KB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['an address of 20 KB', `GET /?q=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['chunks that are none', 'POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('of %s is refused and stops nothing', async (_, bytes) => {
    const server = await serving(appOf(index), { silenceTimeout: 2_000 })
    const socket = socketTo(server)
    const answer = received(socket)
    socket.write(Buffer.from(bytes, 'latin1'))
    expect(await answer).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  it('of too large a body is refused, and said to be the last on its connection', async () => {
    const server = await serving(appOf(index))
    const response = await fetch(`${server.url}/api/ask`, {
      method: 'POST',
      body: 'x'.repeat(1 << 20),
      headers: { 'Content-Type': 'application/json' },
    })
    expect(response.status).toBe(413)
    expect(response.headers.get('connection')).toBe('close')
    expect(await response.json()).toMatchObject({ title: '内容太长' })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })
})

describe('a flood', () => {
  it('of 500 questions at once is answered, every one', async () => {
    const server = await serving(appOf(index))
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_, i) => {
        const response = await fetch(`${server.url}/api/ask?q=${encodeURIComponent(`班主任津贴多少 ${i}`)}`)
        return [response.status, ((await response.json()) as { version: number }).version]
      }),
    )
    expect(answers).toEqual(new Array(500).fill([200, 1]))
  })

  it('from one address is refused above its limit, each request with an answer', async () => {
    const server = await serving(appOf(index, { requestsPerMinute: 20 }))
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const response = await fetch(`${server.url}/api/docs`)
        await response.arrayBuffer()
        return response.status
      }),
    )
    expect(statuses.filter(status => status === 200)).toHaveLength(20)
    expect(statuses.filter(status => status === 429)).toHaveLength(180)
  })
})

describe('the end', () => {
  it('answers what is under way, and takes nothing new', async () => {
    const { app, hasAsked, release } = waitingApp()
    const server = await listen(app, '127.0.0.1', 0)
    const answer = fetched(server.url)
    await hasAsked
    let isClosed = false
    const closed = server.close(60_000).then(() => {
      isClosed = true
    })
    await expect(fetched(server.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(isClosed).toBe(false)
    release()
    expect(await text(await answer)).toBe('done')
    await closed
  })

  it('is not held up by connections that are kept for later', async () => {
    const server = await listen(appOf(index), '127.0.0.1', 0, { keepAliveTimeout: 600_000, silenceTimeout: 600_000 })
    const agent = new Agent({ keepAlive: true })
    await text(await fetched(`${server.url}/healthz`, agent))
    await server.close(600_000)
    agent.destroy()
  })

  it('is not held up by a kept connection whose last answer was under way', async () => {
    const { app, hasAsked, release } = waitingApp()
    const server = await listen(app, '127.0.0.1', 0, { keepAliveTimeout: 600_000, silenceTimeout: 600_000 })
    const agent = new Agent({ keepAlive: true })
    const answer = fetched(server.url, agent)
    await hasAsked
    const closed = server.close(600_000)
    release()
    expect(await text(await answer)).toBe('done')
    await closed
    agent.destroy()
  })

  it('cuts off what is not done when its time is up', async () => {
    const { app, hasAsked } = waitingApp()
    const server = await listen(app, '127.0.0.1', 0)
    const answer = fetched(server.url)
    answer.catch(() => {})
    await hasAsked
    await server.close(50)
    await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('is the same whether it is told once or twice', async () => {
    const server = await listen(appOf(index), '127.0.0.1', 0)
    await Promise.all([server.close(1_000), server.close(1_000)])
  })
})

describe('an upload', () => {
  it('in pieces without a length is held to the limit as well', async () => {
    const server = await serving(appOf(index))
    const { port } = new URL(server.url)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const upload = request(
        { port, host: '127.0.0.1', method: 'POST', path: '/api/ask', headers: { 'Content-Type': 'application/json' } },
        resolve,
      )
      upload.on('error', reject)
      for (let i = 0; i < 20; i++) upload.write('x'.repeat(1_000))
    })
    expect(answer.statusCode).toBe(413)
    answer.destroy()
  })
})
