import { fold } from './fold.js'
import type { Document } from './types.js'

/** Characters in a row that are compared, and how many of a text's smallest hashes stand for it. */
const SHINGLE = 8
const SKETCH = 128

/** The smallest hashes of a text's shingles: two texts share as many of them as they share of their shingles (Broder 1997). */
export type Sketch = readonly number[]

export function sketch({ text }: Pick<Document, 'text'>): Sketch {
  const folded = fold(text)
  const hashes = new Set<number>()
  for (let at = 0; at + SHINGLE <= folded.length; at++) hashes.add(hashOf(folded, at))
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH)
}

/** FNV-1a, 32 bits. */
function hashOf(text: string, at: number): number {
  let hash = 0x811c9dc5
  for (let i = at; i < at + SHINGLE; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** How much two texts share of what either holds, 0 to 1, estimated. */
export function likeness(a: Sketch, b: Sketch): number {
  const size = Math.min(SKETCH, Math.max(a.length, b.length))
  if (size === 0) return 0
  let [i, j, seen, shared] = [0, 0, 0, 0]
  while (seen < size && (i < a.length || j < b.length)) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY]
    if (x === y) shared++
    if (x <= y) i++
    if (y <= x) j++
    seen++
  }
  return shared / seen
}
