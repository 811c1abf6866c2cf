import type { KeptButton } from '../chat/desk.js'

/** QQ shows at most five rows of five buttons. */
const ROWS = 5
const COLUMNS = 5

/** A keyboard under a Markdown message, as QQ documents it: buttons that tell the bot, for everybody in the chat. */
export function keyboardFor(rows: readonly (readonly KeptButton[])[]): object {
  return {
    content: {
      rows: fitted(rows).map((row, i) => ({
        buttons: row.map(({ label, id }, j) => ({
          id: `${i}-${j}`,
          render_data: { label, visited_label: label, style: 0 },
          action: { type: 1, permission: { type: 2 }, data: id, unsupport_tips: '请升级 QQ，或回复数字' },
        })),
      })),
    },
  }
}

/** Whether a keyboard has room for all buttons. */
export function fitsKeyboard(rows: readonly (readonly KeptButton[])[]): boolean {
  return rows.length > 0 && rows.flat().length <= ROWS * COLUMNS
}

/** The rows as they are, where QQ has room for them; else filled up. */
function fitted(rows: readonly (readonly KeptButton[])[]): (readonly KeptButton[])[] {
  if (rows.length <= ROWS && rows.every(row => row.length <= COLUMNS)) return [...rows]
  const all = rows.flat()
  const perRow = Math.ceil(all.length / ROWS)
  return Array.from({ length: Math.ceil(all.length / perRow) }, (_, i) => all.slice(i * perRow, (i + 1) * perRow))
}
