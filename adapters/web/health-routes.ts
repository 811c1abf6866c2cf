import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Site } from './site.js'

/** For what watches over the program: is it alive, can it answer, how is it doing. */
export function addHealthRoutes(app: OpenAPIHono, site: Site): void {
  const fresh = { 'Cache-Control': 'no-store' }
  app.get('/healthz', c => c.json({ status: 'ok' }, 200, fresh))
  app.get('/readyz', c => {
    const { buildId, documents, clauses } = site.index()
    return c.json({ status: 'ready', buildId, documents: documents.length, clauses: clauses.length }, 200, fresh)
  })
  app.get('/metrics', async c =>
    c.body(await site.metrics.text(), 200, { ...fresh, 'Content-Type': site.metrics.contentType }),
  )
}
