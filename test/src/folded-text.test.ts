import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FoldedText } from '../../src/folded-text.js'
import { seeds } from '../index/support.js'
import { preparedSeeds } from './seed-questions.js'

describe('a folded text', () => {
  it('holds what a scan of it finds, and nothing else', () => {
    const character = fc.constantFrom('教', '师', '学', '校', '县', '管', '聘', 'a', '1', '2', '0', '%', '\n', '𠮷')
    const piece = fc.array(character, { maxLength: 6 }).map(list => list.join(''))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(piece, { maxLength: 20 }), (pieces, parts) => {
        const folded = pieces.join('')
        const text = new FoldedText(folded)
        for (const part of [...parts, ...pieces, folded]) expect(text.includes(part)).toBe(folded.includes(part))
      }),
    )
  })

  it('holds its own pieces, however long it is', () => {
    const { documents } = seeds().index
    const text = documents.map(document => preparedSeeds().whole(document).folded).join('')
    const long = new FoldedText(text)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 0, max: 30 }), (from, length) => {
        expect(long.includes(text.slice(from, from + length))).toBe(true)
      }),
    )
    for (const absent of ['彩礼退还', '高速公路收费', 'zz']) expect(long.includes(absent)).toBe(text.includes(absent))
  })

  it('holds nothing but the empty piece where it is empty', () => {
    const empty = new FoldedText('')
    expect(empty.includes('')).toBe(true)
    expect(empty.includes('教')).toBe(false)
    expect(empty.includes('教师')).toBe(false)
  })
})
