/** Rows of features to choose from, which of them are right, and how much the choice counts. */
export interface Choice {
  rows: readonly Float64Array[]
  positive: readonly boolean[]
  weight: number
}

const MOST_STEPS = 60
const MOST_HALVINGS = 12
const LEAST_GAIN = 1e-7

/**
 * Weights, without intercept, that make a right row the likeliest choice of each: logistic regression over the differences
 * between the rows of one choice (McFadden's conditional logit), with an L2 penalty. All rows of a choice are weighed against
 * each other at once, so that those near the top count; pair by pair, the many that nobody would see counted most.
 * No randomness: the same choices give the same weights.
 * @param used which features may have a weight; the others stay 0
 */
export function fitChoices(
  choices: readonly Choice[],
  used: readonly boolean[],
  l2: number,
  start: Float64Array = new Float64Array(used.length),
): Float64Array {
  const open = choices.filter(({ positive }) => positive.includes(true) && positive.includes(false))
  let weights: Float64Array = start.map((weight, i) => (used[i] ? weight : 0))
  let loss = lossOf(open, weights, l2)
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = descend(open, weights, loss, used, l2)
    if (!next) break
    const gain = loss - next.loss
    weights = next.weights
    loss = next.loss
    if (gain < LEAST_GAIN * loss) break
  }
  return weights
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** One Newton step, halved until it leads downhill; null where none does, at the minimum. */
function descend(
  choices: readonly Choice[],
  weights: Float64Array,
  loss: number,
  used: readonly boolean[],
  l2: number,
) {
  const { gradient, curvature } = derivatives(choices, weights, used, l2)
  const step = solve(curvature, gradient)
  for (let halving = 0, share = 1; halving <= MOST_HALVINGS; halving++, share /= 2) {
    const next = weights.map((weight, i) => weight - share * step[i])
    const nextLoss = lossOf(choices, next, l2)
    if (nextLoss < loss) return { weights: next, loss: nextLoss }
  }
  return null
}

/** How likely each row is chosen, and how likely any of the right ones. */
function likelihoods({ rows, positive }: Choice, weights: Float64Array): { shares: number[]; right: number } {
  const scores = rows.map(row => dot(row, weights))
  const top = Math.max(...scores)
  const powers = scores.map(score => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, 0)
  const shares = powers.map(power => power / total)
  return { shares, right: shares.reduce((sum, share, i) => (positive[i] ? sum + share : sum), 0) }
}

/** Far-off rows would make it infinite; what is least likely to be chosen counts as this. */
const LEAST_LIKELY = 1e-300

function lossOf(choices: readonly Choice[], weights: Float64Array, l2: number): number {
  return choices.reduce(
    (loss, choice) => loss - choice.weight * Math.log(Math.max(LEAST_LIKELY, likelihoods(choice, weights).right)),
    (l2 / 2) * dot(weights, weights),
  )
}

/** The gradient, and the curvature of its convex part, which keeps every step downhill where a choice has several right rows. */
function derivatives(choices: readonly Choice[], weights: Float64Array, used: readonly boolean[], l2: number) {
  const size = weights.length
  const gradient = weights.map(weight => l2 * weight)
  const curvature = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => (i === j ? l2 : 0)),
  )
  for (const choice of choices) {
    const { shares, right } = likelihoods(choice, weights)
    const mean = new Float64Array(size)
    choice.rows.forEach((row, r) => {
      const pull = choice.positive[r] ? shares[r] / Math.max(LEAST_LIKELY, right) : 0
      for (let i = 0; i < size; i++) {
        mean[i] += shares[r] * row[i]
        gradient[i] += choice.weight * (shares[r] - pull) * row[i]
      }
    })
    choice.rows.forEach((row, r) => {
      const counts = choice.weight * shares[r]
      // Rows that are hardly ever chosen bend nothing.
      if (counts < 1e-9) return
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++) curvature[i][j] += counts * (row[i] - mean[i]) * (row[j] - mean[j])
    })
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) curvature[j][i] = curvature[i][j]
  used.forEach((isUsed, i) => {
    if (isUsed) return
    gradient[i] = 0
    for (let j = 0; j < size; j++) curvature[i][j] = curvature[j][i] = i === j ? 1 : 0
  })
  return { gradient, curvature }
}

/** Solves a symmetric positive definite system by Gauss elimination; no pivoting is needed for such a one. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, i) => Float64Array.from([...row, right[i]]))
  const size = right.length
  for (let i = 0; i < size; i++)
    for (let below = i + 1; below < size; below++) {
      const factor = rows[below][i] / rows[i][i]
      for (let j = i; j <= size; j++) rows[below][j] -= factor * rows[i][j]
    }
  const solution = new Float64Array(size)
  for (let i = size - 1; i >= 0; i--) {
    let rest = rows[i][size]
    for (let j = i + 1; j < size; j++) rest -= rows[i][j] * solution[j]
    solution[i] = rest / rows[i][i]
  }
  return solution
}
