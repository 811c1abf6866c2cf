import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKTOP, type OpenSite, openPage, openSite, PHONE, PICTURES } from './open-site.js'

let site: OpenSite
beforeAll(async () => {
  site = await openSite()
  for (const question of ['赤峰幼儿园收费标准是多少', '赤峰的幼儿园收费标准', '呼和浩特学区房现在多少钱一平米'])
    site.learning.missed(question, [])
  site.learning.missed('那乌海呢', ['呼和浩特学区房现在多少钱一平米'])
  site.learning.record({ verdict: 'useless', question: '双师型教师占比', clauseId: 'wuhai-jiaoyu-2035#框5' }, 'b')
})
afterAll(async () => {
  await site.close()
})

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const q = encodeURIComponent
const PAGES = [
  ['welcome', '/'],
  ['answer', `/?q=${q('包头县管校聘何时全面推开')}`],
  ['choose', `/?q=${q('双师型教师占比')}`],
  ['follow-up', `/?t=${q('呼和浩特2022年新增了多少学位')}&q=${q('包头那边呢')}`],
  ['not-found', `/?q=${q('呼和浩特学区房现在多少钱一平米')}`],
  ['search', '/search'],
  ['hits', `/search?q=${q('教师编制')}`],
  ['no-hits', `/search?q=${q('“绝无此事”')}`],
  ['compare', `/compare?q=${q('县管校聘')}`],
  ['documents', '/docs'],
  ['reader', '/d/wuhai-jiaoyu-2035'],
  ['reader-quoted', '/d/baotou-2025-yiwu-jiaoyu?mark=4505-4661#5.2'],
  ['cite', `/d/wuhai-jiaoyu-2035/cite?at=${q('框5')}`],
  ['operator', '/operator'],
  ['missing', '/nowhere'],
] as const

const LOOKS = [
  ['desk', { ...DESKTOP, colorScheme: 'light' }],
  ['dark', { ...DESKTOP, colorScheme: 'dark' }],
  ['phone', { ...PHONE, colorScheme: 'light' }],
] as const

for (const [look, options] of LOOKS) {
  describe(`every page, ${look}`, () => {
    it.each(PAGES)('%s can be used by everyone, fits the screen and asks nobody else', async (name, path) => {
      const { page, context, errors, strangers } = await openPage(site, options)
      await page.goto(site.url + path)
      await page.screenshot({ path: join(PICTURES, `${name}-${look}.png`), fullPage: name !== 'reader' })
      await page.evaluate(AXE)
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<{ violations: unknown[] }> } }).axe.run(),
      )
      expect(violations).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
      // The browser itself reports a page that is not there.
      expect(errors.filter(error => !(name === 'missing' && error.includes('404')))).toEqual([])
      expect(strangers).toEqual([])
      await context.close()
    })
  })
}

describe('the first load', () => {
  it('weighs no more than 60 KB as it comes over the wire', async () => {
    const { page, context } = await openPage(site)
    const client = await context.newCDPSession(page)
    await client.send('Network.enable')
    let bytes = 0
    client.on('Network.loadingFinished', event => {
      bytes += event.encodedDataLength
    })
    await page.goto(`${site.url}/?q=${q('包头县管校聘何时全面推开')}`, { waitUntil: 'networkidle' })
    console.log(`first load: ${(bytes / 1024).toFixed(1)} KB`)
    expect(bytes).toBeGreaterThan(1000)
    expect(bytes).toBeLessThanOrEqual(60 * 1024)
    await context.close()
  })
})
