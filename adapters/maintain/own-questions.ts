import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { JsonLineError, readJsonLines } from '../../index/json-lines.js'

const lineSchema = z.strictObject({
  question: z.string().trim().min(1),
  turns: z.array(z.string()).default([]),
  /** `docId#place`, as `wence toc` and the page of a document show it; null where the documents must not answer. */
  clause: z.string().min(1).nullable(),
  /** Why this must stay true. */
  reason: z.string().min(1),
})
export type OwnQuestion = z.infer<typeof lineSchema> & { line: number }

/**
 * The maintainer's own questions beside the documents, `questions.jsonl`; none where there is no such file.
 * @throws JsonLineError naming the line that is wrong
 */
export function readOwnQuestions(folder: string): OwnQuestion[] {
  const file = join(folder, 'questions.jsonl')
  if (!existsSync(file)) return []
  return readJsonLines(file).map(({ json, place, line }) => {
    if (isUnlabelled(json)) throw new JsonLineError(`${place} 还没有标好：核对 clause，写明 reason，删去 label`)
    const parsed = lineSchema.safeParse(json)
    if (parsed.success) return { ...parsed.data, line }
    const [issue] = parsed.error.issues
    throw new JsonLineError(`${place} ${issue.path.join('.') || '整行'}：${issue.message}`)
  })
}

/** As `wence misses --export` writes it. */
function isUnlabelled(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'label' in json
}
