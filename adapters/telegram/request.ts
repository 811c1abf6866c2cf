import { autoRetry } from '@grammyjs/auto-retry'
import { type ApiClientOptions, GrammyError, HttpError, type Transformer } from 'grammy'
import type { Logger } from 'pino'

/** How long one request may take, in seconds: longer than a poll waits. */
const REQUEST_SECONDS = 45
/** Longest pause that Telegram may ask for, in seconds; an answer that comes later than this helps nobody. */
const LONGEST_PAUSE_SECONDS = 300
const MOST_RETRIES = 5
/** Pauses between attempts to reach a server that cannot be reached, in milliseconds: a minute and a half in all. */
const UNREACHED_PAUSES_MS = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]

/** Polling and starting have their own way of trying again; typing is not worth it. */
const NEVER_TRIED_AGAIN: ReadonlySet<string> = new Set([
  'getUpdates',
  'getMe',
  'setWebhook',
  'deleteWebhook',
  'sendChatAction',
])
/** Done twice, these are as done once, so a request that may have arrived is made again. */
const HARMLESS_TWICE: ReadonlySet<string> = new Set([
  'editMessageText',
  'deleteMessage',
  'answerCallbackQuery',
  'answerInlineQuery',
  'getChatMember',
  'setMyCommands',
])

/** How requests are made. */
export function clientOptions(apiRoot: string | null): ApiClientOptions {
  return {
    ...(apiRoot !== null && { apiRoot }),
    timeoutSeconds: REQUEST_SECONDS,
    fetch: request as never,
  }
}

/**
 * Requests by the fetch of Node: unlike the one grammY brings it lets idle connections go before servers do, so that a
 * message is seldom sent into a connection that is just being closed, and it says whether a failed request was sent at all.
 */
async function request(url: string, init: RequestInit): Promise<Response> {
  const aborting = new AbortController()
  const abort = () => aborting.abort()
  if (init.signal?.aborted) abort()
  init.signal?.addEventListener('abort', abort, { once: true })
  try {
    const { method, headers, body } = init
    const response = await fetch(url, { method, headers, body, signal: aborting.signal })
    // A proxy in front of Telegram says 502 in HTML: to be tried again like Telegram's own.
    const isJson = response.headers.get('content-type')?.includes('json')
    if (isJson || response.status < 500) return response
    await response.body?.cancel()
    return Response.json({ ok: false, error_code: response.status, description: response.statusText })
  } catch (error) {
    init.signal?.removeEventListener('abort', abort)
    throw error
  }
}

/**
 * Tries again: after the pause that Telegram asks for (429), after its own faults (5xx), and where the request cannot have
 * arrived. A message that may have arrived is not sent again: rather once too few, counted, than twice.
 * @param ending aborted when nothing is to be waited for any more
 */
export function tryAgain(ending: AbortSignal, log: Logger): Transformer[] {
  const retry = autoRetry({
    maxDelaySeconds: LONGEST_PAUSE_SECONDS,
    maxRetryAttempts: MOST_RETRIES,
    rethrowHttpErrors: true,
  })
  const reach: Transformer = async (prev, method, payload, signal) => {
    for (const pauseMs of NEVER_TRIED_AGAIN.has(method) ? [] : UNREACHED_PAUSES_MS)
      try {
        return await prev(method, payload, signal)
      } catch (error) {
        if (signal?.aborted || !(isUnreached(error) || (error instanceof HttpError && HARMLESS_TWICE.has(method))))
          throw error
        log.info({ ...factsOf(error), method, pauseMs }, 'Telegram：连不上，过一会儿再试')
        await pause(pauseMs, signal)
      }
    return prev(method, payload, signal)
  }
  const slowDown: Transformer = (prev, method, payload, signal) =>
    NEVER_TRIED_AGAIN.has(method) ? prev(method, payload, signal) : retry(prev, method, payload, signal)
  const endTogether: Transformer = (prev, method, payload, signal) => {
    ending.throwIfAborted()
    return prev(method, payload, signal ?? (ending as never))
  }
  // The last one is the outermost.
  return [reach, slowDown, endTogether]
}

/** Whether the request failed before anything of it was sent. */
export function isUnreached(error: unknown): boolean {
  if (!(error instanceof HttpError)) return false
  const causes = causesOf(error.error)
  return causes.length > 0 && causes.every(({ code, syscall }) => syscall === 'connect' || UNSENT.has(code ?? ''))
}

const UNSENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

type SystemError = Error & { code?: string; syscall?: string }

/** What went wrong on the connection: several where several addresses were tried. */
function causesOf(error: unknown): SystemError[] {
  if (!(error instanceof Error)) return []
  if (error instanceof AggregateError) return error.errors.flatMap(causesOf)
  return error.cause instanceof Error ? causesOf(error.cause) : [error]
}

/** What may be logged of an error: neither text nor token, which the errors of requests carry. */
export function factsOf(error: unknown): { error: string; method?: string } {
  if (error instanceof GrammyError)
    return { error: `${error.error_code} ${error.description}`.slice(0, 200), method: error.method }
  if (error instanceof HttpError) {
    const [cause] = causesOf(error.error)
    // What was broken off carries a number for a code.
    return { error: withoutToken(typeof cause?.code === 'string' ? cause.code : (cause?.message ?? error.name)) }
  }
  return { error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown' }
}

/** Addresses of requests hold the token. */
function withoutToken(words: string): string {
  return words.replace(/\bbot\d[\w:%-]*/g, 'bot…').slice(0, 200)
}

interface Abortable {
  aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Waits; ends with an error as soon as the signal is given. */
export function pause(ms: number, signal?: Abortable): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(new Error('nothing is waited for any more'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort)
  })
}
