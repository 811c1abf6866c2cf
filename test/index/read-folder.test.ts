import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../index/build.js'
import { readFolder, readSeed, readText, SEEDS, tempFolder } from './support.js'

/** Writes GB18030 by turning the decoder round: every two-byte code, by the character it decodes to. */
function encodeGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail))
      if (trail !== 0x7f && char.length === 1 && !codes.has(char)) codes.set(char, [lead, trail])
    }
  return Buffer.from(
    [...text].flatMap(char => {
      if (char.charCodeAt(0) < 0x80) return [char.charCodeAt(0)]
      const code = codes.get(char)
      if (!code) throw new Error(`no two-byte code for ${char}`)
      return code
    }),
  )
}

function encodeUtf16be(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
}

const WUHAI = 'wuhai-jiaoyu-2035.txt'
const TEXT = readSeed(WUHAI)

describe('a folder', () => {
  it('of the seeds is read in the order of its names, without its catalog', async () => {
    const { files, findings } = await readFolder(SEEDS)
    expect(files.map(file => file.name)).toEqual([
      'baotou-2025-yiwu-jiaoyu.txt',
      'hohhot-2023-gongzuo-zhongdian.txt',
      'hohhot-2023-yixue-chengshi.txt',
      'hulunbuir-gaozhiliang-cuoshi.txt',
      WUHAI,
    ])
    expect(findings).toEqual([])
    for (const file of files) expect(file.text).toBe(readSeed(file.name))
  })

  it.each([
    ['GB18030', encodeGb18030(TEXT), 'gb18030'],
    ['UTF-16, little end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16, big end first', encodeUtf16be(TEXT), 'utf-16be'],
  ])('with a real document in %s reads it as the same text, and says so', async (_, bytes, encoding) => {
    const folder = tempFolder()
    writeFileSync(join(folder, WUHAI), bytes)
    const { files, findings } = await readFolder(folder)
    expect(files[0].text).toBe(TEXT)
    expect(findings).toMatchObject([{ file: WUHAI, kind: 'encoding' }])
    expect(findings[0].message).toContain(encoding)
    expect(readText(files[0].text, WUHAI).documents).toEqual(readText(TEXT, WUHAI).documents)
  })

  it('with a byte order mark or line ends of Windows reads the same text, without a word', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.txt'), `\ufeff${TEXT.replace(/\n/g, '\r\n')}`)
    const { files, findings } = await readFolder(folder)
    expect(files[0].text).toBe(TEXT)
    expect(findings).toEqual([])
  })

  it('is read with its subfolders, hidden ones and the maintainer’s files left out', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, '2024', 'jiaoyu'), { recursive: true })
    mkdirSync(join(folder, '.git'))
    mkdirSync(join(folder, 'node_modules'))
    for (const name of [
      'b.md',
      '2024/jiaoyu/a.txt',
      '.git/c.txt',
      'node_modules/d.txt',
      '.hidden.txt',
      'README.md',
      'catalog.json',
      'questions.jsonl',
    ])
      writeFileSync(join(folder, name), '教师应当备课。')
    const { files, findings } = await readFolder(folder)
    expect(files.map(file => file.name)).toEqual(['2024/jiaoyu/a.txt', 'b.md'])
    expect(findings).toEqual([])
  })

  it('with a file it cannot read names it and reads the rest', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.txt'), '教师应当备课。')
    writeFileSync(join(folder, 'b.xls'), 'x')
    writeFileSync(join(folder, 'empty.txt'), '')
    writeFileSync(join(folder, 'blank.txt'), ' \n　\n')
    const { files, findings } = await readFolder(folder)
    expect(files.map(file => file.name)).toEqual(['a.txt'])
    expect(findings.map(finding => [finding.file, finding.kind])).toEqual([
      ['b.xls', 'unplaced'],
      ['blank.txt', 'unplaced'],
      ['empty.txt', 'unplaced'],
    ])
  })

  it('with links that lead nowhere or back names them and reads the rest', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'a.txt'), '教师应当备课。')
    symlinkSync(join(folder, 'gone.txt'), join(folder, 'b.txt'))
    symlinkSync(join(folder, 'c.txt'), join(folder, 'c.txt'))
    symlinkSync(folder, join(folder, 'sub', 'up'))
    symlinkSync(join(folder, 'a.txt'), join(folder, 'd.txt'))
    const { files, findings } = await readFolder(folder)
    expect(files.map(file => file.name)).toEqual(['a.txt', 'd.txt'])
    expect(findings.map(finding => [finding.file, finding.kind])).toEqual([
      ['b.txt', 'unplaced'],
      ['c.txt', 'unplaced'],
      ['sub/up', 'unplaced'],
    ])
  })

  it('with binary junk named .txt is read without an error', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'junk.txt'), Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)))
    const { files, findings } = await readFolder(folder)
    expect(files).toHaveLength(1)
    expect(findings).toMatchObject([{ file: 'junk.txt', kind: 'encoding' }])
  })

  it('that does not exist, or holds nothing readable, is an error with its name', async () => {
    const folder = tempFolder()
    await expect(buildIndex(join(folder, 'nowhere'))).rejects.toThrow(join(folder, 'nowhere'))
    await expect(buildIndex(folder)).rejects.toThrow(folder)
    writeFileSync(join(folder, 'empty.txt'), '')
    await expect(buildIndex(folder)).rejects.toThrow(folder)
  })
})
