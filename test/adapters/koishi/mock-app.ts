import { createRequire } from 'node:module'
import {
  Context,
  type Element,
  h,
  type KoishiContext,
  type PlatformEvent,
  type Session,
} from '../../../adapters/koishi/koishi-modules.js'

const mock = createRequire(import.meta.url)('@koishijs/plugin-mock').default

export interface MockSaid {
  text: string
  kind?: 'private' | 'group'
  chat?: string
  sender?: string
  mentions?: boolean
  repliesToBot?: boolean
  roles?: string[]
  id?: string
}

interface MockBot {
  selfId: string
  receive(event: Partial<PlatformEvent>): number
  sendMessage(channel: string, fragment: Element[]): Promise<string[]>
}

/** Ids of messages, which no app gives out twice. */
let lastId = 0

/** A Koishi app with Koishi's own mock adapter, whose bot keeps what it is given to send. */
export class MockApp {
  readonly app: KoishiContext = new Context()
  /** What became of sending: ids, an empty list, or an error. */
  sending: () => string[] = () => [`sent-${++lastId}`]
  sent: { channel: string; elements: Element[] }[] = []

  readonly #bots = this.app.plugin(mock, { selfId: '514' })

  /** Bots first: they need the app's services to go. */
  async stop(): Promise<void> {
    this.#bots.dispose()
    await this.app.stop()
  }

  get bot(): MockBot {
    return this.app.bots[0] as unknown as MockBot
  }

  async start(): Promise<void> {
    await this.app.start()
    this.bot.sendMessage = async (channel, fragment) => {
      this.sent.push({ channel, elements: h.normalize(fragment) })
      return this.sending()
    }
  }

  /** Says something, and waits until Koishi has done with it. @returns the texts sent meanwhile */
  async say(said: MockSaid): Promise<string[]> {
    const { text, kind = 'private', chat = 'c', sender = 'p', mentions, repliesToBot, roles, id } = said
    const elements = [...(mentions ? [h.at(this.bot.selfId), h.text(' ')] : []), h.text(text)]
    const before = this.sent.length
    const done = new Promise<void>(resolve => {
      const dispose = this.app.on('middleware', (session: Session) => {
        if (session.id !== expected) return
        dispose()
        resolve()
      })
    })
    const expected = this.bot.receive({
      type: 'message',
      timestamp: Date.now(),
      user: { id: sender },
      channel: { id: kind === 'private' ? `private:${chat}` : chat, type: kind === 'private' ? 1 : 0 },
      ...(kind === 'group' && { guild: { id: chat } }),
      ...(roles && { member: { roles: roles.map(id => ({ id })) } }),
      message: {
        id: id ?? `m-${++lastId}`,
        elements,
        content: elements.join(''),
        ...(repliesToBot && { quote: { id: 'x', user: { id: this.bot.selfId } } }),
      },
    } as Partial<PlatformEvent>)
    await done
    return this.sent.slice(before).map(({ elements }) => elements.map(textOf).join(''))
  }
}

/** The text of a text element. @throws where it is any other: nothing else is ever sent */
function textOf({ type, attrs }: Element): string {
  if (type !== 'text') throw new Error(`a message holds the element ${type}`)
  return attrs.content
}
