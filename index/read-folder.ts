import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Finding, SourceFile } from './types.js'

const READABLE = /\.(?:txt|md|markdown)$/i
/** Files that belong to the maintainer, not to the reader. */
const NOT_DOCUMENTS = /^(?:catalog\.json|questions\.jsonl|pins\.jsonl|README(?:\..*)?|\..*)$/i

/**
 * Reads all documents of a folder and its subfolders, in order of their names.
 * What cannot be read is a finding with its name, and the rest is read.
 * @throws Error where the folder does not exist or holds no readable document.
 */
export function readFolder(folder: string): { files: SourceFile[]; findings: Finding[] } {
  const files: SourceFile[] = []
  const findings: Finding[] = []
  const nameOf = (path: string) => relative(folder, path).split(sep).join('/')
  const skip = (path: string, why: string) =>
    findings.push({ file: nameOf(path), line: 0, kind: 'unplaced', message: `${why}，已跳过` })
  for (const path of listFiles(folder, [], skip)) {
    const name = nameOf(path)
    if (NOT_DOCUMENTS.test(name.split('/').at(-1)!)) continue
    if (!READABLE.test(name)) {
      skip(path, '尚不能读取这种格式（能读 .txt .md）')
      continue
    }
    const bytes = attempt(() => readFileSync(path))
    if (!bytes) {
      skip(path, '打不开')
      continue
    }
    const { text, encoding } = decode(bytes)
    if (encoding !== 'utf-8') findings.push({ file: name, line: 0, kind: 'encoding', message: `按 ${encoding} 读取` })
    if (text.trim() === '') skip(path, '文件是空的')
    else files.push({ name, text: text.replace(/\r\n?/g, '\n') })
  }
  if (files.length === 0) throw new Error(`${folder} 里没有可读的文件（.txt .md）`)
  return { files, findings }
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

/** UTF-8 (with or without BOM), UTF-16 by its BOM, else GB18030. */
function decode(bytes: Buffer): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' }
  }
}
