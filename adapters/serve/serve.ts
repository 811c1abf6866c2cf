import { destination, pino } from 'pino'
import { type Environment, readEnvironment } from '../environment.js'
import { watchIndex } from '../live-index.js'
import { openForManyQuestions } from '../open-index.js'
import { makeTelegram } from '../telegram/adapter.js'
import { UserError } from '../user-error.js'
import { createApp } from '../web/app.js'
import { createMetrics } from '../web/metrics.js'
import { type Listening, listen } from '../web/server.js'
import { type AdapterMaker, anyChat, anyOfKoishi, openChats } from './chats.js'
import { type Kept, keepRunning } from './keep-running.js'
import { openKept } from './kept.js'

/** Who makes the adapters, one for each family of platforms. */
const MAKERS: readonly AdapterMaker[] = [
  makeTelegram,
  // Koishi takes its time to load; who does not need it does not wait for it.
  async (environment, parts) =>
    anyOfKoishi(environment) ? (await import('../koishi/runner.js')).koishiAdapters(environment, parts) : [],
]

/** How long answers under way may take when the program is told to end. */
const GRACE_MS = 5_000
/** How long the program may linger when all is sent and closed. */
const LINGER_MS = 500

/** Runs every adapter that the environment configures, until the process is told to end. @returns the exit status */
export async function serve(options: { index?: string }): Promise<number> {
  const environment = readEnvironment()
  if (environment.web.port === 0 && !anyChat(environment))
    throw new UserError(
      '没有什么可以运行：WEB_PORT=0 关掉了网页，也没有配置任何聊天平台。请去掉 WEB_PORT=0，或改成要监听的端口',
    )
  const log = pino({ level: environment.logLevel, base: undefined }, destination({ dest: 2, sync: true }))
  const opened = await openForManyQuestions(options.index)
  log.info({ documents: opened.documents.length, clauses: opened.clauses.length, build: opened.buildId }, '索引已就绪')
  const live = watchIndex(options.index ?? environment.indexFolder, opened, log)
  const { store, learning, close } = await openKept(environment, log)
  const parts = { index: live.get, since: live.since, feedback: learning, log }
  const kept: Kept[] = []
  const states = () => kept.map(({ name, state }) => `${name}：${state()}`)
  const adapters =
    store && anyChat(environment) ? await openChats(environment, MAKERS, { ...parts, store, states }) : []
  const webhooks = adapters.flatMap(({ webhook }) => webhook ?? [])
  const operator = {
    token: environment.operatorToken,
    learning,
    states,
    since: live.since,
    undelivered: async () => (await store?.undelivered()) ?? [],
  }
  const web = await startWeb(environment, { ...parts, webhooks, operator })
  if (web) console.error(`问策已启动：${web.url}（按 Ctrl+C 结束）`)
  for (const adapter of adapters) kept.push(keepRunning(adapter, log))
  if (!web) console.error(`问策已启动：${kept.map(({ name }) => name).join('、')}（按 Ctrl+C 结束）`)
  await untilToldToEnd()
  log.info('正在结束')
  // Chats first: an answer under way may come in through the web server.
  await Promise.all(
    kept.map(adapter =>
      adapter.close(GRACE_MS).catch(error => log.error({ err: error, adapter: adapter.name }, '没能好好结束')),
    ),
  )
  await web?.close(GRACE_MS)
  live.close()
  await close()
  // Timers of the libraries' own (a wait before connecting again) must not keep a program that has ended.
  setTimeout(() => process.exit(0), LINGER_MS).unref()
  return 0
}

async function startWeb(
  { web: { host, port, publicUrl, trustedProxies, requestsPerMinute } }: Environment,
  parts: Pick<Parameters<typeof createApp>[0], 'index' | 'feedback' | 'log' | 'webhooks' | 'operator'>,
): Promise<Listening | null> {
  if (port === 0) return null
  try {
    return await listen(
      createApp({ ...parts, metrics: createMetrics(parts.index), publicUrl, trustedProxies, requestsPerMinute, today }),
      host,
      port,
    )
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new UserError(`端口 ${port} 已被占用：请改 WEB_PORT，或先停掉占用它的程序`)
    if (code === 'EACCES') throw new UserError(`没有权限监听端口 ${port}：请改用 1024 以上的 WEB_PORT`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new UserError(`本机没有地址 ${host}：请检查 WEB_HOST`)
    throw error
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function untilToldToEnd(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}
