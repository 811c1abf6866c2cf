import type { OpenAPIHono } from '@hono/zod-openapi'
import { compareRegions } from '../../src/compare.js'
import { searchExplained, UnknownRegionError } from '../../src/search.js'
import { MAX_QUESTION_LENGTH } from '../../src/understand/understand.js'
import { filterOf, HITS_ON_PAGE, MOST_HITS, type SearchQuery, searchQuerySchema } from '../search-query.js'
import { ComparePage } from './pages/compare-page.js'
import { SearchPage } from './pages/search-page.js'
import { problem } from './problem.js'
import { searchTable } from './search-table.js'
import type { Site } from './site.js'

/** Clauses for staff, as a page and as a table to download; regions side by side. */
export function addSearchRoutes(app: OpenAPIHono, site: Site): void {
  app.get('/search', c => {
    const index = site.index()
    const sent = c.req.query()
    const query = (sent.q ?? '').trim()
    const filters = Object.fromEntries(
      (['region', 'doc', 'year', 'status'] as const).flatMap(name =>
        sent[name]?.trim() ? [[name, sent[name].trim()]] : [],
      ),
    )
    const outcome = query ? find(sent, HITS_ON_PAGE + 1) : null
    const complaint = typeof outcome === 'string' ? outcome : null
    const found = outcome === null || typeof outcome === 'string' ? null : outcome
    const more = (found?.hits.length ?? 0) > HITS_ON_PAGE
    const result = found && { ...found, hits: found.hits.slice(0, HITS_ON_PAGE) }
    return c.html(<SearchPage {...{ index, query, filters, result, complaint, more }} />)
  })

  app.get('/search.csv', c => {
    const outcome = find(c.req.query(), MOST_HITS)
    if (typeof outcome === 'string') return problem(c, 400, outcome)
    return c.body(searchTable(outcome.hits, site.publicUrl), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="search.csv"; filename*=UTF-8''${encodeURIComponent('检索结果.csv')}`,
    })
  })

  app.get('/compare', c => {
    const query = (c.req.query('q') ?? '').trim().slice(-MAX_QUESTION_LENGTH)
    return c.html(<ComparePage query={query} answers={query ? compareRegions(site.index(), query) : null} />)
  })

  /** The hits, or what is wrong with the query. */
  function find(sent: Record<string, string>, limit: number) {
    const parsed = searchQuerySchema.safeParse(sent)
    if (!parsed.success) return parsed.error.issues[0].message
    return searchOr(parsed.data, limit)
  }

  function searchOr(query: SearchQuery, limit: number) {
    try {
      return searchExplained(site.index(), query.q, limit, filterOf(query))
    } catch (error) {
      if (error instanceof UnknownRegionError) return error.message
      throw error
    }
  }
}
