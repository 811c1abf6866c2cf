import { GrammyError, HttpError } from 'grammy'
import { describe, expect, it } from 'vitest'
import { factsOf, isUnreached, pause } from '../../../adapters/telegram/request.js'

const failed = (cause: unknown) => new HttpError('x', new TypeError('fetch failed', { cause }))
const system = (code: string, syscall: string) => Object.assign(new Error(`${syscall} ${code}`), { code, syscall })

describe('isUnreached', () => {
  it.each([
    ['nothing listens', system('ECONNREFUSED', 'connect')],
    ['no such host', system('ENOTFOUND', 'getaddrinfo')],
    ['connecting takes too long', system('ETIMEDOUT', 'connect')],
    [
      'no address of several listens',
      new AggregateError([system('ECONNREFUSED', 'connect'), system('ENETUNREACH', 'connect')]),
    ],
  ])('is true where %s', (_, cause) => {
    expect(isUnreached(failed(cause))).toBe(true)
  })

  it.each([
    ['the connection is reset', system('ECONNRESET', 'read')],
    ['the other side closes', Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })],
    ['an established connection falls silent', system('ETIMEDOUT', 'read')],
    ['nobody knows why', new Error('x')],
  ])('is false where %s: the request may have arrived', (_, cause) => {
    expect(isUnreached(failed(cause))).toBe(false)
  })

  it('is false where the server answered', () => {
    const answered = new GrammyError('x', { ok: false, error_code: 502, description: 'Bad Gateway' }, 'sendMessage', {})
    expect(isUnreached(answered)).toBe(false)
  })
})

describe('factsOf', () => {
  it('tells the error, and neither the text nor the token of the request', () => {
    const refused = new GrammyError('x', { ok: false, error_code: 403, description: 'Forbidden' }, 'sendMessage', {
      text: 'secretword',
    })
    expect(factsOf(refused)).toEqual({ error: '403 Forbidden', method: 'sendMessage' })
    const invalid = new Error('Failed to parse URL from http://x/bot123:ABC-def/getMe')
    expect(factsOf(failed(invalid))).toEqual({ error: 'Failed to parse URL from http://x/bot…/getMe' })
    expect(factsOf(new HttpError('x', new DOMException('This operation was aborted', 'AbortError')))).toEqual({
      error: 'This operation was aborted',
    })
    expect(factsOf(new HttpError('x', system('ECONNRESET', 'read')))).toEqual({ error: 'ECONNRESET' })
  })
})

describe('pause', () => {
  it('ends as soon as nothing is to be waited for', async () => {
    const ending = new AbortController()
    const waiting = pause(1_000_000, ending.signal)
    ending.abort()
    await expect(waiting).rejects.toThrow()
    await expect(pause(1_000_000, ending.signal)).rejects.toThrow()
  })
})
