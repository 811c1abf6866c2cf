import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const isoDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, '应为 2025、2025-01 或 2025-01-14 的形式')

/** What a maintainer states or corrects about one document; what is left out is read from the text. */
const entrySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[^\s#/\\]+$/, '不含空白、# 和斜杠')
    .optional(),
  title: z.string().min(1).optional(),
  issuer: z.string().min(1).nullable().optional(),
  region: z.string().min(1).nullable().optional(),
  docNumber: z.string().min(1).nullable().optional(),
  issuedOn: isoDate.nullable().optional(),
  status: z.enum(['in_force', 'draft', 'report', 'plan', 'news', 'unknown']).optional(),
  aliases: z.array(z.string().min(2)).optional(),
  /** Questions that it answers, shown to newcomers. */
  examples: z.array(z.string().min(4).max(40)).optional(),
  /** First words of the document inside the file, where the text alone does not show that a new one begins. */
  startsAt: z.string().min(2).optional(),
  /** Not a policy document: answers only questions that are plainly about it. */
  standsApart: z.boolean().optional(),
  /** Why the maintainer says so. */
  reason: z.string().optional(),
})
const catalogSchema = z.strictObject({
  $schema: z.string().optional(),
  files: z.record(z.string(), z.array(entrySchema).min(1)),
})

export type CatalogEntry = z.infer<typeof entrySchema>
export type Catalog = z.infer<typeof catalogSchema>

/**
 * Reads `catalog.json` of a folder of documents; an empty catalog where there is none.
 * @throws Error naming the file, the place in it and what was expected.
 */
export function readCatalog(folder: string): Catalog {
  const file = join(folder, 'catalog.json')
  if (!existsSync(file)) return { files: {} }
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} 不是有效的 JSON：${(error as Error).message}`)
  }
  const parsed = catalogSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(issue => `  ${issue.path.join(' › ') || '（整个文件）'}：${issue.message}`)
  throw new Error(`${file} 有 ${problems.length} 处不合要求：\n${problems.join('\n')}`)
}
