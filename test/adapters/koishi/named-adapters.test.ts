import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openAdapter } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'wence-adapters-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(content: unknown): string {
  const path = join(folder, `${Math.random()}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('the file of KOISHI_ADAPTERS', () => {
  it('brings in any adapter of Koishi that is installed', async () => {
    const { adapter, close } = await openAdapter({
      koishiAdapters: file({ adapters: [{ plugin: '@koishijs/plugin-mock', config: { selfId: '514' } }] }),
    })
    await adapter.start(() => {})
    expect(adapter.state()).toBe('mock 已连接')
    await close()
  })

  it('leaves the others running where one is not installed, and says what to do', async () => {
    const { adapter, log, close } = await openAdapter({
      koishiAdapters: file({
        adapters: [
          { plugin: 'koishi-plugin-adapter-nowhere', config: { token: 'a-secret-token' } },
          { plugin: '@koishijs/plugin-mock', config: { selfId: '514' } },
        ],
      }),
    })
    await adapter.start(() => {})
    expect(adapter.state()).toContain('mock 已连接')
    expect(adapter.state()).toContain('npm install koishi-plugin-adapter-nowhere')
    expect(log.join('')).not.toContain('a-secret-token')
    await close()
  })

  it('says what to do where none is installed', async () => {
    const { adapter, close } = await openAdapter({
      koishiAdapters: file({ adapters: [{ plugin: 'koishi-plugin-adapter-nowhere' }] }),
    })
    await expect(adapter.start(() => {})).rejects.toThrow('没有安装 koishi-plugin-adapter-nowhere')
    await close()
  })

  it.each([
    ['not json', '不是 JSON'],
    [{}, 'adapters'],
    [{ adapters: [] }, '至少要有一个适配器'],
    [{ adapters: [{ plugin: '../evil.js' }] }, 'adapters.0.plugin 应为包名'],
    [{ adapters: [{ plugin: 'x', token: 'y' }] }, 'adapters.0'],
  ])('is refused by its place: %j', async (content, words) => {
    await expect(openAdapter({ koishiAdapters: file(content) })).rejects.toThrow(words)
  })

  it('is asked for where it is missing', async () => {
    await expect(openAdapter({ koishiAdapters: join(folder, 'none.json') })).rejects.toThrow('读不了 KOISHI_ADAPTERS')
  })
})
