import { clauseCode } from '../chat/clause-code.js'

/** A link that opens the bot with a clause: `https://t.me/机器人?start=…`. */
export function deepLink(username: string, clauseId: string): string {
  return `https://t.me/${username}?start=${clauseCode(clauseId)}`
}
