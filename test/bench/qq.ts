import { tell } from '../adapters/qq/qq-person.js'
import { APP_ID, QQPeer, SECRET } from '../adapters/qq/qq-server.js'
import { benchMessages } from './chat-messages.js'

/** `npm run bench:qq`: messages through QQ's gateway and HTTP on this machine. */
const peer = new QQPeer()
await benchMessages('QQ', {
  settings: { qq: { appId: APP_ID, secret: SECRET, endpoint: await peer.listen(), allowUrls: false } },
  say: (chat, text) => tell(peer, { text, chat: String(chat) }),
  onAnswer: heard =>
    peer.on('message', ({ msg_seq }, { openid }) => {
      peer.messages.length = 0
      // A second answer would begin with another number, or be refused for its number.
      if (msg_seq === 1) heard(Number(openid))
    }),
  wrong: () => peer.wrong,
  close: () => peer.close(),
})
