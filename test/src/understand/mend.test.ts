import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../index/fold.js'
import { loadQuestionLanguage } from '../../../src/language.js'
import { mendTyping } from '../../../src/understand/mend.js'
import { seeds } from '../../index/support.js'
import { preparedSeeds, understood } from '../seed-questions.js'

const mend = (text: string) => mendTyping(text, preparedSeeds(), loadQuestionLanguage().stopWords)

describe('typing errors', () => {
  it.each([
    ['班主仁津贴多少', '班主任津贴多少', '主仁'],
    ['双剪政策', '双减政策', '双剪'],
    ['呼合浩特2022年教育支出', '呼和浩特2022年教育支出', '呼合'],
    ['数字笑园覆盖率', '数字校园覆盖率', '笑园'],
  ])('%s reads %s', (typed, read, error) => {
    const { text, mended } = mend(typed)
    expect(text).toBe(read)
    expect(mended).toHaveLength(1)
    expect(mended[0].from).toContain(error)
    expect(mended[0].to).toHaveLength(mended[0].from.length)
  })

  it('of a city’s name still name the city', () => {
    expect(understood('呼合浩特2022年教育支出').regions.map(region => region.name)).toEqual(['呼和浩特市'])
  })

  it.each([['班主任津贴多少'], ['四点放学'], ['今天天气怎么样'], ['hello 2035'], ['']])('are not seen in %j', text => {
    expect(mend(text)).toEqual({ text, mended: [] })
  })

  it('are never seen in what the documents write', () => {
    for (const { clause, document } of seeds().index.clauses) {
      const text = fold(document.text.slice(...clause.span))
      expect(mend(text)).toEqual({ text, mended: [] })
    }
  })

  it('are mended without changing the length of any text', () => {
    const characters = fc.constantFrom(...'县管校品聘班主仁任双剪减数字笑园呼合浩特津贴多少2035年？')
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 24 }), text => {
        const { text: read, mended } = mend(text)
        expect(read).toHaveLength(text.length)
        if (mended.length === 0) expect(read).toBe(text)
      }),
      { numRuns: 300 },
    )
  })
})
