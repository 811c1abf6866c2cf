import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { dislikedOf, groupMissed } from '../learning/groups.js'
import { linesToLabel } from '../learning/label-lines.js'
import { entryOf } from './operator-desk.js'
import { OperatorPage } from './pages/operator-page.js'
import { problem } from './problem.js'
import type { Site } from './site.js'

const DAYS = 30
const MOST_DAYS = 3650
/** Questions that are grouped for the page: each takes its time, and others wait for their answers. */
const MOST_QUESTIONS = 300

/** What the operator sees: what was asked in vain, what was of no use, how the program does. Never cached. */
export function addOperatorRoutes(app: OpenAPIHono, site: Site): void {
  app.get('/operator', guarded(show))
  app.get('/operator/misses.jsonl', guarded(download))

  async function show(c: Context) {
    const days = daysOf(c)
    const { missed, disliked } = await learned(days)
    const index = site.index()
    return c.html(
      <OperatorPage
        index={index}
        since={site.operator.since()}
        states={site.operator.states()}
        undelivered={await site.operator.undelivered()}
        learns={site.operator.learning !== null}
        days={days}
        missed={missed}
        disliked={disliked}
      />,
    )
  }

  async function download(c: Context) {
    const { missed, disliked } = await learned(daysOf(c))
    const lines = linesToLabel(missed, disliked).map(line => `${line}\n`)
    return c.body(lines.join(''), 200, {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': 'attachment; filename="to-label.jsonl"',
    })
  }

  async function learned(days: number) {
    const { missed, voted } = (await site.operator.learning?.read(days)) ?? { missed: [], voted: [] }
    return { missed: groupMissed(missed, site.index(), MOST_QUESTIONS), disliked: dislikedOf(voted) }
  }

  /** Who may not see it is told what is told of any address that leads nowhere. */
  function guarded(handle: (c: Context) => Promise<Response>) {
    return async (c: Context) => {
      const entry = entryOf(c, site)
      if (entry === 'hidden') return c.notFound()
      c.header('Cache-Control', 'no-store')
      if (entry === 'open') return handle(c)
      c.header('WWW-Authenticate', 'Basic realm="wence", charset="UTF-8"')
      return problem(c, 401, '这一页只给运行者看：密码是 WENCE_OPERATOR_TOKEN，用户名随意。')
    }
  }
}

function daysOf(c: Context): number {
  const days = Number(c.req.query('days') ?? DAYS)
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? days : DAYS
}
