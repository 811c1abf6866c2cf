import { describe, expect, it } from 'vitest'
import { asked, citedDocuments, expectSound } from '../seed-questions.js'

/** The line of a city in an answer; undefined where it has none. */
function lineOf(city: string, answer: string): string | undefined {
  return answer.split('\n').find(line => line.startsWith(`${city}市：`))
}

describe('a line for each city', () => {
  it('is of the clause whose own words name the thing, not of a neighbour under the same headings', () => {
    const { status, answer } = asked('教研员这支队伍打算怎么培养壮大？')
    expect(status).toBe('choose')
    expect(lineOf('呼和浩特', answer)).toContain('推进教研员“双向挂职”')
    expect(lineOf('呼和浩特', answer)).not.toContain('校长')
    expect(lineOf('呼伦贝尔', answer)).toContain('走出去拓视野')
    expect(lineOf('乌海', answer)).toContain('完善教研员遴选配备办法')
  })

  it('is left out where the words stand in the clause only apart', () => {
    const turns = ['学校里心理健康老师要怎么配啊？']
    const reply = asked(...turns)
    expectSound(reply, turns)
    expect(lineOf('呼伦贝尔', reply.answer)).toContain('至少配备1名专职心理健康教师')
    // 大数据在教师管理、学生入学、学生心理健康监测…领域的应用 is of neither.
    expect(lineOf('包头', reply.answer)).toBeUndefined()
    // What a review finds wanting is not how it is done.
    expect(lineOf('呼和浩特', reply.answer)).toBeUndefined()
    expect(lineOf('乌海', reply.answer)).toContain('全员心理健康培训')
  })

  it('holds the sentences that speak most, and is short where there are many', () => {
    const { answer } = asked('学校的劳动教育怎么抓，有什么具体要求？')
    expect(lineOf('乌海', answer)).toContain('开齐开足劳动教育课程')
    for (const line of answer.split('\n')) expect(line.length).toBeLessThanOrEqual(150)
  })

  it('tells what is done where that is asked', () => {
    expect(lineOf('呼和浩特', asked('小区里头配的幼儿园，交给公家没有啊').answer)).toContain('累计移交38所')
  })

  it('is given to each city that says it in other words', () => {
    const art = asked('每个学生要学会几项艺术技能？')
    expect(lineOf('呼伦贝尔', art.answer)).toContain('1-2项艺术技能')
    expect(lineOf('乌海', art.answer)).toContain('掌握一项艺术技能')
    const rank = asked('评高级职称非得下乡吗？')
    expect(lineOf('包头', rank.answer)).toContain('支教1年')
    expect(lineOf('乌海', rank.answer)).toContain('交流轮岗工作经历')
  })
})

describe('named cities that are compared', () => {
  it('are quoted by the sentences that speak most, not by those around the first words', () => {
    const reply = asked('家庭教育指导这块，包头和乌海各出了什么招？')
    expect(lineOf('包头', reply.answer)).toContain('100名"市级家庭教育指导师"')
    expect(lineOf('乌海', reply.answer)).toContain('《乌海市中小学家庭教育指导内容大纲》')
    expect(citedDocuments(reply)).toHaveLength(2)
    expect(asked('包头 呼伦贝尔 县管校聘 推进情况 对比').answer).toContain('2026年1月起计划全市推开')
  })
})
