import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { z } from 'zod'

const isoDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, '应为 2025、2025-01 或 2025-01-14 的形式')

/** What a maintainer states or corrects about one document; what is left out is read from the text. */
const entrySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[^\s#/\\]+$/, '不含空白、# 和斜杠')
    .optional()
    .describe('编号；不写就是文件名去掉后缀'),
  title: z.string().min(1).optional().describe('题目'),
  issuer: z.string().min(1).nullable().optional().describe('发文机关；null 表示没有'),
  region: z.string().min(1).nullable().optional().describe('地区全名，如 包头市；null 表示不属于某个地区'),
  docNumber: z.string().min(1).nullable().optional().describe('发文字号'),
  issuedOn: isoDate.nullable().optional().describe('日期，写到知道的程度：2025、2025-01、2025-01-14'),
  status: z
    .enum(['in_force', 'draft', 'report', 'plan', 'news', 'unknown'])
    .optional()
    .describe('in_force 正式文件、draft 送审稿、report 工作报告、plan 规划、news 新闻报道、unknown 不知道'),
  aliases: z.array(z.string().min(2)).optional().describe('人们对它的其他叫法'),
  examples: z.array(z.string().min(4).max(40)).optional().describe('它能回答的问题，给新来的人看'),
  startsAt: z.string().min(2).optional().describe('一个文件装了几份时，这一份开头的几个字'),
  standsApart: z.boolean().optional().describe('不是政策文件，只有问题明显在问它时才用'),
  reason: z.string().optional().describe('为什么这样写'),
})
const catalogSchema = z.strictObject({
  $schema: z.string().optional(),
  files: z.record(z.string(), z.array(entrySchema).min(1)).describe('文件名 → 文件里的各份文件，第几项就是第几份'),
})

export type CatalogEntry = z.infer<typeof entrySchema>
export type Catalog = z.infer<typeof catalogSchema>

/** The schema for editors, which then complete the fields and mark what is wrong. */
export function catalogJsonSchema(): object {
  return z.toJSONSchema(catalogSchema)
}

/**
 * Reads `catalog.json` of a folder of documents; an empty catalog where there is none.
 * @throws Error naming the file, the line, the place in it and what was expected.
 */
export function readCatalog(folder: string): Catalog {
  const file = join(folder, 'catalog.json')
  if (!existsSync(file)) return { files: {} }
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  const broken: ParseError[] = []
  const tree = parseTree(text, broken, { allowTrailingComma: false, disallowComments: true })
  if (!tree || broken.length > 0) {
    const [first] = broken
    const line = first ? lineAt(text, first.offset) : 1
    throw new Error(`${file}:${line} 不是有效的 JSON：${first ? printParseErrorCode(first.error) : '文件是空的'}`)
  }
  const parsed = catalogSchema.safeParse(getNodeValue(tree))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(issue => {
    const path = issue.path.filter(step => typeof step !== 'symbol')
    const line = lineAt(text, nearestNode(tree, path).offset)
    return `  第 ${line} 行 ${path.join(' › ') || '（整个文件）'}：${issue.message}`
  })
  throw new Error(`${file} 有 ${problems.length} 处不合要求：\n${problems.join('\n')}`)
}

/** The node at a path, or the innermost one on the way there that exists. */
function nearestNode(tree: Node, path: readonly (string | number)[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length))
    if (node) return node
  }
  return tree
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
