import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrences } from '../../../adapters/web/matched-words.js'

const found = (text: string, ...words: string[]) => occurrences(text, words).map(([from, to]) => text.slice(from, to))

describe('matched words', () => {
  it('are marked wherever they stand, the longer before the shorter', () => {
    expect(found('班主任津贴：班主任的津贴', '津贴', '班主任津贴', '班主任')).toEqual(['班主任津贴', '班主任', '津贴'])
  })

  it('are marked in capitals too', () => {
    expect(found('STEAM教育与steam课程', 'steam')).toEqual(['STEAM', 'steam'])
  })

  it('are marked at their place behind letters that have two small ones', () => {
    expect(found('İİİ津贴', '津贴')).toEqual(['津贴'])
  })

  it('are spans in order that do not touch one another, each of which is one of the words', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', '津', '贴', 'İ', '𠮷'), maxLength: 20 })
    fc.assert(
      fc.property(
        letters,
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '津', '贴'), maxLength: 3 })),
        (text, words) => {
          let last = 0
          for (const [from, to] of occurrences(text, words)) {
            expect(from).toBeGreaterThanOrEqual(last)
            expect(words).toContain(text.slice(from, to).replace(/[A-Z]/g, letter => letter.toLowerCase()))
            last = to
          }
          const marked = occurrences(text, words).length > 0
          const holds = words.some(word => word !== '' && text.replaceAll('B', 'b').includes(word))
          expect(marked).toBe(holds)
        },
      ),
    )
  })
})
