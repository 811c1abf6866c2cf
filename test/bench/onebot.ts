import { messageEvent } from '../adapters/onebot/onebot-person.js'
import { OneBotPeer, SELF_ID } from '../adapters/onebot/onebot-server.js'
import { benchMessages } from './chat-messages.js'

/** `npm run bench:onebot`: messages through OneBot v11 over a WebSocket of this machine. */
const peer = new OneBotPeer()
await benchMessages('OneBot v11', {
  settings: { onebot: { selfId: String(SELF_ID), token: null, connectTo: await peer.listen(), listenPort: null } },
  say: (chat, text) => peer.event(messageEvent({ text, chat })),
  onAnswer: heard =>
    peer.on('action', ({ action, params }) => {
      peer.actions.length = 0
      if (action === 'send_private_msg') heard(params.user_id)
    }),
  wrong: () => peer.wrong,
  close: () => peer.close(),
})
