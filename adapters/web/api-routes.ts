import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { MOST_TURNS } from '../../src/conversation.js'
import { replySchema } from '../../src/reply.js'
import { searchExplained, UnknownRegionError } from '../../src/search.js'
import { MAX_QUESTION_LENGTH } from '../../src/understand/understand.js'
import {
  clauseAt,
  clauseSchema,
  documentSchema,
  factsOf,
  hitSchema,
  outlineEntrySchema,
  outlineOf,
  resultOf,
} from '../documents.js'
import { noteMissed } from '../learning/note-missed.js'
import { replyTo } from '../reply-to.js'
import { filterOf, MOST_HITS, ONCE, searchQuerySchema } from '../search-query.js'
import { readTurns } from './conversation-query.js'
import { Refusal } from './refusal.js'
import type { Site } from './site.js'

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' })

const reply = replySchema.meta({ id: 'Reply' })
const facts = documentSchema.meta({ id: 'Document' })
const hit = hitSchema.meta({ id: 'Hit' })
const clause = clauseSchema.meta({ id: 'Clause' })

const turn = z.string('应为一句话').trim().max(MAX_QUESTION_LENGTH, `一句最多 ${MAX_QUESTION_LENGTH} 字`)
const turnOnce = z.string(ONCE).trim().max(MAX_QUESTION_LENGTH, `一句最多 ${MAX_QUESTION_LENGTH} 字`)

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
})
const problemOf = (description: string) => ({
  content: { 'application/problem+json': { schema: problemSchema } },
  description,
})
/** What any request may come to. */
const ALWAYS = { 429: problemOf('请求太多'), 500: problemOf('出错了') }
const REFUSALS = { 400: problemOf('请求不对'), ...ALWAYS }
const NOT_HELD = { 404: problemOf('没有收录') }

const docParam = z.string().openapi({ param: { name: 'id', in: 'path' }, example: 'wuhai-jiaoyu-2035' })

const routes = {
  ask: createRoute({
    method: 'get',
    path: '/api/ask',
    summary: '问一句',
    request: {
      query: z.object({
        q: turnOnce.openapi({ description: '问题', example: '包头县管校聘何时全面推开' }),
        t: z
          .union([turn, z.array(turn)], `每句最多 ${MAX_QUESTION_LENGTH} 字`)
          .optional()
          .openapi({ description: `之前问过的，早的在前，最多用 ${MOST_TURNS} 句` }),
      }),
    },
    responses: { 200: json(reply, '回答'), ...REFUSALS },
  }),
  askTurns: createRoute({
    method: 'post',
    path: '/api/ask',
    summary: '接着对话问',
    request: {
      body: {
        required: true,
        ...json(
          z.object({ turns: z.array(turn, '应为一列话').min(1, '不能是空的').max(50, '最多 50 句') }, '应为一个对象'),
          '最后一句是问题，前面的是上文',
        ),
      },
    },
    responses: { 200: json(reply, '回答'), 413: problemOf('内容太长'), ...REFUSALS },
  }),
  search: createRoute({
    method: 'get',
    path: '/api/search',
    summary: '检索条款',
    request: {
      query: searchQuerySchema.extend({
        limit: z.coerce
          .number('应为整数')
          .int('应为整数')
          .min(1, '至少是 1')
          .max(MOST_HITS, `最多是 ${MOST_HITS}`)
          .default(10),
      }),
    },
    responses: { 200: json(z.object({ results: z.array(hit) }), '相近的条款，最相近的在前'), ...REFUSALS },
  }),
  documents: createRoute({
    method: 'get',
    path: '/api/docs',
    summary: '收录的文件',
    responses: {
      200: json(z.object({ buildId: z.string(), documents: z.array(facts) }), '文件'),
      ...ALWAYS,
    },
  }),
  document: createRoute({
    method: 'get',
    path: '/api/docs/{id}',
    summary: '一份文件和它的目录',
    request: { params: z.object({ id: docParam }) },
    responses: {
      200: json(facts.extend({ outline: z.array(outlineEntrySchema) }), '文件'),
      ...NOT_HELD,
      ...ALWAYS,
    },
  }),
  clause: createRoute({
    method: 'get',
    path: '/api/docs/{id}/clauses/{ref}',
    summary: '一条原文',
    request: {
      params: z.object({
        id: docParam,
        ref: z.string().openapi({
          param: { name: 'ref', in: 'path' },
          description: '条号、位置或编号：44、第四十四条、五（二）、框5、3.7.3',
          example: '框5',
        }),
      }),
    },
    responses: { 200: json(clause, '条款'), ...NOT_HELD, ...ALWAYS },
  }),
}

/** The interface for programs: the same answers as everywhere, described by the schemas that check them. */
export function addApiRoutes(app: OpenAPIHono, site: Site, version: string): void {
  const ask = (question: string, turns: readonly string[]) => {
    const index = site.index()
    const answered = replyTo(index, question, { conversation: { turns }, publicUrl: site.publicUrl })
    site.metrics.answered(answered)
    noteMissed(site.feedback, answered, question, turns, index)
    return answered
  }
  const held = (id: string) => site.index().documents.find(document => document.id === id)

  app.openapi(routes.ask, c => {
    const { question, turns } = readTurns(new URL(c.req.url).searchParams)
    return c.json(ask(question, turns), 200)
  })

  app.openapi(routes.askTurns, c => {
    const { turns } = c.req.valid('json')
    return c.json(ask(turns[turns.length - 1], turns.slice(-1 - MOST_TURNS, -1)), 200)
  })

  app.openapi(routes.search, c => {
    const { limit, ...query } = c.req.valid('query')
    try {
      return c.json({ results: searchExplained(site.index(), query.q, limit, filterOf(query)).hits.map(resultOf) }, 200)
    } catch (error) {
      if (error instanceof UnknownRegionError) throw new Refusal(400, error.message)
      throw error
    }
  })

  app.openapi(routes.documents, c => {
    const { documents, buildId } = site.index()
    return c.json({ buildId, documents: documents.map(factsOf) }, 200)
  })

  app.openapi(routes.document, c => {
    const document = held(c.req.valid('param').id)
    if (!document) throw new Refusal(404, '没有收录这份文件。')
    return c.json({ ...factsOf(document), outline: outlineOf(document) }, 200)
  })

  app.openapi(routes.clause, c => {
    const { id, ref } = c.req.valid('param')
    const document = held(id)
    if (!document) throw new Refusal(404, '没有收录这份文件。')
    const found = clauseAt(document, ref)
    if (!found) throw new Refusal(404, `《${document.title}》里没有这一条。`)
    return c.json(found, 200)
  })

  app.get('/openapi.json', c =>
    c.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: '问策 Wence',
          version,
          description:
            '用政策文件的原文回答问题，每个答案都注明出处。Answers from the documents themselves, with the clause cited.',
        },
      }),
    ),
  )
}

/** Turns what a schema refused into problem details that name each field. @throws Refusal always where it was refused */
export function refuseInvalid(result: { success: boolean; error?: z.ZodError }): void {
  if (result.success || !result.error) return
  const errors = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  const detail = errors.map(({ field, message }) => (field ? `${field}：${message}` : message)).join('；')
  throw new Refusal(400, detail, { errors })
}
