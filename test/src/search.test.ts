import { describe, expect, it } from 'vitest'
import { type SearchFilter, search } from '../../src/search.js'
import { seeds } from '../index/support.js'

function found(query: string, filter: SearchFilter = {}, limit = 10) {
  return search(seeds().index, query, limit, filter)
}
const documentsOf = (query: string, filter?: SearchFilter) =>
  new Set(found(query, filter).map(({ passage }) => passage.document.id))
const clausesOf = (query: string, filter?: SearchFilter, limit?: number) =>
  found(query, filter, limit).map(({ passage }) => passage.clause.id)

describe('a search', () => {
  it.each([
    ['班主任津贴', 'hulunbuir-gaozhiliang-cuoshi#5.16.44'],
    ['包头县管校聘', 'baotou-2025-yiwu-jiaoyu#5.2'],
    ['杏树', 'hohhot-2023-yixue-chengshi-3#p4'],
    ['古榆树树龄', 'hohhot-2023-yixue-chengshi-3#p3'],
    ['班主仁津貼', 'hulunbuir-gaozhiliang-cuoshi#5.16.44'],
  ])('for %s has %s first', (query, id) => {
    expect(clausesOf(query)[0]).toBe(id)
  })

  it('has the best first, each clause once, and no more than asked for', () => {
    const hits = found('教师队伍建设', {}, 1000)
    const scores = hits.map(hit => hit.score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(new Set(hits.map(({ passage }) => passage.clause.id)).size).toBe(hits.length)
    expect(clausesOf('教师队伍建设', {}, 3)).toEqual(hits.slice(0, 3).map(({ passage }) => passage.clause.id))
  })

  it.each([[''], ['   '], ['？！'], ['\ud800\u0000'], ['zzzzqqqq']])('for %j has nothing and does not fail', query => {
    expect(found(query)).toEqual([])
  })

  it('leans on the turns before', () => {
    const hits = search(seeds().index, '那乌海呢', 5, {}, { turns: ['包头县管校聘何时全面推开'] })
    expect(new Set(hits.map(({ passage }) => passage.document.id))).toEqual(new Set(['wuhai-jiaoyu-2035']))
  })
})

describe('a clause that is named', () => {
  it.each([
    ['第44条', {}, 'hulunbuir-gaozhiliang-cuoshi#5.16.44'],
    ['第四十四条', { document: 'hulunbuir' }, 'hulunbuir-gaozhiliang-cuoshi#5.16.44'],
    ['若干措施第44条', {}, 'hulunbuir-gaozhiliang-cuoshi#5.16.44'],
    ['乌海框5', {}, 'wuhai-jiaoyu-2035#框5'],
    ['五（二）', { region: '包头' }, 'baotou-2025-yiwu-jiaoyu#5.2'],
    ['第三部分（七）下面的第3小点', {}, 'wuhai-jiaoyu-2035#3.7.3'],
  ])('comes first: %s', (query, filter, id) => {
    expect(clausesOf(query, filter)[0]).toBe(id)
    expect(clausesOf(query, filter).filter(other => other === id)).toHaveLength(1)
  })

  it('comes once from each document that has it', () => {
    expect(clausesOf('五（二）').slice(0, 2)).toEqual(['baotou-2025-yiwu-jiaoyu#5.2', 'hohhot-2023-yixue-chengshi#5.2'])
  })
})

describe('a filter', () => {
  it.each([
    ['呼市', '呼和浩特市'],
    ['呼和浩特', '呼和浩特市'],
    ['呼盟', '呼伦贝尔市'],
    ['包头市', '包头市'],
    ['昆区', '包头市'],
  ])('by region %s gives documents of %s', (region, name) => {
    const hits = found('县管校聘', { region })
    expect(hits.length).toBeGreaterThan(0)
    for (const { passage } of hits) expect(passage.document.region).toBe(name)
  })

  it('by region decides against the region of the query', () => {
    expect(documentsOf('包头县管校聘', { region: '乌海' })).toEqual(new Set(['wuhai-jiaoyu-2035']))
  })

  it('by a region without documents gives nothing', () => {
    expect(found('县管校聘', { region: '北京' })).toEqual([])
  })

  it('by a region that is none is an error that names it', () => {
    expect(() => found('县管校聘', { region: '火星' })).toThrow('不认识这个地区：火星')
  })

  it.each([
    ['wuhai', 'wuhai-jiaoyu-2035'],
    ['若干措施', 'hulunbuir-gaozhiliang-cuoshi'],
    ['yixue-chengshi-2', 'hohhot-2023-yixue-chengshi-2'],
  ])('by document %s', (document, id) => {
    expect(documentsOf('县管校聘', { document })).toEqual(new Set([id]))
  })

  it('by status', () => {
    expect(documentsOf('县管校聘', { status: 'draft' })).toEqual(new Set(['hulunbuir-gaozhiliang-cuoshi']))
    expect(documentsOf('县管校聘', { status: 'plan' })).toEqual(new Set(['wuhai-jiaoyu-2035']))
    for (const { passage } of found('教育', { status: 'report' })) expect(passage.document.status).toBe('report')
  })

  it('by year gives what was issued then or names it', () => {
    const hits = found('县管校聘', { year: '2026' })
    expect(hits.map(({ passage }) => passage.clause.id)).toEqual(['baotou-2025-yiwu-jiaoyu#5.2'])
    for (const { passage } of found('教师', { year: '2020' })) {
      const { document, clause } = passage
      const own = document.text.slice(...clause.span) + clause.path.join('')
      expect(document.issuedOn?.startsWith('2020') || own.includes('2020')).toBe(true)
    }
  })

  it('and another hold together', () => {
    expect(found('县管校聘', { region: '包头', status: 'draft' })).toEqual([])
    expect(clausesOf('县管校聘', { region: '呼盟', status: 'draft', document: '若干措施' })[0]).toBe(
      'hulunbuir-gaozhiliang-cuoshi#6.18.50',
    )
  })
})
