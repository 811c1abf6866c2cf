import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { ClauseIndex } from '../../index/build.js'
import { packageVersion } from '../../index/paths.js'
import { replySchema } from '../../src/reply.js'
import { search, UnknownRegionError } from '../../src/search.js'
import { clauseAt, clauseSchema, hitSchema, pickDocument, resultOf } from '../documents.js'
import { readEnvironment } from '../environment.js'
import { SILENT, watchIndex } from '../live-index.js'
import { openForManyQuestions } from '../open-index.js'
import { replyTo } from '../reply-to.js'
import { filterOf, MOST_HITS, searchQuerySchema } from '../search-query.js'
import { UserError } from '../user-error.js'

const READS_ONLY = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }
const INSTRUCTIONS =
  '问策只从收录的政策文件里回答，每个答案都带原文引文（citations）。请原样转述 answer 和 notes，注明文件名；status 为 not_found 时直说文件里没有，不要自己补。'

/** Ask, search and clause as tools of the Model Context Protocol: what assistants get is what everyone gets. */
export function createMcpServer(index: () => ClauseIndex, publicUrl: string | null): McpServer {
  const server = new McpServer({ name: 'wence', version: packageVersion }, { instructions: INSTRUCTIONS })
  server.registerTool(
    'ask',
    {
      title: '问政策',
      description:
        '用政策文件的原文回答一个问题，注明出处。Answers a question about public policy, with the clause cited.',
      inputSchema: {
        question: z.string().trim().min(1, '问题不能是空的').max(600, '问题最多 600 字').describe('问题，用平常话'),
        turns: z
          .array(z.string().max(600, '一句最多 600 字'))
          .max(10, '最多 10 句')
          .optional()
          .describe('这之前问过的问题，早的在前'),
      },
      outputSchema: replySchema.shape,
      annotations: READS_ONLY,
    },
    ({ question, turns }) =>
      structured(replyTo(index(), question, { conversation: { turns: turns ?? [] }, publicUrl })),
  )
  server.registerTool(
    'search',
    {
      title: '检索条款',
      description:
        '按相近程度列出条款；引号里的话必须一字不差。Ranked clauses; a quoted phrase must stand word for word.',
      inputSchema: {
        ...searchQuerySchema.shape,
        limit: z.number().int().min(1).max(MOST_HITS).default(10),
      },
      outputSchema: { results: z.array(hitSchema) },
      annotations: READS_ONLY,
    },
    ({ limit, ...query }) =>
      orComplaint(() => ({ results: search(index(), query.q, limit, filterOf(query)).map(resultOf) })),
  )
  server.registerTool(
    'clause',
    {
      title: '一条原文',
      description: '一份文件的一条原文，如 44、第四十四条、五（二）、框5。One clause verbatim.',
      inputSchema: {
        document: z.string().trim().min(1).max(200).describe('文件的编号，或名称的一部分'),
        reference: z.string().trim().min(1).max(200).describe('条号或位置'),
      },
      outputSchema: clauseSchema.shape,
      annotations: READS_ONLY,
    },
    ({ document, reference }) =>
      orComplaint(() => {
        const held = pickDocument(index(), document)
        const clause = clauseAt(held, reference)
        if (!clause) throw new UserError(`《${held.title}》里没有“${reference}”`)
        return clause
      }),
  )
  return server
}

function structured(content: object): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(content) }],
    structuredContent: content as Record<string, unknown>,
  }
}

/** What a person could mend is told to the assistant as the tool's answer. */
function orComplaint(work: () => object): CallToolResult {
  try {
    return structured(work())
  } catch (error) {
    if (!(error instanceof UserError || error instanceof UnknownRegionError)) throw error
    return { isError: true, content: [{ type: 'text', text: error.message }] }
  }
}

/** Serves the protocol on standard input and output until the input ends. @returns the exit status */
export async function serveMcp(options: { index?: string }): Promise<number> {
  const { web, indexFolder } = readEnvironment()
  const opened = await openForManyQuestions(options.index)
  const live = watchIndex(options.index ?? indexFolder, opened, SILENT)
  const transport = new StdioServerTransport()
  const server = createMcpServer(live.get, web.publicUrl)
  const ended = new Promise<void>(resolve => {
    server.server.onclose = resolve
    process.stdin.once('end', () => void server.close())
  })
  await server.connect(transport)
  await ended
  live.close()
  return 0
}
