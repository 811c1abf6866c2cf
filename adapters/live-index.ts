import type { ClauseIndex } from '../index/build.js'
import { currentBuild, loadSteps } from '../index/index-folder.js'
import { finishInTurns } from '../index/steps.js'
import { prepare } from '../src/prepare.js'
import { rehearsal } from '../src/rehearse.js'
import { REHEARSED } from './open-index.js'

/** How often is looked whether another build answers, and how long at a time its reading may keep others waiting. */
const LOOK_EVERY_MS = 1_000
const TURN_MS = 8

/** Where what becomes of a new build is told. */
interface Told {
  info(facts: object, words: string): void
  error(facts: object, words: string): void
}

/** For programs whose output is an answer and nothing else. */
export const SILENT: Told = { info() {}, error() {} }

/** The index that answers, taken anew where another build becomes the current one of its folder. */
export interface LiveIndex {
  /** The whole of one build: who asks it once for a question is answered from that build alone. */
  get(): ClauseIndex
  /** When it was taken. */
  since(): Date
  close(): void
}

/**
 * Watches a folder of builds. What is new is read while the old one answers; what cannot be read is told once, and the old one
 * answers on.
 */
export function watchIndex(
  folder: string,
  opened: ClauseIndex,
  log: Told,
  lookEveryMs: number = LOOK_EVERY_MS,
): LiveIndex {
  let index = opened
  let taken = currentBuild(folder)
  let since = new Date()
  let isReading = false
  const look = async () => {
    const current = currentBuild(folder)
    if (isReading || current === null || current === taken) return
    isReading = true
    taken = current
    try {
      const next = await finishInTurns(loadSteps(folder), TURN_MS)
      prepare(next).bySound()
      await finishInTurns(rehearsal(next, REHEARSED), TURN_MS)
      index = next
      since = new Date()
      log.info({ build: next.buildId, documents: next.documents.length, clauses: next.clauses.length }, '已换用新索引')
    } catch (error) {
      log.error({ err: error }, '新索引读不了，继续用原来的')
    } finally {
      isReading = false
    }
  }
  const timer = setInterval(() => void look(), lookEveryMs)
  timer.unref()
  return { get: () => index, since: () => since, close: () => clearInterval(timer) }
}
