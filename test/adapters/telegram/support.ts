import { pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import type { ChatAdapter } from '../../../adapters/chat/adapter.js'
import type { Desk, DeskParts } from '../../../adapters/chat/desk.js'
import { openStore, type Store } from '../../../adapters/chat/store.js'
import type { TelegramSettings } from '../../../adapters/environment.js'
import { telegramAdapter } from '../../../adapters/telegram/adapter.js'
import type { ClauseIndex } from '../../../index/build.js'
import { formatNumeral } from '../../../index/numerals.js'
import { openDesk } from '../chat/desk-support.js'
import { indexOf } from '../web/support.js'
import { BotApi, type Call, TOKEN } from './bot-api.js'
import { Person } from './people.js'

export interface Running {
  api: BotApi
  adapter: ChatAdapter
  store: Store
  /** Lines of the log. */
  log: string[]
  /** Errors that the adapter could not mend. */
  broken: Error[]
  person(chatId: number, id?: number): Person
  /** Waits until all that was said before in this chat is dealt with. @returns what the bot said since the `from`-th call */
  settled(chatId: number, from?: number): Promise<Call<'sendMessage'>[]>
  close(): Promise<void>
}

export interface RunningOptions {
  api?: BotApi
  store?: Store
  desk?: Partial<DeskParts>
  settings?: Partial<TelegramSettings>
  /** Changes the desk before the adapter takes it. */
  around?(desk: Desk): void
  /** Prepares the server before the adapter starts. */
  before?(api: BotApi): void
}

/** The same, closed when the test is over; then nothing may have been sent that the real server would have refused. */
export async function opened(options: RunningOptions = {}): Promise<Running> {
  const running = await run(options)
  onTestFinished(async () => {
    await running.close()
    expect(running.api.refused).toEqual([])
  })
  return running
}

/** Holds back the answers to a text until told otherwise. */
export function heldBack(text: string): { around(desk: Desk): void; reached: Promise<void>; open(): void } {
  const gate = promise()
  const reached = promise()
  return {
    around(desk) {
      const answer = desk.answer.bind(desk)
      desk.answer = async (message, numbered) => {
        if (message.text === text) {
          reached.resolve()
          await gate.promise
        }
        return answer(message, numbered)
      }
    },
    reached: reached.promise,
    open: gate.resolve,
  }
}

/** Waits until the log says so. */
export async function logged({ log }: Running, words: string): Promise<void> {
  while (!log.some(line => line.includes(words))) await new Promise(setImmediate)
}

/** Documents with a part that no message can hold, and its text. */
export function longPart(): { index: ClauseIndex; clauseId: string; text: string } {
  const items = Array.from({ length: 60 }, (_, i) => {
    const rule = `市教育行政部门应当在第${i + 1}个工作日内办结学校提出的第${i + 1}类申请，并书面告知申请人🏫。`
    return `（${formatNumeral(i + 1)}）${rule.repeat(5)}`
  })
  const part = ['一、办理申请', ...items]
  const index = indexOf({
    'tiaoli.txt': ['某市教育办法', ...part, '二、施行日期', '本办法自2026年1月1日起施行。'].join('\n'),
  })
  const { clauses } = index.documents[0]
  return { index, clauseId: clauses.find(({ label }) => label.startsWith('一'))!.id, text: part.join('\n') }
}

function promise(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {}
  const promise = new Promise<void>(done => {
    resolve = done
  })
  return { promise, resolve }
}

/** What only operators hear, said to show that all before it in a chat is done. */
const SENTINEL = '只有运行者能看状态。'

/** The adapter over the seeds, started, against a Bot API server of its own. */
export async function run(options: RunningOptions = {}): Promise<Running> {
  const api = options.api ?? (await BotApi.open())
  options.before?.(api)
  const store = options.store ?? (await openStore(':memory:'))
  const { desk } = await openDesk({ store, ...options.desk })
  options.around?.(desk)
  const log: string[] = []
  const adapter = telegramAdapter(
    { token: TOKEN, apiRoot: api.url, webhook: null, ...options.settings },
    { desk, store, log: pino({ level: 'debug' }, { write: line => void log.push(line) }) },
  )
  const broken: Error[] = []
  await adapter.start(error => void broken.push(error))
  return {
    api,
    adapter,
    store,
    log,
    broken,
    person: (chatId, id) => new Person(api, chatId, id),
    async settled(chatId, from = 0) {
      const at = api.calls.length
      new Person(api, chatId).says('/status')
      const sentinel = await api.seen(
        'sendMessage',
        said => said.params.chat_id === chatId && said.params.text === SENTINEL,
        at,
      )
      return api.calls
        .slice(from, api.calls.indexOf(sentinel))
        .filter((call): call is Call<'sendMessage'> => call.method === 'sendMessage')
        .filter(({ params }) => params.chat_id === chatId && params.text !== SENTINEL)
    },
    async close() {
      await adapter.close(30_000)
      if (api.isOpen) await api.shut()
    },
  }
}
