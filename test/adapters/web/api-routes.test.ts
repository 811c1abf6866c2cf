import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_HITS } from '../../../adapters/search-query.js'
import { replySchema } from '../../../src/reply.js'
import { seedDocument, seeds } from '../../index/support.js'
import { appOf } from './support.js'

const { index } = seeds()
const app = appOf(index)
// biome-ignore lint/suspicious/noExplicitAny: it is looked at field by field; its form is checked by validators
type Json = any
const description: Json = await (await app.request('/openapi.json')).json()
const ajv = new Ajv2020({ strict: false, allErrors: true })
;(formats as unknown as (ajv: Ajv2020) => void)(ajv)
ajv.addSchema({ ...description, $id: 'wence' })

type Method = 'get' | 'post'
/** A route's address with its parameters filled in, and how it was filled. */
interface Call {
  route: string
  method?: Method
  path?: string
  body?: unknown
  on?: ReturnType<typeof appOf>
}

/** Calls a route and holds what comes back against what the description promises for that status. */
async function call({ route, method = 'get', path = route, body, on = app }: Call) {
  const response = await on.request(path, {
    method: method.toUpperCase(),
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  })
  const promised = description.paths[route][method].responses[response.status]
  expect(promised, `${method} ${route} may answer ${response.status}`).toBeDefined()
  const [type] = Object.keys(promised.content)
  expect(response.headers.get('content-type')).toMatch(
    new RegExp(`^${type.replace('+', '\\+')}(?:; charset=utf-8)?$`, 'i'),
  )
  const json: Json = await response.json()
  const pointer = ['paths', route, method, 'responses', String(response.status), 'content', type, 'schema']
    .map(step => step.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent)
    .join('/')
  const validate = ajv.getSchema(`wence#/${pointer}`)!
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true)
  return { status: response.status, json, response }
}

const ask = (query: string) => call({ route: '/api/ask', path: `/api/ask?${query}` })
const askTurns = (body: unknown) => call({ route: '/api/ask', method: 'post', body })
const search = (query: Record<string, string>) =>
  call({ route: '/api/search', path: `/api/search?${new URLSearchParams(query)}` })

describe('the description of the interface', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(description))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(description.openapi).toMatch(/^3\.1\./)
  })

  it('names every address of the interface and no other', () => {
    expect(Object.keys(description.paths).sort()).toEqual([
      '/api/ask',
      '/api/docs',
      '/api/docs/{id}',
      '/api/docs/{id}/clauses/{ref}',
      '/api/search',
    ])
    const served = app.routes.filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
    for (const { path, method } of served)
      expect(description.paths[path.replace(/:(\w+)/g, '{$1}')]).toHaveProperty(method.toLowerCase())
  })

  it('says what a reply holds in the words of its schema', () => {
    const reply = description.components.schemas.Reply
    expect(Object.keys(reply.properties).sort()).toEqual(Object.keys(replySchema.shape).sort())
    expect(reply.properties.status.enum).toEqual(['answered', 'choose', 'not_found', 'help'])
  })

  it('limits what it says it limits', () => {
    const parameter = (name: string) =>
      description.paths['/api/search'].get.parameters.find((each: { name: string }) => each.name === name)
    expect(parameter('q').required).toBe(true)
    expect(parameter('limit').schema).toMatchObject({ minimum: 1, maximum: MOST_HITS })
  })
})

describe('GET /api/ask', () => {
  it.each([
    ['q=包头县管校聘何时全面推开', 'answered'],
    ['q=双师型教师占比是多少', 'choose'],
    ['q=包头班主任津贴多少', 'not_found'],
    ['q=你好', 'help'],
    ['q=', 'help'],
    ['t=呼伦贝尔双师型教师占比&q=那乌海呢', 'answered'],
    ['t=你好&t=呼伦贝尔双师型教师占比&q=那乌海呢', 'answered'],
  ])('%s is %s', async (query, status) => {
    expect((await ask(query)).json).toMatchObject({ version: 1, status })
  })

  it('links citations into the reader where readers can reach it', async () => {
    const path =
      '/api/ask?q=%E5%8C%85%E5%A4%B4%E5%8E%BF%E7%AE%A1%E6%A0%A1%E8%81%98%E4%BD%95%E6%97%B6%E5%85%A8%E9%9D%A2%E6%8E%A8%E5%BC%80'
    const { json } = await call({ route: '/api/ask', path, on: appOf(index, { publicUrl: 'https://wence.example' }) })
    const { url, docId, span } = json.citations[0]
    expect(url.startsWith(`https://wence.example/d/${docId}?mark=${span[0]}-${span[1]}#`)).toBe(true)
    expect((await call({ route: '/api/ask', path })).json.citations[0].url).toBeNull()
  })

  it.each([
    ['', 'q', '应写一个，也只能写一个'],
    ['q=a&q=b', 'q', '应写一个，也只能写一个'],
    [`q=${'长'.repeat(601)}`, 'q', '一句最多 600 字'],
    [`q=a&t=${'长'.repeat(601)}`, 't', '一句最多 600 字'],
    [`q=a&t=b&t=${'长'.repeat(601)}`, 't.1', '一句最多 600 字'],
  ])('refuses %.20s, naming the field', async (query, field, message) => {
    const { status, json } = await ask(query)
    expect(status).toBe(400)
    expect(json).toMatchObject({ title: '请求不对', status: 400, detail: `${field}：${message}` })
    expect(json.errors).toEqual([{ field, message }])
  })
})

describe('POST /api/ask', () => {
  it('takes a conversation and answers its last turn, as the link with the same turns does', async () => {
    const turns = ['呼伦贝尔双师型教师占比', '那乌海呢']
    const { json } = await askTurns({ turns })
    expect(json.citations[0].docId).toBe('wuhai-jiaoyu-2035')
    const linked = (await ask(`t=${turns[0]}&q=${turns[1]}`)).json
    expect({ ...json, tookMs: 0 }).toEqual({ ...linked, tookMs: 0 })
  })

  it.each([
    [{}, 'turns', '应为一列话'],
    [{ turns: '你好' }, 'turns', '应为一列话'],
    [{ turns: [] }, 'turns', '不能是空的'],
    [{ turns: ['你好', 1] }, 'turns.1', '应为一句话'],
    [{ turns: ['长'.repeat(601)] }, 'turns.0', '一句最多 600 字'],
    [{ turns: new Array(51).fill('你好') }, 'turns', '最多 50 句'],
    [[], '', '应为一个对象'],
    ['null', '', '应为一个对象'],
  ])('refuses %j, naming the field', async (body, field, message) => {
    const { status, json } = await askTurns(body)
    expect(status).toBe(400)
    expect(json.errors).toEqual([{ field, message }])
    expect(json.detail).toContain(message)
  })

  it.each(['{', '', '{"turns":["你好"]', '\u0000', 'turns=x'])('refuses what is no JSON: %j', async body => {
    expect(await askTurns(body)).toMatchObject({ status: 400, json: { detail: '请求的格式不对。' } })
  })

  it('refuses JSON that does not say it is', async () => {
    const response = await app.request('/api/ask', { method: 'POST', body: '{"turns":["你好"]}' })
    expect(response.status).toBe(400)
  })

  it('refuses more than it can need', async () => {
    const { status, json } = await askTurns({ turns: ['你好'], more: 'x'.repeat(20_000) })
    expect({ status, title: json.title }).toEqual({ status: 413, title: '内容太长' })
  })

  it('is not upset by lone surrogates, control characters and marks of direction', async () => {
    for (const turn of ['\ud800班主任津贴多少\udc00', '\u0000\u001b[2J班主任津贴', '\u202e津贴\u2066'])
      expect((await askTurns({ turns: [turn] })).status).toBe(200)
  })
})

describe('GET /api/search', () => {
  it('lists clauses verbatim, best first, as many as asked for', async () => {
    const { json } = await search({ q: '班主任津贴', limit: '3' })
    expect(json.results).toHaveLength(3)
    expect(json.results[0].clauseId).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.44')
    for (const { docId, text, span } of json.results)
      expect(
        seedDocument(docId)
          .text.slice(...(span as [number, number]))
          .trim(),
      ).toBe(text)
    expect((await search({ q: '教育' })).json.results).toHaveLength(10)
  })

  it('takes filters, empty ones as none', async () => {
    const { json } = await search({ q: '教师', region: '包头', doc: '', year: '', status: 'report', limit: '5' })
    expect(new Set(json.results.map(({ docId }: { docId: string }) => docId))).toEqual(
      new Set(['baotou-2025-yiwu-jiaoyu']),
    )
  })

  it.each([
    [{}, 'q'],
    [{ q: ' ' }, 'q'],
    [{ q: 'x'.repeat(601) }, 'q'],
    [{ q: 'x', limit: '0' }, 'limit'],
    [{ q: 'x', limit: '201' }, 'limit'],
    [{ q: 'x', limit: '1.5' }, 'limit'],
    [{ q: 'x', limit: 'x' }, 'limit'],
    [{ q: 'x', year: '25' }, 'year'],
    [{ q: 'x', status: 'old' }, 'status'],
    [{ q: 'x', region: 'x'.repeat(201) }, 'region'],
  ])('refuses %j, naming the field', async (query, field) => {
    const { status, json } = await search(query as Record<string, string>)
    expect(status).toBe(400)
    expect(json.errors.map((error: { field: string }) => error.field)).toEqual([field])
    expect(json.detail.startsWith(`${field}：`)).toBe(true)
  })

  it('names a region it does not know', async () => {
    expect(await search({ q: 'x', region: '火星' })).toMatchObject({
      status: 400,
      json: { detail: '不认识这个地区：火星' },
    })
  })
})

describe('GET /api/docs', () => {
  it('lists every document with the build', async () => {
    const { json } = await call({ route: '/api/docs' })
    expect(json.buildId).toBe(index.buildId)
    expect(json.documents.map(({ id }: { id: string }) => id)).toEqual(index.documents.map(({ id }) => id))
  })

  it.each(index.documents.map(({ id }) => id))('gives the outline of %s, each entry of which can be had', async id => {
    const { json } = await call({ route: '/api/docs/{id}', path: `/api/docs/${id}` })
    expect(json).toMatchObject({ id, clauses: seedDocument(id).clauses.length })
    for (const { clauseId } of json.outline) {
      const ref = encodeURIComponent(clauseId.slice(id.length + 1))
      const found = await call({ route: '/api/docs/{id}/clauses/{ref}', path: `/api/docs/${id}/clauses/${ref}` })
      expect(found.json.clauseId).toBe(clauseId)
    }
  })

  it.each(['44', '第四十四条', '第44条', '5.16.44', '#5.16.44', 'hulunbuir-gaozhiliang-cuoshi#5.16.44'])(
    'gives a clause by any of its names: %s',
    async ref => {
      const { json } = await call({
        route: '/api/docs/{id}/clauses/{ref}',
        path: `/api/docs/hulunbuir-gaozhiliang-cuoshi/clauses/${encodeURIComponent(ref)}`,
      })
      expect(json.clauseId).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.44')
      expect(json.text).toContain('班主任津贴')
    },
  )

  it.each([
    ['/api/docs/{id}', '/api/docs/nix', '没有收录这份文件。'],
    ['/api/docs/{id}', '/api/docs/%E0%A4%A', '没有收录这份文件。'],
    ['/api/docs/{id}/clauses/{ref}', '/api/docs/nix/clauses/1', '没有收录这份文件。'],
    ['/api/docs/{id}/clauses/{ref}', '/api/docs/wuhai-jiaoyu-2035/clauses/999', '《乌海教育现代化2035》里没有这一条。'],
    ['/api/docs/{id}/clauses/{ref}', '/api/docs/wuhai-jiaoyu-2035/clauses/%20', '《乌海教育现代化2035》里没有这一条。'],
  ])('does not find %s at %s', async (route, path, detail) => {
    const { status, json } = await call({ route, path })
    expect({ status, json }).toEqual({
      status: 404,
      json: { type: 'about:blank', title: '没有找到', status: 404, detail },
    })
  })
})

describe('every address of the interface', () => {
  const addresses: Call[] = [
    { route: '/api/ask', path: '/api/ask?q=x' },
    { route: '/api/ask', method: 'post', body: { turns: ['x'] } },
    { route: '/api/search', path: '/api/search?q=x' },
    { route: '/api/docs' },
    { route: '/api/docs/{id}', path: '/api/docs/wuhai-jiaoyu-2035' },
    { route: '/api/docs/{id}/clauses/{ref}', path: '/api/docs/wuhai-jiaoyu-2035/clauses/1' },
  ]

  it.each(addresses)('says so when asked too often: $route $method', async address => {
    const on = appOf(index, { requestsPerMinute: 1 })
    expect((await call({ ...address, on })).status).toBe(200)
    expect((await call({ ...address, on })).status).toBe(429)
  })

  it.each(addresses)('owns up to a fault of its own without telling what it is: $route $method', async address => {
    const broken = () => {
      throw new Error('secret path /srv')
    }
    const on = appOf(index, { index: broken })
    const { status, json } = await call({ ...address, on })
    expect(status).toBe(500)
    expect(JSON.stringify(json)).not.toContain('secret')
  })

  it('answers any query as it promised, and complains in the language of its readers', async () => {
    const name = fc.constantFrom('q', 't', 'region', 'doc', 'year', 'status', 'limit', 'x', '__proto__')
    const value = fc.oneof(
      fc.constantFrom('', '教师', '2025', '10', 'draft', '乌海', '0', '-1', '1e9', 'NaN', 'x'.repeat(601)),
      fc.string({ unit: 'binary' }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/api/ask', '/api/search'),
        fc.array(fc.tuple(name, value), { maxLength: 6 }),
        async (route, query) => {
          const well = query.map(([key, text]) => [key, text.toWellFormed()] as [string, string])
          const { status, json } = await call({ route, path: `${route}?${new URLSearchParams(well)}` })
          expect([200, 400]).toContain(status)
          for (const { field, message } of json.errors ?? []) {
            expect(field).not.toBe('')
            expect(message).toMatch(/\p{Script=Han}/u)
            expect(message).not.toMatch(/[a-z]{3}/i)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('answers any JSON as it promised', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json({ stringUnit: 'binary' }),
          fc.json().map(turns => `{"turns":${turns}}`),
        ),
        async body => {
          const { status, json } = await askTurns(body)
          expect([200, 400]).toContain(status)
          for (const { message } of json.errors ?? []) expect(message).toMatch(/^[^a-z]*\p{Script=Han}[^a-z]*$/iu)
        },
      ),
      { numRuns: 150 },
    )
  })
})
