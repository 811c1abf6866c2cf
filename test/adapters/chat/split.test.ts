import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run, Section } from '../../../adapters/chat/shown.js'
import { GAP, splitSections } from '../../../adapters/chat/split.js'

const run = fc.record({
  text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom('一句话。', '😀'.repeat(90), '\n')),
  style: fc.constantFrom(undefined, 'quote' as const, 'strong' as const),
})
const sections = fc.array(fc.array(run, { maxLength: 4 }), { maxLength: 6 })
const lengthOf = (message: Section[]) => message.map(textOf).join(GAP).length
const textOf = (section: Section) => section.map(({ text }: Run) => text).join('')

describe('splitting', () => {
  it('loses nothing and changes nothing', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 64, max: 400 }), (whole, limit) => {
        const pieces = splitSections(whole as Section[], limit).flat(2)
        expect(pieces.map(({ text }) => text).join('')).toBe((whole as Section[]).map(textOf).join(''))
      }),
    )
  })

  it('keeps every message within the limit, and cuts no character in half', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 64, max: 400 }), (whole, limit) => {
        for (const message of splitSections(whole as Section[], limit)) {
          expect(lengthOf(message)).toBeLessThanOrEqual(limit)
          for (const { text } of message.flat()) expect(text).toBe(Buffer.from(text, 'utf8').toString('utf8'))
        }
      }),
    )
  })

  it('keeps a section whole where it fits into a message of its own', () => {
    const parts: Section[] = [[{ text: '一'.repeat(50) }], [{ text: '二'.repeat(60) }], [{ text: '三' }]]
    expect(splitSections(parts, 64).map(message => message.map(textOf))).toEqual([
      ['一'.repeat(50)],
      ['二'.repeat(60), '三'],
    ])
  })

  it('cuts a section that is too long at the end of a sentence', () => {
    const [[first], [second]] = splitSections(
      [[{ text: `${'甲'.repeat(60)}。${'乙'.repeat(30)}`, style: 'quote' }]],
      70,
    )
    expect(first).toEqual([{ text: `${'甲'.repeat(60)}。`, style: 'quote' }])
    expect(second).toEqual([{ text: '乙'.repeat(30), style: 'quote' }])
  })

  it('counts what a platform adds to a run, and lets a link go before the text', () => {
    const length = ({ text, href }: Run) => text.length + (href?.length ?? 0)
    const messages = splitSections([[{ text: '见原文', href: `https://example.org/${'a'.repeat(90)}` }]], 64, length)
    expect(messages).toEqual([[[{ text: '见原文' }]]])
  })
})
