import { describe, expect, it } from 'vitest'
import { asked } from '../seed-questions.js'

describe('several things asked at once', () => {
  it('are said once where the pieces that answer them overlap', () => {
    const { answer } = asked('县管校聘啥时候全面铺开,在哪些区搞')
    expect(answer.match(/2026年1月起计划全市推开/g)).toHaveLength(1)
  })
})

describe('how a thing is done', () => {
  it('is not answered by a row of figures', () => {
    const { answer, citations } = asked('我家孩子有残疾，上学咋给安排？')
    expect(answer).not.toContain('入学率')
    expect(citations.every(({ quote }) => !/^残疾儿童入学率\t/.test(quote))).toBe(true)
  })
})
