import { randomBytes } from 'node:crypto'
import type { ClauseIndex } from '../../index/build.js'
import { search } from '../../src/search.js'
import { MAX_QUESTION_LENGTH } from '../../src/understand/understand.js'
import { type ClauseText, clauseAt } from '../documents.js'
import type { Feedback } from '../feedback.js'
import { noteMissed } from '../learning/note-missed.js'
import { replyTo } from '../reply-to.js'
import { clauseOfCode } from './clause-code.js'
import { runCommand } from './command-desk.js'
import { type Command, parseCommand } from './commands.js'
import { Conversations } from './conversations.js'
import { type ChatMessage, chatKey, personKey } from './message.js'
import { menuNumber } from './plain-text.js'
import { createDoor, type Limits } from './politeness.js'
import { isQuiet, quietWords, type Settings, withoutTrigger } from './settings.js'
import { showClause, showNext, showOutline } from './show-documents.js'
import { showReply } from './show-reply.js'
import { showHits } from './show-search.js'
import { type Action, type Button, type Shown, saying } from './shown.js'
import { MENU_DAYS, type Store } from './store.js'
import { Views } from './views.js'

/** What the desk works with. */
export interface DeskParts {
  /** The build to answer from; asked anew for each message. */
  index(): ClauseIndex
  store: Store
  /** Null where nothing is learned from use. */
  feedback: Feedback | null
  limits: Limits
  /** Who may ask for the status: `platform:id`. */
  operators: ReadonlySet<string>
  /** How readers reach the web reader, null where they cannot. */
  publicUrl: string | null
  /** Lines on how the program does, for operators. */
  status(): string[]
  /** Minutes since midnight where the people are. */
  minuteOfDay(): number
  /** Told of each message that was meant for the bot, where the operator asked for it. */
  onAnswered?(message: ChatMessage, outgoing: Outgoing | null): void
}

/** A button with the id that a platform sends back when it is pressed: opaque, of at most 64 bytes. */
export interface KeptButton {
  label: string
  id: string
}

/** What is to be sent. */
export interface Outgoing extends Shown {
  /** The same buttons under ids that outlive a restart. */
  kept: KeptButton[][]
}

/** What pressing a button brings: words for the one who pressed, a message for the chat, or both. */
export interface Pressed {
  notice: string | null
  outgoing: Outgoing | null
}

/** Where every platform's messages are answered, with the same words on each. */
export class Desk {
  readonly #parts: DeskParts
  readonly #conversations = new Conversations()
  readonly #views = new Views()
  readonly #door: ReturnType<typeof createDoor>
  /** Chats that were told of their quiet hours, until these are over. */
  readonly #toldQuiet = new Set<string>()

  constructor(parts: DeskParts) {
    this.#parts = parts
    this.#door = createDoor(parts.limits)
  }

  /** Whether a message is meant for the bot at all: what is not need not be looked at further. */
  async isAddressed(message: ChatMessage): Promise<boolean> {
    return addressedText(message, await this.#parts.store.settings(chatKey(message))) !== null
  }

  /**
   * Answers a message.
   * @param numbered the platform has no buttons: a number is read as the choice of the menu shown last
   * @returns null where nothing is to be said
   */
  async answer(message: ChatMessage, numbered: boolean): Promise<Outgoing | null> {
    const settings = await this.#parts.store.settings(chatKey(message))
    const text = addressedText(message, settings) ?? (numbered ? await this.#menuText(message) : null)
    if (text === null) return null
    const outgoing = await this.#admitted(text, message, settings, numbered)
    this.#parts.onAnswered?.(message, outgoing)
    return outgoing
  }

  async #admitted(text: string, message: ChatMessage, settings: Settings, numbered: boolean): Promise<Outgoing | null> {
    const command = parseCommand(text)
    if (message.kind === 'group' && !command && isQuiet(settings, this.#parts.minuteOfDay())) {
      const key = chatKey(message)
      if (this.#toldQuiet.has(key)) return null
      this.#toldQuiet.add(key)
      return this.#kept(
        saying(`现在是免打扰时间（${quietWords(settings.quiet!)}），请私聊我，或过后再问。`),
        message,
        numbered,
      )
    }
    this.#toldQuiet.delete(chatKey(message))
    const admission = await this.#door(personKey(message), chatKey(message))
    if (admission === 'silent') return null
    if (admission === 'refused') return this.#kept(TOO_FAST, message, numbered)
    return this.#kept(await this.#shownFor(text, command, message, settings, numbered), message, numbered)
  }

  /**
   * A button was pressed.
   * @param id as it was given out in {@link Outgoing.kept}
   * @param numbered what comes of it may be shown without buttons, and numbers then choose from it
   */
  async press(id: string, who: Omit<ChatMessage, 'text' | 'addressed'>, numbered = false): Promise<Pressed> {
    const admission = await this.#door(personKey(who), chatKey(who))
    if (admission !== 'welcome') return { notice: '按得太快了，请过一分钟再试。', outgoing: null }
    const [menu, n] = splitId(id)
    const action = menu === null ? null : await this.#parts.store.action(menu, chatKey(who), n)
    if (!action) return { notice: `这个按钮已过期（${MENU_DAYS} 天），请重新提问。`, outgoing: null }
    const settings = await this.#parts.store.settings(chatKey(who))
    const done = this.#act(action, who, settings)
    if (typeof done === 'string') return { notice: done, outgoing: null }
    return { notice: null, outgoing: await this.#kept(done, { ...who, text: '', addressed: true }, numbered) }
  }

  /** Clauses for a question typed without sending it, best first. @param limit at most 20 */
  suggest(question: string, limit: number): ClauseText[] {
    const text = question.trim().slice(0, MAX_QUESTION_LENGTH)
    if (text === '') return []
    const index = this.#parts.index()
    return search(index, text, limit).flatMap(
      ({ passage: { clause, document } }) => clauseAt(document, clause.id) ?? [],
    )
  }

  /** The clause that a link into the chat names by its code. @returns null where nothing is to be said */
  async openLink(code: string, who: Omit<ChatMessage, 'text' | 'addressed'>): Promise<Outgoing | null> {
    const admission = await this.#door(personKey(who), chatKey(who))
    if (admission === 'silent') return null
    const clauseId = clauseOfCode(this.#parts.index(), code)
    const shown =
      admission === 'refused'
        ? TOO_FAST
        : clauseId === null
          ? saying('这个链接指的条款在现在的文件里找不到了，可能文件已更新，请直接提问。')
          : this.showClause(clauseId)
    return this.#kept(shown, { ...who, text: '', addressed: true }, false)
  }

  /** A clause as it is shown in a chat, with buttons that are not kept. */
  showClause(clauseId: string): Shown {
    return showClause(this.#parts.index(), clauseId, this.#parts.publicUrl)
  }

  async #shownFor(
    text: string,
    command: Command | null,
    message: ChatMessage,
    settings: Settings,
    numbered: boolean,
  ): Promise<Shown> {
    if (text.length > LONGEST_MESSAGE) return saying(`这段话太长了（${text.length} 字），请用一两句话问。`)
    const chosen = numbered ? await this.#chosen(text, message) : null
    if (chosen) {
      const done = this.#act(chosen, message, settings)
      return typeof done === 'string' ? saying(done) : done
    }
    if (!command) return this.#ask(text, message, settings)
    return runCommand(command, message, settings, {
      ...this.#parts,
      view: this.#views.of(this.#parts.index(), settings),
      conversation: this.#conversations.of(personKey(message)),
      forget: () => this.#conversations.forget(personKey(message)),
    })
  }

  #ask(
    question: string,
    who: Pick<ChatMessage, 'platform' | 'chat' | 'sender'>,
    settings: Settings,
    turns = this.#conversations.of(personKey(who)).turns,
  ): Shown {
    const { index, home } = this.#views.of(this.#parts.index(), settings)
    const reply = replyTo(index, question, { conversation: { turns }, home, publicUrl: this.#parts.publicUrl })
    if (reply.status !== 'help') this.#conversations.add(personKey(who), question)
    noteMissed(this.#parts.feedback, reply, question, turns, index)
    return showReply(reply, question, turns, settings.citations, this.#parts.feedback !== null)
  }

  /** @returns what to show, or words for the one who pressed alone */
  #act(action: Action, who: Pick<ChatMessage, 'platform' | 'chat' | 'sender'>, settings: Settings): Shown | string {
    const index = this.#parts.index()
    const { publicUrl } = this.#parts
    switch (action.do) {
      case 'ask':
        return this.#ask(action.question, who, settings, action.turns)
      case 'clause':
        return showClause(index, action.clauseId, publicUrl)
      case 'next':
        return showNext(index, action.clauseId, publicUrl)
      case 'search':
        return showHits(this.#views.of(index, settings).index, action.query, action.from)
      case 'toc': {
        const document = index.documents.find(({ id }) => id === action.docId)
        return document ? showOutline(document, action.from) : '这份文件已不再收录。'
      }
      case 'vote': {
        const { verdict, question, clauseId } = action
        if (!this.#parts.feedback) return '评价没有记下：运行者没有开这一项。'
        this.#parts.feedback.record(
          { verdict, question: question.slice(0, MAX_QUESTION_LENGTH), clauseId },
          index.buildId,
        )
        return verdict === 'useful' ? '谢谢，记下了。' : '记下了，我们会改进。'
      }
    }
  }

  /** In a group a bare number is meant for the bot where the one who writes it has a menu open. */
  async #menuText(message: ChatMessage): Promise<string | null> {
    return (await this.#chosen(message.text, message, MENU_OPEN_MS)) ? message.text : null
  }

  async #chosen(text: string, message: ChatMessage, withinMs?: number): Promise<Action | null> {
    const number = menuNumber(text)
    return number === null ? null : this.#parts.store.action(personKey(message), chatKey(message), number - 1, withinMs)
  }

  async #kept(shown: Shown, message: ChatMessage, numbered: boolean): Promise<Outgoing> {
    const actions = shown.buttons.flat().map(({ action }) => action)
    if (actions.length === 0) return { ...shown, kept: [] }
    const menu = randomBytes(9).toString('base64url')
    await this.#parts.store.keepMenu(menu, chatKey(message), actions)
    // Where numbers are written, the menu shown last is the one that is meant.
    if (numbered) await this.#parts.store.keepMenu(personKey(message), chatKey(message), actions)
    let n = 0
    const kept = shown.buttons.map(row => row.map(({ label }: Button) => ({ label, id: `${menu}.${n++}` })))
    return { ...shown, kept }
  }
}

const TOO_FAST = saying('问得太快了，请过一分钟再问。')
/** How long a bare number in a group is taken for a choice: later it is more likely part of other talk. */
const MENU_OPEN_MS = 10 * 60 * 1000
/** Longer ones are no questions: nobody reads an answer to them, and they cost time. */
const LONGEST_MESSAGE = 2000

/** What was said to the bot; null where it was not meant. A command is meant for it wherever it is written. */
function addressedText(message: ChatMessage, settings: Settings): string | null {
  if (message.kind === 'private' || message.addressed || parseCommand(message.text)) return message.text
  return withoutTrigger(settings, message.text)
}

function splitId(id: string): [menu: string | null, n: number] {
  const found = id.match(/^([\w-]{1,40})\.(\d{1,3})$/)
  return found ? [found[1], Number(found[2])] : [null, 0]
}
