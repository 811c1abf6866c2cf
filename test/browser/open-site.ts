import { mkdirSync } from 'node:fs'
import { pino } from 'pino'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { openDatabase } from '../../adapters/chat/store.js'
import { type Learning, learningIn } from '../../adapters/learning/learning.js'
import { createApp } from '../../adapters/web/app.js'
import { createMetrics } from '../../adapters/web/metrics.js'
import { type Listening, listen } from '../../adapters/web/server.js'
import { buildIndex } from '../../index/build.js'
import { inPackage } from '../../index/paths.js'
import { prepare } from '../../src/prepare.js'

/** Where pictures of the pages are left for people to look at. */
export const PICTURES = inPackage('build', 'pages')

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const
export const DESKTOP = { viewport: { width: 1280, height: 860 } } as const

/** The seeds on a server of their own, and a browser. */
export interface OpenSite {
  url: string
  /** What the votes come to. */
  learning: Learning
  browser: Browser
  close(): Promise<void>
}

export async function openSite(): Promise<OpenSite> {
  const { index } = await buildIndex(inPackage('seeds'))
  prepare(index).bySound()
  const log = pino({ level: 'silent' })
  const { database, close } = await openDatabase(':memory:')
  const learning = await learningIn(database, { keepDays: 90, log })
  mkdirSync(PICTURES, { recursive: true })
  const app = createApp({
    index: () => index,
    feedback: learning,
    operator: {
      token: null,
      learning,
      states: () => ['telegram：已连接'],
      since: () => new Date('2026-01-05T08:00:00Z'),
      undelivered: async () => [{ platform: 'telegram', reason: '403', count: 2 }],
    },
    metrics: createMetrics(() => index),
    publicUrl: null,
    requestsPerMinute: 100_000,
    trustedProxies: 0,
    today: () => '2026-01-05',
    log,
    webhooks: [],
  })
  const server: Listening = await listen(app, '127.0.0.1', 0)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: FLAGS,
  })
  return {
    url: server.url,
    learning,
    browser,
    async close() {
      await browser.close()
      await server.close(1000)
      await close()
    },
  }
}

/** What a page did that no page may do. */
export interface Watched {
  page: Page
  context: BrowserContext
  /** Errors in the console, among them what the content security policy refused, and uncaught exceptions. */
  errors: string[]
  /** Requests to anywhere but the site. */
  strangers: string[]
}

export async function openPage(site: OpenSite, options: BrowserContextOptions = DESKTOP): Promise<Watched> {
  const context = await site.browser.newContext(options)
  const page = await context.newPage()
  const errors: string[] = []
  const strangers: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', error => errors.push(String(error)))
  page.on('request', request => {
    if (!request.url().startsWith(site.url)) strangers.push(request.url())
  })
  return { page, context, errors, strangers }
}
