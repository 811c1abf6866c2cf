import type { Update } from 'grammy/types'
import { z } from 'zod'
import type { Webhook } from '../chat/adapter.js'
import { isSameSecret } from '../same-secret.js'

/** Where the address has no path of its own, which would be the front page's. */
const DEFAULT_PATH = '/telegram/webhook'
/** Largest update taken, in bytes. Telegram's have a few thousand. */
const MOST_BODY = 512 * 1024

const updateSchema = z.looseObject({ update_id: z.int().nonnegative() })

/** The address that Telegram is told: the one given, with a path. */
export function webhookAddress(url: string): URL {
  const address = new URL(url)
  if (address.pathname === '/') address.pathname = DEFAULT_PATH
  return address
}

/**
 * Takes pushes. An update is taken where the secret is right, and answered later: Telegram waits for no answer. Where it
 * cannot be taken now, 503 lets Telegram push it again.
 * @param offer takes an update, or refuses it (false) while there is no room or the program ends
 */
export function createWebhook(url: string, secret: string, offer: (update: Update) => boolean): Webhook {
  return {
    path: webhookAddress(url).pathname,
    async handle(request) {
      if (request.method !== 'POST') return new Response(null, { status: 405, headers: { Allow: 'POST' } })
      const given = request.headers.get('X-Telegram-Bot-Api-Secret-Token')
      if (given === null || !isSameSecret(given, secret)) return new Response(null, { status: 401 })
      const body = await readBody(request)
      if (body === null) return new Response(null, { status: 413, headers: { Connection: 'close' } })
      const update = updateSchema.safeParse(parseJson(body))
      if (!update.success) return new Response(null, { status: 400 })
      return new Response(null, { status: offer(update.data as unknown as Update) ? 200 : 503 })
    },
  }
}

async function readBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > MOST_BODY) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
