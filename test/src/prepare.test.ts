import { describe, expect, it } from 'vitest'
import { prepare } from '../../src/prepare.js'
import { seedDocument, seeds } from '../index/support.js'
import { preparedSeeds } from './seed-questions.js'

describe('what is prepared of an index', () => {
  const prepared = preparedSeeds()

  it('is prepared once for an index', () => {
    expect(prepare(seeds().index)).toBe(prepared)
    expect(prepare({ ...seeds().index })).not.toBe(prepared)
  })

  it('knows the cities that documents speak for, in their order', () => {
    expect(prepared.coveredRegions.map(region => region.name)).toEqual(['包头市', '呼和浩特市', '呼伦贝尔市', '乌海市'])
    for (const name of ['呼市', '呼盟', '首府', '鹿城']) expect(prepared.coveredNames.has(name)).toBe(true)
  })

  it('finds a document’s clause at its place in the index', () => {
    for (const document of seeds().index.documents)
      for (const clause of document.clauses)
        expect(seeds().index.clauses[prepared.position(document, clause.ordinal)].clause).toBe(clause)
  })

  it('cuts clauses into sentences that are slices of them, in order', () => {
    seeds().index.clauses.forEach(({ clause }, position) => {
      let at = clause.span[0]
      for (const { span, folded } of prepared.clause(position).sentences) {
        expect(span[0]).toBeGreaterThanOrEqual(at)
        expect(span[1]).toBeGreaterThan(span[0])
        expect(folded).not.toBe('')
        at = span[1]
      }
      expect(at).toBeLessThanOrEqual(clause.span[1])
    })
  })

  it('knows other names of a thing, best first, never the word itself', () => {
    for (const word of prepared.thesaurus.words()) {
      const others = prepared.thesaurus.get(word)
      expect(others).not.toEqual([])
      expect(others.some(other => other.word === word)).toBe(false)
      const weights = others.map(other => other.weight)
      expect(weights).toEqual([...weights].sort((a, b) => b - a))
    }
    expect(prepared.thesaurus.get('老师').map(other => other.word)).toContain('教师')
  })

  it('knows how often a word stands in the documents', () => {
    expect(prepared.frequency('县管校聘')).toBeGreaterThan(3)
    expect(prepared.frequency('彩礼')).toBe(0)
    expect(prepared.frequency('')).toBe(0)
  })

  it('knows the region of a document', () => {
    expect(prepared.regionOf(seedDocument('wuhai-jiaoyu-2035'))?.name).toBe('乌海市')
  })
})
