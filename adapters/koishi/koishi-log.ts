import type { Logger as Log } from 'pino'
import { Logger } from './koishi-modules.js'

/** What Koishi's own lines may say of connections; they hold no message and, their queries cut off, no secret. */
const HARMLESS =
  /^(?:connect to server: \S+$|failed to connect to \S+, code: \d+, will retry in \S+$|websocket (?:closed|client)|zombied connection)/

/**
 * Koishi's log lines go through pino. Adapters write into them what they send and receive, so that only those known to be
 * harmless are passed on as they are; of others it is said that there was one, and where.
 * @param withMessages the operator asked for message texts in the log
 */
export function logKoishiTo(log: Log, withMessages: boolean): void {
  Logger.targets = [
    {
      colors: 0,
      levels: { base: Logger.WARN },
      record({ name, type, content }) {
        const level = type === 'error' ? 'error' : type === 'warn' ? 'warn' : 'info'
        if (withMessages || HARMLESS.test(content)) log[level]({ koishi: name }, content)
        else if (level !== 'info') log[level]({ koishi: name }, 'Koishi 有一条日志，其中可能有消息，没有记下')
      },
    },
  ]
}
