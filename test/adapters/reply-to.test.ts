import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMcpServer } from '../../adapters/mcp/server.js'
import { type Reply, replySchema } from '../../src/reply.js'
import { seeds } from '../index/support.js'
import { fileWith, linesOf, wence } from './terminal/run-program.js'
import { appOf } from './web/support.js'

const { index } = seeds()
const app = appOf(index)
const client = new Client({ name: 'test', version: '1' })
beforeAll(async () => {
  const [here, there] = InMemoryTransport.createLinkedPair()
  await createMcpServer(() => index, null).connect(there)
  await client.connect(here)
})

const but = ({ tookMs, id, ...reply }: Reply) => {
  expect(tookMs).toBeGreaterThan(0)
  return reply
}

describe('a question', () => {
  it.each([
    '包头县管校聘何时全面推开',
    '呼伦贝尔班主任津贴多少',
    '双师型教师占比是多少',
    '包头班主任津贴多少',
    '若干措施第44条',
    '你好',
    '呼市班主仁津貼',
  ])('gets the same Reply from the shell, the interface for programs and an assistant: %s', async question => {
    const shell = replySchema.parse(JSON.parse((await wence('ask', '--json', question)).stdout))
    const link = await (await app.request(`/api/ask?q=${encodeURIComponent(question)}`)).json()
    const post = await app.request('/api/ask', {
      method: 'POST',
      body: JSON.stringify({ turns: [question] }),
      headers: { 'Content-Type': 'application/json' },
    })
    const tool = (await client.callTool({ name: 'ask', arguments: { question } })).structuredContent
    for (const other of [link, await post.json(), tool]) expect(but(replySchema.parse(other))).toEqual(but(shell))
  })
})

describe('a conversation', () => {
  it.each([
    [['呼伦贝尔双师型教师占比', '那乌海呢']],
    [['若干措施第44条', '责任单位是谁']],
    [['你好', '双师型教师占比是多少', '乌海', '那呼伦贝尔呢', '谢谢', '那包头呢']],
  ])('gets the same Reply everywhere: %j', async turns => {
    const batch = await wence('ask', '--batch', fileWith('turns.jsonl', JSON.stringify({ id: 'a', turns })))
    const shell = replySchema.parse(JSON.parse(linesOf(batch.stdout)[0]))
    const query = new URLSearchParams([
      ...turns.slice(0, -1).map((turn): [string, string] => ['t', turn]),
      ['q', turns.at(-1)!],
    ])
    const link = await (await app.request(`/api/ask?${query}`)).json()
    const post = await app.request('/api/ask', {
      method: 'POST',
      body: JSON.stringify({ turns }),
      headers: { 'Content-Type': 'application/json' },
    })
    const args = { question: turns.at(-1)!, turns: turns.slice(0, -1) }
    const tool = (await client.callTool({ name: 'ask', arguments: args })).structuredContent
    for (const other of [link, await post.json(), tool]) expect(but(replySchema.parse(other))).toEqual(but(shell))
  })
})
