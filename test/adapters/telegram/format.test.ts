import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run, Section } from '../../../adapters/chat/shown.js'
import { formatMessages, formatSections, MESSAGE_LIMIT } from '../../../adapters/telegram/format.js'
import { checkText } from './bot-api-schemas.js'

const HOSTILE = [
  '<at type="all"/>',
  '[CQ:at,qq=all]',
  '<b>x</b>',
  '&amp;',
  '_*[l](u)',
  '`',
  '\\',
  '🏫',
  '第四十四条。',
  '\n',
]
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 12 }).map(parts => parts.join('')),
  fc.nat(3000).map(n => '教育🏫。'.repeat(n % 900)),
)
const run: fc.Arbitrary<Run> = fc.record(
  {
    text,
    style: fc.constantFrom('strong' as const, 'quote' as const, 'soft' as const),
    href: fc.constant('https://wence.example/d/x#44'),
  },
  { requiredKeys: ['text'] },
)
const sections: fc.Arbitrary<Section[]> = fc.array(fc.array(run, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
const said = (parts: Section[]) => parts.map(section => section.map(({ text }) => text.toWellFormed()).join(''))
const squeeze = (parts: string[]) => parts.join('').replace(/\s+/gu, '')

describe('formatMessages', () => {
  it('gives texts and entities that Telegram takes, and every character as it was written', () => {
    fc.assert(
      fc.property(sections, sections => {
        const messages = formatMessages(sections)
        for (const { text, entities } of messages) expect(checkText(text, entities as never)).toBeNull()
        expect(squeeze(messages.map(({ text }) => text))).toBe(squeeze(said(sections)))
      }),
    )
  })

  it('puts each style exactly where its words stand', () => {
    fc.assert(
      fc.property(sections, sections => {
        const { text, entities } = formatSections(sections)
        const styled = entities
          .filter(({ type }) => type === 'bold')
          .map(({ offset, length }) => text.slice(offset, offset + length))
        const strong = sections.flat().filter(({ style, text }) => style === 'strong' && text !== '')
        expect(styled).toEqual(strong.map(({ text }) => text.toWellFormed()).slice(0, styled.length))
        if (entities.length < 100) expect(styled.length).toBe(strong.length)
      }),
    )
  })

  it('does not cut a citation that fits into a message of its own', () => {
    const citation = (n: number): Section => [
      { text: `〔${n}〕《若干措施》` },
      { text: '引'.repeat(1500), style: 'quote' },
    ]
    const messages = formatMessages([citation(1), citation(2), citation(3)])
    expect(messages.map(({ text }) => text.match(/〔\d〕/g))).toEqual([['〔1〕', '〔2〕'], ['〔3〕']])
    for (const { text, entities } of messages) {
      expect(text.length).toBeLessThanOrEqual(MESSAGE_LIMIT)
      for (const { offset, length } of entities) expect(text.slice(offset, offset + length)).toBe('引'.repeat(1500))
    }
  })

  it('makes paragraphs quoted one after the other one quote, folded where it is long', () => {
    const paragraphs = (n: number): Section[] =>
      Array.from({ length: n }, () => [{ text: '甲'.repeat(50), style: 'quote' }])
    expect(formatSections([[{ text: '《办法》' }], ...paragraphs(2)]).entities).toEqual([
      { type: 'blockquote', offset: 6, length: 102 },
    ])
    expect(formatSections([[{ text: '《办法》' }], ...paragraphs(20)]).entities).toEqual([
      { type: 'expandable_blockquote', offset: 6, length: 20 * 52 - 2 },
    ])
  })

  it('says nothing where there is nothing to say', () => {
    expect(formatMessages([[{ text: ' \n' }]])).toEqual([])
  })
})
