import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cite, distinct, QUOTE_LIMIT } from '../../../src/answer/citation.js'
import { seeds } from '../../index/support.js'
import { seedClause } from '../seed-questions.js'

const { clauses } = seeds().index

describe('a citation', () => {
  it('carries what a reader needs to trust and find it', () => {
    const placed = seedClause('wuhai-jiaoyu-2035#框5')
    expect(cite(placed, [placed.clause.span])).toMatchObject({
      docId: 'wuhai-jiaoyu-2035',
      title: '乌海教育现代化2035',
      region: '乌海市',
      docNumber: '乌党发〔2020〕17号',
      issuedOn: '2020-10-29',
      docStatus: 'plan',
      clauseId: 'wuhai-jiaoyu-2035#框5',
      url: null,
    })
  })

  it('is a slice of its clause, at most 600 characters, that holds what it is cited for', () => {
    const place = fc.tuple(
      fc.nat({ max: clauses.length - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 60 }),
    )
    fc.assert(
      fc.property(place, ([position, share, length]) => {
        const placed = clauses[position]
        const { clause, document } = placed
        const from = clause.span[0] + Math.floor(share * (clause.span[1] - clause.span[0] - 1))
        const to = Math.min(clause.span[1], from + length)
        const { quote, span } = cite(placed, [[from, to]])
        expect(quote).toBe(document.text.slice(...span))
        expect(quote.length).toBeLessThanOrEqual(QUOTE_LIMIT)
        expect(span[0]).toBeGreaterThanOrEqual(clause.span[0])
        expect(span[1]).toBeLessThanOrEqual(clause.span[1])
        expect(quote).toContain(document.text.slice(from, to).trim())
      }),
      { numRuns: 1000 },
    )
  })

  it('of a short clause is the whole clause', () => {
    for (const placed of clauses) {
      const text = placed.document.text.slice(...placed.clause.span).trim()
      if (text.length > 0 && text.length <= QUOTE_LIMIT)
        expect(cite(placed, [[placed.clause.span[0], placed.clause.span[0] + 1]]).quote).toBe(text)
    }
  })

  it('stands once in a list, the first of its kind kept', () => {
    const placed = seedClause('baotou-2025-yiwu-jiaoyu#5.2')
    const one = cite(placed, [placed.clause.span])
    const other = cite(seedClause('baotou-2025-yiwu-jiaoyu#5.1'), [
      seedClause('baotou-2025-yiwu-jiaoyu#5.1').clause.span,
    ])
    expect(distinct([one, other, { ...one }, other])).toEqual([one, other])
    expect(distinct([])).toEqual([])
  })
})
