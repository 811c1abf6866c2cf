import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitCells } from '../../../index/clauses.js'
import { type Cell, rowLine, tableLines } from '../../../index/formats/table.js'

const cell = (text: string, colSpan = 1, rowSpan = 1): Cell => ({ text, colSpan, rowSpan })
const row = (...texts: string[]) => texts.map(text => cell(text))

describe('a table', () => {
  it('is a line for each row', () => {
    expect(tableLines([row('指标', '2025年'), row('毛入园率', '98')])).toEqual([
      '| 指标 | 2025年 |',
      '| 毛入园率 | 98 |',
    ])
  })

  it('says a merged cell in each row and column that it reaches', () => {
    expect(
      tableLines([row('学校', '班型', '人数'), [cell('第一小学', 1, 2), ...row('普通', '40')], row('特教', '8')]),
    ).toEqual(['| 学校 | 班型 | 人数 |', '| 第一小学 | 普通 | 40 |', '| 第一小学 | 特教 | 8 |'])
  })

  it('has one head where the head is several rows high', () => {
    expect(
      tableLines([[cell('学校', 1, 2), cell('2025年', 2)], row('班数', '人数'), row('第一小学', '6', '270')]),
    ).toEqual(['| 学校 | 2025年 班数 | 2025年 人数 |', '| 第一小学 | 6 | 270 |'])
  })

  it('has its caption and its note, which are as wide as the table, above and below it', () => {
    expect(
      tableLines([[cell('表1 学位计划', 2)], row('学校', '学位'), row('第一小学', '270'), [cell('注：不含民办', 2)]]),
    ).toEqual(['表1 学位计划', '| 学校 | 学位 |', '| 第一小学 | 270 |', '注：不含民办'])
  })

  it('says the name of a group of rows once', () => {
    expect(tableLines([row('学校', '学位'), [cell('城区', 2)], row('第一小学', '270')])).toEqual([
      '| 学校 | 学位 |',
      '| 城区 |  |',
      '| 第一小学 | 270 |',
    ])
  })

  it('of one column, or with nothing in its other columns, is text', () => {
    expect(tableLines([row('框1 重点工程'), row('建设10所学校。')])).toEqual(['框1 重点工程', '建设10所学校。'])
    expect(tableLines([row('一', ''), row('二', '')])).toEqual(['一', '二'])
  })

  it('of nothing is nothing', () => {
    expect(tableLines([])).toEqual([])
    expect(tableLines([row('', ''), row(' '.trim())])).toEqual([])
  })

  it('keeps all it says, whatever spans it states', () => {
    const cells = fc.record({
      text: fc.constantFrom('', '甲', '乙|丙', '丁\n戊'),
      colSpan: fc.integer({ min: -1, max: 400 }),
      rowSpan: fc.integer({ min: -1, max: 400 }),
    })
    fc.assert(
      fc.property(fc.array(fc.array(cells, { maxLength: 5 }), { maxLength: 6 }), rows => {
        const said = tableLines(rows).join('')
        for (const { text } of rows.flat()) for (const char of text.replace(/[\s|]/g, '')) expect(said).toContain(char)
      }),
    )
  })

  it('keeps as many cells in a row as there are, bars in them or not', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('甲', '甲|乙', '甲 乙', '1'), { minLength: 1, maxLength: 6 }), texts => {
        expect(splitCells(rowLine(texts))).toHaveLength(texts.length)
      }),
    )
  })
})
