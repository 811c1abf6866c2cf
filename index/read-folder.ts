import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { READABLE, readFile, refusalOf } from './formats/read-file.js'
import type { Finding, SourceFile } from './types.js'

/** Files that belong to the maintainer, not to the reader. */
const NOT_DOCUMENTS = /^(?:catalog\.json|questions\.jsonl|README(?:\..*)?|\..*)$/i

/**
 * Reads all documents of a folder and its subfolders, in order of their names.
 * What cannot be read is a finding with its name, and the rest is read.
 * @param onProgress told after each file
 * @throws Error where the folder does not exist or holds no readable document.
 */
export async function readFolder(
  folder: string,
  onProgress: (done: number, all: number) => void = () => {},
): Promise<{ files: SourceFile[]; findings: Finding[] }> {
  const files: SourceFile[] = []
  const findings: Finding[] = []
  const nameOf = (path: string) => relative(folder, path).split(sep).join('/')
  const skip = (path: string, why: string) =>
    findings.push({ file: nameOf(path), line: 0, kind: 'unplaced', message: `${why}，已跳过` })
  const paths = listFiles(folder, [], skip).filter(path => !NOT_DOCUMENTS.test(basename(path)))
  for (const [i, path] of paths.entries()) {
    if (i > 0) onProgress(i, paths.length)
    const name = nameOf(path)
    const refused = refusalOf(name, attempt(() => statSync(path).size) ?? 0)
    if (refused) {
      skip(path, refused)
      continue
    }
    const bytes = attempt(() => readFileSync(path))
    if (!bytes) {
      skip(path, '打不开')
      continue
    }
    const read = await readFile(name, bytes)
    if ('refused' in read) {
      skip(path, read.refused)
      continue
    }
    for (const note of read.notes) findings.push({ file: name, ...note })
    files.push({ name, text: read.text })
  }
  onProgress(paths.length, paths.length)
  if (files.length === 0) throw new Error(`${folder} 里没有可读的文件（${READABLE}）${reasons(findings)}`)
  return { files, findings }
}

/** Where all of a folder was refused, the reasons are what its owner needs. */
function reasons(findings: readonly Finding[]): string {
  const shown = findings.slice(0, 5).map(({ file, message }) => `\n  ${file}：${message}`)
  const more = findings.length > shown.length ? `\n  ……共 ${findings.length} 个` : ''
  return shown.join('') + more
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
