import { describe, expect, it } from 'vitest'
import { readerPath } from '../../../adapters/reader-link.js'
import { anchorOf } from '../../../adapters/web/document-blocks.js'
import { seedDocument, seeds } from '../../index/support.js'
import { appOf, indexOf, parsed, squeezed } from './support.js'

const { index } = seeds()
const app = appOf(index)
const read = (id: string, query = '') => parsed(app.request(`/d/${encodeURIComponent(id)}${query}`))

describe('the list of documents', () => {
  it('names every document with its state and opens each', async () => {
    const page = await parsed(app.request('/docs'))
    const entries = page('ol.documents > li').toArray()
    expect(entries).toHaveLength(index.documents.length)
    for (const [i, entry] of entries.entries()) {
      const link = page(entry).find('h2 a')
      expect(link.text()).toBe(index.documents[i].title)
      expect((await parsed(app.request(link.attr('href')!.split('#')[0])))('h1').text()).toBe(index.documents[i].title)
    }
    expect(page('.badge.draft').text()).toBe('送审稿，未印发')
  })
})

describe.each(index.documents.map(document => [document.id, document] as const))('the page of %s', (id, document) => {
  it('shows all the text, every clause at an address of its own and in order', async () => {
    const page = await read(id)
    page('.tools, caption, thead').remove()
    const ids = page('article [id]')
      .toArray()
      .map(element => page(element).attr('id'))
    expect(new Set(ids).size).toBe(ids.length)
    const rowless = document.clauses.filter(clause => !clause.row)
    for (const clause of rowless)
      expect(squeezed(page(`[id="${anchorOf(clause, document)}"]`).text())).toBe(
        squeezed(document.text.slice(...clause.span)),
      )
    const order = rowless.map(clause => anchorOf(clause, document))
    expect(ids.filter(each => order.includes(each!))).toEqual(order)
  })

  it('sets rows as tables that lose no cell and no column', async () => {
    const page = await read(id)
    for (const clause of document.clauses) {
      if (!clause.row) continue
      const row = page(`tr[id="${anchorOf(clause, document)}"]`)
      expect(
        row
          .children()
          .toArray()
          .map(cell => page(cell).text()),
      ).toEqual(clause.row.cells)
      const table = row.closest('table')
      expect(
        table
          .find('thead th')
          .toArray()
          .map(cell => page(cell).text()),
      ).toEqual(clause.row.columns)
      expect(table.find('caption').text()).toContain(clause.row.caption)
    }
  })

  it('has an outline and links that lead to places on the page, or to documents that are held', async () => {
    const page = await read(id)
    const anchors = new Set(
      page('[id]')
        .toArray()
        .map(element => page(element).attr('id')),
    )
    for (const link of page('nav.outline a, article a').toArray()) {
      const href = page(link).attr('href')!
      if (href.startsWith('#')) expect(anchors).toContain(decodeURIComponent(href.slice(1)))
      else expect((await app.request(href.split('#')[0])).status).toBe(200)
    }
    const headings = page('article :is(h2, h3, h4, h5, h6)')
    if (headings.length > 1) expect(page('nav.outline li').length).toBeGreaterThanOrEqual(headings.length)
  })
})

describe('the head of a document', () => {
  it('shows issuer, number, date, region and state', async () => {
    const page = await read('wuhai-jiaoyu-2035')
    const facts = Object.fromEntries(
      page('header.document dl div')
        .toArray()
        .map(fact => [page(fact).find('dt').text(), page(fact).find('dd').text()]),
    )
    expect(facts).toMatchObject({ 发文字号: '乌党发〔2020〕17号', 日期: '2020-10-29', 地区: '乌海市' })
    expect(page('header.document .badge').text()).toBe('规划')
    expect(page('header.document [role=note]').text()).toContain('这是规划')
  })

  it('marks a draft where it cannot be missed', async () => {
    const page = await read('hulunbuir-gaozhiliang-cuoshi')
    expect(page('header.document .badge.draft').text()).toBe('送审稿，未印发')
    expect(page('header.document [role=note]').text()).toContain('不能当作已经实行的规定')
  })
})

describe('a passage that is linked to', () => {
  const document = seedDocument('hulunbuir-gaozhiliang-cuoshi')
  const at = document.text.indexOf('班主任津贴标准')
  const marked = async (mark: string) => (await read(document.id, `?mark=${mark}`))('main mark').text()

  it('is highlighted, those characters and no others', async () => {
    expect(await marked(`${at}-${at + 7}`)).toBe('班主任津贴标准')
  })

  it('is highlighted across paragraphs and bold leads', async () => {
    const [start, end] = [at - 300, at + 300]
    expect(squeezed(await marked(`${start}-${end}`))).toBe(squeezed(document.text.slice(start, end)))
  })

  it.each(['', 'x', '9-3', '5-5', '0-99999999', '-1-5', '1-2-3', '1e3-2e3', '<b>'])(
    'as %j is nothing to highlight, and the page is there all the same',
    async mark => {
      const response = await app.request(`/d/${document.id}?mark=${encodeURIComponent(mark)}`)
      expect(response.status).toBe(200)
      expect((await parsed(response))('main mark')).toHaveLength(0)
    },
  )

  const tables = seedDocument('wuhai-jiaoyu-2035')
  const rows = tables.clauses.filter(clause => clause.row).slice(0, 2)
  it.each(rows.map(row => [row.id, row] as const))('of a table marks its row: %s', async (_, row) => {
    const page = await read(tables.id, `?mark=${row.span[0]}-${row.span[1]}`)
    expect(page('tr.marked').attr('id')).toBe(anchorOf(row, tables))
    expect(page('tr.marked')).toHaveLength(1)
  })
})

describe('a citation to copy', () => {
  it('is linked from every clause, in text and after the standard', async () => {
    const page = await read('wuhai-jiaoyu-2035')
    expect(page('article a.cite').length).toBeGreaterThan(100)
    const cite = await parsed(app.request('/d/wuhai-jiaoyu-2035/cite?at=%E6%A1%865'))
    const [inText, standard] = cite('.copyable')
      .toArray()
      .map(text => cite(text).text())
    const document = seedDocument('wuhai-jiaoyu-2035')
    const box = document.clauses.find(({ label }) => label === '框5')!
    expect(inText).toMatch(/^《乌海教育现代化2035》.*乌党发〔2020〕17号.*（规划） 三、主要任务，.*，框5/u)
    expect(inText.endsWith(`：“${document.text.slice(...box.span).trim()}”`)).toBe(true)
    expect(standard).toMatch(/乌海教育现代化2035: 乌党发〔2020〕17号\[Z\]\. 2020-10-29\.$/)
    expect(cite('main a').attr('href')).toBe('/d/wuhai-jiaoyu-2035#%E6%A1%865')
  })

  it('carries the address and the day where readers can reach it', async () => {
    const cite = await parsed(
      appOf(index, { publicUrl: 'https://wence.example' }).request('/d/wuhai-jiaoyu-2035/cite?at=%E6%A1%865'),
    )
    expect(cite('#standard + .copyable').text()).toMatch(
      /\[EB\/OL\]\. \(2020-10-29\)\[2026-03-01\]\. https:\/\/wence\.example\/d\/wuhai-jiaoyu-2035#%E6%A1%865\.$/,
    )
  })

  it.each(['/d/wuhai-jiaoyu-2035/cite', '/d/wuhai-jiaoyu-2035/cite?at=nix', '/d/nix/cite?at=p1'])(
    'of what is not there is not found: %s',
    async path => {
      const response = await app.request(path)
      expect(response.status).toBe(404)
      expect((await parsed(response))('main h1').text()).toBe('没有找到')
    },
  )
})

describe('a document that is not held', () => {
  it.each(['/d/nix', '/d/%E0%A4%A', '/d/%', '/d/%ED%A0%80', '/d/%00', '/d/..%2F..%2Fetc%2Fpasswd', '/d/<script>'])(
    'is not found, and the reader is told: %s',
    async path => {
      const response = await app.request(path)
      expect(response.status).toBe(404)
      expect((await parsed(response))('main').text()).toContain('没有收录这份文件')
    },
  )
})

describe('an awkward file name', () => {
  const names = [
    '市 教育局 2024.txt',
    '甲/办法.txt',
    '乙/办法.txt',
    'a#b?c&d.txt',
    '增长100%.txt',
    'a%2Fb.txt',
    'a+b=c;d.md',
    '"引"\'号.txt',
    '〈书〉《名》.txt',
    '𠮷野家.txt',
    '<img src=x>.txt',
    'v1.2.txt',
    'cite.txt',
    'back\\slash.txt',
  ]
  const odd = indexOf(
    Object.fromEntries(names.map((name, i) => [name, `关于第${i + 1}件事的办法\n\n第一条 本办法管第${i + 1}件事。\n`])),
  )
  const oddApp = appOf(odd)

  it.each(odd.documents.map(document => [document.id, document] as const))(
    'does not keep %s from being read, cited and asked for',
    async (id, document) => {
      const article = document.clauses.find(clause => clause.kind === 'article')!
      const [path] = readerPath(id, article.id, article.span).split('#')
      const page = await parsed(oddApp.request(path))
      expect(page('h1').text()).toBe(document.title)
      expect(squeezed(page('mark').text())).toBe(squeezed(document.text.slice(...article.span)))
      const cite = page(`[id="${anchorOf(article, document)}"] a.cite`).attr('href')!
      expect((await oddApp.request(cite)).status).toBe(200)
      const name = encodeURIComponent(id)
      expect(await (await oddApp.request(`/api/docs/${name}`)).json()).toMatchObject({ id, title: document.title })
      const clause = await oddApp.request(`/api/docs/${name}/clauses/1`)
      expect(await clause.json()).toMatchObject({ docId: id, clauseId: article.id })
    },
  )

  it('is listed once for each file, files of one name in two folders included', () => {
    expect(odd.documents).toHaveLength(names.length)
    expect(new Set(odd.documents.map(({ id }) => id)).size).toBe(names.length)
  })
})

describe('a number that a document gives twice', () => {
  const twice = indexOf({ 'x.txt': '某市办法\n\n第一条 甲事。\n\n第二条 乙事。\n\n第二条 丙事。\n' })

  it('has two addresses on its page, the first one bare', async () => {
    const page = await parsed(appOf(twice).request('/d/x'))
    expect(page('[id="2"]').text()).toContain('乙事')
    expect(page('[id="2~2"]').text()).toContain('丙事')
    const cite = page('[id="2~2"] a.cite').attr('href')!
    expect((await parsed(appOf(twice).request(cite)))('#in-text + .copyable').text()).toContain('丙事')
  })
})

describe('a reference to another place', () => {
  const law = indexOf({
    'zhufa.txt':
      '中华人民共和国示例法\n\n第一条 为了示例，制定本法。\n\n第二条 依照第一条办理的，适用本法第一条。\n\n第三条 违反教育法第一条的，依照《示例办法》第二条处理，不适用《别处的办法》第一条。\n\n第三条之一 依照本法第三条之一处理。\n\n第四条 依照第九十九条办理。\n\n第五条 依照《别处的办法》第二条和本法第一条办理。\n',
    'banfa.txt': '示例办法\n\n第一条 依据《示例法》制定。\n\n第二条 依据《中华人民共和国示例法》第三条之一执行。\n',
  })
  const hrefs = async (id: string, anchor: string) => {
    const page = await parsed(appOf(law).request(`/d/${id}`))
    page('.tools').remove()
    return page(`[id="${anchor}"] a`)
      .toArray()
      .map(link => [page(link).text(), page(link).attr('href')])
  }

  it('is a link to the article of the document itself', async () => {
    expect(await hrefs('zhufa', '2')).toEqual([
      ['第一条', '/d/zhufa#1'],
      ['第一条', '/d/zhufa#1'],
    ])
  })

  it('is a link to another document that is held, and to its article', async () => {
    expect(await hrefs('zhufa', '3')).toEqual([
      ['《示例办法》', '/d/banfa'],
      ['第二条', '/d/banfa#2'],
    ])
    expect(await hrefs('banfa', '1')).toEqual([['《示例法》', '/d/zhufa']])
    expect(await hrefs('banfa', '2')).toEqual([
      ['《中华人民共和国示例法》', '/d/zhufa'],
      ['第三条之一', '/d/zhufa#3-1'],
    ])
  })

  it('is none where the article or document is not held', async () => {
    expect(await hrefs('zhufa', '4')).toEqual([])
    expect(await hrefs('zhufa', '5')).toEqual([['第一条', '/d/zhufa#1']])
  })
})
