import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Finding, SourceFile } from './types.js'

const READABLE = /\.(?:txt|md|markdown)$/i
/** Files that belong to the maintainer, not to the reader. */
const NOT_DOCUMENTS = /^(?:catalog\.json|questions\.jsonl|README(?:\..*)?|\..*)$/i

/**
 * Reads all documents of a folder and its subfolders, in order of their names.
 * What cannot be read is a finding with its name, and the rest is read.
 * @throws Error where the folder does not exist or holds no readable document.
 */
export function readFolder(folder: string): { files: SourceFile[]; findings: Finding[] } {
  const files: SourceFile[] = []
  const findings: Finding[] = []
  const names = listFiles(folder)
  for (const path of names) {
    const name = relative(folder, path).split(sep).join('/')
    if (NOT_DOCUMENTS.test(name.split('/').at(-1)!)) continue
    if (!READABLE.test(name)) {
      findings.push({ file: name, line: 0, kind: 'unplaced', message: '尚不能读取这种格式（能读 .txt .md），已跳过' })
      continue
    }
    const { text, encoding } = decode(readFileSync(path))
    if (encoding !== 'utf-8') findings.push({ file: name, line: 0, kind: 'encoding', message: `按 ${encoding} 读取` })
    if (text.trim() === '') findings.push({ file: name, line: 0, kind: 'unplaced', message: '文件是空的，已跳过' })
    else files.push({ name, text: text.replace(/\r\n?/g, '\n') })
  }
  if (files.length === 0) throw new Error(`${folder} 里没有可读的文件（.txt .md）`)
  return { files, findings }
}

function listFiles(folder: string): string[] {
  let entries: string[]
  try {
    entries = readdirSync(folder)
  } catch {
    throw new Error(`打不开文件夹 ${folder}：请检查路径和权限`)
  }
  return entries.sort().flatMap(entry => {
    const path = join(folder, entry)
    return statSync(path).isDirectory() ? (entry.startsWith('.') || entry === 'node_modules' ? [] : listFiles(path)) : [path]
  })
}

/** UTF-8 (with or without BOM), UTF-16 by its BOM, else GB18030. */
function decode(bytes: Buffer): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' }
  }
}
