import { readFileSync } from 'node:fs'

/** One row of a data file, its cells by column name, and where it stands. */
export interface TsvRow<Column extends string> {
  line: number
  cells: Record<Column, string>
}

/**
 * Reads a tab-separated data file: `#` lines are for the reader, the first other line names the columns.
 * @throws Error naming file, line and what was expected, where a row or the header does not fit.
 */
export function readTsv<Column extends string>(file: string, columns: readonly Column[]): TsvRow<Column>[] {
  const rows: TsvRow<Column>[] = []
  let header = false
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((raw, i) => {
      const line = raw.replace(/\r$/, '')
      if (line.trim() === '' || line.startsWith('#')) return
      const cells = line.split('\t')
      if (!header) {
        if (cells.join('\t') !== columns.join('\t'))
          throw new Error(`${file} 第 ${i + 1} 行：表头应为 ${columns.join('⇥')}，实为 ${cells.join('⇥')}`)
        header = true
        return
      }
      if (cells.length !== columns.length)
        throw new Error(
          `${file} 第 ${i + 1} 行：应有 ${columns.length} 列（以制表符分隔），实有 ${cells.length} 列：${line.slice(0, 40)}`,
        )
      const named = {} as Record<Column, string>
      for (let k = 0; k < columns.length; k++) named[columns[k]] = cells[k].trim()
      rows.push({ line: i + 1, cells: named })
    })
  return rows
}

/** The words of a cell, parted by spaces. */
export function words(cell: string): string[] {
  return cell.split(/\s+/).filter(Boolean)
}
