import { describe, expect, it } from 'vitest'
import { seeds } from '../../index/support.js'
import { appOf, indexOf, type Parsed, parsed, squeezed } from './support.js'

const { index } = seeds()
const app = appOf(index)
const search = (query: Record<string, string>) => parsed(app.request(`/search?${new URLSearchParams(query)}`))
const hrefs = (page: Parsed) =>
  page('.hits h2 a')
    .toArray()
    .map(link => page(link).attr('href')!)
const documentsOf = (page: Parsed) =>
  new Set(hrefs(page).map(href => decodeURIComponent(href.replace(/^\/d\/([^?#]+).*$/, '$1'))))

describe('the search page', () => {
  it('without a query has the form and says how to search', async () => {
    const page = await parsed(app.request('/search'))
    expect(page('form.search').attr()).toMatchObject({ method: 'get', action: '/search' })
    expect(page('.hits')).toHaveLength(0)
    expect(page('main').text()).toContain('引号里的话必须一字不差')
    const choices = page('select')
      .toArray()
      .map(select => page(select).attr('name'))
    expect(choices).toEqual(['region', 'doc', 'year', 'status'])
  })

  it('shows each hit with its heading path, document and state, the words marked, and why it is there', async () => {
    const page = await search({ q: '班主任津贴' })
    const first = page('.hits > li').first()
    expect(first.find('.path').text()).toContain('五、实施引育并举行动')
    expect(first.find('.source').text()).toContain('《呼伦贝尔市推进教育高质量发展若干措施》')
    expect(first.find('.badge').text()).toBe('送审稿，未印发')
    const marks = first
      .find('.text mark')
      .toArray()
      .map(mark => page(mark).text())
    expect(marks.join(' ')).toMatch(/班主任/)
    expect(marks.join(' ')).toMatch(/津贴/)
    expect(first.find('details summary').text()).toBe('为什么是这一条')
    expect(first.find('details li').first().text()).toMatch(/^说到：.*班主任/)
  })

  it('opens each hit at its clause, the stretch shown highlighted', async () => {
    const page = await search({ q: '班主任津贴' })
    for (const [i, href] of hrefs(page).slice(0, 5).entries()) {
      const [path, anchor] = href.split('#')
      const reader = await parsed(app.request(path))
      const clause = reader(`[id="${decodeURIComponent(anchor)}"]`)
      expect(clause).toHaveLength(1)
      const shown = squeezed(page(page('.hits > li .text').get(i)).text()).replace(/^……|……$/g, '')
      if (!clause.is('tr')) expect(squeezed(clause.find('mark').text())).toBe(shown)
    }
  })

  it('says why for a clause that is named by its number', async () => {
    const page = await search({ q: '若干措施第44条' })
    expect(hrefs(page)[0]).toContain('/d/hulunbuir-gaozhiliang-cuoshi')
    expect(decodeURIComponent(hrefs(page)[0])).toMatch(/#5\.16\.44$/)
  })

  it('takes a phrase in quotation marks word for word', async () => {
    const page = await search({ q: '“班主任津贴标准”' })
    expect(page('.hits > li').length).toBeGreaterThan(0)
    for (const hit of hrefs(page)) {
      const [path, anchor] = hit.split('#')
      const reader = await parsed(app.request(path))
      expect(squeezed(reader(`[id="${decodeURIComponent(anchor)}"]`).text())).toContain('班主任津贴标准')
    }
    expect((await search({ q: '“班主任津贴标准表”' }))('.hits')).toHaveLength(0)
  })

  it('keeps the filters in the form, and searches by them', async () => {
    const page = await search({ q: '教师', region: '包头市', status: 'report', year: '', doc: '' })
    expect(documentsOf(page)).toEqual(new Set(['baotou-2025-yiwu-jiaoyu']))
    expect(page('select[name=region] option[selected]').attr('value')).toBe('包头市')
    expect(page('select[name=status] option[selected]').attr('value')).toBe('report')
    expect(page('select[name=year] option[selected]')).toHaveLength(0)
    expect(page('input[name=q]').attr('value')).toBe('教师')
  })

  it.each(index.documents.map(({ id }) => id))(
    'searches the one document that is chosen, not others whose id begins like it: %s',
    async id => {
      for (const doc of documentsOf(await search({ q: '教育 学校 教师 市', doc: id }))) expect(doc).toBe(id)
    },
  )

  it('keeps a filter that is in none of its lists', async () => {
    const page = await search({ q: '教师', region: '呼市' })
    expect(page('select[name=region] option[selected]').attr('value')).toBe('呼市')
    expect([...documentsOf(page)].every(id => id.startsWith('hohhot'))).toBe(true)
  })

  it.each([
    [{ q: '教师', region: '火星' }, '不认识这个地区：火星'],
    [{ q: '教师', year: '25' }, '年份应为四位数字，如 2025'],
    [{ q: '教师', status: 'x' }, '没有这种状态'],
    [{ q: '教'.repeat(601) }, '要查的话最多 600 字'],
    [{ q: '教师', doc: 'x'.repeat(201) }, '最多 200 字'],
  ])('says what is wrong with %j', async (query, complaint) => {
    const page = await search(query)
    expect(page('[role=alert]').text()).toBe(complaint)
    expect(page('.hits')).toHaveLength(0)
  })

  it('says that nothing was found', async () => {
    expect((await search({ q: 'zzzzqqqq' }))('main').text()).toContain('没有查到')
  })

  it('shows 20 hits at most, and says that they are not all', async () => {
    const page = await search({ q: '教育' })
    expect(page('.hits > li')).toHaveLength(20)
    expect(page('.toolbar [role=status]').text()).toBe('最相近的 20 条')
  })

  it('never shows half a character', async () => {
    const odd = appOf(indexOf({ 'x.txt': `某市办法\n\n第一条 甲${'𠮷'.repeat(400)}。\n` }))
    const text = await (await odd.request('/search?q=%E7%AC%AC%E4%B8%80%E6%9D%A1')).text()
    expect(text).toContain('𠮷𠮷')
    expect(text).not.toContain('\ufffd')
  })
})

/** A simple reader of RFC 4180, to be told by a machine what a spreadsheet program would see. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  while (cell.lastIndex < csv.length) {
    const [, quoted, bare, end] = cell.exec(csv)!
    rows.at(-1)!.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end === '\r\n' && cell.lastIndex < csv.length) rows.push([])
  }
  return rows
}

describe('the table of results', () => {
  it('is linked from the page with its filters and holds the same hits in the same order', async () => {
    const page = await search({ q: '班主任津贴', region: '呼伦贝尔市' })
    const href = page('.toolbar a').attr('href')!
    const response = await app.request(href)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain('attachment; filename="search.csv"')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [heads, ...rows] = rowsOf(bytes.toString('utf8').slice(1))
    expect(heads).toContain('条文')
    expect(rows.every(row => row.length === heads.length)).toBe(true)
    const links = rows.map(row => row[heads.indexOf('链接')])
    expect(links.slice(0, 5)).toEqual(
      hrefs(page)
        .slice(0, 5)
        .map(link => link.replace(/\?[^#]*/, '')),
    )
    expect(rows[0][heads.indexOf('条文')]).toContain('44.呼伦贝尔市中小学班主任津贴标准')
    expect(rows[0][heads.indexOf('状态')]).toBe('送审稿，未印发')
  })

  it('keeps a clause of several paragraphs in one cell', async () => {
    const several = appOf(indexOf({ 'x.txt': '某市办法\n\n第一条 津贴甲。\n\n津贴“乙”,"丙"。\n' }))
    const csv = (await (await several.request('/search.csv?q=%E6%B4%A5%E8%B4%B4')).text()).replace(/^\ufeff/, '')
    const [heads, row, ...more] = rowsOf(csv)
    expect(more).toEqual([])
    expect(row[heads.indexOf('条文')]).toBe('第一条 津贴甲。\n津贴“乙”,"丙"。')
  })

  it('links to the public address where there is one', async () => {
    const csv = await (
      await appOf(index, { publicUrl: 'https://wence.example' }).request('/search.csv?q=%E6%95%99%E5%B8%88')
    ).text()
    expect(rowsOf(csv)[1].at(-1)).toMatch(/^https:\/\/wence\.example\/d\//)
  })

  it('holds nothing that a spreadsheet program would run', async () => {
    const bad = appOf(
      indexOf({
        '=cmd.txt':
          '=HYPERLINK("http://evil.example","办法")\n\n津贴甲。\n\n=1+1 津贴乙。\n\n@SUM(1) 津贴丙。\n\n+1 津贴丁。\n\n-2 津贴戊。\n\n＝3 津贴己。\n\n“a”,b 津贴庚\n',
      }),
    )
    const rows = rowsOf((await (await bad.request('/search.csv?q=%E6%B4%A5%E8%B4%B4')).text()).replace(/^\ufeff/, ''))
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      expect(row).toHaveLength(rows[0].length)
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
    }
    expect(rows.flat().some(cell => cell.startsWith("'=HYPERLINK"))).toBe(true)
  })

  it.each([
    ['/search.csv', '应写一个'],
    ['/search.csv?q=', '不能是空的'],
    ['/search.csv?q=x&region=%E7%81%AB%E6%98%9F', '不认识这个地区'],
  ])('is refused with the reason: %s', async (path, reason) => {
    const response = await app.request(path)
    expect(response.status).toBe(400)
    expect((await parsed(response))('main').text()).toContain(reason)
  })
})

describe('the comparison', () => {
  const compare = (q: string) => parsed(app.request(`/compare?${new URLSearchParams({ q })}`))
  const rowsIn = (page: Parsed) =>
    new Map(
      page('tbody tr')
        .toArray()
        .map(row => [page(row).find('th').text(), page(row)] as const),
    )

  it('has a row for each region, with its answer and its own sources', async () => {
    const page = await compare('双师型教师占比是多少')
    const rows = rowsIn(page)
    expect([...rows.keys()].sort()).toEqual(['乌海市', '包头市', '呼伦贝尔市', '呼和浩特市'].sort())
    expect(rows.get('包头市')!.text()).toContain('没有找到')
    const wuhai = rows.get('乌海市')!
    const link = wuhai.find('ol a').first()
    expect(link.text()).toContain('《乌海教育现代化2035》')
    const [path] = link.attr('href')!.split('#')
    expect((await parsed(app.request(path)))('mark, tr.marked').length).toBeGreaterThan(0)
  })

  it('compares the regions that are named, where two or more are', async () => {
    expect([...rowsIn(await compare('乌海和包头的县管校聘')).keys()].sort()).toEqual(['乌海市', '包头市'].sort())
  })

  it('leads from a region to the question put to it alone', async () => {
    const page = await compare('双师型教师占比是多少')
    const href = page('tbody th a').first().attr('href')!
    expect((await parsed(app.request(href)))('.reply.answered, .reply.choose')).toHaveLength(1)
  })

  it('of nothing shows the form alone, of too much takes the end', async () => {
    expect((await compare('  '))('table')).toHaveLength(0)
    const page = await compare(`${'说'.repeat(5000)}双师型教师占比是多少`)
    expect(page('input[name=q]').attr('value')).toHaveLength(600)
    expect(page('tbody tr')).toHaveLength(4)
  })
})
