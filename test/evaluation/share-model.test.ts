import { describe, expect, it } from 'vitest'
import { fitShares, sharesOf } from './share-model.js'

const row = (...values: number[]) => Float64Array.from(values)

describe('a model of shares', () => {
  it('gives rows the shares they should have, where the features can tell them apart', () => {
    const shares = row(0.7, 0.2, 0.1)
    const choice = { rows: [row(1, 0), row(0, 1), row(0, 0)], shares, parts: [[0, 1]] as const, weight: 1000 }
    const [first, second] = fitShares([choice], row(1e-6, 1e-6))
    expect(first).toBeCloseTo(Math.log(7), 2)
    expect(second).toBeCloseTo(Math.log(2), 2)
  })

  it('leaves a forbidden weight at nothing', () => {
    const choice = { rows: [row(1), row(0)], shares: row(0.9, 0.1), parts: [[0, 1]] as const, weight: 10 }
    expect(Math.abs(fitShares([choice], row(1e9))[0])).toBeLessThan(1e-6)
  })

  it('shares by goodness, and evenly among equals', () => {
    expect([...sharesOf([0.5, 0.5], 0.2)]).toEqual([0.5, 0.5])
    const [better, worse] = sharesOf([1, 0], 0.2)
    expect(better / worse).toBeCloseTo(Math.exp(5), 6)
  })
})
