import { z } from 'zod'

export const PUBLIC_ENDPOINT = 'https://api.sgroup.qq.com'
const PUBLIC_TOKENS = 'https://bots.qq.com/app/getAppAccessToken'

export interface QQApiParts {
  appId: string
  secret: string
  /** Null for the public one. */
  endpoint: string | null
}

const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  // A string in Tencent's own answers.
  expires_in: z.coerce.number().positive(),
})
const gatewaySchema = z.looseObject({ url: z.string() })

/** QQ asks for at least 5 s, else what was sent looks as if it were not. */
const REQUEST_MS = 15_000
/** A token is renewed so long before it ends; QQ gives out a new one only in its last minute. */
const RENEW_BEFORE_MS = 45_000
const UNAUTHORIZED = 401

/** An answer that says no. */
export class QQRefusal extends Error {
  readonly response: { status: number; data: { code?: unknown } }
  constructor(status: number, data: { code?: unknown }) {
    super(`QQ 拒绝：状态 ${status}，错误码 ${typeof data.code === 'number' ? data.code : '无'}`)
    this.response = { status, data }
  }
}

/** QQ's HTTP API with its token, which is fetched when it is needed and renewed before it ends. */
export class QQApi {
  readonly #parts: QQApiParts
  readonly #endpoint: string
  #token: { value: string; until: number } | null = null
  #fetching: Promise<string> | null = null

  constructor(parts: QQApiParts) {
    this.#parts = parts
    this.#endpoint = parts.endpoint ?? PUBLIC_ENDPOINT
  }

  /** A token that holds. @throws QQRefusal, or where there is no answer */
  async token(): Promise<string> {
    if (this.#token && Date.now() < this.#token.until) return this.#token.value
    this.#fetching ??= this.#fetchToken().finally(() => {
      this.#fetching = null
    })
    return this.#fetching
  }

  /** Where the gateway is. Behind an endpoint that stands for the public one, the gateway is reached through it, too. */
  async gateway(): Promise<string> {
    const { url } = gatewaySchema.parse(await this.request('GET', '/gateway'))
    const gateway = new URL(url)
    if (gateway.host !== new URL(PUBLIC_ENDPOINT).host || this.#parts.endpoint === null) return url
    const { host, protocol } = new URL(this.#endpoint)
    gateway.host = host
    gateway.protocol = protocol === 'http:' ? 'ws:' : 'wss:'
    return gateway.href
  }

  /** @returns the answer, null where it is empty @throws QQRefusal, or where there is no answer */
  async request(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<unknown> {
    try {
      return await this.#send(method, path, body)
    } catch (error) {
      if (!(error instanceof QQRefusal) || error.response.status !== UNAUTHORIZED) throw error
      // The token was taken back before its time. QQ did nothing, so the request is made once more.
      this.#token = null
      return this.#send(method, path, body)
    }
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    return call(`${this.#endpoint}${path}`, method, body, {
      Authorization: `QQBot ${await this.token()}`,
      'X-Union-Appid': this.#parts.appId,
    })
  }

  async #fetchToken(): Promise<string> {
    const { appId, secret } = this.#parts
    const answer = await call(this.#tokenAddress(), 'POST', { appId, clientSecret: secret })
    const parsed = tokenSchema.safeParse(answer)
    // QQ says no with status 200, too.
    if (!parsed.success)
      throw new QQRefusal(200, z.looseObject({ code: z.unknown() }).catch({ code: null }).parse(answer))
    const { access_token: value, expires_in: seconds } = parsed.data
    this.#token = { value, until: Date.now() + Math.max(seconds * 1000 - RENEW_BEFORE_MS, seconds * 500) }
    return value
  }

  /** Tokens of QQ's own endpoints, the sandbox included, come from one place; any other endpoint is asked itself. */
  #tokenAddress(): string {
    return /(?:^|\.)sgroup\.qq\.com$/.test(new URL(this.#endpoint).hostname)
      ? PUBLIC_TOKENS
      : `${this.#endpoint}/app/getAppAccessToken`
  }
}

async function call(
  url: string,
  method: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_MS),
  })
  const text = await response.text()
  const data = parse(text)
  if (!response.ok) throw new QQRefusal(response.status, (data ?? {}) as { code?: unknown })
  return data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
