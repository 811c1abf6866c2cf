import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMcpServer } from '../../../adapters/mcp/server.js'
import { replySchema } from '../../../src/reply.js'
import { seedDocument, seeds } from '../../index/support.js'
import { command, start } from '../program-process.js'

const client = new Client({ name: 'test', version: '1' })
let complaints = ''

beforeAll(async () => {
  const transport = new StdioClientTransport({ ...command(['mcp']), stderr: 'pipe' })
  transport.stderr?.on('data', bytes => {
    complaints += bytes
  })
  await client.connect(transport)
})
afterAll(() => client.close())

// biome-ignore lint/suspicious/noExplicitAny: what tools answer is looked at field by field
type Answer = any
const call = (name: string, args: Record<string, unknown>): Promise<Answer> =>
  client.callTool({ name, arguments: args })

describe('wence mcp', () => {
  it('says what it is for, and lists its tools with what they take and give', async () => {
    expect(client.getServerVersion()?.name).toBe('wence')
    expect(client.getInstructions()).toContain('只从收录的政策文件里回答')
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual(['ask', 'clause', 'search'])
    for (const { inputSchema, outputSchema, annotations, description } of tools) {
      expect(inputSchema.type).toBe('object')
      expect(outputSchema?.type).toBe('object')
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
      expect(description).toMatch(/\p{Script=Han}/u)
    }
    expect(tools.find(({ name }) => name === 'search')?.inputSchema.required).toEqual(['q'])
  })

  it('answers a question with a Reply, as text and as data', async () => {
    const { structuredContent, content, isError } = await call('ask', { question: '呼伦贝尔班主任津贴多少' })
    expect(isError).toBeFalsy()
    const reply = replySchema.parse(structuredContent)
    expect(reply).toMatchObject({ status: 'answered', citations: [{ docStatus: 'draft' }] })
    expect(JSON.parse(content[0].text)).toEqual(structuredContent)
  })

  it('understands a question in the light of those before', async () => {
    const { structuredContent } = await call('ask', { question: '那乌海呢', turns: ['呼伦贝尔双师型教师占比'] })
    expect(structuredContent.citations[0].docId).toBe('wuhai-jiaoyu-2035')
  })

  it('lists clauses verbatim, ten where nobody says how many', async () => {
    const { structuredContent } = await call('search', { q: '班主任津贴', region: '' })
    expect(structuredContent.results).toHaveLength(10)
    const [first] = structuredContent.results
    expect(first.clauseId).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.44')
    expect(
      seedDocument(first.docId)
        .text.slice(...(first.span as [number, number]))
        .trim(),
    ).toBe(first.text)
    expect((await call('search', { q: '教师', limit: 3, status: 'plan' })).structuredContent.results).toHaveLength(3)
  })

  it('gives a clause by its number', async () => {
    const { structuredContent } = await call('clause', { document: '若干措施', reference: '第四十四条' })
    expect(structuredContent).toMatchObject({ clauseId: 'hulunbuir-gaozhiliang-cuoshi#5.16.44' })
  })

  it.each([
    ['search', { q: '教师', region: '火星' }, '不认识这个地区：火星'],
    ['search', { q: '教师', year: '25' }, '年份应为四位数字'],
    ['search', { q: ' ' }, '要查的话不能是空的'],
    ['clause', { document: 'nix', reference: '1' }, '没有叫“nix”的文件'],
    ['clause', { document: 'hohhot-2023-yixue', reference: '1' }, '请写完整的编号'],
    ['clause', { document: 'wuhai-jiaoyu-2035', reference: '999' }, '里没有“999”'],
    ['ask', { question: '' }, '问题不能是空的'],
    ['ask', { question: '长'.repeat(601) }, '问题最多 600 字'],
  ])('tells the assistant what is wrong: %s %j', async (name, args, words) => {
    const { isError, content } = await call(name, args)
    expect(isError).toBe(true)
    expect(content[0].text).toContain(words)
    expect(content[0].text).not.toMatch(/\n\s+at /)
  })

  it('goes on after complaints, and has nothing to say aside', async () => {
    expect((await call('ask', { question: '你好' })).structuredContent.status).toBe('help')
    expect(complaints).toBe('')
  })

  it('ends well when its input ends', async () => {
    const { child, ended, output } = start(['mcp'])
    child.stdin.end(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } } })}\n`,
    )
    expect(await ended).toBe(0)
    const lines = output.stdout.trim().split('\n')
    expect(lines.map(line => JSON.parse(line).id)).toEqual([1])
  })

  it('is not stopped by lines that are no messages', async () => {
    const { child, ended, output } = start(['mcp'])
    child.stdin.write('garbage\n{}\n[1]\n\n')
    child.stdin.end(`${JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'ping' })}\n`)
    expect(await ended).toBe(0)
    expect(JSON.parse(output.stdout.trim().split('\n').at(-1)!)).toMatchObject({ id: 7 })
  })
})

describe('citations for assistants', () => {
  it('link into the reader where readers can reach it', async () => {
    const [here, there] = InMemoryTransport.createLinkedPair()
    await createMcpServer(() => seeds().index, 'https://wence.example').connect(there)
    const near = new Client({ name: 'test', version: '1' })
    await near.connect(here)
    const { structuredContent } = await near.callTool({
      name: 'ask',
      arguments: { question: '呼伦贝尔班主任津贴多少' },
    })
    expect(replySchema.parse(structuredContent).citations[0].url).toMatch(/^https:\/\/wence\.example\/d\/hulunbuir/)
    await near.close()
  })
})
