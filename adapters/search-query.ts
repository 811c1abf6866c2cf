import { z } from 'zod'
import type { SearchFilter } from '../src/search.js'

/** How many hits a page shows, and how many a table of results may hold. */
export const HITS_ON_PAGE = 20
export const MOST_HITS = 200

/** Said of a parameter that is missing or stands more than once. */
export const ONCE = '应写一个，也只能写一个'

const optional = z
  .string(ONCE)
  .trim()
  .max(200, '最多 200 字')
  .optional()
  .transform(value => value || undefined)

/** A search as a link or a program asks for it. Empty filters, as forms send them, are none. */
export const searchQuerySchema = z.object({
  q: z.string(ONCE).trim().min(1, '要查的话不能是空的').max(600, '要查的话最多 600 字'),
  region: optional,
  doc: optional,
  year: optional.pipe(
    z
      .string()
      .regex(/^(?:19|20)\d\d$/, '年份应为四位数字，如 2025')
      .optional(),
  ),
  status: optional.pipe(z.enum(['in_force', 'draft', 'report', 'plan', 'news', 'unknown'], '没有这种状态').optional()),
})
export type SearchQuery = z.infer<typeof searchQuerySchema>

export function filterOf({ region, doc, year, status }: SearchQuery): SearchFilter {
  return {
    ...(region && { region }),
    ...(doc && { document: doc }),
    ...(year && { year }),
    ...(status && { status }),
  }
}
