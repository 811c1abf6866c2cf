import { join } from 'node:path'
import { Desk } from '../chat/desk.js'
import { openDatabase, storeIn } from '../chat/store.js'
import { readEnvironment } from '../environment.js'
import { type Learning, learningIn } from '../learning/learning.js'
import { type LiveIndex, watchIndex } from '../live-index.js'
import { openForManyQuestions } from '../open-index.js'
import { minuteIn } from '../serve/minute-of-day.js'
import { statusLines } from '../serve/status-lines.js'
import { type Answering, answerSessions } from './answer-sessions.js'
import { type KoishiContext, Schema } from './koishi-modules.js'
import { openedWhenNeeded } from './late-store.js'

/**
 * Wence as a plugin of a Koishi app: `app.plugin(wence, { … })`. It answers on every platform that the app has adapters for,
 * leaves other plugins' commands to them, and keeps its settings in the app's database where there is one.
 */
export const name = 'wence'

export const inject = { optional: ['database'] }

export const usage =
  '用政策文件的原文回答问题：私聊直接问；群里 @机器人、回复机器人，或以“问策”开头。/帮助 列出全部指令。'

export interface Config {
  index: string
  data: string
  publicUrl: string
  admins: string[]
  perPerson: number
  perChat: number
  timeZone: string
  qqAllowUrls: boolean
}

export const Config: import('koishi').Schema<Config> = Schema.object({
  index: Schema.string().description('索引所在的文件夹，由 `wence index` 生成；不填就用自带的文件。').default(''),
  data: Schema.string()
    .description('数据文件夹：存用户的评价；应用没有数据库时，也存各群的设置。')
    .default('data/wence'),
  publicUrl: Schema.string().role('link').description('网页阅读器的公开网址；填了，引用就带链接。').default(''),
  admins: Schema.array(Schema.string())
    .description('运行者，写成“平台:编号”，如 `qq:123456`；他们能看状态，也能改任何群的设置。')
    .default([]),
  perPerson: Schema.natural().min(1).description('每人每分钟最多几条消息。').default(20),
  perChat: Schema.natural().min(1).description('每个群每分钟最多回答几条消息。').default(60),
  timeZone: Schema.string().description('时区，免打扰按它计算。').default('Asia/Shanghai'),
  qqAllowUrls: Schema.boolean()
    .description('QQ 官方机器人的消息里能不能有网址；要先在 q.qq.com 登记，否则发送会失败。')
    .default(false),
}).description('问策') as import('koishi').Schema<Config>

export function apply(ctx: KoishiContext, config: Config): void {
  const logger = ctx.logger('wence')
  // Only what happened is logged, never what was written.
  const line =
    (level: 'info' | 'warn' | 'error') =>
    (facts: unknown, words = '') =>
      logger[level]('%s %s', words, factsLine(facts))
  const log = { info: line('info'), warn: line('warn'), error: line('error') }
  let answering: Answering | null = null
  let learning: Learning | null = null
  const store = openedWhenNeeded(async () => {
    const ofApp = ctx.get('database')
    const { database, close } = ofApp
      ? { database: ofApp, close: async () => {} }
      : await openDatabase(join(dataFolder(), 'chat.db'))
    learning = await learningIn(database, { keepDays: KEPT_DAYS, log })
    return storeIn(database, undefined, close)
  })
  const dataFolder = () => join(ctx.root.baseDir ?? process.cwd(), config.data)

  let live: LiveIndex | null = null

  ctx.on('ready', async () => {
    const opened = await openForManyQuestions(config.index || undefined)
    live = watchIndex(config.index || readEnvironment().indexFolder, opened, log)
    const desk = new Desk({
      index: live.get,
      store,
      feedback: {
        record: (...vote) => learning?.record(...vote),
        missed: (...question) => learning?.missed(...question),
      },
      limits: { perPerson: config.perPerson, perChat: config.perChat },
      operators: new Set(config.admins),
      publicUrl: config.publicUrl.replace(/\/+$/, '') || null,
      status: () => statusLines(live!.get(), live!.since(), []),
      minuteOfDay: () => minuteIn(config.timeZone),
    })
    answering = answerSessions(ctx, { desk, store, log, logMessages: false, qqAllowUrls: config.qqAllowUrls })
  })

  const sweeping = setInterval(() => {
    store.sweep().catch(err => log.error({ err }, '没能清理过期的记录'))
  }, DAY_MS).unref()

  ctx.on('dispose', async () => {
    clearInterval(sweeping)
    live?.close()
    await answering?.close(GRACE_MS)
    await learning?.settle()
    await store.close()
  })
}

/** How long questions without an answer and votes are kept. */
const KEPT_DAYS = 90
const GRACE_MS = 5_000
const DAY_MS = 24 * 60 * 60 * 1000

/** Facts for a line of Koishi's log; of an error, its kind and its words, which are ours. */
function factsLine(facts: unknown): string {
  if (typeof facts !== 'object' || facts === null) return ''
  return Object.entries(facts)
    .map(
      ([name, value]) =>
        `${name}=${value instanceof Error ? value.message : typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
    )
    .join(' ')
}
