import { on } from 'node:events'
import type { SatoriPeer, SatoriSaid } from './satori-server.js'

const MARKER = '只有运行者能看状态。'

/**
 * Says something and waits for all that the bot says to it: behind it something is said that is answered shortly, and chats are
 * answered in order.
 */
export async function say(peer: SatoriPeer, said: SatoriSaid): Promise<{ texts: string[]; lastId: string | null }> {
  const texts: string[] = []
  let lastId: string | null = null
  const events = on(peer, 'message')
  peer.tell(said)
  peer.tell({ kind: said.kind, chat: said.chat, sender: said.sender, text: '/status' })
  for await (const [text, channel, id] of events as AsyncIterable<[string, string, string]>) {
    if (channel !== (said.chat ?? 'c')) continue
    if (text === MARKER) break
    texts.push(text)
    lastId = id
  }
  return { texts, lastId }
}
