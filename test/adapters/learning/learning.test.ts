import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../adapters/chat/store.js'
import type { Vote } from '../../../adapters/feedback.js'
import { type LearningOptions, learningIn } from '../../../adapters/learning/learning.js'
import { readLearned } from '../../../adapters/learning/open-learned.js'
import { tempFolder } from '../../index/support.js'

const VOTE: Vote = { verdict: 'useless', question: '班主任津贴多少', clauseId: 'x#44' }

async function learning(changes: Partial<LearningOptions> = {}, place = ':memory:') {
  const { database, close } = await openDatabase(place)
  const told: unknown[] = []
  const log = { error: (...parts: unknown[]) => void told.push(parts) } as LearningOptions['log']
  const opened = await learningIn(database, { keepDays: 90, log, today: () => '2026-03-01', ...changes })
  let isOpen = true
  const end = async () => {
    if (isOpen) await close()
    isOpen = false
  }
  onTestFinished(end)
  return { ...opened, told, end, database }
}

describe('what is learned from use', () => {
  it('is the question with the day, counted, and the vote with the build: no hour, no person, no place', async () => {
    const own = await learning()
    own.missed('赤峰幼儿园收费标准', [])
    own.missed('赤峰幼儿园收费标准', [])
    own.missed('那小学呢', ['赤峰幼儿园收费标准'])
    own.record(VOTE, 'b1')
    expect(await own.read(1)).toEqual({
      missed: [
        { day: '2026-03-01', question: '赤峰幼儿园收费标准', turns: [], count: 2 },
        { day: '2026-03-01', question: '那小学呢', turns: ['赤峰幼儿园收费标准'], count: 1 },
      ],
      voted: [{ day: '2026-03-01', buildId: 'b1', count: 1, ...VOTE }],
    })
  })

  it('counts on from what was kept before, over a restart', async () => {
    const place = join(tempFolder(), 'chat.db')
    for (let run = 0; run < 2; run++) {
      const own = await learning({}, place)
      own.missed('赤峰幼儿园收费标准', [])
      own.record(VOTE, 'b1')
      await own.settle()
      await own.end()
    }
    const own = await learning({}, place)
    const { missed, voted } = await own.read(1)
    expect([missed[0].count, voted[0].count]).toEqual([2, 2])
  })

  it('counts the same question, typed with other marks and widths, as the same', async () => {
    const own = await learning()
    own.missed('“津贴”　多少', [])
    own.missed('津贴多少', [])
    expect((await own.read(1)).missed.map(({ count }) => count)).toEqual([2])
  })

  it('keeps nobody’s number, neither in the question nor in the one before it nor on the disk', async () => {
    const place = join(tempFolder(), 'chat.db')
    const own = await learning({}, place)
    own.missed('那13947212345呢', ['我叫王小明，13947212345'])
    own.record({ ...VOTE, question: '打13947212345' }, 'b1')
    await own.settle()
    expect(JSON.stringify(await own.read(1))).not.toMatch(/13947212345|王小明/)
    expect(readFileSync(place).toString('latin1')).not.toContain('13947212345')
  })

  it('goes after its days, and is read for as many days as asked', async () => {
    let day = '2026-03-01'
    const own = await learning({ keepDays: 3, today: () => day })
    for (day of ['2026-03-01', '2026-03-02', '2026-03-03']) own.missed(`问题${day}`, [])
    day = '2026-03-03'
    expect((await own.read(2)).missed.map(row => row.day)).toEqual(['2026-03-03', '2026-03-02'])
    await own.sweep()
    expect((await own.read(30)).missed).toHaveLength(3)
    day = '2026-03-04'
    own.record(VOTE, 'b1')
    await own.settle()
    await own.sweep()
    expect((await own.read(30)).missed.map(row => row.day)).toEqual(['2026-03-03', '2026-03-02'])
    day = '2026-03-07'
    await own.sweep()
    expect(await own.read(30)).toEqual({ missed: [], voted: [] })
  })

  it('takes so many rows and no more: the oldest days make room, a flood of one day does not', async () => {
    let day = '2026-03-01'
    const own = await learning({ mostRows: 4, today: () => day })
    for (day of ['2026-03-01', '2026-03-02']) for (const name of ['甲', '乙']) own.missed(`${name}的补贴`, [])
    await own.settle()
    day = '2026-03-03'
    for (let n = 0; n < 50; n++) own.missed(`第${n}种补贴`, [])
    own.missed('第0种补贴', [])
    const { missed } = await own.read(30)
    expect(missed.length).toBeLessThanOrEqual(4)
    expect(missed.every(row => row.day === day)).toBe(true)
    expect(missed.find(({ question }) => question === '第0种补贴')?.count).toBe(2)
    own.missed('还有一种补贴', [])
    own.missed('第0种补贴', [])
    const later = (await own.read(30)).missed
    expect(later.length).toBe(missed.length)
    expect(later.find(({ question }) => question === '第0种补贴')?.count).toBe(3)
  })

  it('throws nothing where it cannot be kept, says so once, and goes on when it can be again', async () => {
    const own = await learning()
    const upsert = own.database.upsert
    own.database.upsert = () => Promise.reject(new Error('disk full'))
    for (let n = 0; n < 3; n++) {
      own.missed(`问题${n}`, [])
      await own.settle()
    }
    expect(own.told).toHaveLength(1)
    own.database.upsert = upsert
    own.missed('又问', [])
    await own.settle()
    expect((await own.read(1)).missed.map(({ question }) => question)).toEqual(['又问'])
    own.database.upsert = () => Promise.reject(new Error('disk full'))
    own.missed('再问', [])
    await own.settle()
    expect(own.told).toHaveLength(2)
  })
})

describe('reading beside a running program', () => {
  it('finds what is kept and leaves the file as it is', async () => {
    const place = join(tempFolder(), 'chat.db')
    const today = new Date().toISOString().slice(0, 10)
    const own = await learning({ today: () => today }, place)
    own.missed('赤峰幼儿园收费标准', [])
    await own.settle()
    const before = readFileSync(place)
    const { missed } = await readLearned(place, 1)
    expect(missed.map(({ question }) => question)).toEqual(['赤峰幼儿园收费标准'])
    expect(readFileSync(place).equals(before)).toBe(true)
    own.missed('赤峰幼儿园收费标准', [])
    expect((await own.read(1)).missed[0].count).toBe(2)
  })

  it('finds nothing where nothing was ever kept, and makes no file', async () => {
    expect(await readLearned(join(tempFolder(), 'none.db'), 1)).toEqual({ missed: [], voted: [] })
  })
})
