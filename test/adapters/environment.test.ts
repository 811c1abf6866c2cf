import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readEnvironment } from '../../adapters/environment.js'
import { UserError } from '../../adapters/user-error.js'
import { inPackage } from '../../index/paths.js'
import { tempFolder } from '../index/support.js'

const NAMES = Object.keys(process.env).filter(name => /^(?:WENCE|WEB)_/.test(name))
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
    expect(reading(all)).toEqual({
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
    const read = [...source.matchAll(/^ {2}((?:WENCE|WEB)_[A-Z_]+):/gm)].map(([, name]) => name)
    expect(read.length).toBeGreaterThanOrEqual(8)
    for (const name of read) expect(described).toContain(name)
  })
})
