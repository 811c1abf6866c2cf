import { load } from 'cheerio'
import { pino } from 'pino'
import type { Vote } from '../../../adapters/feedback.js'
import { createApp } from '../../../adapters/web/app.js'
import { createMetrics } from '../../../adapters/web/metrics.js'
import type { OperatorDesk } from '../../../adapters/web/operator-desk.js'
import type { Site } from '../../../adapters/web/site.js'
import { type ClauseIndex, indexFiles } from '../../../index/build.js'

/** Nothing learned, nothing undelivered, and no token. */
export const NO_OPERATOR: OperatorDesk = {
  token: null,
  learning: null,
  states: () => [],
  since: () => new Date('2026-03-01T08:00:00Z'),
  undelivered: async () => [],
}

/** A site with nobody in front of it, a fixed day and nothing written anywhere. */
export function siteOf(
  index: ClauseIndex,
  changes: Partial<Site> = {},
): Site & { votes: (Vote & { buildId: string })[]; missed: { question: string; turns: readonly string[] }[] } {
  const missed: { question: string; turns: readonly string[] }[] = []
  const votes: (Vote & { buildId: string })[] = []
  return {
    index: () => index,
    feedback: {
      record: (vote, buildId) => void votes.push({ ...vote, buildId }),
      missed: (question, turns) => void missed.push({ question, turns }),
    },
    operator: NO_OPERATOR,
    metrics: createMetrics(() => index),
    publicUrl: null,
    requestsPerMinute: 1_000_000,
    trustedProxies: 0,
    today: () => '2026-03-01',
    log: pino({ level: 'silent' }),
    webhooks: [],
    ...changes,
    votes,
    missed,
  }
}

export const appOf = (index: ClauseIndex, changes: Partial<Site> = {}) => createApp(siteOf(index, changes))

/** A page as a browser reads it. */
export type Parsed = ReturnType<typeof load>

export async function parsed(response: Response | Promise<Response>): Promise<Parsed> {
  return load(await (await response).text())
}

/** An index in memory of documents given as `name → text`; names may hold folders. */
export function indexOf(files: Record<string, string>): ClauseIndex {
  const read = Object.entries(files).map(([name, text]) => ({ name, text: text.replace(/\r\n?/g, '\n') }))
  return indexFiles(read, { files: {} }, '').index
}

/** What the text of a page is for a reader: without the white space between its words. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}
