import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { JsonLineError, readJsonLines } from './json-lines.js'
import type { Document, Finding } from './types.js'

const question = z.string().trim().min(2).max(200)
const pinSchema = z.strictObject({
  /** The standard question. */
  question,
  /** Other ways to ask for the same. */
  likenesses: z.array(question).default([]),
  /** Questions that sound like it and ask for something else. */
  counterExamples: z.array(question).default([]),
  /** `docId#place`: the clause that answers, never words of somebody's own. */
  clause: z.string().regex(/^[^#\s]+#\S+$/, '应为 文件编号#位置'),
  reason: z.string().trim().min(1),
})

/** What a maintainer has pinned: who asks so is answered from this clause. `line` is where it stands in `pins.jsonl`. */
export type Pin = z.infer<typeof pinSchema> & { line: number }

export const PINS_FILE = 'pins.jsonl'

/** Reads `pins.jsonl` of a folder of documents; none where there is no such file. @throws Error naming the line that is wrong */
export function readPins(folder: string): Pin[] {
  const file = join(folder, PINS_FILE)
  if (!existsSync(file)) return []
  return readJsonLines(file).map(({ json, place, line }) => {
    const parsed = pinSchema.safeParse(json)
    if (parsed.success) return { ...parsed.data, line }
    const [issue] = parsed.error.issues
    throw new JsonLineError(`${place} ${issue.path.join('.') || '整行'}：${issue.message}`)
  })
}

/** Pins of clauses that no document has: they capture nothing. */
export function looseEnds(pins: readonly Pin[], documents: readonly Document[]): Finding[] {
  const ids = new Set(pins.length > 0 ? documents.flatMap(({ clauses }) => clauses.map(({ id }) => id)) : [])
  return pins
    .filter(({ clause }) => !ids.has(clause))
    .map(({ line, question, clause }) => ({
      file: PINS_FILE,
      line,
      kind: 'metadata',
      message: `“${question}”固定到 ${clause}，但没有收录这一条`,
    }))
}
