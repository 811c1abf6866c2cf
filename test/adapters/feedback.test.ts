import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { feedbackIn, type Vote } from '../../adapters/feedback.js'
import { tempFolder } from '../index/support.js'

const VOTE: Vote = { verdict: 'useless', question: '津贴\n多少"', clauseId: 'x#p1' }

describe('a vote', () => {
  it('is a line of JSON with the day and the build, and nothing of who sent it', () => {
    const folder = join(tempFolder(), 'not', 'yet')
    const feedback = feedbackIn(folder, () => '2026-03-01')
    feedback.record(VOTE, 'b1')
    feedback.record({ ...VOTE, verdict: 'useful' }, 'b2')
    const lines = readFileSync(join(folder, 'feedback.jsonl'), 'utf8').trimEnd().split('\n')
    expect(lines.map(line => JSON.parse(line))).toEqual([
      { on: '2026-03-01', buildId: 'b1', ...VOTE },
      { on: '2026-03-01', buildId: 'b2', ...VOTE, verdict: 'useful' },
    ])
  })

  it('knows the day, not the hour', () => {
    const folder = tempFolder()
    feedbackIn(folder).record(VOTE, 'b')
    expect(JSON.parse(readFileSync(join(folder, 'feedback.jsonl'), 'utf8')).on).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('begins a new file where the old one is full, and keeps two at most', () => {
    const folder = tempFolder()
    const file = join(folder, 'feedback.jsonl')
    const feedback = feedbackIn(folder)
    for (let i = 0; i < 3; i++) {
      writeFileSync(file, 'x'.repeat(8 * 1024 * 1024 + 1))
      feedback.record(VOTE, `b${i}`)
      expect(readdirSync(folder).sort()).toEqual(['feedback.jsonl', 'feedback.old.jsonl'])
      expect(statSync(file).size).toBeLessThan(1_000)
    }
    expect(existsSync(file)).toBe(true)
  })
})
