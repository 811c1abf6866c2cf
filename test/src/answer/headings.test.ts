import { describe, expect, it } from 'vitest'
import { itemsOf } from '../seed-questions.js'

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
