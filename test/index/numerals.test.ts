import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumeral, NUMERAL_CHARS, parseNumeral } from '../../index/numerals.js'

describe('numerals', () => {
  it('come back from every number between 0 and 9999', () => {
    for (let n = 0; n <= 9999; n++) expect(parseNumeral(formatNumeral(n))).toBe(n)
  })

  it('are written with the characters that a numeral may hold, and each number in its own way', () => {
    const written = Array.from({ length: 10_000 }, (_, n) => formatNumeral(n))
    expect(new Set(written).size).toBe(10_000)
    expect(written.join('').replace(new RegExp(`[${NUMERAL_CHARS}]`, 'g'), '')).toBe('')
  })

  it.each([
    [10, '十'],
    [14, '十四'],
    [20, '二十'],
    [44, '四十四'],
    [100, '一百'],
    [101, '一百零一'],
    [110, '一百一十'],
    [1000, '一千'],
    [1002, '一千零二'],
    [1010, '一千零一十'],
    [1260, '一千二百六十'],
    [9999, '九千九百九十九'],
  ])('writes %i as %s, the way laws do', (value, text) => {
    expect(formatNumeral(value)).toBe(text)
  })

  it.each([
    ['〇', 0],
    ['零', 0],
    ['两', 2],
    ['两百', 200],
    ['十', 10],
    ['一十', 10],
    ['一百零八', 108],
    ['一千零二', 1002],
    ['二〇二五', 2025],
    ['二零三五', 2035],
    ['１２', 12],
    ['0044', 44],
    ['17', 17],
  ])('reads %s as %i', (text, value) => {
    expect(parseNumeral(text)).toBe(value)
  })

  it('reads years written digit by digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), year => {
        const digits = [...String(year)].map(d => '〇一二三四五六七八九'[Number(d)]).join('')
        expect(parseNumeral(digits)).toBe(year)
      }),
    )
  })

  it.each([
    '',
    ' ',
    '条',
    '廿',
    '一万',
    '第三',
    '三条',
    '1.5',
    '-1',
    '一二a',
    '千千',
    '十十',
    '二三十',
    '十百',
    '²',
    '①',
  ])('refuses %j, which is no numeral', text => {
    expect(parseNumeral(text)).toBeNull()
  })

  it.each([-1, 10_000, 1.5, Number.NaN])('refuses to write %d and says what it was given', value => {
    expect(() => formatNumeral(value)).toThrow(String(value))
  })
})
