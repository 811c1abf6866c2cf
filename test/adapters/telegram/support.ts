import { pino } from 'pino'
import type { DeskParts } from '../../../adapters/chat/desk.js'
import { openStore, type Store } from '../../../adapters/chat/store.js'
import type { TelegramSettings } from '../../../adapters/environment.js'
import { type TelegramAdapter, telegramAdapter } from '../../../adapters/telegram/adapter.js'
import { openDesk } from '../chat/desk-support.js'
import { BotApi, type Call, TOKEN } from './bot-api.js'
import { Person } from './people.js'

export interface Running {
  api: BotApi
  adapter: TelegramAdapter
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
  around?(desk: Awaited<ReturnType<typeof openDesk>>['desk']): void
}

/** What only operators hear, said to show that all before it in a chat is done. */
const SENTINEL = '只有运行者能看状态。'

/** The adapter over the seeds, started, against a Bot API server of its own. */
export async function run(options: RunningOptions = {}): Promise<Running> {
  const api = options.api ?? (await BotApi.open())
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
      await adapter.close(2000)
      await api.shut()
    },
  }
}
