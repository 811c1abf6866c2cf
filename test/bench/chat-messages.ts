import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../adapters/chat/store.js'
import { prepare } from '../../src/prepare.js'
import { type Opened, openAdapter } from '../adapters/koishi/support.js'
import { readGoldenQuestions } from '../evaluation/golden-sets.js'
import { seeds } from '../index/support.js'

/** A platform's server of the tests, as the bench speaks to it. */
export interface Line {
  settings: Parameters<typeof openAdapter>[0]
  /** Says something in a private chat of its own. */
  say(chat: number, question: string): void
  /** Called for each message of the bot that begins an answer. */
  onAnswer(heard: (chat: number) => void): void
  wrong(): unknown[]
  close(): Promise<void>
}

const MESSAGES = 10_000
/** Chats that wait for an answer at the same moment. */
const AT_ONCE = 32
/** Memory is looked at once so many messages have made all warm. */
const WARM = 500

/**
 * 10,000 golden questions in as many chats through a platform's server on this machine, which shares its cores: how many were
 * answered, how many twice, how long from message to answer. Settings and buttons are kept in a file, as in use.
 */
export async function benchMessages(name: string, line: Line): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wence-bench-'))
  prepare(seeds().index).bySound()
  const questions = readGoldenQuestions().map(({ turns }) => turns[turns.length - 1])
  const opened: Opened = await openAdapter(line.settings, { store: await openStore(join(folder, 'chat.db')) })
  await opened.adapter.start(() => {})

  const since = new Map<number, number>()
  const answered = new Map<number, number>()
  const waits: number[] = []
  let next = 0
  let warm = ''
  const started = performance.now()
  await new Promise<void>(resolve => {
    const say = () => {
      if (next >= MESSAGES) return
      const chat = 100_000 + next
      if (next === WARM) warm = memory()
      since.set(chat, performance.now())
      line.say(chat, questions[next++ % questions.length])
    }
    line.onAnswer(chat => {
      const times = (answered.get(chat) ?? 0) + 1
      answered.set(chat, times)
      if (times > 1) return
      waits.push(performance.now() - since.get(chat)!)
      if (answered.size === MESSAGES) setTimeout(resolve, 1000)
      else say()
    })
    for (let i = 0; i < AT_ONCE; i++) say()
    // What is lost leaves its place empty: the bench ends when nothing comes any more.
    let before = -1
    const watch = setInterval(() => {
      if (answered.size === before || answered.size === MESSAGES) {
        clearInterval(watch)
        resolve()
      }
      before = answered.size
    }, 30_000)
  })
  const seconds = (performance.now() - started) / 1000
  waits.sort((a, b) => a - b)
  const at = (share: number) => `${waits[Math.min(waits.length - 1, Math.floor(waits.length * share))].toFixed(1)} ms`
  const twice = [...answered.values()].filter(times => times > 1).length
  const undelivered = await opened.store.undelivered()
  console.log(
    `${name}, ${cpus().length} cores: ${next} messages, ${AT_ONCE} at once, in ${seconds.toFixed(0)} s (${(next / seconds).toFixed(0)} a second)\n` +
      `answered ${answered.size}, lost ${next - answered.size}, answered twice ${twice}, undelivered ${JSON.stringify(undelivered)}\n` +
      `message to answer p50 ${at(0.5)}, p99 ${at(0.99)}; memory after ${WARM} messages ${warm}, at the end ${memory()}\n` +
      `not as documented: ${line.wrong().length}`,
  )
  await opened.close()
  await line.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(answered.size === MESSAGES && twice === 0 && line.wrong().length === 0 ? 0 : 1)
}

/** What the process takes, and what of it is in use; counted well only with `--expose-gc`. */
function memory(): string {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return `${Math.round(rss / 1024 / 1024)} MB (heap in use ${Math.round(heapUsed / 1024 / 1024)} MB)`
}
