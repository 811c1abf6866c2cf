import { describe, expect, it } from 'vitest'
import { announcedLists } from '../../../src/answer/lists.js'
import { loadQuestionLanguage } from '../../../src/language.js'
import { seedDocument } from '../../index/support.js'
import { asked, expectSound } from '../seed-questions.js'

const OPINION = 'hohhot-2023-yixue-chengshi-2'

/** The items of an answer that lists and counts them. */
function itemsOf(...turns: string[]): string[] {
  const answer = asked(...turns)
  expectSound(answer, turns)
  const [, body, count] = /^(?:.*?：)?(.+)（共 (\d+) 项）。$/s.exec(answer.answer) ?? []
  expect(body, answer.answer).toBeDefined()
  const items = body.split('；')
  expect(items).toHaveLength(Number(count))
  return items
}

describe('the measures of a body', () => {
  it('are the headings over the lines that name it, in order and counted', () => {
    expect(itemsOf('呼伦贝尔市卫健委负责哪些措施')).toEqual(['强化学生心理健康教育', '深化教师正向激励机制'])
    expect(itemsOf('呼伦贝尔科协管哪几件事')).toEqual(['全面深化学校其他教育'])
  })

  it('are found with and without 市 before the name', () => {
    expect(itemsOf('呼伦贝尔红十字会要配合哪些工作')).toEqual(['深化教师正向激励机制', '加强平安校园建设'])
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

describe('a list that the documents announce', () => {
  const names = loadQuestionLanguage().listNames

  it('is whole, in order and counted', () => {
    expect(itemsOf('呼市人大审议意见指出还有哪些问题')).toEqual([
      '学前教育仍存在短板',
      '义务教育“双减”落实上还不彻底',
      '城乡、校际、区域教育发展不平衡,优质教育资源配置不均衡',
      '教师人事管理制度还不完善',
      '职业教育产教融合度不高',
    ])
    expect(itemsOf('乌海教育现代化2035的基本原则有哪些')).toEqual([
      '坚持党的领导',
      '坚持优先发展',
      '坚持服务人民',
      '坚持改革创新',
      '坚持统筹协调',
    ])
  })

  it('is the one of the document that is meant', () => {
    expect(itemsOf('呼市政府报告自己说存在哪几个问题')[0]).toBe('学位供给仍比较紧张')
  })

  it('gives the one item that the question narrows it to', () => {
    const answer = asked('人大说呼市的职高具体难在哪几样')
    expect(answer.answer).toMatch(/办学经费不足、师资缺乏、.*生源不足、办学特色不明显/)
    expect(answer.citations.map(citation => citation.clauseId)).toEqual([`${OPINION}#5`])
  })

  it('keeps plans under the same heading apart from the problems', () => {
    const problems = names.find(({ trouble }) => trouble)!
    const [list] = announcedLists(seedDocument('hohhot-2023-yixue-chengshi'), problems)
    expect(list.items.map(item => item.label)).toEqual(['一是', '二是', '三是'])
  })

  it('is asked on about by number', () => {
    expect(asked('呼市人大建议有哪些', '第四个具体说的啥').answer).toMatch(/^深化用人机制和人事制度改革：/)
    expect(asked('乌海面临哪些挑战', '第三条呢').answer).toContain('师资队伍建设')
  })
})

describe('the parts of a matter', () => {
  it('are what stands one step below its heading', () => {
    expect(itemsOf('包头人才队伍建设做了哪几方面工作')).toEqual([
      '不断完善人才招引措施',
      '深入推进"县管校聘"试点工作',
      '持续加大名师名校长培养力度',
      '进一步完善教师奖惩机制',
    ])
  })

  it('are paragraphs with titles of their own where nothing is numbered', () => {
    expect(itemsOf('乌海素质教育包括哪几方面')).toHaveLength(5)
  })
})
