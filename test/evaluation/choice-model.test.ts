import { expect, test } from 'vitest'
import { type Choice, fitChoices } from './choice-model.js'

const row = (...values: number[]) => Float64Array.from(values)
const choice = (positive: Float64Array, ...negatives: Float64Array[]): Choice => ({
  rows: [...negatives, positive],
  positive: [...negatives.map(() => false), true],
  weight: 1,
})

test('what tells right from wrong gets weight, what does not gets none', () => {
  const choices = [choice(row(1, 0.5, 0.2), row(0, 0.5, 0.2)), choice(row(0.9, 0.1, 0.7), row(0.2, 0.1, 0.7))]
  const [telling, constant, other] = fitChoices(choices, [true, true, true], 0.1)
  expect(telling).toBeGreaterThan(1)
  expect(constant).toBeCloseTo(0, 9)
  expect(other).toBeCloseTo(0, 9)
})

test('a feature that is not used stays without weight', () => {
  expect([...fitChoices([choice(row(1, 1), row(0, 0))], [false, true], 0.1)][0]).toBe(0)
})

test('the weights are the minimum: two rows come down to logistic regression, wherever it starts', () => {
  const choices = [choice(row(1), row(0)), choice(row(1), row(0)), choice(row(0), row(1))]
  const [weight] = fitChoices(choices, [true], 0.5)
  // Where 0.5 w = 2 / (1 + e^w) - 1 / (1 + e^-w).
  expect(0.5 * weight).toBeCloseTo(2 / (1 + Math.exp(weight)) - 1 / (1 + Math.exp(-weight)), 3)
  expect(fitChoices(choices, [true], 0.5, row(4))[0]).toBeCloseTo(weight, 2)
})

test('a choice without a right row, or without a wrong one, teaches nothing', () => {
  const rows = [row(1), row(0)]
  const choices = [true, false].map(all => ({ rows, positive: rows.map(() => all), weight: 1 }))
  expect([...fitChoices(choices, [true], 0.1)]).toEqual([0])
})

test('the same choices give the same weights to the last digit', () => {
  const choices = [choice(row(0.3, 0.9), row(0.7, 0.1), row(0.2, 0.2)), choice(row(0.8, 0.4), row(0.1, 0.6))]
  expect(fitChoices(choices, [true, true], 0.1)).toEqual(fitChoices(choices, [true, true], 0.1))
})
