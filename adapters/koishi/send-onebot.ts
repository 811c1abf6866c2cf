import type { Outgoing } from '../chat/desk.js'
import { numberedMenu, plainTexts, spelledOut } from '../chat/plain-text.js'
import type { Section } from '../chat/shown.js'
import type { Session } from './koishi-modules.js'
import { type Outlet, type Sending, UNKNOWN } from './outlet.js'
import { NotSent } from './sending-errors.js'

/** A message segment of OneBot: text in one is text, whatever it looks like. */
export type Segment = { type: string; data: Record<string, unknown> }
interface Answer {
  retcode: number
  data?: unknown
  wording?: unknown
  msg?: unknown
  message?: unknown
}

/** UTF-16 code units in one message; QQ takes more, but what is long is cut off on phones. */
const LIMIT = 3000
/** An answer longer than this goes out as its first part and the rest as a merged forward, which a reader opens. */
const FOLD_ABOVE = 800
/** Nodes beyond these make a forward slow to send (it then times out though it was sent). */
const MOST_NODES = 20
/** Action does not exist: of OneBot v11, of servers that answer over HTTP codes, of NapCat. */
const NO_SUCH_ACTION = new Set([1404, 404, 10002])

/**
 * Answers through a OneBot v11 server, as text segments. Merged forwards are no part of the standard: the first long answer
 * finds out whether the server has them, and where it has none it is split into messages.
 */
export function createOneBotOutlet(): Outlet {
  /** Accounts whose server has no merged forwards. Asked anew when the program starts. */
  const withoutForward = new Set<string>()

  return {
    async send(outgoing, session) {
      const { first, rest } = partsOf(outgoing)
      const sendings = await sendEach(first, session, true)
      if (rest.length === 0) return sendings
      const forwarded = withoutForward.has(session.sid) ? null : await forward(rest, session)
      if (forwarded === 'unsupported') withoutForward.add(session.sid)
      if (forwarded !== null && typeof forwarded === 'object') return [...sendings, forwarded]
      return [...sendings, ...(await sendEach(textsOf(rest), session, false))]
    },
  }
}

/** A short answer as it is; of a long one, what is read first, with the numbers to reply with, and what may be folded away. */
function partsOf(outgoing: Outgoing): { first: string[]; rest: Section[] } {
  const menu = numberedMenu(outgoing)
  const sections = outgoing.sections.map(spelledOut)
  const length = sections.flat().reduce((sum, { text }) => sum + text.length, 0)
  const [head, ...others] = sections
  const rest = length > FOLD_ABOVE ? others : []
  const shown = rest.length ? [head] : sections
  return { first: textsOf(menu === null ? shown : [...shown, [{ text: menu }]]), rest }
}

function textsOf(sections: readonly Section[]): string[] {
  return plainTexts(sections, LIMIT)
}

async function sendEach(texts: readonly string[], session: Session, quoting: boolean): Promise<Sending[]> {
  const sendings: Sending[] = []
  for (const [i, text] of texts.entries()) {
    const message: Segment[] = [{ type: 'text', data: { text } }]
    // In a group it must be seen whose question is answered.
    if (quoting && i === 0 && !session.isDirect && session.messageId)
      message.unshift({ type: 'reply', data: { id: session.messageId } })
    sendings.push(await send(message, session))
  }
  return sendings
}

async function send(message: Segment[], session: Session): Promise<Sending> {
  const answer = session.isDirect
    ? await request(session, 'send_private_msg', { user_id: idOf(session.userId), message })
    : await request(session, 'send_group_msg', { group_id: idOf(session.channelId), message })
  return 'undelivered' in answer ? answer : outcomeOf(answer)
}

/** @returns null where it failed for good, so that the answer may be sent in another way */
async function forward(sections: readonly Section[], session: Session): Promise<Sending | 'unsupported' | null> {
  const nodes = nodesOf(sections).map(text => ({ type: 'node', data: nodeData(text, session) }))
  const answer = session.isDirect
    ? await request(session, 'send_private_forward_msg', { user_id: idOf(session.userId), messages: nodes })
    : await request(session, 'send_group_forward_msg', { group_id: idOf(session.channelId), messages: nodes })
  if ('undelivered' in answer) return answer
  if (NO_SUCH_ACTION.has(answer.retcode)) return 'unsupported'
  const outcome = outcomeOf(answer)
  return 'id' in outcome || outcome.undelivered === UNKNOWN ? outcome : null
}

/** A node for each section; where these are many, sections share one. */
function nodesOf(sections: readonly Section[]): string[] {
  const perNode = Math.ceil(sections.length / MOST_NODES)
  const groups: Section[][] = []
  for (let i = 0; i < sections.length; i += perNode) groups.push(sections.slice(i, i + perNode))
  return groups.flatMap(textsOf)
}

/** As the standard names its fields, and as go-cqhttp does, whose names later servers read. */
function nodeData(text: string, { bot, selfId }: Session): Record<string, unknown> {
  const nickname = bot.user?.name || '问策'
  const content: Segment[] = [{ type: 'text', data: { text } }]
  return { user_id: selfId, nickname, uin: selfId, name: nickname, content }
}

async function request(session: Session, action: string, params: unknown): Promise<Answer | { undelivered: string }> {
  // The server's connection is taken away from the bot while it is lost.
  const { _request } = session.bot.internal
  if (typeof _request !== 'function') return { undelivered: NOT_CONNECTED }
  try {
    return await _request(action, params)
  } catch (error) {
    return { undelivered: error instanceof NotSent ? NOT_CONNECTED : UNKNOWN }
  }
}

function outcomeOf({ retcode, data, wording, msg, message }: Answer): Sending {
  const id = (data as { message_id?: unknown } | null)?.message_id
  if (retcode === 0 || retcode === 1) return { id: id === undefined || id === null ? '' : String(id) }
  // NapCat says 1200 with a timeout in its words for messages that did arrive (its issue #1772).
  const words = [wording, msg, message].filter(word => typeof word === 'string').join(' ')
  return { undelivered: /time\s*out|超时/i.test(words) ? UNKNOWN : `OneBot 拒绝（retcode ${retcode}）` }
}

const NOT_CONNECTED = '没有连接'

/** QQ numbers are numbers in OneBot v11. */
function idOf(id: string | undefined): number | string {
  const number = Number(id)
  return Number.isSafeInteger(number) ? number : (id ?? '')
}
