/** Mean of a value over the rows; NaN over none, so that an empty group can not pass for a good one. */
export function mean<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.length ? rows.reduce((sum, row) => sum + value(row), 0) / rows.length : Number.NaN
}

/** Share of the rows that pass, 0 to 1; NaN over none. */
export function rate<Row>(rows: readonly Row[], passes: (row: Row) => boolean): number {
  return mean(rows, row => Number(passes(row)))
}

/** The value that a share `p` of the others stays below; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] : Number.NaN
}
