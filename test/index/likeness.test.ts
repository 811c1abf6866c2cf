import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likeness, sketch } from '../../index/likeness.js'
import { seedDocument } from './support.js'

const of = (text: string) => sketch({ text })

describe('likeness', () => {
  it('of a text with itself is 1, with a wholly other one 0, and the same both ways', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 20, maxLength: 400 }),
        fc.string({ minLength: 20, maxLength: 400 }),
        (a, b) => {
          const [x, y] = [of(a), of(b)]
          if (x.length) expect(likeness(x, x)).toBe(1)
          expect(likeness(x, y)).toBe(likeness(y, x))
          expect(likeness(x, y)).toBeGreaterThanOrEqual(0)
          expect(likeness(x, y)).toBeLessThanOrEqual(1)
        },
      ),
    )
    expect(likeness(of('天地玄黄宇宙洪荒日月盈昃'), of('赵钱孙李周吴郑王冯陈褚卫'))).toBe(0)
    expect(likeness([], [])).toBe(0)
  })

  it('is high for a text of which a few words were changed, and low for another document', () => {
    const { text } = seedDocument('wuhai-jiaoyu-2035')
    expect(likeness(of(text), of(text.replaceAll('乌海市', '赤峰市')))).toBeGreaterThan(0.6)
    expect(likeness(of(text), of(seedDocument('hulunbuir-gaozhiliang-cuoshi').text))).toBeLessThan(0.1)
  })
})
