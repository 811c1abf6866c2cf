import { describe, expect, it } from 'vitest'
import { announcedLists } from '../../../src/answer/announced-lists.js'
import { loadQuestionLanguage } from '../../../src/language.js'
import { seedDocument } from '../../index/support.js'
import { asked, itemsOf } from '../seed-questions.js'

const OPINION = 'hohhot-2023-yixue-chengshi-2'

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
