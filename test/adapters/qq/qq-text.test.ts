import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyboardFor } from '../../../adapters/koishi/qq-keyboard.js'
import { QQReplies, TOO_LATE, TOO_MANY } from '../../../adapters/koishi/qq-replies.js'
import { INVISIBLE, markdownForQQ, plainForQQ, withoutAddresses } from '../../../adapters/koishi/qq-text.js'

const bits = fc.constantFrom(
  '<@',
  '<#',
  '@everyone',
  '<emoji:',
  '<qqbot-at-user id="" />',
  '>',
  '**',
  '_',
  '[',
  ']',
  '(',
  ')',
  '#',
  '- ',
  '\n',
  '`',
  '~~',
  '!',
  '\\',
  '|',
  '<b>',
  '&amp;',
  '[CQ:at,qq=all]',
  '中文',
  '1',
)
const hostile = fc.array(bits, { maxLength: 30 }).map(parts => parts.join(''))

describe('text for QQ', () => {
  it('is seen as it is, and holds nothing that QQ reads as something else', () => {
    fc.assert(
      fc.property(hostile, text => {
        const sent = plainForQQ(text)
        expect(sent.replaceAll(INVISIBLE, '')).toBe(text)
        expect(sent).not.toMatch(/<@|<#|<emoji:|<qqbot-|@everyone/i)
      }),
    )
  })

  it('keeps its own in Markdown: every sign of it is escaped', () => {
    fc.assert(
      fc.property(hostile, text => {
        const sent = markdownForQQ(text)
        const unescaped = sent.replace(/\\([\\`*_[\]~\-(#!><|])/g, '$1').replaceAll(INVISIBLE, '')
        expect(unescaped).toBe(text)
        expect(sent.replace(/\\./g, '')).not.toMatch(/[`*_[\]~\-(#!><|]/)
      }),
    )
  })
})

describe('addresses', () => {
  it.each([
    'https://www.gov.cn/x',
    'http://a.b',
    'www.gov.cn',
    'edu.cn',
    'ftp://x.y/z',
    'a@b.com',
    'mqqapi://aio/inlinecmd',
  ])('%s is one', address => {
    const changed = withoutAddresses(`见${address}。`)
    expect(changed).not.toContain(address)
    expect(changed.normalize('NFKC')).toBe(`见${address}。`.normalize('NFKC'))
  })
  it.each(['3.5%', '2025.1.14', '44.呼伦贝尔', '第1.2条', '（一）', '10:30', 'a.', '…'])('%s is none', text => {
    expect(withoutAddresses(text)).toBe(text)
  })
})

describe('replies on QQ', () => {
  it('are five to a message', () => {
    const allowance = new QQReplies(() => 0).to('m', 'group', 0)
    for (let i = 0; i < 5; i++) allowance.count()
    expect([allowance.left(), allowance.why()]).toEqual([0, TOO_MANY])
  })

  it.each([
    ['private', 60],
    ['group', 5],
  ] as const)('in a %s chat are given within %i minutes', (kind, minutes) => {
    let now = 0
    const allowance = new QQReplies(() => now).to('m', kind, 0)
    now = minutes * 60_000 - 5_000
    expect(allowance.left()).toBe(5)
    now += 1
    expect([allowance.left(), allowance.why()]).toEqual([0, TOO_LATE])
  })

  it('have a number of their own each, the same message asked about twice', () => {
    const replies = new QQReplies(() => 0)
    expect([replies.to('m', 'group', 0).nextSeq(), replies.to('m', 'group', 0).nextSeq()]).toEqual([1, 2])
  })
})

describe('a keyboard on QQ', () => {
  it('has at most five rows of five buttons, and every button once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }), lengths => {
        let n = 0
        const rows = lengths.map(length => Array.from({ length }, () => ({ label: `${++n}`, id: `m.${n}` })))
        fc.pre(n <= 25)
        const { content } = keyboardFor(rows) as { content: { rows: { buttons: { action: { data: string } }[] }[] } }
        expect(content.rows.length).toBeLessThanOrEqual(5)
        for (const { buttons } of content.rows) expect(buttons.length).toBeLessThanOrEqual(5)
        expect(content.rows.flatMap(({ buttons }) => buttons.map(({ action }) => action.data))).toEqual(
          rows.flat().map(({ id }) => id),
        )
      }),
    )
  })
})
