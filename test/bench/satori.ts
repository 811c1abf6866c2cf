import { SatoriPeer, TOKEN } from '../adapters/satori/satori-server.js'
import { benchMessages } from './chat-messages.js'

/** `npm run bench:satori`: messages through a Satori server of this machine. An answer may take more than one message. */
const peer = new SatoriPeer()
const begun = new Map<string, boolean>()
await benchMessages('Satori', {
  settings: { satori: { endpoint: await peer.listen(), token: TOKEN } },
  say: (chat, text) => peer.tell({ text, chat: String(chat), sender: String(chat) }),
  onAnswer: heard =>
    peer.on('message', (text, chat) => {
      // The numbers stand under the last message; what comes before it belongs to the same answer.
      const goesOn = begun.get(chat) === true
      begun.set(chat, !text.includes('回复数字：'))
      if (!goesOn) heard(Number(chat))
    }),
  wrong: () => peer.wrong,
  close: () => peer.close(),
})
