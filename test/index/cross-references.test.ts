import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossReferences } from '../../index/cross-references.js'
import { formatNumeral } from '../../index/numerals.js'

const told = (text: string) =>
  crossReferences(text).map(({ article, paragraph, item }) => `${article ?? '-'}/${paragraph ?? '-'}/${item ?? '-'}`)

describe('the parts of its own text that a law refers to', () => {
  it.each([
    ['违反本条例第三十五条规定的，处五百元罚款', ['35/-/-']],
    ['违反本条例第十四条第一项规定的，由城市管理部门责令改正', ['14/-/1']],
    ['违反本条例第十六条第一款第二项规定，未礼让行人的', ['16/1/2']],
    ['违反本条例第十七条第一项、第二项规定，未采取措施', ['17/-/1', '17/-/2']],
    ['违反第十三条第一款、第三款规定的，责令其停止违法行为', ['13/1/-', '13/3/-']],
    ['违反本条例第十四条、第十五条规定的', ['14/-/-', '15/-/-']],
    ['违反本条例第三十条第（三）项至第（五）项规定的，拒绝其乘车', ['30/-/3', '30/-/4', '30/-/5']],
    ['违反本规定第十条之一的', ['10-1/-/-']],
    ['违反前款规定，逾期不缴纳的', ['-/0/-']],
    ['违反本条第二款规定的', ['-/2/-']],
  ])('%s', (text, references) => {
    expect(told(text)).toEqual(references)
  })

  it.each([
    '依照《中华人民共和国治安管理处罚法》第五十条的规定处罚',
    '取得教师资格应当具备的学历，依照教师法第十一条的规定执行',
    '依照医疗器械监督管理条例第八十一条的规定处罚',
  ])('are none where the number is another law’s: %s', text => {
    expect(told(text)).toEqual([])
  })

  it('are as many as are named', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 199 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(numbers, articles => {
        const named = articles.map(article => `第${formatNumeral(article)}条`).join('、')
        expect(told(`违反本条例${named}规定的，责令改正`)).toEqual(articles.map(article => `${article}/-/-`))
      }),
    )
  })
})
