import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** A reader's word on an answer. Nothing in it says who the reader is. */
export const voteSchema = z.object({
  verdict: z.enum(['useful', 'useless']),
  question: z.string().trim().min(1).max(600),
  /** The clause cited first, '' where nothing was cited. */
  clauseId: z.string().max(300),
})
export type Vote = z.infer<typeof voteSchema>

/** Keeps what readers say of answers. */
export interface Feedback {
  record(vote: Vote, buildId: string): void
}

/** Size in bytes at which the file is put aside, so that a flood of votes fills no disk: two files at most. */
const FULL = 8 * 1024 * 1024

/** Votes as lines of JSON in `feedback.jsonl`; the day, but not the hour, is kept, so that a vote leads to nobody. */
export function feedbackIn(folder: string, today: () => string = isoDay): Feedback {
  const file = join(folder, 'feedback.jsonl')
  return {
    record(vote, buildId) {
      mkdirSync(dirname(file), { recursive: true })
      if (existsSync(file) && statSync(file).size > FULL) renameSync(file, join(folder, 'feedback.old.jsonl'))
      appendFileSync(file, `${JSON.stringify({ on: today(), buildId, ...vote })}\n`)
    },
  }
}

function isoDay(): string {
  return new Date().toISOString().slice(0, 10)
}
