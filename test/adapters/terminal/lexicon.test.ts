import { describe, expect, it } from 'vitest'
import { fileWith, linesOf, wence } from './run-program.js'

const QUESTIONS = [
  {
    id: 'q1',
    turns: ['呼伦贝尔班主任津贴多少'],
    kind: 'howmuch',
    style: 'plain',
    asker: 'teacher',
    expect: 'answered',
    answers: [['800元']],
    evidence: [['每月800元']],
  },
  { question: '赤峰幼儿园收费标准', clause: null, reason: '没有收录' },
]
const file = () => fileWith('judged.jsonl', QUESTIONS.map(line => JSON.stringify(line)).join('\n'))

describe('wence lexicon check', () => {
  it('says what contradicts itself, what does harm to the questions given, and what the documents never use', async () => {
    const { status, stdout } = await wence('lexicon', 'check', '--questions', file())
    const lines = linesOf(stdout)
    expect(lines[0]).toMatch(/^矛盾和重复 \d+ 处$/)
    expect(lines.find(line => line.includes('问来量'))).toMatch(/^用 2 问来量（答对 2）：问到的 \d+ 条里/)
    expect(lines.find(line => line.startsWith('收录的文件里用不上的'))).toMatch(/\d+ 条（共 \d+ 条/)
    expect(status).toBe(lines[0] === '矛盾和重复 0 处' ? 0 : 1)
  })

  it('prints JSON with file and line of every row', async () => {
    const { stdout } = await wence('lexicon', 'check', '--questions', file(), '--json')
    const { conflicts, unused, ablation } = JSON.parse(stdout)
    expect(ablation).toMatchObject({ questions: 2, right: 2 })
    expect(ablation.touched).toBeGreaterThan(0)
    for (const { at } of conflicts) for (const place of at) expect(place).toMatch(/^[\w-]+\.tsv:\d+$/)
    for (const { source, reason } of unused)
      expect([source, reason]).toEqual([expect.stringMatching(/\.tsv:\d+$/), expect.stringMatching(/./)])
  })

  it('names the line of a file whose answer is not known', async () => {
    const bad = fileWith('unjudged.jsonl', `${JSON.stringify(QUESTIONS[1])}\n{"id":"x","turns":["津贴"]}\n`)
    const { status, stderr } = await wence('lexicon', 'check', '--questions', bad)
    expect([status, stderr]).toEqual([1, expect.stringContaining('unjudged.jsonl:2 既不是')])
  })

  it('is told how it is used', async () => {
    const { status, stdout } = await wence('lexicon', 'check', '--help')
    expect([status, stdout]).toEqual([0, expect.stringContaining('--questions <FILE...>')])
    expect((await wence('lexicon', 'chek')).status).toBe(2)
  })
})
