import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenSite, openPage, openSite, PICTURES } from './open-site.js'

let site: OpenSite
beforeAll(async () => {
  site = await openSite()
})
afterAll(async () => {
  await site.close()
})

describe('searching by keyboard alone', () => {
  it('goes to the box by /, through the hits by arrows, and opens by Enter', async () => {
    const { page, context, errors } = await openPage(site)
    await page.goto(`${site.url}/search`)
    await page.keyboard.press('/')
    await page.keyboard.type('班主任津贴')
    await page.keyboard.press('Enter')
    await page.locator('.hits').waitFor()
    expect(await page.locator('.hits mark').allInnerTexts()).toContain('班主任')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    const first = await page.locator('.hits h2 a').first().innerText()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(first)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/d\/hulunbuir-gaozhiliang-cuoshi/)
    expect(errors).toEqual([])
    await context.close()
  })

  it('says why a clause is there', async () => {
    const { page, context } = await openPage(site)
    await page.goto(`${site.url}/search?q=${encodeURIComponent('班主任津贴')}`)
    const hit = page.locator('.hits > li').first()
    await hit.getByText('为什么是这一条').click()
    expect(await hit.locator('details li').first().innerText()).toContain('说到：')
    await context.close()
  })

  it('gives the hits as a table that holds the clauses word for word', async () => {
    const { page, context } = await openPage(site)
    await page.goto(`${site.url}/search?q=${encodeURIComponent('班主任津贴')}`)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载表格（CSV）').click()])
    const file = join(mkdtempSync(join(tmpdir(), 'wence-table-')), 'hits.csv')
    await download.saveAs(file)
    expect(readFileSync(file, 'utf8')).toContain('由每月600元增长至每月800元')
    await context.close()
  })
})

describe('the reader', () => {
  it('prints the document without what is only for the screen', async () => {
    const { page, context } = await openPage(site)
    await page.goto(`${site.url}/d/wuhai-jiaoyu-2035`)
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['header.site', '.outline', '.tools'])
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false)
    expect(await page.locator('h1').isVisible()).toBe(true)
    const pdf = await page.pdf({ path: join(PICTURES, 'reader.pdf'), format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(10)
    await context.close()
  })

  it('shows a table as a table and a box as a box, each with an address of its own', async () => {
    const { page, context } = await openPage(site)
    await page.goto(`${site.url}/d/wuhai-jiaoyu-2035#2.3.h1.r10`)
    const row = page.getByRole('row').filter({ hasText: '职业教育双师型教师占专业课教师比例' })
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(['41.9', '50', '>60', '>65'])
    expect(await row.getAttribute('id')).toBe('2.3.h1.r10')
    expect(await page.locator('aside.box').count()).toBe(12)
    await context.close()
  })

  it('marks a draft as one', async () => {
    const { page, context } = await openPage(site)
    await page.goto(`${site.url}/d/hulunbuir-gaozhiliang-cuoshi`)
    expect(await page.getByRole('note').innerText()).toContain('送审稿，未印发')
    await context.close()
  })

  it('gives a citation to copy', async () => {
    const { page, context } = await openPage(site, {
      viewport: { width: 1280, height: 860 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.goto(`${site.url}/d/wuhai-jiaoyu-2035/cite?at=${encodeURIComponent('框5')}`)
    await page.getByRole('button', { name: '复制' }).last().click()
    await page.getByRole('button', { name: '已复制' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      '乌海教育现代化2035: 乌党发〔2020〕17号',
    )
    await context.close()
  })
})
