import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../adapters/chat/store.js'
import { learningIn } from '../../../adapters/learning/learning.js'
import { readOwnQuestions } from '../../../adapters/maintain/own-questions.js'
import { tempFolder } from '../../index/support.js'
import { dataFolder, linesOf, wence } from './run-program.js'

describe('wence misses', () => {
  it('with nothing kept says so, and makes no database', async () => {
    const { status, stdout } = await wence('misses')
    expect([status, stdout]).toEqual([0, '近 90 天没有答不上的问题。\n'])
    expect(existsSync(join(dataFolder, 'chat.db'))).toBe(false)
  })

  describe('with questions kept', () => {
    beforeAll(async () => {
      const { database, close } = await openDatabase(join(dataFolder, 'chat.db'))
      const learning = await learningIn(database, { keepDays: 90, log: { error: () => {} } })
      learning.missed('乌海学区房价格', [])
      learning.missed('乌海学区房价格', [])
      learning.missed('请问乌海的学区房价格', [])
      learning.record({ verdict: 'useless', question: '班主任津贴多少', clauseId: 'x#1' }, 'b')
      await learning.settle()
      await close()
    })

    it('lists them by likeness with count and nearest clauses, and what was of no use', async () => {
      const { status, stdout } = await wence('misses')
      expect(status).toBe(0)
      const lines = linesOf(stdout)
      expect(lines[0]).toBe('近 90 天没答上的：1 类，3 次')
      expect(lines[2]).toMatch(/^3 次（最近 \d{4}-\d\d-\d\d）　乌海学区房价格$/)
      expect(lines[3]).toBe('　　也问：请问乌海的学区房价格')
      expect(lines.filter(line => line.startsWith('　　相近：')).length).toBeGreaterThan(0)
      expect(lines.slice(-2)).toEqual(['说没用的：1 问', '1 次没用，0 次有用　班主任津贴多少　x#1'])
    })

    it('prints JSON and nothing else', async () => {
      const { stdout, stderr } = await wence('misses', '--json', '--days', '7')
      const { days, groups, disliked } = JSON.parse(stdout)
      expect([days, groups.length, groups[0].count, disliked.length]).toEqual([7, 1, 3, 1])
      expect(stderr).toBe('')
    })

    it('writes them to be labelled, which a build refuses until they are, and never over a file', async () => {
      const folder = tempFolder()
      const file = join(folder, 'questions.jsonl')
      const { status, stderr } = await wence('misses', '--export', file)
      expect([status, stderr]).toEqual([0, `写下 2 问待标，存于 ${file}\n`])
      expect(linesOf(readFileSync(file, 'utf8'))).toHaveLength(2)
      expect(() => readOwnQuestions(folder)).toThrow(`${file}:1 还没有标好`)
      const again = await wence('misses', '--export', file)
      expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('不覆盖')])
    })

    it.each(['0', '-3', 'x', '1.5'])('refuses %s days', async days => {
      const { status, stderr } = await wence('misses', `--days=${days}`)
      expect([status, stderr]).toEqual([2, expect.stringContaining('应为 1 到 3650 的整数')])
    })
  })
})
