import { describe, expect, it } from 'vitest'
import { regionFit, scopeOf } from '../../../src/retrieve/scope.js'
import { seedDocument } from '../../index/support.js'
import { preparedSeeds, understood } from '../seed-questions.js'

const scoped = (text: string) => scopeOf(understood(text), preparedSeeds())
const documentsOf = (text: string) => [...(scoped(text).documents ?? [])].map(document => document.id)

describe('the documents that may answer', () => {
  it('are all where no region is named', () => {
    expect(scoped('县管校聘')).toMatchObject({ documents: null, missing: [] })
    expect(scoped('我国县管校聘').documents).toBeNull()
  })

  it.each([
    ['呼盟县管校聘', ['hulunbuir-gaozhiliang-cuoshi']],
    ['昆区县管校聘', ['baotou-2025-yiwu-jiaoyu']],
    ['包头昆区县管校聘', ['baotou-2025-yiwu-jiaoyu']],
    ['乌海和包头县管校聘', ['wuhai-jiaoyu-2035', 'baotou-2025-yiwu-jiaoyu']],
    ['包头的若干措施和送审稿', ['baotou-2025-yiwu-jiaoyu']],
  ])('of %s are its city’s', (text, ids) => {
    expect(documentsOf(text).sort()).toEqual([...ids].sort())
    expect(scoped(text).missing).toEqual([])
  })

  it('of Hohhot are its report, the opinion on it and the news', () => {
    expect(documentsOf('首府县管校聘').every(id => id.startsWith('hohhot-'))).toBe(true)
    expect(documentsOf('首府县管校聘')).toHaveLength(4)
  })

  it('of a region without any are missed by name', () => {
    const { documents, missing } = scoped('北京和鄂尔多斯县管校聘')
    expect([...documents!]).toEqual([])
    expect(missing.map(region => region.name)).toEqual(['北京市', '鄂尔多斯市'])
  })
})

describe('how well a document speaks for the regions', () => {
  const fitOf = (id: string, text: string) => regionFit(seedDocument(id), '', scoped(text), preparedSeeds())

  it('is best for its own, and nothing for another city’s', () => {
    expect(fitOf('baotou-2025-yiwu-jiaoyu', '包头县管校聘')).toBe(1)
    expect(fitOf('baotou-2025-yiwu-jiaoyu', '乌海县管校聘')).toBe(0)
    expect(fitOf('hohhot-2023-yixue-chengshi-3', '乌海县管校聘')).toBe(0)
    expect(fitOf('baotou-2025-yiwu-jiaoyu', '县管校聘')).toBe(1)
  })
})
