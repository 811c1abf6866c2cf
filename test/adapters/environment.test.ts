import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readEnvironment } from '../../adapters/environment.js'
import { UserError } from '../../adapters/user-error.js'
import { inPackage } from '../../index/paths.js'
import { tempFolder } from '../index/support.js'

const NAMES = Object.keys(process.env).filter(name =>
  /^(?:WENCE|WEB|CHAT|TELEGRAM|ONEBOT|QQ|SATORI|KOISHI)_/.test(name),
)
let folder: string

/** The environment with these variables and no others, read in an empty folder. */
function reading(variables: Record<string, string>, envFile?: string) {
  for (const name of NAMES) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  if (envFile !== undefined) writeFileSync(join(folder, '.env'), envFile)
  return readEnvironment()
}

beforeEach(() => {
  folder = tempFolder()
  vi.spyOn(process, 'cwd').mockReturnValue(folder)
  const before = { ...process.env }
  return () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    // What `.env` brought in stays behind otherwise.
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  }
})

describe('the environment', () => {
  it('with nothing in it serves this machine alone, on port 8080, from the data folder of the package', () => {
    expect(reading({})).toEqual({
      indexFolder: inPackage('data', 'index'),
      indexIsNamed: false,
      dataFolder: inPackage('data'),
      logLevel: 'info',
      web: { host: '127.0.0.1', port: 8080, publicUrl: null, trustedProxies: 0, requestsPerMinute: 120 },
      chat: {
        perPerson: 20,
        perChat: 60,
        timeZone: 'Asia/Shanghai',
        admins: [],
        logMessages: false,
        store: inPackage('data', 'chat.db'),
      },
      learning: { isOn: true, keepDays: 90 },
      operatorToken: null,
      telegram: null,
      onebot: null,
      qq: null,
      satori: null,
      koishiAdapters: null,
    })
  })

  it('is taken at its word', () => {
    const all = {
      WENCE_INDEX: '/srv/index',
      WENCE_DATA: '/srv/data',
      WENCE_LOG_LEVEL: 'warn',
      WEB_HOST: '0.0.0.0',
      WEB_PORT: ' 80 ',
      WEB_PUBLIC_URL: 'https://wence.example/zheng//',
      WEB_TRUST_PROXY: '1',
      WEB_RATE_LIMIT: '60',
    }
    expect(reading(all)).toMatchObject({
      indexFolder: '/srv/index',
      indexIsNamed: true,
      dataFolder: '/srv/data',
      logLevel: 'warn',
      web: {
        host: '0.0.0.0',
        port: 80,
        publicUrl: 'https://wence.example/zheng',
        trustedProxies: 1,
        requestsPerMinute: 60,
      },
    })
  })

  it('counts an empty variable as none', () => {
    expect(reading({ WEB_PORT: '', WEB_PUBLIC_URL: '', WENCE_INDEX: '' })).toMatchObject({
      indexIsNamed: false,
      web: { port: 8080, publicUrl: null },
    })
  })

  it('goes before .env, which goes before the defaults', () => {
    const { web } = reading({ WEB_PORT: '1' }, 'WEB_PORT=2\nWEB_RATE_LIMIT=3\n')
    expect(web).toMatchObject({ port: 1, requestsPerMinute: 3, trustedProxies: 0 })
  })

  it.each([
    ['WEB_PORT', '65536', '应为 0 到 65535 的整数'],
    ['WEB_PORT', '-1', '应为 0 到 65535 的整数'],
    ['WEB_PORT', '80.5', '应为 0 到 65535 的整数'],
    ['WEB_PORT', '0x50', '应为 0 到 65535 的整数'],
    ['WEB_TRUST_PROXY', '10', '应为 0 到 9 的整数'],
    ['WEB_TRUST_PROXY', 'true', '应为 0 到 9 的整数'],
    ['WEB_RATE_LIMIT', '0', '应为 1 到 1000000 的整数'],
    ['WEB_PUBLIC_URL', 'wence.example', '应为 http:// 或 https:// 开头的网址'],
    ['WEB_PUBLIC_URL', 'javascript:alert(1)', '应为 http:// 或 https:// 开头的网址'],
    ['WEB_HOST', ' ', '应为要监听的地址，如 127.0.0.1'],
    ['WENCE_INDEX', ' ', '不能只有空白'],
    ['WENCE_LEARN', 'yes', '应为 0 或 1'],
    ['WENCE_KEEP_DAYS', '0', '应为 1 到 3650 的整数'],
    ['WENCE_OPERATOR_TOKEN', 'short', '应为 16 到 256 个字母、数字或符号，不含空格'],
    ['WENCE_LOG_LEVEL', 'INFO', '应为 debug、info、warn、error、silent 之一'],
  ])('that is wrong is named with what it should be: %s=%s', (name, value, message) => {
    expect(() => reading({ [name]: value })).toThrow(new UserError(`环境变量 ${name} ${message}`))
  })

  it('that is wrong in several places is told of all at once, each once', () => {
    expect(() => reading({ WEB_PORT: 'x', WEB_RATE_LIMIT: 'y' })).toThrow(
      new UserError('环境变量 WEB_PORT 应为 0 到 65535 的整数\n环境变量 WEB_RATE_LIMIT 应为 1 到 1000000 的整数'),
    )
  })

  it('is described for people in .env.example, every variable and its default', () => {
    const example = readFileSync(inPackage('.env.example'), 'utf8')
    const described = [...example.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name)
    const source = readFileSync(inPackage('adapters', 'environment.ts'), 'utf8')
    const read = [...source.matchAll(/^ {2}((?:WENCE|WEB|CHAT|TELEGRAM|ONEBOT|QQ|SATORI|KOISHI)_[A-Z_]+):/gm)].map(
      ([, name]) => name,
    )
    expect(read.length).toBeGreaterThanOrEqual(25)
    for (const name of read) expect(described).toContain(name)
  })
})

describe('the environment of chats', () => {
  it('turns on what is set', () => {
    const { telegram, onebot, qq, satori, chat } = reading({
      TELEGRAM_BOT_TOKEN: '123456:ABC-DEF',
      TELEGRAM_WEBHOOK_URL: 'https://wence.example.org/telegram/',
      TELEGRAM_WEBHOOK_SECRET: 'a-long-secret',
      ONEBOT_LISTEN_PORT: '6700',
      QQ_APP_ID: '102000001',
      QQ_APP_SECRET: 'secret-of-the-app',
      SATORI_ENDPOINT: 'http://127.0.0.1:5140/satori',
      WENCE_ADMINS: 'telegram:42，onebot:10001',
      WENCE_DATABASE: 'postgres://wence:pw@localhost/wence',
    })
    expect(telegram).toEqual({
      token: '123456:ABC-DEF',
      apiRoot: null,
      webhook: { url: 'https://wence.example.org/telegram', secret: 'a-long-secret' },
    })
    expect(onebot).toEqual({ selfId: null, token: null, connectTo: null, listenPort: 6700 })
    expect(qq).toEqual({ appId: '102000001', secret: 'secret-of-the-app', endpoint: null, allowUrls: false })
    expect(satori).toEqual({ endpoint: 'http://127.0.0.1:5140/satori', token: null })
    expect(chat).toMatchObject({
      admins: ['telegram:42', 'onebot:10001'],
      store: 'postgres://wence:pw@localhost/wence',
    })
  })

  it.each([
    [{ TELEGRAM_WEBHOOK_URL: 'https://x.org/t', TELEGRAM_BOT_TOKEN: '1:a' }, 'TELEGRAM_WEBHOOK_SECRET 没有设'],
    [{ TELEGRAM_API_ROOT: 'http://localhost:1' }, 'TELEGRAM_BOT_TOKEN 没有设'],
    [
      { TELEGRAM_WEBHOOK_URL: 'https://x.org/1:abc', TELEGRAM_BOT_TOKEN: '1:abc', TELEGRAM_WEBHOOK_SECRET: 's' },
      'TELEGRAM_WEBHOOK_URL 里不能有机器人的令牌',
    ],
    [
      {
        TELEGRAM_WEBHOOK_URL: 'https://x.org/t',
        TELEGRAM_BOT_TOKEN: '1:a',
        TELEGRAM_WEBHOOK_SECRET: 's',
        WEB_PORT: '0',
      },
      'WEB_PORT 为 0',
    ],
    [{ ONEBOT_WS_URL: 'ws://127.0.0.1:6700' }, 'ONEBOT_SELF_ID 没有设'],
    [{ ONEBOT_WS_URL: 'http://127.0.0.1:6700', ONEBOT_SELF_ID: '10001' }, 'ONEBOT_WS_URL 应为 ws://'],
    [{ ONEBOT_SELF_ID: '10001' }, 'ONEBOT_WS_URL 和 ONEBOT_LISTEN_PORT 都没有设'],
    [{ QQ_APP_ID: '102000001' }, 'QQ_APP_SECRET 没有设'],
    [{ QQ_APP_SECRET: 'x' }, 'QQ_APP_ID 没有设'],
    [{ SATORI_TOKEN: 'x' }, 'SATORI_ENDPOINT 没有设'],
    [{ WENCE_ADMINS: '42' }, 'WENCE_ADMINS 应为'],
    [{ WENCE_TIME_ZONE: 'Mars/Olympus' }, 'WENCE_TIME_ZONE 应为'],
    [{ WENCE_DATABASE: 'sqlite.db' }, 'WENCE_DATABASE 应为'],
  ])('%o is named with what it should be', (variables, words) => {
    expect(() => reading(variables as Record<string, string>)).toThrow(words)
  })
})
