import { describe, expect, it } from 'vitest'
import { formatNumber } from '../../../index/formats/docx-numbering.js'
import { hanNumber } from '../../../index/formats/han-number.js'
import { parseNumeral } from '../../../index/numerals.js'

describe('a number', () => {
  it('in Chinese is what the reader of numerals reads as that number', () => {
    for (let value = 1; value <= 9999; value++) expect(parseNumeral(hanNumber(value))).toBe(value)
  })

  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [105, '一百零五'],
    [110, '一百一十'],
    [1012, '一千零一十二'],
  ])('%i is %s', (value, expected) => expect(hanNumber(value)).toBe(expected))

  it.each([
    ['decimal', 3, '3'],
    ['chineseCounting', 12, '十二'],
    ['chineseCountingThousand', 124, '一百二十四'],
    ['japaneseCounting', 21, '二十一'],
    ['chineseLegalSimplified', 13, '拾叁'],
    ['ideographTraditional', 2, '乙'],
    ['ideographZodiac', 3, '寅'],
    ['decimalEnclosedCircle', 5, '⑤'],
    ['decimalEnclosedCircleChinese', 21, '21'],
    ['decimalEnclosedParen', 4, '（4）'],
    ['decimalEnclosedFullstop', 4, '4.'],
    ['decimalZero', 7, '07'],
    ['upperLetter', 27, 'AA'],
    ['lowerLetter', 3, 'c'],
    ['upperRoman', 1994, 'MCMXCIV'],
    ['lowerRoman', 4, 'iv'],
    ['a format of another day', 4, '4'],
  ])('of the format %s is written as Word writes it', (format, value, expected) => {
    expect(formatNumber(value, format)).toBe(expected)
  })
})
