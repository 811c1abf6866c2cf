import type { Store } from '../chat/store.js'

/**
 * A store that is opened when it is first needed: an app's database is there some time after its plugins are, and the first
 * message comes later than both.
 */
export function openedWhenNeeded(open: () => Promise<Store>): Store {
  let opened: Promise<Store> | null = null
  const store = () => {
    opened ??= open().catch(error => {
      // Tried again with the next message.
      opened = null
      throw error
    })
    return opened
  }
  return {
    settings: async chat => (await store()).settings(chat),
    saveSettings: async (chat, settings) => (await store()).saveSettings(chat, settings),
    keepMenu: async (id, chat, actions) => (await store()).keepMenu(id, chat, actions),
    action: async (id, chat, n, withinMs) => (await store()).action(id, chat, n, withinMs),
    takeOnce: async update => (await store()).takeOnce(update),
    countUndelivered: async (platform, reason) => (await store()).countUndelivered(platform, reason),
    undelivered: async () => (await store()).undelivered(),
    sweep: async () => (await store()).sweep(),
    close: async () => {
      await (await opened)?.close()
    },
  }
}
