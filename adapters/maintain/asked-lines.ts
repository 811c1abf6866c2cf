import { existsSync } from 'node:fs'
import { z } from 'zod'
import { JsonLineError, readJsonLines } from '../../index/json-lines.js'
import { UserError } from '../user-error.js'

const lineSchema = z
  .object({
    id: z.string().optional(),
    turns: z.array(z.string()).default([]),
    question: z.string().trim().min(1).optional(),
  })
  .refine(({ turns, question }) => question !== undefined || turns.length > 0, '应有 question 或 turns')

/** A question of a file, whatever else the file says of it. */
export interface AskedLine {
  line: number
  id: string | null
  question: string
  /** The questions before it, oldest first. */
  turns: string[]
}

/**
 * The questions of a file of one JSON object a line: `{"turns"}` with the question last, as for `ask --batch`, or `{"question"}`
 * with the turns before it, as in `questions.jsonl`.
 * @throws UserError where there is no such file
 * @throws JsonLineError naming the line that is wrong
 */
export function readAskedLines(file: string): AskedLine[] {
  if (!existsSync(file)) throw new UserError(`没有这个文件：${file}`)
  return readJsonLines(file).map(({ json, place, line }) => {
    const parsed = lineSchema.safeParse(json)
    if (!parsed.success) throw new JsonLineError(`${place} ${parsed.error.issues[0].message}`)
    const { id = null, turns, question } = parsed.data
    return question === undefined
      ? { line, id, question: turns[turns.length - 1], turns: turns.slice(0, -1) }
      : { line, id, question, turns }
  })
}
