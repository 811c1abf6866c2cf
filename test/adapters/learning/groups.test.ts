import { describe, expect, it } from 'vitest'
import { dislikedOf, groupMissed } from '../../../adapters/learning/groups.js'
import { linesToLabel } from '../../../adapters/learning/label-lines.js'
import type { Missed, Voted } from '../../../adapters/learning/learning.js'
import { seeds } from '../../index/support.js'

const missed = (question: string, count = 1, day = '2026-03-01', turns: string[] = []): Missed => ({
  day,
  question,
  turns,
  count,
})
const MISSED = [
  missed('赤峰幼儿园收费标准', 3),
  missed('呼和浩特学区房现在多少钱一平米'),
  missed('请问赤峰的幼儿园收费标准是多少？', 2, '2026-03-02'),
  missed('赤峰幼儿园收费标准', 1, '2026-03-03'),
  missed('呼和浩特学区房多少钱一平米啊', 1),
  missed('怎么领养一只熊猫', 1),
]

describe('questions that were missed', () => {
  it('stand together where they ask for the same, counted over all days, those asked most often first', () => {
    const groups = groupMissed(MISSED, seeds().index)
    expect(groups.map(({ count, lastDay, questions }) => [count, lastDay, questions.map(q => q.question)])).toEqual([
      [6, '2026-03-03', ['赤峰幼儿园收费标准', '请问赤峰的幼儿园收费标准是多少？']],
      [2, '2026-03-01', ['呼和浩特学区房多少钱一平米啊', '呼和浩特学区房现在多少钱一平米']],
      [1, '2026-03-01', ['怎么领养一只熊猫']],
    ])
  })

  it('stand apart where they are about other regions, however alike they are', () => {
    const asked = [
      '呼和浩特学区房多少钱一平米',
      '乌海学区房多少钱一平米',
      '学区房多少钱一平米',
      '呼市学区房多少钱一平米',
    ]
    const groups = groupMissed(
      asked.map(question => missed(question)),
      seeds().index,
    )
    expect(groups.map(({ count }) => count)).toEqual([2, 1, 1])
    expect(groups[0].questions.map(({ question }) => question).sort()).toEqual([asked[0], asked[3]].sort())
  })

  it('give the same groups in whatever order they came', () => {
    const groups = groupMissed(MISSED, seeds().index)
    expect(groupMissed([...MISSED].reverse(), seeds().index)).toEqual(groups)
  })

  it('show the clauses that come nearest', () => {
    const [group] = groupMissed([missed('班主任的津贴到底该不该发给实习老师')], seeds().index)
    expect(group.nearest.length).toBeGreaterThan(0)
    expect(group.nearest.map(({ clauseId }) => clauseId)).toContain('hulunbuir-gaozhiliang-cuoshi#5.16.44')
  })

  it('of a region that no document is of have no clause near: another city’s is no proposal', () => {
    const [group] = groupMissed([missed('赤峰班主任津贴多少')], seeds().index)
    expect(group.nearest).toEqual([])
  })

  it('are understood with the question before them', () => {
    const before = ['呼伦贝尔班主任津贴多少']
    const [first, second] = groupMissed(
      [missed('那乌海呢', 2, '2026-03-01', before), missed('那乌海呢', 1, '2026-03-01', ['包头县管校聘何时推开'])],
      seeds().index,
    )
    expect([first.questions[0].turns, second.questions[0].turns]).toEqual([before, ['包头县管校聘何时推开']])
  })
})

describe('answers that were of no use', () => {
  const voted = (verdict: Voted['verdict'], question: string, count: number, buildId = 'b'): Voted => ({
    day: '2026-03-01',
    buildId,
    verdict,
    question,
    clauseId: 'x#1',
    count,
  })
  it('are counted over builds with those who found them useful; what nobody disliked is left out', () => {
    expect(
      dislikedOf([
        voted('useless', '津贴多少', 1),
        voted('useless', '津贴多少', 1, 'c'),
        voted('useful', '津贴多少', 4),
        voted('useless', '学位多少', 5),
        voted('useful', '编制多少', 9),
      ]),
    ).toEqual([
      { question: '学位多少', clauseId: 'x#1', useless: 5, useful: 0 },
      { question: '津贴多少', clauseId: 'x#1', useless: 2, useful: 4 },
    ])
  })
})

describe('lines to label', () => {
  it('say that nobody has judged them, propose the nearest clause and give no reason', () => {
    const groups = groupMissed([missed('那乌海呢', 2, '2026-03-01', ['呼伦贝尔班主任津贴多少'])], seeds().index)
    const lines = linesToLabel(groups, [{ question: '津贴多少', clauseId: '', useless: 1, useful: 0 }])
    const [first, second] = lines.map(line => JSON.parse(line))
    expect(first).toMatchObject({
      label: expect.stringMatching(/^待标：没答上，问过 2 次/),
      question: '那乌海呢',
      turns: ['呼伦贝尔班主任津贴多少'],
      clause: groups[0].nearest[0].clauseId,
      reason: '',
    })
    expect(second).toMatchObject({ label: expect.stringMatching(/^待标：答了，1 次说没用/), clause: null, reason: '' })
    expect(second).not.toHaveProperty('turns')
  })
})
