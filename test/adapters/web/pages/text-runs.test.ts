import { load } from 'cheerio'
import fc from 'fast-check'
import { type Child, Fragment, jsx } from 'hono/jsx'
import { describe, expect, it } from 'vitest'
import { markText } from '../../../../adapters/web/pages/marked-text.js'
import { textRuns } from '../../../../adapters/web/pages/text-runs.js'

const rendered = (runs: Child[]) => load(String(jsx(Fragment, {}, ...runs)), null, false)

describe('a text with bold, highlighted and linked stretches', () => {
  const LENGTH = 30
  const span = fc
    .tuple(fc.nat(LENGTH + 10), fc.nat(LENGTH + 10))
    .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])

  it('is the same text, each character under what lies over it, however the stretches cross', () => {
    const text = fc.string({
      unit: fc.constantFrom('<', '&', '"', '津', 'b', ' '),
      minLength: LENGTH + 10,
      maxLength: LENGTH + 10,
    })
    fc.assert(
      fc.property(text, span, span, fc.option(span), span, (whole, own, lead, mark, link) => {
        const page = rendered(textRuns(whole, own, { lead, mark, references: [{ span: link, href: '/d/x#1' }] }))
        const start = own[0]
        const under = ([from, to]: [number, number]) =>
          whole
            .slice(start, own[1])
            .split('')
            .filter((_, i) => from <= start + i && start + i < to)
            .join('')
        const textOf = (selector: string) =>
          page(selector)
            .toArray()
            .map(element => page(element).text())
            .join('')
        expect(page.root().text()).toBe(whole.slice(...own))
        expect(textOf('b')).toBe(under(lead))
        expect(textOf('mark')).toBe(mark ? under(mark) : '')
        expect(textOf('a[href="/d/x#1"]')).toBe(under(link))
      }),
    )
  })
})

describe('a quote beside its answer', () => {
  it('has marked what the answer took from it word for word', () => {
    const page = rendered(
      markText('津贴标准由每月600元增长至每月800元，资金由市级承担。', '津贴标准由每月600元增长至每月800元'),
    )
    expect(page('mark').text()).toBe('津贴标准由每月600元增长至每月800元')
  })

  it('has nothing marked that is too short to say anything, or that it does not hold', () => {
    expect(rendered(markText('共有5所，另有6所。', '有5所\n共有七所学校'))('mark')).toHaveLength(0)
  })

  it('is the same text, whatever the answer', () => {
    const text = fc.string({ unit: fc.constantFrom('<', '&', '。', '\n', '：', '津', '贴', '甲'), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(text), (quote, pieces) => {
        const page = rendered(markText(quote, `${pieces.join('。')}。${quote.slice(3, 20)}`))
        expect(page.root().text()).toBe(quote)
        for (const mark of page('mark').toArray()) expect(quote).toContain(page(mark).text())
      }),
    )
  })
})
