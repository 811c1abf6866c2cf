import type { Cell } from './table.js'

/** A straight line along one of the page's sides: `at` across it, from `from` to `to` along it. */
export interface Rule {
  at: number
  from: number
  to: number
}
/** What a page draws, in points from its top left corner. */
export interface Rules {
  across: Rule[]
  down: Rule[]
}

/** Something on the page that has a place. */
export interface Placed {
  x: number
  y: number
  width: number
  size: number
}

/** A ruled table with the things inside of it. */
export interface RuledTable<T> {
  top: number
  rows: { cells: (Omit<Cell, 'text'> & { inside: T[] })[] }[]
}

/** A page with more lines than this, or a grid with more cells, is a drawing. */
const MOST_RULES = 4000
const MOST_CELLS = 20_000
/** Lines drawn side by side, or that nearly touch, are one. */
const NEAR = 3

/**
 * Tables by the lines that a page draws: lines that touch make a grid, cells without a line between them are one cell.
 * @param things what stands on the page; what is in no table is returned as `outside`
 * @param cut cuts a thing in two where a line of the grid goes through it
 */
export function findRuledTables<T extends Placed>(
  rules: Rules,
  things: readonly T[],
  cut: (thing: T, x: number) => T[],
): { tables: RuledTable<T>[]; outside: T[] } {
  const tables: RuledTable<T>[] = []
  let outside = [...things]
  if (rules.across.length + rules.down.length > MOST_RULES) return { tables, outside }
  for (const grid of gridsOf({ across: merged(rules.across), down: merged(rules.down) })) {
    const xs = places([...grid.down.map(rule => rule.at), ...grid.across.flatMap(rule => [rule.from, rule.to])])
    const ys = places([...grid.across.map(rule => rule.at), ...grid.down.flatMap(rule => [rule.from, rule.to])])
    // One column is a frame around text, not a table.
    if (xs.length < 3 || ys.length < 2 || xs.length * ys.length > MOST_CELLS) continue
    const isInside = (thing: T) => {
      const [x, y] = middleOf(thing)
      return x > xs[0] && x < xs[xs.length - 1] && y > ys[0] && y < ys[ys.length - 1]
    }
    const inside = outside.filter(isInside)
    if (inside.length === 0) continue
    outside = outside.filter(thing => !isInside(thing))
    const pieces = inside.flatMap(thing => cutAtRules(thing, grid.down, cut))
    tables.push({ top: ys[0], rows: cellsOf(grid, xs, ys, pieces) })
  }
  return { tables, outside }
}

/** Words of two cells that stand close together may come as one thing. */
function cutAtRules<T extends Placed>(thing: T, down: readonly Rule[], cut: (thing: T, x: number) => T[]): T[] {
  const [, y] = middleOf(thing)
  const edge = thing.size * 0.3
  const through = down.find(
    ({ at, from, to }) => y > from && y < to && at > thing.x + edge && at < thing.x + thing.width - edge,
  )
  if (!through) return [thing]
  const parts = cut(thing, through.at)
  return parts.length < 2 ? parts : parts.flatMap(part => cutAtRules(part, down, cut))
}

function middleOf({ x, y, width, size }: Placed): [number, number] {
  return [x + width / 2, y - size * 0.35]
}

/** Pieces of one line, drawn cell by cell or twice, as one. */
function merged(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at || a.from - b.from)
  const out: Rule[] = []
  for (const rule of sorted) {
    const same = out.find(
      other => Math.abs(other.at - rule.at) <= NEAR / 2 && rule.from <= other.to + NEAR && rule.to >= other.from - NEAR,
    )
    if (same) {
      same.from = Math.min(same.from, rule.from)
      same.to = Math.max(same.to, rule.to)
    } else out.push({ ...rule })
  }
  return out
}

/** Lines that touch one another, directly or through others. */
function gridsOf({ across, down }: Rules): Rules[] {
  const left = { across: new Set(across), down: new Set(down) }
  const grids: Rules[] = []
  for (const seed of across) {
    if (!left.across.delete(seed)) continue
    const grid: Rules = { across: [seed], down: [] }
    const open: { rule: Rule; isAcross: boolean }[] = [{ rule: seed, isAcross: true }]
    while (open.length) {
      const { rule, isAcross } = open.pop()!
      const others = isAcross ? left.down : left.across
      for (const other of others) {
        if (!crosses(rule, other)) continue
        others.delete(other)
        ;(isAcross ? grid.down : grid.across).push(other)
        open.push({ rule: other, isAcross: !isAcross })
      }
    }
    if (grid.across.length >= 2 && grid.down.length >= 1) grids.push(grid)
  }
  return grids
}

function crosses(a: Rule, b: Rule): boolean {
  return a.at >= b.from - NEAR && a.at <= b.to + NEAR && b.at >= a.from - NEAR && b.at <= a.to + NEAR
}

/** Distinct places, from the smallest on. */
function places(values: readonly number[]): number[] {
  const out: number[] = []
  for (const value of [...values].sort((a, b) => a - b))
    if (out.length === 0 || value - out[out.length - 1] > NEAR) out.push(value)
  return out
}

function cellsOf<T extends Placed>(
  grid: Rules,
  xs: number[],
  ys: number[],
  things: readonly T[],
): RuledTable<T>['rows'] {
  const columns = xs.length - 1
  const rows = ys.length - 1
  const covers = (rules: readonly Rule[], at: number, from: number, to: number) =>
    rules.some(
      rule =>
        Math.abs(rule.at - at) <= NEAR && rule.from <= from + (to - from) * 0.3 && rule.to >= to - (to - from) * 0.3,
    )
  const parted = {
    right: (x: number, y: number) => covers(grid.down, xs[x + 1], ys[y], ys[y + 1]),
    below: (x: number, y: number) => covers(grid.across, ys[y + 1], xs[x], xs[x + 1]),
  }
  const taken = Array.from({ length: rows }, () => new Array<boolean>(columns).fill(false))
  return taken.map((_, y) => {
    const cells: RuledTable<T>['rows'][number]['cells'] = []
    for (let x = 0; x < columns; x++) {
      if (taken[y][x]) continue
      let colSpan = 1
      while (x + colSpan < columns && !taken[y][x + colSpan] && !parted.right(x + colSpan - 1, y)) colSpan++
      let rowSpan = 1
      const span = Array.from({ length: colSpan }, (_, i) => x + i)
      while (y + rowSpan < rows && span.every(column => !parted.below(column, y + rowSpan - 1))) rowSpan++
      for (let r = y; r < y + rowSpan; r++) for (const column of span) taken[r][column] = true
      const inside = things.filter(thing => {
        const [px, py] = middleOf(thing)
        return px >= xs[x] && px < xs[x + colSpan] && py >= ys[y] && py < ys[y + rowSpan]
      })
      cells.push({ colSpan, rowSpan, inside })
    }
    return { cells }
  })
}
