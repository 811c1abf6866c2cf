import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** What a message meets at the door: come in; hear once that it is too much; silence. */
export type Admission = 'welcome' | 'refused' | 'silent'

export interface Limits {
  /** Messages a minute that one person may send. */
  perPerson: number
  /** Messages a minute that are answered in one chat. */
  perChat: number
}

/** Lets a person and a chat have so many messages a minute; the first that is too much is told so, the others nothing. */
export function createDoor({ perPerson, perChat }: Limits): (person: string, chat: string) => Promise<Admission> {
  const people = new RateLimiterMemory({ keyPrefix: 'person', points: perPerson, duration: 60 })
  const chats = new RateLimiterMemory({ keyPrefix: 'chat', points: perChat, duration: 60 })
  return async (person, chat) => {
    const own = await consume(people, person)
    return own === 'welcome' ? consume(chats, chat) : own
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<Admission> {
  try {
    await limiter.consume(key)
    return 'welcome'
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return refusal.consumedPoints === limiter.points + 1 ? 'refused' : 'silent'
  }
}
