import type { Span } from './types.js'

const END = /[。！？!?；;\n]/
const CLOSING = /[”’"』」）)》\]]/
const OPENERS = '（(《“「『'
const CLOSERS = '）)》”」』'

/**
 * Sentences of a text as spans that cover it without gaps. A sentence ends behind 。！？；, its closing quotes included, or at a
 * line end; inside brackets and quotes it does not end. Full stops of numbers (1.5, 3.) never end one.
 */
export function sentenceSpans(text: string, from = 0, to = text.length): Span[] {
  const spans: Span[] = []
  let start = from
  let depth = 0
  for (let i = from; i < to; i++) {
    const c = text[i]
    if (OPENERS.includes(c)) depth++
    else if (CLOSERS.includes(c)) depth = Math.max(0, depth - 1)
    const ends =
      c === '\n' ||
      (END.test(c) && depth === 0) ||
      (depth > 0 && (c === '。' || c === '！' || c === '？') && i - start > 120)
    if (!ends) continue
    if (c === '\n') depth = 0
    let end = i + 1
    for (; end < to && CLOSING.test(text[end]) && c !== '\n'; end++)
      if (CLOSERS.includes(text[end])) depth = Math.max(0, depth - 1)
    // A colon-like 。 before closing quote inside a longer sentence still ends it.
    spans.push([start, end])
    start = end
    i = end - 1
  }
  if (start < to) spans.push([start, to])
  return spans
}

/** The span without white space at its ends. */
export function trimSpan(text: string, [start, end]: Span): Span {
  let from = start
  let to = end
  while (from < to && /\s/.test(text[from])) from++
  while (to > from && /\s/.test(text[to - 1])) to--
  return [from, to]
}
