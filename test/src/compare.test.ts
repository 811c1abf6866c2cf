import { describe, expect, it } from 'vitest'
import { compareRegions } from '../../src/compare.js'
import { seeds } from '../index/support.js'
import { expectSound, preparedSeeds } from './seed-questions.js'

const regions = preparedSeeds().coveredRegions.map(region => region.name)

describe('a question put to each region', () => {
  const text = '县管校聘推进到什么程度'
  const compared = compareRegions(seeds().index, text)

  it('is put to all that have documents, in the order of the documents', () => {
    expect(compared.map(({ region }) => region.name)).toEqual(regions)
    expect(regions.length).toBeGreaterThanOrEqual(4)
  })

  it.each(regions)("is answered from the region's own documents: %s", name => {
    const { answer } = compared.find(({ region }) => region.name === name)!
    expect(answer.status).toBe('answered')
    expect(answer.citations.length).toBeGreaterThan(0)
    for (const citation of answer.citations) expect(citation.region).toBe(name)
    expect(answer.citations.map(({ quote }) => quote).join('')).toContain('县管校聘')
    expectSound(answer, [text])
  })

  it('is put only to the regions that it names, where these are two or more', () => {
    const named = compareRegions(seeds().index, '包头和乌海的县管校聘推进到什么程度')
    expect(named.map(({ region }) => region.name).sort()).toEqual(['乌海市', '包头市'])
  })

  it('that names a single one is put to all the same, each asked in place of the one named', () => {
    const all = compareRegions(seeds().index, '包头县管校聘推进到什么程度')
    expect(all.map(({ region }) => region.name)).toEqual(regions)
    for (const { region, answer } of all)
      for (const citation of answer.citations) expect(citation.region).toBe(region.name)
  })
})
