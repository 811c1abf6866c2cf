import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asSentence, display, segmentSpans, surrounding } from '../../../src/answer/text.js'

const pieces = (text: string) => segmentSpans(text, [0, text.length]).map(span => text.slice(...span))
const prose = fc.string({ unit: fc.constantFrom(...'县管校聘，。；、：（）“”《》\n 12.5%a'), maxLength: 60 })

describe('the text of an answer', () => {
  it.each([
    ['到 2027 年,\n形成', '到2027年,形成'],
    ['教育\n中心', '教育中心'],
    ['97\t98\t99', '97｜98｜99'],
    ['read  only', 'read only'],
    ['  留白  ', '留白'],
  ])('is shown without what the page left: %j', (text, shown) => {
    expect(display(text)).toBe(shown)
  })

  it.each([
    ['每月800元', '每月800元。'],
    ['每月800元，', '每月800元。'],
    ['每月800元。', '每月800元。'],
    ['包括：', '包括。'],
    ['是吗？', '是吗？'],
  ])('ends as a sentence: %s', (text, sentence) => {
    expect(asSentence(text)).toBe(sentence)
  })

  it('never ends in a comma, and is a sentence for good', () => {
    fc.assert(
      fc.property(prose, text => {
        expect(asSentence(text)).not.toMatch(/[，,；;：:、\s]$/)
        expect(asSentence(asSentence(text))).toBe(asSentence(text))
      }),
    )
  })
})

describe('the parts of a sentence', () => {
  it.each([
    [
      '2024年已下达65万元,用于购置2000套,2025年再下达100万元',
      ['2024年已下达65万元,', '用于购置2000套,', '2025年再下达100万元'],
    ],
    ['给予安置费（税后，一次性）10万元', ['给予安置费（税后，一次性）10万元']],
    ['共1,023人', ['共1,023人']],
    ['其中市本级68个、昆区310个、青山区60个', ['其中市本级68个、', '昆区310个、', '青山区60个']],
    ['音乐、美术、书法', ['音乐、美术、书法']],
  ])('%s', (text, parts) => {
    expect(pieces(text)).toEqual(parts)
  })

  it('joined are the sentence', () => {
    fc.assert(
      fc.property(prose, text => {
        expect(pieces(text).join('')).toBe(text)
      }),
    )
  })
})

describe('what surrounds a span', () => {
  const text = '第一句在这里。第二句说了八百元。第三句是别的。'

  it('is its sentence with its neighbours, as far as there is room', () => {
    const at = text.indexOf('八百')
    expect(text.slice(...surrounding(text, [[at, at + 2]], [0, text.length], 12))).toBe('第二句说了八百元。')
    expect(text.slice(...surrounding(text, [[at, at + 2]], [0, text.length], 100))).toBe(text)
  })

  it('ends where the clause ends', () => {
    const end = text.indexOf('第三句')
    const at = text.indexOf('八百')
    expect(surrounding(text, [[at, at + 2]], [0, end], 100)).toEqual([0, end])
  })
})
