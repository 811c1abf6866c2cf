import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLearned } from '../../../adapters/learning/open-learned.js'
import { isIndexFolder } from '../../../index/index-folder.js'
import { seeds } from '../../index/support.js'
import { freePort, processFolder, start } from '../program-process.js'

const serving = async (env: Record<string, string> = {}) => {
  const running = start(['serve'], { WEB_PORT: String(await freePort()), ...env })
  const [, url] = await running.says(/问策已启动：(\S+)（/)
  return { ...running, url }
}

describe('wence serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it is, serves, and ends well when told to by %s',
    async signal => {
      const { url, child, output, ended } = await serving()
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
        status: 'ready',
        documents: seeds().index.documents.length,
      })
      const body = new URLSearchParams({ verdict: 'useful', question: '津贴', clauseId: '' })
      const headers = { Origin: url }
      expect((await fetch(`${url}/feedback`, { method: 'POST', body, headers })).status).toBe(200)
      child.kill(signal)
      expect(await ended).toBe(0)
      expect(output.stdout).toBe('')
      const { voted } = await readLearned(join(processFolder, 'data', 'chat.db'), 1)
      expect(voted.find(({ question }) => question === '津贴')).toMatchObject({ verdict: 'useful', clauseId: '' })
    },
  )

  it('answers a request under way before it ends, and ends within its grace for one that never comes', async () => {
    const { url, child, ended } = await serving()
    const { port } = new URL(url)
    const body = '{"turns":["你好！"]}'
    const post = () => {
      const made = request({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/ask',
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      })
      made.on('error', () => {})
      made.write(body.slice(0, 9))
      return made
    }
    const [slow, never] = [post(), post()]
    // Both are under way once the server has answered something that came after them.
    await Promise.all(
      [slow, never].map(each => new Promise(resolve => each.on('socket', socket => socket.once('connect', resolve)))),
    )
    await fetch(`${url}/healthz`)
    child.kill('SIGTERM')
    const answer = once(slow, 'response')
    slow.end(body.slice(9))
    const [response] = await answer
    expect(response.statusCode).toBe(200)
    response.resume()
    expect(await ended).toBe(0)
  })

  it('with nothing to run says what to do', async () => {
    const { ended, output } = start(['serve'], { WEB_PORT: '0' })
    expect(await ended).toBe(1)
    expect(output.stderr).toMatch(/^wence：没有什么可以运行：.*请去掉 WEB_PORT=0，或改成要监听的端口$/m)
  })

  it('names every variable that is wrong and what it should be', async () => {
    const { ended, output } = start(['serve'], {
      WEB_PORT: 'http',
      WEB_PUBLIC_URL: 'wence.example',
      WENCE_LOG_LEVEL: 'loud',
    })
    expect(await ended).toBe(1)
    expect(output.stderr).toContain('环境变量 WEB_PORT 应为 0 到 65535 的整数')
    expect(output.stderr).toContain('环境变量 WEB_PUBLIC_URL 应为 http:// 或 https:// 开头的网址')
    expect(output.stderr).toContain('环境变量 WENCE_LOG_LEVEL 应为 debug、info、warn、error、silent 之一')
    expect(output.stderr).not.toMatch(/\n\s+at /)
  })

  it('says that the port is taken, and by which variable it is chosen', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { ended, output } = start(['serve'], { WEB_PORT: String(port) })
    expect(await ended).toBe(1)
    expect(output.stderr).toContain(`wence：端口 ${port} 已被占用：请改 WEB_PORT，或先停掉占用它的程序`)
    other.close()
  })

  it('says that an address is not of this machine', async () => {
    const { ended, output } = start(['serve'], { WEB_HOST: '192.0.2.1', WEB_PORT: String(await freePort()) })
    expect(await ended).toBe(1)
    expect(output.stderr).toContain('本机没有地址 192.0.2.1：请检查 WEB_HOST')
  })

  it('builds the index where there is none, with nothing configured but the folder for its data', async () => {
    const data = join(processFolder, 'fresh')
    const { url, child, ended } = await serving({ WENCE_DATA: data })
    expect((await fetch(`${url}/?q=%E4%BD%A0%E5%A5%BD`)).status).toBe(200)
    expect(isIndexFolder(join(data, 'index'))).toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('with WENCE_LEARN=0 keeps nothing, makes no database and shows no vote', async () => {
    const data = join(processFolder, 'data')
    rmSync(join(data, 'chat.db'), { force: true })
    const { url, child, ended } = await serving({ WENCE_LEARN: '0' })
    const page = await (await fetch(`${url}/?q=${encodeURIComponent('呼伦贝尔班主任津贴多少')}`)).text()
    expect(page).toContain('800元')
    expect(page).not.toContain('没用')
    await fetch(`${url}/?q=${encodeURIComponent('赤峰幼儿园收费标准')}`)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(existsSync(join(data, 'chat.db'))).toBe(false)
  })

  it('serves though nothing can be kept', async () => {
    const data = join(processFolder, 'data')
    rmSync(join(data, 'chat.db'), { recursive: true, force: true })
    mkdirSync(join(data, 'chat.db'))
    const { url, child, ended, output } = await serving()
    expect((await fetch(`${url}/?q=${encodeURIComponent('赤峰幼儿园收费标准')}`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(output.stderr).toContain('打不开数据库')
    expect(output.stderr).not.toContain('赤峰')
    rmSync(join(data, 'chat.db'), { recursive: true, force: true })
  })

  it('logs nothing of what is asked', async () => {
    const { url, child, ended, output } = await serving({ WENCE_LOG_LEVEL: 'debug' })
    await fetch(`${url}/?q=secretword`)
    await fetch(`${url}/api/ask`, {
      method: 'POST',
      body: '{"turns":["secretword"]}',
      headers: { 'Content-Type': 'application/json' },
    })
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(output.stderr).toContain('正在结束')
    expect(output.stderr).not.toContain('secretword')
  })
})
