import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { logKoishiTo } from '../../../adapters/koishi/koishi-log.js'
import { Logger } from '../../../adapters/koishi/koishi-modules.js'

const targets = Logger.targets
afterEach(() => {
  Logger.targets = targets
})

function logged(withMessages: boolean, write: (logger: InstanceType<typeof Logger>) => void): string {
  const lines: string[] = []
  logKoishiTo(pino({ base: undefined, level: 'debug' }, { write: line => void lines.push(line) }), withMessages)
  write(new Logger('session'))
  return lines.join('')
}

describe("Koishi's own log", () => {
  it('says what becomes of connections', () => {
    expect(logged(false, log => log.info('connect to server: %c', 'ws://127.0.0.1/v1/events'))).toContain(
      'ws://127.0.0.1',
    )
    expect(
      logged(false, log => log.warn('failed to connect to ws://127.0.0.1/v1/events, code: 1006, will retry in 2s...')),
    ).toContain('1006')
  })

  it('says that something went wrong, but not what was written to whom', () => {
    const line = logged(false, log => log.warn(new Error('Error with request send_private_msg, args: {"text":"秘密"}')))
    expect(line).toContain('"koishi":"session"')
    expect(line).not.toContain('秘密')
  })

  it('drops what adapters note of every message', () => {
    expect(logged(false, log => log.debug('[receive] %o', { text: '秘密' }))).toBe('')
    expect(logged(true, log => log.debug('[receive] %o', { text: '秘密' }))).toBe('')
  })

  it('is complete where the operator asked for messages', () => {
    expect(logged(true, log => log.warn('什么 %s', '秘密'))).toContain('秘密')
  })
})
