import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Desk } from '../../adapters/chat/desk.js'
import { openStore } from '../../adapters/chat/store.js'
import { telegramAdapter } from '../../adapters/telegram/adapter.js'
import { buildIndex } from '../../index/build.js'
import { inPackage } from '../../index/paths.js'
import { prepare } from '../../src/prepare.js'
import { TOKEN } from '../adapters/telegram/bot-api.js'
import type { Load } from './telegram-load.js'

/**
 * `npm run bench:telegram`: 10,000 golden questions (or as many as are named behind `--`) through a Bot API server on this machine, by long polling, with the store in a
 * file. Server and people run in a process of their own and share the machine.
 */
const MOST = { perPerson: 1_000_000_000, perChat: 1_000_000_000 }

const { index } = await buildIndex(inPackage('seeds'))
prepare(index).bySound()
const folder = mkdtempSync(join(tmpdir(), 'wence-bench-'))
const store = await openStore(join(folder, 'chat.db'))
const desk = new Desk({
  index: () => index,
  store,
  feedback: null,
  limits: MOST,
  operators: new Set(),
  publicUrl: null,
  status: () => [],
  minuteOfDay: () => 0,
})
const load = fork(inPackage('test', 'bench', 'telegram-load.ts'), [process.argv[2] ?? '10000'])
const told = <T>() => new Promise<T>(resolve => load.once('message', message => resolve(message as T)))
const memory = () => `${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`

const apiRoot = await told<string>()
const adapter = telegramAdapter({ token: TOKEN, apiRoot, webhook: null }, { desk, store, log: pino({ level: 'warn' }) })
await adapter.start(error => {
  throw error
})
console.log(`${cpus().length} cores; memory before ${memory()}`)
load.send('begin')
const { asked, answered, twice, refused, underWay, seconds, p50, p99 } = await told<Load>()
console.log(
  `${asked} asked, ${underWay} at a time: ${answered} answered, ${asked - answered} lost, ${twice} answered twice, ` +
    `${refused} refused by the server; ${Math.round(asked / seconds)} a second; p50 ${p50} ms, p99 ${p99} ms; memory after ${memory()}`,
)
await adapter.close(1000)
await store.close()
load.disconnect()
rmSync(folder, { recursive: true, force: true })
