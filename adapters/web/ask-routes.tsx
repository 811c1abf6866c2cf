import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { csrf } from 'hono/csrf'
import { exampleQuestions } from '../../src/answer/example-questions.js'
import { prepare } from '../../src/prepare.js'
import { voteSchema } from '../feedback.js'
import { noteMissed } from '../learning/note-missed.js'
import { replyTo } from '../reply-to.js'
import { readTurns } from './conversation-query.js'
import { AskPage, type Exchange } from './pages/ask-page.js'
import { ThanksPage } from './pages/thanks-page.js'
import { problem } from './problem.js'
import type { Site } from './site.js'

/** The page for asking, and what readers say of its answers. */
export function addAskRoutes(app: OpenAPIHono, site: Site): void {
  app.get('/', c => {
    const index = site.index()
    const { question, turns } = readTurns(new URL(c.req.url).searchParams)
    const exchanges = question ? [...turns, question].map((text, i, all) => exchange(text, all.slice(0, i))) : []
    return c.html(
      <AskPage
        index={index}
        exchanges={exchanges}
        examples={exampleQuestions(prepare(index), 6)}
        takesVotes={site.feedback !== null}
      />,
    )

    function exchange(text: string, before: string[]): Exchange {
      const reply = replyTo(index, text, { conversation: { turns: before }, publicUrl: site.publicUrl })
      // Earlier turns were counted when they were asked.
      if (before.length === turns.length) {
        site.metrics.answered(reply)
        noteMissed(site.feedback, reply, text, before, index)
      }
      return { question: text, turns: before, reply }
    }
  })

  app.post('/feedback', csrf({ origin: isOwn }), async c => {
    if (!site.feedback) return problem(c, 404, '这里不收评价。')
    const form = await c.req.parseBody().catch(() => ({}))
    const vote = voteSchema.safeParse(form)
    if (!vote.success) return problem(c, 400, '没看懂这次评价：请从回答下面的“有用”或“没用”提交。')
    site.feedback.record(vote.data, site.index().buildId)
    return c.html(<ThanksPage question={vote.data.question} />)
  })

  /** Behind a proxy that ends TLS the address of the request is not the one that the reader's browser knows. */
  function isOwn(origin: string, c: Context): boolean {
    return (
      origin === new URL(c.req.url).origin || (site.publicUrl !== null && origin === new URL(site.publicUrl).origin)
    )
  }
}
