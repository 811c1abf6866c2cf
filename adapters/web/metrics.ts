import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ClauseIndex } from '../../index/build.js'
import type { Reply } from '../../src/reply.js'

/** What operators watch, for Prometheus. Nothing in it comes from questions or tells who asked. */
export interface Metrics {
  /** Counts requests and times them, by route, not by address. */
  middleware: MiddlewareHandler
  /** Counts an answer by its status and times it. */
  answered(reply: Reply): void
  /** In the text format of Prometheus. */
  text(): Promise<string>
  contentType: string
}

export function createMetrics(index: () => ClauseIndex): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'wence_http_requests_total',
    help: 'Requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'wence_http_request_duration_seconds',
    help: 'Time to answer a request, by route',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  })
  const answers = new Counter({
    name: 'wence_answers_total',
    help: 'Answers by status: answered, choose, not_found, help',
    labelNames: ['status'],
    registers,
  })
  const answerTimes = new Histogram({
    name: 'wence_answer_duration_seconds',
    help: 'Time inside the bot for one question',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
    registers,
  })
  new Gauge({
    name: 'wence_index_documents',
    help: 'Documents held, by build',
    labelNames: ['build'],
    registers,
    collect() {
      this.reset()
      this.set({ build: index().buildId }, index().documents.length)
    },
  })
  new Gauge({
    name: 'wence_index_clauses',
    help: 'Clauses held',
    registers,
    collect() {
      this.set(index().clauses.length)
    },
  })
  return {
    async middleware(c, next) {
      const stop = durations.startTimer()
      await next()
      const route = routePath(c, -1)
      stop({ route })
      requests.inc({ route, method: c.req.method, status: c.res.status })
    },
    answered({ status, tookMs }) {
      answers.inc({ status })
      answerTimes.observe(tookMs / 1000)
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
