import { describe, expect, it } from 'vitest'
import { asked, itemsOf } from '../seed-questions.js'

describe('the measures of a body', () => {
  it('are the headings over the lines that name it, in order and counted', () => {
    expect(itemsOf('呼伦贝尔市卫健委负责哪些措施')).toEqual(['强化学生心理健康教育', '深化教师正向激励机制'])
    expect(itemsOf('呼伦贝尔科协管哪几件事')).toEqual(['全面深化学校其他教育'])
  })

  it('are found with and without 市 before the name', () => {
    expect(itemsOf('呼伦贝尔红十字会要配合哪些工作')).toEqual(['深化教师正向激励机制', '加强平安校园建设'])
  })

  it('are found where no city is named, and the city stands in front', () => {
    expect(asked('体育局负责哪些').answer).toBe('呼伦贝尔市：市体育局参与负责：推动传统特色运动进校园（共 1 项）。')
  })

  it('are narrowed by what else is asked', () => {
    expect(itemsOf('呼伦贝尔市委编办在教师编制方面负责什么')).toEqual(['优化教师队伍管理'])
  })

  it('cite the line that names the body', () => {
    expect(asked('呼伦贝尔市总工会负责什么').citations[0].quote).toContain('市总工会')
  })

  it('are not what is asked when the body is', () => {
    expect(asked('呼伦贝尔班主任津贴由哪些部门负责').answer).toMatch(/^责任单位：市教育局、市财政局/)
  })
})
