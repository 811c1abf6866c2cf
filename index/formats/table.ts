/** A cell as the format has it; `text` is one line. */
export interface Cell {
  text: string
  colSpan: number
  rowSpan: number
}

/** Spans are numbers that a file may state freely: no cell reaches further than any in a table for people does … */
const MOST_COLUMNS = 100
/** … nor do all together cover more than this. */
const MOST_PLACES = 1_000_000
/** Rows of a head that spans several. */
const MOST_HEAD_ROWS = 4

/**
 * A table as lines: `| a | b |` for a row, each merged cell written wherever it reaches, a head of several rows as one.
 * A cell as wide as the table is a line of its own where it opens or closes the table (a caption, a note); a table of one
 * column is no table.
 * @param headRows rows that the format marks as the head, 0 where it does not say
 */
export function tableLines(rows: readonly (readonly Cell[])[], headRows = 0): string[] {
  const grid = withoutDoubles(fill(rows).filter(row => row.some(cell => cell?.text)))
  const width = usedWidth(grid)
  if (width === 0) return []
  const wide = (row: Grid[number]) => width > 1 && row.slice(0, width).every(cell => cell === row[0])
  const textOf = (row: Grid[number]) => row[0]?.text ?? ''
  if (width === 1) return grid.map(textOf)
  const before: string[] = []
  const after: string[] = []
  while (grid.length && wide(grid[0])) before.push(textOf(grid.shift()!))
  while (grid.length && wide(grid[grid.length - 1])) after.unshift(textOf(grid.pop()!))
  if (grid.length === 0) return [...before, ...after]
  const depth = Math.max(1, Math.min(grid.length - 1, MOST_HEAD_ROWS, headDepth(grid, width, headRows - before.length)))
  const head = Array.from({ length: width }, (_, column) => joined(grid.slice(0, depth).map(row => row[column])))
  const body = grid
    .slice(depth)
    .map(row =>
      Array.from({ length: width }, (_, column) => (wide(row) && column > 0 ? '' : (row[column]?.text ?? ''))),
    )
  return [...before, ...[head, ...body].map(rowLine), ...after]
}

/** `| a | b |`; a bar inside a cell would part it. */
export function rowLine(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replace(/\|/g, '｜').replace(/\s+/g, ' ').trim()).join(' | ')} |`
}

/** The same cell stands at each place that it covers. */
type Grid = (Cell | undefined)[][]

function fill(rows: readonly (readonly Cell[])[]): Grid {
  const grid: Grid = rows.map(() => [])
  let places = MOST_PLACES
  rows.forEach((row, r) => {
    let column = 0
    for (const cell of row) {
      while (grid[r][column]) column++
      const right = column + (places > 0 ? Math.min(Math.max(1, cell.colSpan), MOST_COLUMNS) : 1)
      const bottom = Math.min(r + (places > 0 ? Math.max(1, cell.rowSpan) : 1), rows.length)
      places -= (right - column) * (bottom - r)
      for (let y = r; y < bottom; y++) for (let x = column; x < right; x++) grid[y][x] ??= cell
      column = right
    }
  })
  return grid
}

/** Columns that only exist because every cell spans several are one. */
function withoutDoubles(grid: Grid): Grid {
  const width = Math.max(0, ...grid.map(row => row.length))
  const kept: number[] = []
  for (let column = 0; column < width; column++)
    if (column === 0 || grid.some(row => row[column] !== row[column - 1])) kept.push(column)
  return kept.length === width ? grid : grid.map(row => kept.map(column => row[column]))
}

/** Columns up to the last one that says something of its own. */
function usedWidth(grid: Grid): number {
  const lengths = grid.map(row => {
    let width = row.length
    while (width > 0 && !row[width - 1]?.text) width--
    return width
  })
  return Math.max(0, ...lengths)
}

/** A head goes over several rows where some of its cells are wide and others are as high as those and what is below them. */
function headDepth(grid: Grid, width: number, marked: number): number {
  if (marked > 1) return marked
  const first = grid[0]
  const isWide = first.slice(0, width).some((cell, i) => cell && i > 0 && cell === first[i - 1])
  if (!isWide) return 1
  const heights = first.slice(0, width).map((cell, column) => {
    let height = 1
    while (cell && grid[height]?.[column] === cell) height++
    return height
  })
  return Math.max(...heights)
}

/** 2025年 over 目标 is the column 2025年目标. */
function joined(cells: readonly (Cell | undefined)[]): string {
  const texts = [...new Set(cells)].map(cell => cell?.text ?? '').filter(Boolean)
  return [...new Set(texts)].join(' ')
}
