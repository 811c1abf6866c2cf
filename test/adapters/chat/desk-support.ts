import { Desk, type DeskParts } from '../../../adapters/chat/desk.js'
import type { ChatMessage } from '../../../adapters/chat/message.js'
import { plainSection } from '../../../adapters/chat/plain-text.js'
import type { Shown } from '../../../adapters/chat/shown.js'
import { openStore, type Store } from '../../../adapters/chat/store.js'
import type { Vote } from '../../../adapters/feedback.js'
import { seeds } from '../../index/support.js'

/** A question without an answer, and the questions before it. */
export type Missed = [question: string, turns: readonly string[]]

/** A desk over the seeds with a store in memory, nobody an operator, and noon wherever it is. */
export async function openDesk(
  changes: Partial<DeskParts> = {},
): Promise<{ desk: Desk; store: Store; votes: Vote[]; missed: Missed[]; parts: DeskParts }> {
  const votes: Vote[] = []
  const missed: Missed[] = []
  const parts: DeskParts = {
    index: () => seeds().index,
    store: changes.store ?? (await openStore(':memory:')),
    feedback: { record: vote => void votes.push(vote), missed: (...asked) => void missed.push(asked) },
    limits: { perPerson: 1_000_000, perChat: 1_000_000 },
    operators: new Set(),
    publicUrl: null,
    status: () => ['索引：测试'],
    minuteOfDay: () => 12 * 60,
    ...changes,
  }
  return { desk: new Desk(parts), store: parts.store, votes, missed, parts }
}

export function messageOf(text: string, changes: Partial<ChatMessage> = {}): ChatMessage {
  return {
    platform: 'test',
    chat: 'c1',
    kind: 'private',
    sender: 'p1',
    text,
    addressed: false,
    administers: async () => false,
    ...changes,
  }
}

/** All that is shown, as text. */
export function textOf({ sections }: Shown): string {
  return sections.map(section => plainSection(section, false)).join('\n\n')
}
