import { z } from 'zod'

/** A reader's word on an answer. Nothing in it says who the reader is. */
export const voteSchema = z.object({
  verdict: z.enum(['useful', 'useless']),
  question: z.string().trim().min(1).max(600),
  /** The clause cited first, '' where nothing was cited. */
  clauseId: z.string().max(300),
})
export type Vote = z.infer<typeof voteSchema>

/** Takes what use tells of the answers. Taking it never fails and never keeps anybody waiting. */
export interface Feedback {
  record(vote: Vote, buildId: string): void
  /** @param turns the questions before it that it leaves something to, oldest first; none where it stands by itself */
  missed(question: string, turns: readonly string[]): void
}
