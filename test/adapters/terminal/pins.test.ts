import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { dataFolder, fileWith, linesOf, wence } from './run-program.js'

const documents = join(dataFolder, 'documents')
const out = join(dataFolder, 'own-index')
const PIN = {
  question: '食堂一顿饭多少钱',
  likenesses: ['学校一餐收几块'],
  counterExamples: ['教师食堂一顿饭多少钱'],
  clause: '食堂管理办法#3',
  reason: '家长常问',
}

const pinning = (...pins: object[]) =>
  writeFileSync(join(documents, 'pins.jsonl'), pins.map(pin => `${JSON.stringify(pin)}\n`).join(''))
const index = () => wence('index', '--from', documents, '--out', out)

beforeAll(async () => {
  mkdirSync(documents)
  writeFileSync(
    join(documents, '食堂管理办法.md'),
    '# 云水县中小学食堂管理办法\n\n第一条 食堂应当公开菜谱。\n\n第二条 食堂从业人员应当每年体检。\n\n第三条 收费标准为小学每餐不超过8元，初中每餐不超过10元。\n',
  )
  pinning(PIN)
  expect((await index()).status).toBe(0)
})

describe('wence pins', () => {
  it('lists what is pinned to which clause, and why', async () => {
    const { status, stdout } = await wence('pins', '--index', out)
    expect(status).toBe(0)
    expect(linesOf(stdout)).toEqual([
      '第 1 行　食堂一顿饭多少钱 → 食堂管理办法#3（家长常问）',
      '　　也问：学校一餐收几块',
      '　　不是：教师食堂一顿饭多少钱',
    ])
  })

  it('shows which questions of a file would be captured, and how like they are, in every form that questions are kept', async () => {
    const file = fileWith(
      'asked.jsonl',
      [
        { id: 'a', turns: ['你好', '请问食堂一顿饭多少钱'], expect: 'answered' },
        { question: '食堂从业人员多久体检', clause: null, reason: 'x' },
        { question: '学校一餐收几块', turns: [], clause: '食堂管理办法#3', reason: 'x' },
      ]
        .map(line => JSON.stringify(line))
        .join('\n'),
    )
    const { stdout } = await wence('pins', '--index', out, '--dry-run', file)
    expect(linesOf(stdout)).toEqual([
      '   1  1.00  你好 → 请问食堂一顿饭多少钱',
      '            像“食堂一顿饭多少钱” → 食堂管理办法#3',
      '   3  1.00  学校一餐收几块',
      '            像“学校一餐收几块” → 食堂管理办法#3',
      '3 问里会有 2 问按固定的条款回答',
    ])
    const { asked, captured } = JSON.parse((await wence('pins', '--index', out, '--dry-run', file, '--json')).stdout)
    expect([asked, captured.map(({ line }: { line: number }) => line)]).toEqual([3, [1, 3]])
  })

  it('names the line of a file that is no question', async () => {
    const { status, stderr } = await wence('pins', '--index', out, '--dry-run', fileWith('bad.jsonl', '{}'))
    expect([status, stderr]).toEqual([1, expect.stringContaining('bad.jsonl:1 应有 question 或 turns')])
  })

  it('is told by ask --explain', async () => {
    const { stdout } = await wence('ask', '--index', out, '--explain', '食堂一顿饭多少钱')
    expect(stdout).toContain('固定的问题：“食堂一顿饭多少钱” → 食堂管理办法#3（像 1.00：家长常问）')
  })

  it('that point nowhere, or capture a counter-example, do not pass the build: the old one answers on', async () => {
    pinning({ ...PIN, clause: '食堂管理办法#9' })
    const refused = await index()
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('pins.jsonl 第 1 行：固定到 食堂管理办法#9，但没有收录这一条'),
    ])
    expect(linesOf((await wence('pins', '--index', out)).stdout)[0]).toContain('食堂管理办法#3')
    pinning(PIN)
  })

  it('of the package are none', async () => {
    const { status, stdout } = await wence('pins')
    expect([status, stdout]).toEqual([0, '没有固定的问题（pins.jsonl）。\n'])
  })
})
