import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { refusalOf } from './formats/read-file.js'
import type { Finding } from './types.js'

/** Files that belong to the maintainer, not to the reader. */
const NOT_DOCUMENTS = /^(?:catalog(?:\.schema)?\.json|pins\.jsonl|questions\.jsonl|README(?:\..*)?|\..*)$/i

/** A file that may hold documents. */
export interface FoundFile {
  /** Relative to the folder, with forward slashes. */
  name: string
  path: string
}

/**
 * The files of a folder and its subfolders that may hold documents, in order of their names. What is plainly none is a finding
 * with its name and what to do.
 * @throws Error where the folder cannot be opened
 */
export function listDocuments(folder: string): { found: FoundFile[]; findings: Finding[] } {
  const found: FoundFile[] = []
  const findings: Finding[] = []
  const nameOf = (path: string) => relative(folder, path).split(sep).join('/')
  const skip = (path: string, why: string) => findings.push(skipped(nameOf(path), why))
  for (const path of listFiles(folder, [], skip)) {
    const name = nameOf(path)
    if (NOT_DOCUMENTS.test(name.split('/').at(-1)!)) continue
    const refused = refusalOf(name, attempt(() => statSync(path).size) ?? 0)
    if (refused) skip(path, refused)
    else found.push({ name, path })
  }
  return { found, findings }
}

/** A file that was not read, and why. */
export function skipped(file: string, why: string): Finding {
  return { file, line: 0, kind: 'unplaced', message: `${why}，已跳过` }
}

/** The bytes of a file; null where it cannot be opened. */
export function bytesOf({ path }: FoundFile): Buffer | null {
  return attempt(() => readFileSync(path))
}

/** @param above the folders that hold this one, as they really are: a link back to one of them would go round for ever */
function listFiles(folder: string, above: readonly string[], skip: (path: string, why: string) => void): string[] {
  const entries = attempt(() => readdirSync(folder).sort())
  if (!entries && above.length === 0) throw new Error(`打不开文件夹 ${folder}：请检查路径和权限`)
  if (!entries) {
    skip(folder, '打不开这个文件夹')
    return []
  }
  const within = [...above, realpathSync(folder)]
  return entries.flatMap(entry => {
    const path = join(folder, entry)
    const stats = attempt(() => statSync(path))
    if (stats?.isFile()) return [path]
    if (entry.startsWith('.') || entry === 'node_modules') return []
    if (stats?.isDirectory() && !within.includes(realpathSync(path))) return listFiles(path, within, skip)
    skip(path, stats?.isDirectory() ? '链接绕回了上级文件夹' : '链接指向的文件不存在，或不是文件')
    return []
  })
}

function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}
