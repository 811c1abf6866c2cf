import { createHash } from 'node:crypto'
import { $, type Database } from 'minato'
import type { Logger } from 'pino'
import { fold } from '../../index/fold.js'
import type { Feedback, Vote } from '../feedback.js'
import { withoutIdentities } from './identities.js'

/** A question that the documents did not answer, on one day. */
export interface Missed {
  /** ISO 8601 date. The hour is not kept. */
  day: string
  question: string
  /** The questions before it that it leaves something to, oldest first. */
  turns: string[]
  /** How often it was asked that day. */
  count: number
}

/** What readers said of the answer to a question, on one day. */
export interface Voted extends Vote {
  day: string
  buildId: string
  count: number
}

/** What was learned, the newest day first. */
export interface Learned {
  missed: Missed[]
  voted: Voted[]
}

/** What use teaches: questions without an answer, and votes; by the day, without a trace of who asked or where. */
export interface Learning extends Feedback {
  /** @param days how many days back, today among them */
  read(days: number): Promise<Learned>
  /** Lets go what is older than is to be kept. */
  sweep(): Promise<void>
  /** Waits until all that was taken is kept. */
  settle(): Promise<void>
}

interface Tables {
  wence_missed: Missed & { id: string }
  wence_voted: Voted & { id: string }
}
// biome-ignore lint/suspicious/noExplicitAny: the tables that others have in the database are not ours to know
type AnyDatabase = Database<any, any, any>

export interface LearningOptions {
  /** How many days are kept, today among them. */
  keepDays: number
  log: Pick<Logger, 'error'>
  /** ISO 8601 date. */
  today?(): string
  /** Rows of each of the two tables. */
  mostRows?: number
}

/** A flood of questions fills no disk: so many rows are kept, and so many wait to be written. */
const MOST_ROWS = 20_000
const MOST_WAITING = 1_000
/** What is taken waits so long for more, so that a hundred questions are one writing. */
const WRITE_AFTER_MS = 1_000
const DAY_MS = 24 * 60 * 60 * 1000

/** Opens what was learned in a database of minato, in tables of its own. */
export async function learningIn(database: AnyDatabase, options: LearningOptions): Promise<Learning> {
  const { keepDays, log, today = isoDay, mostRows = MOST_ROWS } = options
  const db = database as Database<Tables>
  db.extend(
    'wence_missed',
    { id: 'string(63)', day: 'string(10)', question: 'text', turns: 'json', count: 'unsigned' },
    { primary: 'id' },
  )
  db.extend(
    'wence_voted',
    {
      id: 'string(63)',
      day: 'string(10)',
      buildId: 'string(63)',
      verdict: 'string(15)',
      question: 'text',
      clauseId: 'string(300)',
      count: 'unsigned',
    },
    { primary: 'id' },
  )
  await db.prepared()
  const missed = new Map<string, Tables['wence_missed']>()
  const voted = new Map<string, Tables['wence_voted']>()
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let hasFailed = false

  /** What cannot be kept is told once, until something can be kept again. */
  const failed = (error: unknown) => {
    if (!hasFailed) log.error({ err: { message: (error as Error).message } }, '没能记下没答上的问题和评价')
    hasFailed = true
  }
  const take = <Row extends { id: string; count: number }>(waiting: Map<string, Row>, row: Row) => {
    const before = waiting.get(row.id)
    if (!before && waiting.size >= MOST_WAITING) return
    waiting.set(row.id, { ...row, count: (before?.count ?? 0) + 1 })
    timer ??= setTimeout(write, WRITE_AFTER_MS).unref()
  }
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    const [someMissed, someVoted] = [[...missed.values()], [...voted.values()]]
    missed.clear()
    voted.clear()
    writing = writing.then(async () => {
      try {
        await put('wence_missed', someMissed)
        await put('wence_voted', someVoted)
        hasFailed = false
      } catch (error) {
        failed(error)
      }
    })
    return writing
  }
  const put = async <Name extends keyof Tables>(table: Name, rows: readonly Tables[Name][]) => {
    if (rows.length === 0) return
    // biome-ignore lint/suspicious/noExplicitAny: minato's types do not follow a table's name that is a variable
    const any = db as any
    const known = new Map<string, number>()
    for (const { id, count } of await any.get(table, { id: rows.map(row => row.id) }, ['id', 'count']))
      known.set(id, count)
    const fresh = rows.filter(({ id }) => !known.has(id))
    let room = mostRows - (await any.eval(table, (row: { id: string }) => $.count(row.id as never)))
    if (room < fresh.length) room += await letOldestGo(table, fresh.length - room)
    const fitting = new Set(fresh.slice(0, Math.max(0, room)))
    await any.upsert(
      table,
      rows
        .filter(row => known.has(row.id) || fitting.has(row))
        .map(row => ({ ...row, count: row.count + (known.get(row.id) ?? 0) })),
    )
  }
  /** Lets whole days go, the oldest first and never today, until there is room for so many rows. @returns how many went */
  const letOldestGo = async (table: keyof Tables, wanted: number) => {
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const any = db as any
    const rows: { day: string }[] = await any.get(table, { day: { $lt: today() } }, ['day'])
    let gone = 0
    for (const day of [...new Set(rows.map(row => row.day))].sort()) {
      if (gone >= wanted) break
      await any.remove(table, { day })
      gone += rows.filter(row => row.day === day).length
    }
    return gone
  }
  return {
    missed(question, turns) {
      const day = today()
      const [text, before] = [withoutIdentities(question), turns.map(withoutIdentities)]
      if (text === '') return
      const id = idOf([day, ...before, text].map(fold))
      take(missed, { id, day, question: text, turns: before, count: 0 })
    },
    record({ verdict, question, clauseId }, buildId) {
      const day = today()
      const text = withoutIdentities(question)
      const id = idOf([day, buildId, verdict, clauseId, fold(text)])
      take(voted, { id, day, buildId, verdict, question: text, clauseId, count: 0 })
    },
    async read(days) {
      await write()
      const since = { day: { $gte: dayBefore(today(), days - 1) } }
      const order = <Row extends { day: string; question: string }>(rows: Row[]) =>
        rows.sort((a, b) => (a.day === b.day ? byText(a.question, b.question) : byText(b.day, a.day)))
      return {
        missed: order((await db.get('wence_missed', since)).map(({ id: _, ...row }) => row)),
        voted: order((await db.get('wence_voted', since)).map(({ id: _, ...row }) => row)),
      }
    },
    async sweep() {
      const tooOld = { day: { $lt: dayBefore(today(), keepDays - 1) } }
      await db.remove('wence_missed', tooOld)
      await db.remove('wence_voted', tooOld)
    },
    settle: write,
  }
}

function idOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isoDay(): string {
  return new Date().toISOString().slice(0, 10)
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
}
