import type { Child } from 'hono/jsx'

/** Shortest run of the answer that is worth marking in its quote, in characters. */
const SHORTEST = 6

/** The quote with the pieces of the answer that stand in it word for word marked. */
export function markText(quote: string, answer: string): Child[] {
  const pieces = answer
    .split(/[\n。；]|(?<=^[^：]{2,12})：/)
    .map(piece => piece.trim())
    .filter(piece => piece.length >= SHORTEST)
  const spans = pieces
    .map(piece => [quote.indexOf(piece), piece.length] as const)
    .filter(([start]) => start >= 0)
    .sort(([a], [b]) => a - b)
  const out: Child[] = []
  let at = 0
  for (const [start, length] of spans) {
    if (start < at) continue
    out.push(quote.slice(at, start), <mark>{quote.slice(start, start + length)}</mark>)
    at = start + length
  }
  out.push(quote.slice(at))
  return out
}
