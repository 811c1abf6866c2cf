import { describe, expect, it } from 'vitest'
import { nameRegion, notesOn } from '../../../src/answer/compose.js'
import { seedDocument } from '../../index/support.js'
import { preparedSeeds, understood } from '../seed-questions.js'

describe('the city of an answer', () => {
  const document = seedDocument('baotou-2025-yiwu-jiaoyu')
  const named = (text: string, question: string) =>
    nameRegion(text, document, { question: understood(question), prepared: preparedSeeds() })

  it('stands in front where nobody named it', () => {
    expect(named('2026年1月起推开。', '县管校聘何时推开')).toBe('包头市：2026年1月起推开。')
  })

  it.each([
    ['the question names it', '2026年1月起推开。', '包头县管校聘何时推开'],
    ['the question names it by another name', '2026年1月起推开。', '鹿城县管校聘何时推开'],
    ['the answer names it', '包头市2026年1月起推开。', '县管校聘何时推开'],
    ['the question names the document', '2026年1月起推开。', '研究处理情况的报告里县管校聘何时推开'],
  ])('does not where %s', (_, text, question) => {
    expect(named(text, question)).toBe(text)
  })
})

describe('what must be known of a document', () => {
  const notes = (...ids: string[]) => notesOn(ids.map(seedDocument))

  it.each([
    ['hulunbuir-gaozhiliang-cuoshi', '送审稿，尚未正式印发'],
    ['wuhai-jiaoyu-2035', '是规划'],
    ['hohhot-2023-gongzuo-zhongdian', '是新闻报道'],
    ['baotou-2025-yiwu-jiaoyu', '截至2025年'],
    ['hohhot-2023-yixue-chengshi-2', '是审议意见'],
  ])('%s: %s', (id, words) => {
    expect(notes(id)).toEqual([expect.stringContaining(words)])
    expect(notes(id, id)).toEqual(notes(id))
  })

  it('is told with the name of each of several', () => {
    const both = notes('hulunbuir-gaozhiliang-cuoshi', 'wuhai-jiaoyu-2035')
    expect(both).toHaveLength(2)
    expect(both[1]).toMatch(/^《乌海教育现代化2035》/)
  })
})
