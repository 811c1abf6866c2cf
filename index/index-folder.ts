import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { ClauseIndex } from './build.js'
import { type BuildMeta, buildSteps, IndexMismatchError, readMeta, writeBuild } from './saved-build.js'
import { finish } from './steps.js'

/*
 * A folder of builds:
 *
 *     current            the name of the build that answers
 *     builds/NAME/       a build, complete as soon as it has this name
 *     failed/NAME/       a build that did not pass, with why.txt
 *     records/           what was read of each file, for the next build
 *
 * A build is written under another name, renamed, and made current by renaming a file over `current`: whenever the program
 * is killed, `current` names a build that is whole.
 */

/** How many builds stay, the current one among them. */
export const BUILDS_KEPT = 5
const FILES_OF_OLD = ['meta.json', 'documents.jsonl', 'search.jsonl', 'vocabulary.json', 'findings.jsonl']

/** A build that is kept. */
export interface KeptBuild {
  /** Begins with the time it was made, so that names sort by age. */
  name: string
  folder: string
  meta: BuildMeta
  isCurrent: boolean
}

/** A folder that holds a built index. */
export function isIndexFolder(folder: string): boolean {
  const current = currentBuild(folder)
  return current !== null && readMeta(current) !== null
}

/** The folder of the build that answers; null where there is none. Older programs kept one build in the folder itself. */
export function currentBuild(folder: string): string | null {
  const name = currentName(folder)
  if (name !== null) return join(folder, 'builds', name)
  return readMeta(folder) ? folder : null
}

function currentName(folder: string): string | null {
  try {
    const name = readFileSync(join(folder, 'current'), 'utf8').trim()
    return /^[\w-]+$/.test(name) ? name : null
  } catch {
    return null
  }
}

/** The folder that the index in `folder` was built from; null where none is there. */
export function sourceOf(folder: string): string | null {
  const current = currentBuild(folder)
  return (current && readMeta(current)?.source) ?? null
}

/**
 * Loads the index that answers.
 * @throws IndexMismatchError where it was built with other linguistic data than this program's
 * @throws Error naming the file that is missing or damaged, and the command that mends it
 */
export function loadIndex(folder: string): ClauseIndex {
  return finish(loadSteps(folder))
}

/** The same step by step, so that a running program answers meanwhile. */
export function loadSteps(folder: string): Generator<void, ClauseIndex> {
  return buildSteps(currentBuild(folder) ?? folder, folder)
}

/** Builds from the newest to the oldest. */
export function listBuilds(folder: string): KeptBuild[] {
  const current = currentName(folder)
  const parent = join(folder, 'builds')
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .filter(name => /^[\w-]+$/.test(name))
    .sort()
    .reverse()
    .flatMap(name => {
      const meta = readMeta(join(parent, name))
      return meta ? [{ name, folder: join(parent, name), meta, isCurrent: name === current }] : []
    })
}

/**
 * Writes an index as a build that does not answer yet.
 * @returns its name
 * @throws Error where the folder has other things in it, or cannot be written; nothing is left behind then
 */
export function stageBuild(index: ClauseIndex, target: string, now: Date = new Date()): string {
  const folder = resolve(target)
  if (existsSync(folder) && !isIndexFolder(folder) && !isNew(folder))
    throw new Error(`${folder} 已存在，但不是问策的索引；请另选 --out 文件夹，或先移走它`)
  const builds = join(folder, 'builds')
  mkdirSync(builds, { recursive: true })
  const time = now.toISOString().replace(/[-:]/g, '').replace('.', '-').replace('Z', '')
  let name = `${time}-${index.buildId.slice(0, 8)}`
  for (let n = 2; existsSync(join(builds, name)); n++) name = `${time}-${index.buildId.slice(0, 8)}-${n}`
  const fresh = join(builds, `${name}.new`)
  try {
    mkdirSync(fresh)
    writeBuild(index, fresh)
    flushFolder(fresh)
    renameSync(fresh, join(builds, name))
    flushFolder(builds)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    throw error
  }
  return name
}

/** Nothing in it but what an earlier attempt left. */
function isNew(folder: string): boolean {
  return statSync(folder).isDirectory() && readdirSync(folder).every(name => OWN_NAMES.has(name))
}
const OWN_NAMES = new Set(['builds', 'failed', 'records', 'lock', 'current', 'current.new'])

/** Makes a build the one that answers. */
export function makeCurrent(folder: string, name: string): void {
  const fresh = join(folder, 'current.new')
  const handle = openSync(fresh, 'w')
  try {
    writeSync(handle, `${name}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(fresh, join(folder, 'current'))
  flushFolder(folder)
  for (const file of FILES_OF_OLD) rmSync(join(folder, file), { force: true })
}

/** Keeps a build that did not pass apart, with the reason; only the last one is kept. */
export function setAside(folder: string, name: string, why: string): string {
  const failed = join(folder, 'failed')
  rmSync(failed, { recursive: true, force: true })
  mkdirSync(failed, { recursive: true })
  renameSync(join(folder, 'builds', name), join(failed, name))
  writeFileSync(join(failed, name, 'why.txt'), `${why}\n`)
  return join(failed, name)
}

/** Lets the oldest builds go, and what interrupted builds left. The one that answers always stays. */
export function keepNewest(folder: string, kept: number = BUILDS_KEPT): void {
  const builds = listBuilds(folder)
  const staying = new Set(builds.filter(({ isCurrent }, i) => isCurrent || i < kept).map(({ name }) => name))
  const parent = join(folder, 'builds')
  for (const name of readdirSync(parent))
    if (!staying.has(name)) rmSync(join(parent, name), { recursive: true, force: true })
}

/**
 * Makes the build before the current one, or the named one, answer again.
 * @returns the build that answers now
 * @throws Error where there is none
 */
export function rollBack(folder: string, name?: string): KeptBuild {
  const builds = listBuilds(folder)
  const at = builds.findIndex(({ isCurrent }) => isCurrent)
  const target = name === undefined ? builds[at + 1] : builds.find(build => build.name.startsWith(name))
  if (!target || (name === undefined && at < 0))
    throw new Error(
      name === undefined ? `${folder} 里没有更早的索引可以退回` : `${folder} 里没有叫 ${name} 的索引；--list 列出全部`,
    )
  makeCurrent(folder, target.name)
  return { ...target, isCurrent: true }
}

/** Writes an index and makes it answer at once, for folders that nothing else is asked of. */
export function saveIndex(index: ClauseIndex, folder: string): void {
  const name = stageBuild(index, folder)
  makeCurrent(resolve(folder), name)
  keepNewest(resolve(folder))
}

/** Folders are flushed where the system can. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // Windows opens no folders.
  }
}

export { IndexMismatchError }
