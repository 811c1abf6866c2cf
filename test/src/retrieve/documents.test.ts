import { describe, expect, it } from 'vitest'
import { DocumentTally } from '../../../src/retrieve/documents.js'
import { seedDocument } from '../../index/support.js'
import { preparedSeeds } from '../seed-questions.js'

/** Tallies the seeds' clauses by a scan: those whose text holds a term. */
function tallied(terms: readonly string[]): DocumentTally {
  const prepared = preparedSeeds()
  const tally = new DocumentTally(
    terms.map(text => ({ text })),
    prepared,
  )
  prepared.index.clauses.forEach((_, position) => {
    for (const term of terms) if (prepared.clause(position).folded.includes(term)) tally.add(position, term)
  })
  return tally
}

describe('documents as wholes', () => {
  it('score highest where they speak of the terms most, 1 for the best', () => {
    const { documents } = preparedSeeds().index
    const scores = tallied(['冰雪', '曲棍']).scores(documents)
    const best = documents.reduce((a, b) => (scores.get(b)! > scores.get(a)! ? b : a))
    expect(best).toBe(seedDocument('hulunbuir-gaozhiliang-cuoshi'))
    expect(scores.get(best)).toBe(1)
    for (const score of scores.values()) {
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })

  it('count more for a rare term than for one that all of them hold', () => {
    const scores = tallied(['教育', '曲棍']).scores(preparedSeeds().index.documents)
    const without = seedDocument('baotou-2025-yiwu-jiaoyu')
    expect(scores.get(seedDocument('hulunbuir-gaozhiliang-cuoshi'))).toBe(1)
    expect(scores.get(without)).toBeLessThan(0.5)
  })

  it('score 0 where none of the terms was found', () => {
    const { documents } = preparedSeeds().index
    for (const score of tallied(['曲棍球冰壶']).scores(documents).values()) expect(score).toBe(0)
  })
})
