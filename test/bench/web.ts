import { cpus } from 'node:os'
import autocannon from 'autocannon'
import { pino } from 'pino'
import { createApp } from '../../adapters/web/app.js'
import { createMetrics } from '../../adapters/web/metrics.js'
import { listen } from '../../adapters/web/server.js'
import { buildIndex } from '../../index/build.js'
import { inPackage } from '../../index/paths.js'
import { prepare } from '../../src/prepare.js'
import { NO_OPERATOR } from '../adapters/web/support.js'
import { readGoldenQuestions } from '../evaluation/golden-sets.js'

/** `npm run bench:web`: how much `/api/ask` bears, with the golden questions from 64 connections. The generator shares the machine. */
const CONNECTIONS = 64
const SECONDS = 15

const { index } = await buildIndex(inPackage('seeds'))
prepare(index).bySound()
const app = createApp({
  index: () => index,
  feedback: null,
  operator: NO_OPERATOR,
  metrics: createMetrics(() => index),
  publicUrl: null,
  requestsPerMinute: 1_000_000_000,
  trustedProxies: 0,
  today: () => '2026-01-01',
  log: pino({ level: 'silent' }),
  webhooks: [],
})
const server = await listen(app, '127.0.0.1', 0)
const questions = readGoldenQuestions().map(({ turns }) => turns[turns.length - 1])
const memory = () => `${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`
console.log(`${cpus().length} cores, ${CONNECTIONS} connections, ${SECONDS} s; memory before ${memory()}`)
const result = await autocannon({
  url: server.url,
  connections: CONNECTIONS,
  duration: SECONDS,
  workers: 1,
  requests: questions.map(question => ({ method: 'GET', path: `/api/ask?q=${encodeURIComponent(question)}` })),
})
console.log(
  `${result.requests.average.toFixed(0)} requests a second; p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms; ` +
    `${result['2xx']} answered, ${result.non2xx} refused, ${result.errors} errors, ${result.timeouts} timeouts; memory after ${memory()}`,
)
await server.close(1000)
