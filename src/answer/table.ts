import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import type { Extract } from './extract.js'

/** A row of a table by the columns that the question names: 指标：2030年 >60（单位：%）. All columns where it names none. */
export function extractRow(passage: Passage, question: Question): Extract | null {
  const { row, span } = passage.clause
  if (!row || row.cells.join('\t') === row.columns.join('\t')) return null
  const [name, ...values] = row.cells
  const heads = row.columns.slice(1)
  const wanted = columnsWanted(heads, question)
  const chosen = wanted.length ? wanted : heads.map((_, i) => i)
  const cells = chosen.map(i => `${heads[i]} ${values[i]}`)
  const unit = unitOf(row.unit, values)
  const spans: Span[] = [span]
  return { text: `${name}：${cells.join('，')}${unit}。`, spans, coverage: 1, evidence: 1 }
}

/** Columns whose head holds a year of the question; from … to … takes all between. */
function columnsWanted(heads: readonly string[], question: Question): number[] {
  const hits = heads.flatMap((head, i) => (question.years.some(year => fold(head).includes(year)) ? [i] : []))
  if (hits.length === 2 && /(?:从|由).{0,12}(?:到|至)|变化|怎么变|历年|逐年/.test(question.folded))
    return heads.flatMap((_, i) => (i >= hits[0] && i <= hits[1] ? [i] : []))
  return hits
}

/** The table's unit, unless the row's own figures cannot be in it (2170 is no percentage). */
function unitOf(unit: string, values: readonly string[]): string {
  if (!unit) return ''
  const figures = values.map(value => Number(/\d+(?:\.\d+)?/.exec(value)?.[0] ?? Number.NaN)).filter(Number.isFinite)
  return /^%|百分/.test(unit) && figures.some(figure => figure > 100) ? '' : `（单位：${unit}）`
}
