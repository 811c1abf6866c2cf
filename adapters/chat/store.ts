import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { SQLiteDriver } from '@minatojs/driver-sqlite'
import { Context, Logger } from 'cordis'
import { Database } from 'minato'
import { z } from 'zod'
import { UserError } from '../user-error.js'
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from './settings.js'
import { type Action, actionSchema } from './shown.js'

/**
 * What the chats keep between runs: settings, the buttons shown, which updates were answered, what could not be delivered.
 * Nothing in it says what was asked, but for the questions that buttons carry, which go after {@link MENU_DAYS} days.
 */
export interface Store {
  settings(chat: string): Promise<Settings>
  saveSettings(chat: string, settings: Settings): Promise<void>
  /** Keeps buttons under an id; those kept under it before are gone. */
  keepMenu(id: string, chat: string, actions: readonly Action[]): Promise<void>
  /**
   * The n-th action, from 0, of a menu shown in this chat; null where it is none or too old.
   * @param withinMs how old it may be, at most {@link MENU_DAYS} days
   */
  action(id: string, chat: string, n: number, withinMs?: number): Promise<Action | null>
  /** Marks an update as taken. @returns false where it was taken before, by this run or an earlier one */
  takeOnce(update: string): Promise<boolean>
  /** Counts what could not be delivered. */
  countUndelivered(platform: string, reason: string): Promise<void>
  undelivered(): Promise<{ platform: string; reason: string; count: number }[]>
  /** Lets go what is too old. */
  sweep(): Promise<void>
  close(): Promise<void>
}

/** How long buttons work. */
export const MENU_DAYS = 7
/** How long an update is remembered: platforms deliver again within a day. */
const UPDATE_DAYS = 2
const DAY_MS = 24 * 60 * 60 * 1000

interface Tables {
  wence_chat: { id: string; settings: Settings }
  wence_menu: { id: string; chat: string; actions: Action[]; at: Date }
  wence_update: { id: string; at: Date }
  wence_undelivered: { id: string; platform: string; reason: string; count: number }
}
// biome-ignore lint/suspicious/noExplicitAny: the tables of an app that the store lives in are not ours to know
type AnyDatabase = Database<any, any, any>

/** A database of minato that nothing else lives in. */
export interface OpenDatabase {
  database: AnyDatabase
  close(): Promise<void>
}

/**
 * Opens a database.
 * @param place the path of a SQLite file, made where it is missing; `:memory:`; or the address of a server
 * (`postgres://…`, `mysql://…`), whose driver must be installed
 * @throws UserError where the driver is not installed
 * @throws Error where the database cannot be opened
 */
export async function openDatabase(place: string): Promise<OpenDatabase> {
  // The driver would write to standard output, where only data belongs: that tables are made, and where a statement fails what was
  // asked. The error comes to the caller anyway.
  Logger.levels.sqlite = Logger.SILENT
  const { driver, config } = await driverFor(place)
  // biome-ignore lint/suspicious/noExplicitAny: cordis types a context by the services of a whole app
  const context = new Context() as any
  context.provide('model', undefined, true)
  context.provide('database', undefined, true)
  context.plugin(Database)
  const opened = new Promise<AnyDatabase>((resolve, reject) => {
    context.inject(['database'], (inner: { database: AnyDatabase }) => resolve(inner.database))
    // What a plugin throws when it starts is an event; nobody else would hear of it, and this would wait for ever.
    context.on('internal/error', reject)
  })
  context.plugin(driver, config)
  try {
    await Promise.all([opened, context.start()])
  } catch (error) {
    // Of a server the address may hold a password; of a file the driver says nothing that helps.
    const name = SERVERS.find(({ address }) => address.test(place))?.name ?? ` ${place}`
    throw new Error(`打不开数据库${name}：请检查它在不在、能不能读写（${(error as Error).message}）`)
  }
  return { database: await opened, close: () => context.stop() }
}

/** A store of its own. @param place see {@link openDatabase} */
export async function openStore(place: string, now: () => Date = () => new Date()): Promise<Store> {
  const { database, close } = await openDatabase(place)
  return storeIn(database, now, close)
}

async function driverFor(place: string): Promise<{ driver: unknown; config: object }> {
  const server = SERVERS.find(({ address }) => address.test(place))
  if (!server) {
    if (place !== ':memory:') mkdirSync(dirname(place), { recursive: true })
    return { driver: SQLiteDriver, config: { path: place } }
  }
  const { hostname, port, username, password, pathname } = new URL(place)
  const config = {
    host: hostname,
    ...(port && { port: Number(port) }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  }
  const loaded = await import(server.driver).catch(() => {
    throw new UserError(`WENCE_DATABASE 指向 ${server.name}，但没有装它的驱动：请运行 npm install ${server.driver}`)
  })
  return { driver: loaded.default, config }
}

/** Servers that hold the store where one file is not enough. */
const SERVERS = [
  { name: 'PostgreSQL', address: /^postgres(?:ql)?:\/\//, driver: '@minatojs/driver-postgres' },
  { name: 'MySQL', address: /^mysql:\/\//, driver: '@minatojs/driver-mysql' },
]

/** A store in a database of minato, such as that of a Koishi app. */
export async function storeIn(
  database: AnyDatabase,
  now: () => Date = () => new Date(),
  close: () => unknown = () => {},
): Promise<Store> {
  const db = database as Database<Tables>
  db.extend('wence_chat', { id: 'string(255)', settings: 'json' }, { primary: 'id' })
  db.extend(
    'wence_menu',
    { id: 'string(255)', chat: 'string(255)', actions: 'json', at: 'timestamp' },
    { primary: 'id' },
  )
  db.extend('wence_update', { id: 'string(255)', at: 'timestamp' }, { primary: 'id' })
  db.extend(
    'wence_undelivered',
    { id: 'string(255)', platform: 'string(63)', reason: 'string(127)', count: 'unsigned' },
    { primary: 'id' },
  )
  await db.prepared()
  /** Updates being written, so that two deliveries at once are one. */
  const taking = new Set<string>()
  let counting: Promise<void> = Promise.resolve()
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS)

  return {
    async settings(chat) {
      const [row] = await db.get('wence_chat', { id: chat })
      const parsed = settingsSchema.safeParse(row?.settings ?? {})
      return parsed.success ? parsed.data : DEFAULT_SETTINGS
    },
    async saveSettings(chat, settings) {
      await db.upsert('wence_chat', [{ id: chat, settings }])
    },
    async keepMenu(id, chat, actions) {
      await db.upsert('wence_menu', [{ id, chat, actions: [...actions], at: now() }])
    },
    async action(id, chat, n, withinMs = MENU_DAYS * DAY_MS) {
      const [row] = await db.get('wence_menu', { id })
      if (!row || row.chat !== chat || row.at.getTime() < now().getTime() - withinMs) return null
      const actions = z.array(actionSchema).safeParse(row.actions)
      return actions.success ? (actions.data[n] ?? null) : null
    },
    async takeOnce(update) {
      if (taking.has(update)) return false
      taking.add(update)
      try {
        const [row] = await db.get('wence_update', { id: update })
        if (row) return false
        await db.create('wence_update', { id: update, at: now() })
        return true
      } finally {
        taking.delete(update)
      }
    },
    countUndelivered(platform, reason) {
      const id = `${platform}:${reason}`
      const count = async () => {
        const [row] = await db.get('wence_undelivered', { id })
        await db.upsert('wence_undelivered', [{ id, platform, reason, count: (row?.count ?? 0) + 1 }])
      }
      // One after the other, or two at once would be counted as one.
      counting = counting.then(count, count)
      return counting
    },
    async undelivered() {
      const rows = await db.get('wence_undelivered', {})
      return rows.map(({ platform, reason, count }) => ({ platform, reason, count }))
    },
    async sweep() {
      await db.remove('wence_menu', { at: { $lt: before(MENU_DAYS) } })
      await db.remove('wence_update', { at: { $lt: before(UPDATE_DAYS) } })
    },
    async close() {
      await close()
    },
  }
}
