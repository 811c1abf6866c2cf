import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Logger as Log } from 'pino'
import { parseCommand } from '../chat/commands.js'
import type { Desk, Outgoing } from '../chat/desk.js'
import { type ChatMessage, chatKey } from '../chat/message.js'
import { menuNumber } from '../chat/plain-text.js'
import { saying } from '../chat/shown.js'
import type { Store } from '../chat/store.js'
import { ChatQueue } from './chat-queue.js'
import { h, type KoishiContext, type Session } from './koishi-modules.js'
import type { Outlet } from './outlet.js'
import { createOneBotOutlet } from './send-onebot.js'
import { plainOutlet } from './send-plain.js'
import { createQQOutlet } from './send-qq.js'
import { messageOfSession, platformEventId, sentKey } from './session-message.js'

/** What answering the sessions of a Koishi app takes. */
export interface AnsweringParts {
  desk: Desk
  store: Store
  log: Pick<Log, 'info' | 'warn' | 'error'>
  /** Messages and who sent them are logged: the operator asked for it. */
  logMessages: boolean
  /** Addresses may be sent to QQ: they are registered there. */
  qqAllowUrls: boolean
}

/** Sessions being answered. */
export interface Answering {
  /** Takes nothing new, and waits for what is under way. */
  close(withinMs: number): Promise<void>
}

/** How many sent messages are remembered, so that a reply to one is known as one. */
const MOST_SENT = 10_000

/**
 * Answers the messages of every bot of a Koishi app. It stands before Koishi's own handling, so that neither its table of users
 * nor a suggestion of its commands comes between; what is a command of another plugin is left to it.
 */
export function answerSessions(ctx: KoishiContext, parts: AnsweringParts): Answering {
  const { desk, store, log } = parts
  const sent = new LRUCache<string, true>({ max: MOST_SENT })
  const deciding = new ChatQueue()
  const queue = new ChatQueue()
  // By adapter, not by platform: QQ may be reached through Satori, whose bots know nothing of its actions.
  const outlets: Record<string, Outlet> = {
    onebot: createOneBotOutlet(),
    qq: createQQOutlet({ allowUrls: parts.qqAllowUrls, log }),
  }
  let open = true

  ctx.middleware(async (session, next) => {
    const message = messageOfSession(session, sent)
    const chat = chatKey(message)
    let taken = false
    let answered: Promise<void> | undefined
    // Whether a message is ours is found out in order, too, but does not wait for the answer to the one before.
    await deciding.add(chat, async () => {
      const ours = await isOurs(message, session)
      if (ours === 'no') return
      answered = queue.add(chat, async () => {
        taken = (await answer(message, session)) || ours === 'yes'
      })
    })
    await answered
    if (!taken) return next()
  }, true)

  ctx.on('interaction/button', async session => {
    const id = buttonOf(session)
    if (id === null || !open) return
    const message = messageOfSession(session, sent)
    await queue.add(chatKey(message), () => press(id, message, session))
  })

  /** A bare number in a group is ours where a menu is open, which only the desk knows. */
  async function isOurs(message: ChatMessage, session: Session): Promise<'yes' | 'perhaps' | 'no'> {
    if (!open || !message.chat || !message.sender || session.userId === session.selfId) return 'no'
    if (parseCommand(message.text) === null && isCommandOfApp(ctx, session)) return 'no'
    try {
      if (await desk.isAddressed(message)) return 'yes'
      return menuNumber(message.text) === null ? 'no' : 'perhaps'
    } catch (err) {
      log.error({ platform: message.platform, err: noted(err) }, '读设置出错')
      return 'yes'
    }
  }

  /** @returns whether there was something to say */
  async function answer(message: ChatMessage, session: Session): Promise<boolean> {
    try {
      // A message taken before is one that the platform delivered again. The ids of OneBot may begin anew with its program.
      const since = session.platform === 'onebot' ? session.timestamp : ''
      const update = updateKey(session.sid, message.chat, session.messageId, since)
      if (session.messageId && !(await store.takeOnce(update))) return true
      const outgoing = await desk.answer(message, true)
      if (outgoing) await deliver(outgoing, message, session)
      return outgoing !== null
    } catch (err) {
      await apologize(err, message, session)
      return true
    }
  }

  async function press(id: string, message: ChatMessage, session: Session): Promise<void> {
    try {
      const event = platformEventId(session)
      if (event !== null && !(await store.takeOnce(updateKey(session.sid, event)))) return
      const { notice, outgoing } = await desk.press(id, message, true)
      if (outgoing) await deliver(outgoing, message, session)
      if (notice !== null) await deliver({ ...saying(notice), kept: [] }, message, session)
    } catch (err) {
      await apologize(err, message, session)
    }
  }

  async function deliver(outgoing: Outgoing, { platform, chat }: ChatMessage, session: Session): Promise<void> {
    for (const sending of await (outlets[session.bot.adapterName] ?? plainOutlet).send(outgoing, session)) {
      if ('id' in sending) {
        if (sending.id) sent.set(sentKey(chat, sending.id), true)
        continue
      }
      log.warn({ platform, reason: sending.undelivered }, '有消息没有送到')
      await store.countUndelivered(platform, sending.undelivered.slice(0, LONGEST_REASON))
    }
  }

  /** Something went wrong here: the person hears so, the operator why. Neither hears what was written. */
  async function apologize(err: unknown, message: ChatMessage, session: Session): Promise<void> {
    log.error({ platform: message.platform, err: noted(err) }, '回答消息出错')
    try {
      await deliver({ ...saying('抱歉，出了点问题，请稍后再问。'), kept: [] }, message, session)
    } catch (err) {
      log.error({ platform: message.platform, err: noted(err) }, '连致歉也没有送到')
    }
  }

  function noted(error: unknown): unknown {
    return parts.logMessages ? error : placeOf(error)
  }

  return {
    async close(withinMs) {
      open = false
      await deciding.idle(withinMs)
      await queue.idle(withinMs)
    },
  }
}

const LONGEST_REASON = 127
/** Of what the store takes for an id. */
const LONGEST_KEY = 200

/** The name of an update in the store; where ids are too long for it, what is made of them. */
function updateKey(...parts: (string | number | undefined)[]): string {
  const key = parts.join(':')
  return key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('base64url')
}

/** The id of one of our buttons that was pressed; null where it is another plugin's. A platform may send it as data. */
function buttonOf({ event }: Session): string | null {
  const button = event.button as { id?: string; data?: string } | undefined
  const id = button?.data || button?.id || ''
  return OUR_BUTTON.test(id) ? id : null
}

/** As the desk gives them out. */
const OUR_BUTTON = /^[\w-]{12}\.\d{1,3}$/

/** What went wrong and where; what an error says may hold what somebody wrote. */
function placeOf(error: unknown): { type: string; at: string[] } {
  const { name, stack = '' } = error instanceof Error ? error : new Error()
  return {
    type: name,
    at: stack
      .split('\n')
      .filter(line => /^\s+at /.test(line))
      .slice(0, 8),
  }
}

/** Whether Koishi would take the message for a command that some plugin of the app has registered. */
function isCommandOfApp(ctx: KoishiContext, session: Session): boolean {
  const { content, appel, hasAt } = session.stripped
  if (!content || (hasAt && !appel)) return false
  const prefixes = [session.resolve(ctx.root.config.prefix) ?? ''].flat().map(prefix => h.escape(prefix))
  const prefix = prefixes
    .sort()
    .reverse()
    .find(prefix => content.startsWith(prefix))
  if (prefix === undefined && !session.isDirect && !appel) return false
  const name = content
    .slice(prefix?.length ?? 0)
    .split(/\s/, 1)[0]
    .toLowerCase()
  return name !== '' && ctx.$commander.get(name, session) !== undefined
}
