import type { Logger } from 'pino'
import type { ClauseIndex } from '../../index/build.js'
import type { Webhook } from '../chat/adapter.js'
import type { Feedback } from '../feedback.js'
import type { Metrics } from './metrics.js'
import type { OperatorDesk } from './operator-desk.js'

/** What the pages and the interface for programs are made from. */
export interface Site {
  /** The build to answer from; asked anew for each request, so that a new build is taken without a restart. */
  index(): ClauseIndex
  /** Null where nothing is learned from use. */
  feedback: Feedback | null
  operator: OperatorDesk
  metrics: Metrics
  /** How readers reach the pages, without a slash at its end; null where nobody said. */
  publicUrl: string | null
  /** Questions and searches a minute from one address. */
  requestsPerMinute: number
  /** Proxies in front whose word on who asks is taken. */
  trustedProxies: number
  /** ISO 8601 date of now, for citations. */
  today(): string
  log: Logger
  /** Addresses where chat platforms deliver. */
  webhooks: readonly Webhook[]
}
