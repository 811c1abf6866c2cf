import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainMessages } from '../../../adapters/koishi/send-plain.js'

const sections = fc.array(
  fc.array(fc.record({ text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  { minLength: 1, maxLength: 6 },
)

describe('an answer as plain messages', () => {
  it('loses nothing, and keeps every message within the limit', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 64, max: 600 }), (sections, limit) => {
        const messages = plainMessages({ sections, buttons: [], kept: [] }, limit)
        for (const message of messages) expect(message.length).toBeLessThanOrEqual(limit)
        const squeeze = (text: string) => text.replace(/\n/g, '')
        expect(squeeze(messages.join(''))).toBe(
          squeeze(
            sections
              .flat()
              .map(({ text }) => text)
              .join(''),
          ),
        )
      }),
    )
  })

  it('has links behind their words, and the numbers to reply with behind all', () => {
    const action = { do: 'clause' as const, clauseId: 'x' }
    expect(
      plainMessages(
        {
          sections: [[{ text: '回答' }], [{ text: '《文件》', href: 'https://wence.example/a' }]],
          buttons: [[{ label: '原文', action }]],
          kept: [[{ label: '原文', id: 'm.0' }]],
        },
        1000,
      ),
    ).toEqual(['回答\n\n《文件》（https://wence.example/a）\n\n回复数字：1 原文'])
  })
})
