import type { Logger as Log } from 'pino'
import type { Outgoing } from '../chat/desk.js'
import { numberedMenu, plainSection, plainTexts } from '../chat/plain-text.js'
import type { Section } from '../chat/shown.js'
import { GAP } from '../chat/split.js'
import type { Session } from './koishi-modules.js'
import { type Outlet, type Sending, UNKNOWN } from './outlet.js'
import { fitsKeyboard, keyboardFor } from './qq-keyboard.js'
import { type Allowance, QQReplies, TOO_MANY } from './qq-replies.js'
import { markdownForQQ, plainForQQ, withoutAddresses } from './qq-text.js'
import { platformEventId } from './session-message.js'

/** UTF-16 code units in one message; longer ones than about 4,500 are refused (reported, not documented). */
const LIMIT = 2000
const LONGEST = 4000
const MOST_MESSAGES = 5
/** Room for the invisible spaces and backslashes that keep text from being read as something else. */
const CUT_SHORT = '\n……（太长，QQ 一次只让发五条，后面的没有发）'

/** Errors of QQ that say nothing against Markdown: too many, seen before. */
const NOT_ABOUT_MARKDOWN = new Set([22009, 40054005])
/** The same message was sent before: what was tried twice has arrived. */
const SEEN_BEFORE = new Set([40054005])

export interface QQOutletParts {
  /** Addresses may stand in messages: they are registered with QQ. */
  allowUrls: boolean
  log: Pick<Log, 'info'>
  now?: () => number
}

/** A message as it goes to QQ, but for what makes it a reply. */
type Body = { msg_type: 0; content: string } | { msg_type: 2; markdown: { content: string }; keyboard: object }

/**
 * Answers on QQ as its official bots may: only in reply, in time, so many to a message. Buttons need Markdown, which not every
 * bot may send: it is tried once, and where QQ refuses, text and numbers take its place from then on.
 */
export function createQQOutlet({ allowUrls, log, now }: QQOutletParts): Outlet {
  const replies = new QQReplies(now)
  const withoutMarkdown = new Set<string>()

  return {
    async send(outgoing, session) {
      const allowance = replies.to(
        replyId(session),
        session.isDirect ? 'private' : 'group',
        session.timestamp ?? Date.now(),
      )
      const sendings: Attempt[] = []
      const buttons = fitsKeyboard(outgoing.kept) && !withoutMarkdown.has(session.sid)
      const { texts, cut } = textsFor(outgoing, buttons ? null : numberedMenu(outgoing), allowance.left())
      for (const [i, text] of texts.entries()) {
        const last = i === texts.length - 1
        if (!buttons || !last) {
          sendings.push(await reply(plain(text), session, allowance))
          continue
        }
        const sending = await reply(withKeyboard(text, outgoing), session, allowance)
        if (!('refused' in sending)) {
          sendings.push(sending)
          continue
        }
        if (!NOT_ABOUT_MARKDOWN.has(sending.refused)) {
          withoutMarkdown.add(session.sid)
          log.info({ platform: 'qq', code: sending.refused }, 'QQ 不让发 Markdown 和按钮，改用文字和数字')
        }
        const menu = numberedMenu(outgoing)
        for (const again of menu === null ? [text] : fitted(text, menu))
          sendings.push(await reply(plain(again), session, allowance))
      }
      if (texts.length === 0) sendings.push({ undelivered: allowance.why() })
      else if (cut) sendings.push({ undelivered: TOO_MANY })
      return sendings.map(asSending)
    },
  }

  function textsFor({ sections }: Outgoing, menu: string | null, left: number): { texts: string[]; cut: boolean } {
    const most = Math.min(left, MOST_MESSAGES)
    if (most <= 0) return { texts: [], cut: false }
    const all: Section[] = sections.map(section => [{ text: shown(plainSection(section, allowUrls)) }])
    if (menu !== null) all.push([{ text: shown(menu) }])
    let texts = plainTexts(all, LIMIT)
    if (texts.length > most) texts = plainTexts(all, LONGEST - CUT_SHORT.length)
    if (texts.length <= most) return { texts, cut: false }
    const kept = texts.slice(0, most)
    kept[most - 1] += CUT_SHORT
    return { texts: kept, cut: true }
  }

  function shown(text: string): string {
    return allowUrls ? text : withoutAddresses(text)
  }
}

/** The numbers go into the same message, or, where it is full, into one of their own. */
function fitted(text: string, menu: string): string[] {
  const together = `${text}${GAP}${menu}`
  return together.length <= LONGEST ? [together] : [text, menu]
}

function plain(text: string): Body {
  return { msg_type: 0, content: plainForQQ(text) }
}

function withKeyboard(text: string, { kept }: Outgoing): Body {
  return { msg_type: 2, markdown: { content: markdownForQQ(text) }, keyboard: keyboardFor(kept) }
}

type Attempt = Sending | { refused: number }

function asSending(attempt: Attempt): Sending {
  return 'refused' in attempt ? { undelivered: `QQ 拒绝（${attempt.refused}）` } : attempt
}

/**
 * Sends one reply. A request without an answer is made once more with the same number: QQ refuses what it has seen, so that
 * nothing arrives twice.
 */
async function reply(body: Body, session: Session, allowance: Allowance): Promise<Attempt> {
  if (allowance.left() <= 0) return { undelivered: allowance.why() }
  const request = { ...body, ...replyTarget(session), msg_seq: allowance.nextSeq() }
  for (const again of [false, true]) {
    try {
      const { id } = await post(session, request)
      allowance.count()
      return id ? { id: String(id) } : { undelivered: 'QQ 没有给出消息编号' }
    } catch (error) {
      const code = refusalOf(error)
      if (code === null) continue
      if (!again || !SEEN_BEFORE.has(code)) return { refused: code }
      allowance.count()
      return { id: '' }
    }
  }
  allowance.count()
  return { undelivered: UNKNOWN }
}

function post(session: Session, body: object): Promise<{ id?: unknown }> {
  const { internal } = session.bot
  return session.isDirect
    ? internal.sendPrivateMessage(session.channelId, body)
    : internal.sendMessage(session.channelId, body)
}

/** QQ's error number, or the status of the answer; null where there was no answer, or the server failed. */
function refusalOf(error: unknown): number | null {
  const { response } = (error ?? {}) as { response?: { status?: number; data?: { code?: unknown } } }
  if (response?.status === undefined) return null
  const code = response.data?.code
  if (typeof code === 'number') return code
  return response.status >= 500 ? null : response.status
}

/** A message is answered by its id, an event (a pressed button) by the event's. */
function replyTarget(session: Session): { msg_id: string } | { event_id: string } {
  return session.messageId ? { msg_id: session.messageId } : { event_id: replyId(session) }
}

function replyId(session: Session): string {
  return session.messageId ?? platformEventId(session) ?? ''
}
