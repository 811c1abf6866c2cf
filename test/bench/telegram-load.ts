import { once } from 'node:events'
import { BotApi } from '../adapters/telegram/bot-api.js'
import { MENTION, Person } from '../adapters/telegram/people.js'
import { readGoldenQuestions } from '../evaluation/golden-sets.js'

/** What people saw of the bot. Times from a message to the first one that answers it, in milliseconds. */
export interface Load {
  asked: number
  answered: number
  twice: number
  refused: number
  underWay: number
  seconds: number
  p50: number
  p99: number
}

const MESSAGES = Number(process.argv[2])
const GROUPS = 500
/** Messages waiting for their answer at a time. */
const UNDER_WAY = 64

const api = await BotApi.open()
process.send!(api.url)
await once(process, 'message')
const questions = readGoldenQuestions().map(({ turns }) => turns[turns.length - 1])
const groups = Array.from({ length: GROUPS }, (_, i) => new Person(api, -1000 - i))
const askedAt = new Map<number, number>()
const took: number[] = []
const answers = new Map<number, number>()
const begun = performance.now()

let asked = 0
const ask = () => {
  if (asked >= MESSAGES) return
  const id = groups[asked % GROUPS].says(`${MENTION} ${questions[asked % questions.length]}`)
  asked++
  askedAt.set(id, performance.now())
}
await new Promise<void>(resolve => {
  api.onCall(({ method, params }) => {
    if (method !== 'sendMessage') return
    const id = (params as { reply_parameters?: { message_id: number } }).reply_parameters?.message_id
    // Further messages of a long answer quote nothing.
    if (id === undefined) return
    answers.set(id, (answers.get(id) ?? 0) + 1)
    if (answers.get(id) === 1) took.push(performance.now() - askedAt.get(id)!)
    if (took.length === MESSAGES) resolve()
    else ask()
  })
  for (let i = 0; i < UNDER_WAY; i++) ask()
  // Where nothing comes any more, what is missing is lost.
  let before = -1
  setInterval(() => {
    if (took.length === before) resolve()
    before = took.length
  }, 30_000).unref()
})
const seconds = (performance.now() - begun) / 1000
// An answer given twice would come now.
await new Promise(resolve => setTimeout(resolve, 1000))
took.sort((a, b) => a - b)
const result: Load = {
  asked,
  answered: answers.size,
  twice: [...answers.values()].filter(count => count > 1).length,
  refused: api.refused.length,
  underWay: UNDER_WAY,
  seconds,
  p50: Math.round(took[Math.floor(took.length * 0.5)]),
  p99: Math.round(took[Math.floor(took.length * 0.99)]),
}
process.send!(result)
process.once('disconnect', () => process.exit())
