import { dot } from './choice-model.js'

/** Rows to choose one from, and how large a share of the choices each should get; the shares of one choice sum to 1. */
export interface SharedChoice {
  rows: readonly Float64Array[]
  shares: Float64Array
  /** Which stretches of the weights hold for this choice, added up: where each starts, and what it is multiplied by. */
  parts: readonly (readonly [start: number, scale: number])[]
  weight: number
}

const MOST_STEPS = 200
const REMEMBERED = 8
const LEAST_GAIN = 1e-6

/** Shares that grow with how good a row is: `softness` is by how much goodness must differ to tell two rows plainly apart. */
export function sharesOf(goodness: readonly number[], softness: number): Float64Array {
  return softmax(Float64Array.from(goodness, value => value / softness))
}

/**
 * Weights, without intercept, that choose each row as often as its share says: softmax regression with an L2 penalty of its own
 * for each weight. Convex, and without randomness: the same choices give the same weights. Minimised by L-BFGS (Nocedal 1980), as
 * there are hundreds of weights.
 */
export function fitShares(choices: readonly SharedChoice[], penalties: Float64Array): Float64Array {
  let weights: Float64Array = new Float64Array(penalties.length)
  let now = lossAndGradient(choices, weights, penalties)
  const past: { step: Float64Array; turn: Float64Array; scale: number }[] = []
  for (let count = 0; count < MOST_STEPS; count++) {
    const direction = newtonLike(now.gradient, past)
    let share = count === 0 ? 1 / Math.max(1, Math.sqrt(dot(now.gradient, now.gradient))) : 1
    let next = weights
    let there = now
    for (let halving = 0; halving < 20; halving++, share /= 2) {
      next = weights.map((weight, i) => weight - share * direction[i])
      there = lossAndGradient(choices, next, penalties)
      if (there.loss <= now.loss - 1e-4 * share * dot(direction, now.gradient)) break
    }
    if (there.loss >= now.loss) break
    const step = next.map((weight, i) => weight - weights[i])
    const turn = there.gradient.map((slope, i) => slope - now.gradient[i])
    const bend = dot(step, turn)
    if (bend > 0) past.push({ step, turn, scale: 1 / bend })
    if (past.length > REMEMBERED) past.shift()
    const gain = now.loss - there.loss
    weights = next
    now = there
    if (gain < LEAST_GAIN * now.loss) break
  }
  return weights
}

/** The gradient, turned and stretched by what the last steps told of the curvature. */
function newtonLike(
  gradient: Float64Array,
  past: readonly { step: Float64Array; turn: Float64Array; scale: number }[],
): Float64Array {
  const direction = Float64Array.from(gradient)
  const along: number[] = []
  for (let p = past.length - 1; p >= 0; p--) {
    along[p] = past[p].scale * dot(past[p].step, direction)
    for (let i = 0; i < direction.length; i++) direction[i] -= along[p] * past[p].turn[i]
  }
  const last = past.at(-1)
  const stretch = last ? 1 / (last.scale * dot(last.turn, last.turn)) : 1
  for (let i = 0; i < direction.length; i++) direction[i] *= stretch
  past.forEach(({ step, turn, scale }, p) => {
    const back = scale * dot(turn, direction)
    for (let i = 0; i < direction.length; i++) direction[i] += (along[p] - back) * step[i]
  })
  return direction
}

function softmax(scores: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > top) top = score
  const powers = scores.map(score => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map(power => power / total)
}

function lossAndGradient(choices: readonly SharedChoice[], weights: Float64Array, penalties: Float64Array) {
  const gradient = weights.map((weight, i) => penalties[i] * weight)
  let loss = weights.reduce((sum, weight, i) => sum + (penalties[i] / 2) * weight * weight, 0)
  for (const { rows, shares, parts, weight } of choices) {
    const size = rows[0].length
    const own = new Float64Array(size)
    for (const [start, scale] of parts) for (let i = 0; i < size; i++) own[i] += scale * weights[start + i]
    const chosen = softmax(Float64Array.from(rows, row => dot(row, own)))
    const pulled = new Float64Array(size)
    rows.forEach((row, r) => {
      loss -= weight * shares[r] * Math.log(Math.max(1e-300, chosen[r]))
      const pull = weight * (chosen[r] - shares[r])
      if (Math.abs(pull) > 1e-9) for (let i = 0; i < size; i++) pulled[i] += pull * row[i]
    })
    for (const [start, scale] of parts) for (let i = 0; i < size; i++) gradient[start + i] += scale * pulled[i]
  }
  return { loss, gradient }
}
