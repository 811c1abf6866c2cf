import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../chat/store.js'
import { type Learned, learningIn } from './learning.js'

const NOTHING: Learned = { missed: [], voted: [] }
/** How often a copy is tried of a file that is being written to. */
const TRIES = 5

/**
 * Reads what was learned, beside a program that may be running.
 * @param place as `WENCE_DATABASE` or the file in `WENCE_DATA`
 * @param days how many days back, today among them
 */
export async function readLearned(place: string, days: number): Promise<Learned> {
  if (/^\w+:\/\//.test(place)) return readFrom(place, days)
  if (!existsSync(place)) return NOTHING
  // Two programs that open the same file know nothing of each other's locks: what is read is a copy.
  const folder = mkdtempSync(join(tmpdir(), 'wence-learned-'))
  try {
    return await readFrom(copyWhole(place, folder), days)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Copies the file with its journal, again where it was written to meanwhile. */
function copyWhole(place: string, folder: string): string {
  const copy = join(folder, 'copy.db')
  for (let n = 0; n < TRIES; n++) {
    const before = stateOf(place)
    rmSync(`${copy}-journal`, { force: true })
    copyFileSync(place, copy)
    if (existsSync(`${place}-journal`)) copyFileSync(`${place}-journal`, `${copy}-journal`)
    if (stateOf(place) === before) break
  }
  return copy
}

function stateOf(place: string): string {
  const { mtimeMs, size } = statSync(place)
  return `${mtimeMs} ${size} ${existsSync(`${place}-journal`)}`
}

async function readFrom(place: string, days: number): Promise<Learned> {
  const { database, close } = await openDatabase(place)
  try {
    const learning = await learningIn(database, { keepDays: days, log: { error: () => {} } })
    return await learning.read(days)
  } finally {
    await close()
  }
}
