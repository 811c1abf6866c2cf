import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKTOP, type OpenSite, openPage, openSite, PHONE } from './open-site.js'

let site: OpenSite
beforeAll(async () => {
  site = await openSite()
})
afterAll(async () => {
  await site.close()
})

const QUESTION = '包头县管校聘何时全面推开'

for (const [name, options] of [
  ['on a desk', DESKTOP],
  ['on a phone', PHONE],
  ['without scripts', { ...DESKTOP, javaScriptEnabled: false }],
] as const) {
  describe(`asking ${name}`, () => {
    it('answers, and leads to the clause with the quoted passage in view', async () => {
      const { page, context, errors, strangers } = await openPage(site, options)
      await page.goto(site.url)
      await page.getByLabel('问题').fill(QUESTION)
      await page.getByRole('button', { name: '提问' }).click()
      await page.locator('#latest .answer').waitFor()
      expect(await page.locator('#latest .answer').innerText()).toBe('2026年1月起计划全市推开"县管校聘"工作。')
      await page.getByRole('link', { name: '在原文中看' }).first().click()
      await page.waitForURL(/\/d\/baotou-2025-yiwu-jiaoyu/)
      expect(await page.locator('h1').innerText()).toContain('研究处理情况的报告')
      const clause = page.locator('[id="5.2"]')
      expect(await clause.locator('mark').last().innerText()).toContain('2026年1月起计划全市推开"县管校聘"工作。')
      await expect.poll(() => isInView(clause.locator('mark').first())).toBe(true)
      expect(errors).toEqual([])
      expect(strangers).toEqual([])
      await context.close()
    })

    it('takes what a follow-up leaves out from the question before', async () => {
      const { page, context } = await openPage(site, options)
      await page.goto(`${site.url}/?q=${encodeURIComponent('呼和浩特2022年新增了多少学位')}`)
      await page.getByLabel('接着问').fill('包头那边呢')
      await page.getByRole('button', { name: '提问' }).click()
      await expect.poll(() => page.locator('.conversation > li').count()).toBe(2)
      expect(await page.locator('#latest .answer').innerText()).toContain('4000余个')
      await context.close()
    })

    it('shows each city where several answer, and narrows at a click', async () => {
      const { page, context } = await openPage(site, options)
      await page.goto(`${site.url}/?q=${encodeURIComponent('双师型教师占比')}`)
      expect(await page.locator('.answer p').count()).toBe(2)
      await page.locator('.choices').getByRole('link', { name: '乌海市' }).click()
      await expect.poll(() => page.locator('#latest h2').innerText()).toContain('乌海')
      expect(await page.locator('#latest .answer').innerText()).toContain('>60')
      await context.close()
    })

    it('takes a vote', async () => {
      const { page, context } = await openPage(site, options)
      await page.goto(`${site.url}/?q=${encodeURIComponent(QUESTION)}`)
      await page.getByRole('button', { name: '有用' }).click()
      await page.getByText('记下了，谢谢').waitFor()
      const { voted } = await site.learning.read(1)
      expect(voted.find(({ verdict }) => verdict === 'useful')).toMatchObject({
        verdict: 'useful',
        question: QUESTION,
        clauseId: 'baotou-2025-yiwu-jiaoyu#5.2',
      })
      await context.close()
    })
  })
}

describe('going back', () => {
  it('shows the conversation as it was', async () => {
    const { page, context } = await openPage(site)
    await page.goto(`${site.url}/?q=${encodeURIComponent(QUESTION)}`)
    await page.getByLabel('接着问').fill('责任单位是谁')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.conversation > li').count()).toBe(2)
    await page.goBack()
    await expect.poll(() => page.locator('.conversation > li').count()).toBe(1)
    await context.close()
  })
})

async function isInView(locator: import('playwright-core').Locator): Promise<boolean> {
  return locator.evaluate(element => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  })
}
