import { describe, expect, it } from 'vitest'
import { clausesOf, resolvePlace, resolveReference, spanOf } from '../../../src/answer/lookup.js'
import { seedDocument, seeds } from '../../index/support.js'
import { preparedSeeds } from '../seed-questions.js'

function textOf(id: string, written: string): string | null {
  const document = seedDocument(id)
  const place = resolveReference(document, written)
  return place && document.text.slice(...spanOf(place)).trim()
}

describe('a reference as a person writes it', () => {
  it.each([
    ['hulunbuir-gaozhiliang-cuoshi', '44', '44.呼伦贝尔市中小学班主任津贴标准'],
    ['hulunbuir-gaozhiliang-cuoshi', '第四十四条', '44.呼伦贝尔市中小学班主任津贴标准'],
    ['hulunbuir-gaozhiliang-cuoshi', '第44条', '44.呼伦贝尔市中小学班主任津贴标准'],
    ['hulunbuir-gaozhiliang-cuoshi', '四十四', '44.呼伦贝尔市中小学班主任津贴标准'],
    ['hulunbuir-gaozhiliang-cuoshi', '５８', '58.建立完善事故隐患自查自改常态化机制'],
    ['hulunbuir-gaozhiliang-cuoshi', '五（十六）', '（十六）深化教师正向激励机制'],
    ['hulunbuir-gaozhiliang-cuoshi', '(十六)', '（十六）深化教师正向激励机制'],
    ['hulunbuir-gaozhiliang-cuoshi', '第五部分', '五、实施引育并举行动'],
    ['baotou-2025-yiwu-jiaoyu', '五（二）', '(二)深入推进"县管校聘"试点工作'],
    ['baotou-2025-yiwu-jiaoyu', '5.2', '(二)深入推进"县管校聘"试点工作'],
    ['hohhot-2023-yixue-chengshi', '六（一）', '一是学位供给仍比较紧张'],
    ['wuhai-jiaoyu-2035', '框5', '框 5 实施职业院校示范专业'],
    ['wuhai-jiaoyu-2035', '框 五', '框 5 实施职业院校示范专业'],
    ['wuhai-jiaoyu-2035', '四、保障措施第（三）条', '（三）营造良好共建环境'],
    ['wuhai-jiaoyu-2035', '第三部分（七）下面的第3小点', '3. 推动基于信息技术的教育精准化管理'],
    ['wuhai-jiaoyu-2035', '保障措施', '四、保障措施'],
    ['wuhai-jiaoyu-2035', 'wuhai-jiaoyu-2035#3.7.3', '3. 推动基于信息技术的教育精准化管理'],
    ['wuhai-jiaoyu-2035', '#3.7.3', '3. 推动基于信息技术的教育精准化管理'],
  ])('%s %s', (id, written, beginning) => {
    expect(textOf(id, written)?.startsWith(beginning)).toBe(true)
  })

  it.each([
    ['hulunbuir-gaozhiliang-cuoshi', '99'],
    ['hulunbuir-gaozhiliang-cuoshi', '第五十九条'],
    ['wuhai-jiaoyu-2035', '第十条之一'],
    ['baotou-2025-yiwu-jiaoyu', '框5'],
    ['baotou-2025-yiwu-jiaoyu', '没有这样的标题'],
  ])('%s has no %s', (id, written) => {
    expect(textOf(id, written)).toBeNull()
  })

  it('finds each measure by its number, where no heading bears the same one', () => {
    for (let number = 21; number <= 58; number++) {
      expect(textOf('hulunbuir-gaozhiliang-cuoshi', String(number))).toMatch(new RegExp(`^${number}\\.`))
      expect(textOf('hulunbuir-gaozhiliang-cuoshi', `第${number}条`)).toBe(
        textOf('hulunbuir-gaozhiliang-cuoshi', String(number)),
      )
    }
  })

  it('finds every clause by its own id', () => {
    for (const document of seeds().index.documents)
      for (const clause of document.clauses)
        expect(resolveReference(document, clause.id)?.ordinals[0]).toBe(clause.ordinal)
  })
})

describe('a place', () => {
  it('of a group holds all that stands under it, without a gap', () => {
    const document = seedDocument('hulunbuir-gaozhiliang-cuoshi')
    const place = resolvePlace(document, ['5', '16'])!
    expect(place.ordinals).toEqual(place.ordinals.map((_, i) => place.ordinals[0] + i))
    expect(clausesOf(place, preparedSeeds()).map(({ clause }) => clause.place)).toEqual([
      '5.16',
      '5.16.44',
      '5.16.45',
      '5.16.46',
      '5.16.47',
    ])
    const text = document.text.slice(...spanOf(place))
    expect(text).toContain('47.积极营造')
    expect(text).not.toContain('48.')
  })

  it('of one measure ends before the responsible units', () => {
    expect(textOf('hulunbuir-gaozhiliang-cuoshi', '47')).not.toContain('责任单位')
  })

  it('is null for steps that the document has not', () => {
    expect(resolvePlace(seedDocument('baotou-2025-yiwu-jiaoyu'), ['5', '9'])).toBeNull()
    expect(resolvePlace(seedDocument('baotou-2025-yiwu-jiaoyu'), [])).toBeNull()
  })
})
