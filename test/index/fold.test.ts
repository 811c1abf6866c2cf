import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldChar, foldWithOffsets } from '../../index/fold.js'
import { SEEDS, seedDocument } from './support.js'

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        '教師',
        '班主任',
        '“',
        '”',
        '《',
        '》',
        '　',
        ' ',
        '\n',
        '＞',
        '９７',
        '％',
        '㎡',
        '㈠',
        '—',
        '～',
        '\ud800',
        '\udc00',
        '\u0007',
        '\u200b',
        '\ufeff',
        '𠮷',
        'Ⅳ',
        'ﬁ',
        'STEAM',
      ),
    ),
    { maxLength: 20 },
  )
  .map(parts => parts.join(''))

describe('the folded text', () => {
  it.each([
    ['縣管校聘', '县管校聘'],
    ['班主任津貼', '班主任津贴'],
    ['ＳＴＥＡＭ教育', 'steam教育'],
    ['１２００元', '1200元'],
    ['“县管校聘”', '县管校聘'],
    ['《乌海教育现代化 2035》', '乌海教育现代化2035'],
    ['到 2022 年', '到2022年'],
    ['0—6岁', '0-6岁'],
    ['2024－2035', '2024-2035'],
    ['5～10所', '5-10所'],
    ['**重点**', '重点'],
    ['＞97', '>97'],
    ['＂县管校聘＂＊＿', '县管校聘'],
    ['40%中小學生', '40%中小学生'],
    ['a\u0000\u0007b', 'ab'],
    ['教\ud800师', '教师'],
  ])('of %j is %j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('leads back to the text from each of its characters', () => {
    fc.assert(
      fc.property(anyText, text => {
        const { folded, offsets } = foldWithOffsets(text)
        expect(folded).toBe(fold(text))
        expect(offsets).toHaveLength(folded.length + 1)
        expect(offsets.at(-1)).toBe(text.length)
        for (let i = 0; i < folded.length; i++) {
          if (i > 0) expect(offsets[i]).toBeGreaterThanOrEqual(offsets[i - 1])
          const char = String.fromCodePoint(text.codePointAt(offsets[i])!)
          expect(foldChar(char)).toContain(folded[i])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is put together from its characters, so that parts can be folded apart', () => {
    // Joining must not make one character of two halves of a surrogate pair.
    const whole = anyText.filter(text => !/[\ud800-\udfff]/.test(text))
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(fold(a + b)).toBe(fold(a) + fold(b))
      }),
    )
  })

  it('finds a passage of a real document and leads to its place', () => {
    const { text } = seedDocument('baotou-2025-yiwu-jiaoyu')
    const { folded, offsets } = foldWithOffsets(text)
    const wanted = fold('推開「縣管校聘」工作')
    const at = folded.indexOf(wanted)
    expect(at, SEEDS).toBeGreaterThan(0)
    expect(text.slice(offsets[at], offsets[at + wanted.length])).toBe('推开"县管校聘"工作')
  })

  it('holds no white space, quotation mark, control character or lone surrogate', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(text)).not.toMatch(/[\s“”‘’「」『』《》〈〉\u0000-\u001f\u007f-\u009f]/)
        expect(fold(text)).not.toMatch(/\p{Surrogate}/u)
      }),
      { numRuns: 500 },
    )
  })
})
