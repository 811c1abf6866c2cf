/** A table of text: heads, then rows of as many cells. The first column is words, the others are figures. */
export interface Table {
  heads: readonly string[]
  rows: readonly (readonly string[])[]
}

export function percent(share: number): string {
  return Number.isNaN(share) ? '—' : `${(100 * share).toFixed(1)}%`
}

/** `part/whole`, and — where there is nothing to count. */
export function fraction(part: number, whole: number): string {
  return whole === 0 ? '—' : `${part}/${whole}`
}

export function milliseconds(value: number): string {
  return Number.isNaN(value) ? '—' : value.toFixed(1)
}

export function toMarkdown({ heads, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heads), line(heads.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

export function toPlainText({ heads, rows }: Table): string {
  const widths = heads.map((_, i) => Math.max(...[heads, ...rows].map(cells => displayWidth(cells[i]))))
  const pad = (cell: string, i: number) => {
    const space = ' '.repeat(widths[i] - displayWidth(cell))
    return i === 0 ? cell + space : space + cell
  }
  return [heads, ...rows].map(cells => cells.map(pad).join('  ').trimEnd()).join('\n')
}

/** Columns on a terminal: Chinese characters and their punctuation take two. */
function displayWidth(text: string): number {
  return [...text].reduce((width, char) => width + (/[\u2e80-\u9fff\uff00-\uff60\u3000-\u303f—]/.test(char) ? 2 : 1), 0)
}
