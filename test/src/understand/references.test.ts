import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../index/fold.js'
import { findReference } from '../../../src/understand/references.js'

const placesOf = (text: string) => findReference(fold(text))?.reference.places ?? null

describe('a clause that a question points to', () => {
  it.each([
    ['第四十四条', ['44']],
    ['第44条说什么', ['44']],
    ['若干措施第 44 条', ['44']],
    ['第十条之一', ['10-1']],
    ['五（二）', ['5', '2']],
    ['五(二)是什么', ['5', '2']],
    ['框5', ['框5']],
    ['框 5 讲什么', ['框5']],
    ['框十二', ['框12']],
    ['（十六）', ['16']],
    ['四、保障措施第（三）条', ['4', '3']],
    ['第三部分（七）下面的第3小点', ['b3', '7', '3']],
    ['第三章第二节', ['c3', 's2']],
  ])('%s: %j', (text, places) => {
    expect(placesOf(text)).toEqual(places)
  })

  it.each([
    ['一、二年级有作业吗'],
    ['小学一、二年级的娃'],
    ['三年级'],
    ['2025年'],
    ['第一名奖多少'],
    ['市第二中学'],
    ['十四五规划'],
    ['第零条'],
    ['班主任津贴'],
    [''],
  ])('%j points to none', text => {
    expect(placesOf(text)).toBeNull()
  })

  it('is not joined with a number far behind it', () => {
    expect(placesOf('第44条里写的班主任津贴到底是什么时候开始执行的，第3款呢')).toEqual(['44'])
  })

  it('says where it stands, whatever is around it', () => {
    const piece = fc.oneof(
      fc.constantFrom('第四十四条', '五(二)', '框5', '第3小点', '(七)', '一、', '条', '第', '亿兆'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const text = fold(pieces.join(''))
        const found = findReference(text)
        if (!found) return
        expect(text.slice(found.start, found.end)).toBe(found.reference.text)
        for (const place of found.reference.places) expect(place).toMatch(/^(?:框|b|c|s)?[1-9]\d*(?:-\d+)?$/)
      }),
      { numRuns: 1000 },
    )
  })
})
