import type { Outgoing } from '../chat/desk.js'
import type { Session } from './koishi-modules.js'

/** What became of a message: its id, or why it did not arrive. */
export type Sending = { id: string } | { undelivered: string }

/** Sends an answer on one platform: each message of it once, in order. */
export interface Outlet {
  /** @returns what became of each message; a reason is short and holds nothing of the text */
  send(outgoing: Outgoing, session: Session): Promise<Sending[]>
}

/** It may or may not have arrived: sent again, it might arrive twice. */
export const UNKNOWN = '没有等到回应，不知是否送到'
