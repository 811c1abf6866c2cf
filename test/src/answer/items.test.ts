import { describe, expect, it } from 'vitest'
import { childrenOf } from '../../../src/answer/items.js'
import { seedClause } from '../seed-questions.js'

const labelsUnder = (id: string) => {
  const { clause, document } = seedClause(id)
  return childrenOf(document, clause).map(child => child.id.slice(document.id.length + 1))
}

describe('what stands under a heading', () => {
  it('is the clauses one step below it, without the responsible units', () => {
    expect(labelsUnder('hulunbuir-gaozhiliang-cuoshi#5')).toEqual(['5.15', '5.16', '5.17'])
    expect(labelsUnder('hulunbuir-gaozhiliang-cuoshi#5.15')).toEqual(['5.15.42', '5.15.43'])
    expect(labelsUnder('baotou-2025-yiwu-jiaoyu#5')).toEqual(['5.1', '5.2', '5.3', '5.4'])
  })

  it('is nothing under a measure', () => {
    expect(labelsUnder('hulunbuir-gaozhiliang-cuoshi#5.16.44')).toEqual([])
  })
})
