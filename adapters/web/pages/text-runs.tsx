import type { Child } from 'hono/jsx'
import type { Span } from '../../../index/types.js'
import type { Reference } from '../cross-references.js'

/** What lies over a text: bold leads, marked quotes, links. */
export interface Overlay {
  /** Set bold. */
  lead: Span
  /** Highlighted. */
  mark: Span | null
  references: readonly Reference[]
}

/** A stretch of text with what lies over it; overlays may cross, so the text is cut wherever one begins or ends. */
export function textRuns(text: string, [start, end]: Span, { lead, mark, references }: Overlay): Child[] {
  const edges = new Set([start, end])
  for (const span of [lead, ...(mark ? [mark] : []), ...references.map(r => r.span)])
    for (const edge of span) if (edge > start && edge < end) edges.add(edge)
  const cuts = [...edges].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const inside = ([a, b]: Span) => a <= from && from < b
    const reference = references.find(r => inside(r.span))
    let run: Child = text.slice(from, cuts[i + 1])
    if (reference) run = <a href={reference.href}>{run}</a>
    if (mark && inside(mark)) run = <mark>{run}</mark>
    return inside(lead) ? <b>{run}</b> : run
  })
}
