import { pino } from 'pino'
import type { ChatAdapter } from '../../../adapters/chat/adapter.js'
import type { DeskParts } from '../../../adapters/chat/desk.js'
import type { Store } from '../../../adapters/chat/store.js'
import { type KoishiParts, koishiAdapters } from '../../../adapters/koishi/runner.js'
import { openDesk } from '../chat/desk-support.js'

type Configured = Parameters<typeof koishiAdapters>[0]

/** An adapter of the runner over the seeds, with what it logged. */
export interface Opened {
  adapter: ChatAdapter
  store: Store
  log: string[]
  close(): Promise<void>
}

/** Runs the one adapter that these settings configure. */
export async function openAdapter(
  settings: Partial<Configured>,
  changes: Partial<DeskParts> &
    Pick<Partial<KoishiParts>, 'firstWaitMs' | 'answerWithinMs'> & { logMessages?: boolean } = {},
): Promise<Opened> {
  const { desk, store } = await openDesk(changes)
  const log: string[] = []
  const [adapter] = await koishiAdapters(
    {
      onebot: null,
      qq: null,
      satori: null,
      koishiAdapters: null,
      chat: { logMessages: changes.logMessages ?? false } as Configured['chat'],
      ...settings,
    },
    {
      desk,
      store,
      log: pino({ base: undefined }, { write: (line: string) => void log.push(line) }),
      firstWaitMs: changes.firstWaitMs ?? 20,
      answerWithinMs: changes.answerWithinMs,
    },
  )
  return {
    adapter,
    store,
    log,
    async close() {
      await adapter.close(1000)
      await store.close()
    },
  }
}

/** What a numbered menu offers, in its order; empty where there is none. */
export function menuLabels(text: string): string[] {
  const menu = text.match(/回复数字：([\s\S]*)$/)?.[1] ?? ''
  return [...menu.matchAll(/(?:^|，|\n)\d+ (.+?)(?=，\d+ |\n\d+ |$)/g)].map(([, label]) => label.trim())
}

/** The text without the menu behind it. */
export function withoutMenu(text: string): string {
  return text.replace(/\s*回复数字：[\s\S]*$/, '')
}
