import { z } from 'zod'

/** A passage that carries an answer, with all a reader needs to trust and find it. */
export const citationSchema = z.object({
  docId: z.string(),
  title: z.string(),
  issuer: z.string().nullable(),
  region: z.string().nullable(),
  /** 发文字号, e.g. 乌党发〔2020〕17号. */
  docNumber: z.string().nullable(),
  /** ISO 8601 date, year-month, or year, as exact as the document is. */
  issuedOn: z.string().nullable(),
  docStatus: z.enum(['in_force', 'draft', 'report', 'plan', 'news', 'unknown']),
  clauseId: z.string(),
  path: z.array(z.string()),
  /** Verbatim from the clause, up to 600 characters. */
  quote: z.string(),
  /** Where the quote stands in the document's clean text: UTF-16 code units, end exclusive. */
  span: z.tuple([z.number().int(), z.number().int()]),
  url: z.string().nullable(),
})

/** What everything that asks the bot gets; its JSON is stable (see the contract in ARCHITECTURE.md). */
export const replySchema = z.object({
  version: z.literal(1),
  id: z.string().optional(),
  status: z.enum(['answered', 'choose', 'not_found', 'help']),
  answer: z.string(),
  citations: z.array(citationSchema),
  choices: z.array(z.object({ label: z.string(), question: z.string() })),
  related: z.array(z.object({ clauseId: z.string(), title: z.string(), path: z.array(z.string()) })),
  notes: z.array(z.string()),
  tookMs: z.number(),
})

export type Citation = z.infer<typeof citationSchema>
export type Reply = z.infer<typeof replySchema>
/** A reply before it is timed and addressed, which only the caller of `ask` can do. */
export type Answer = Omit<Reply, 'version' | 'id' | 'tookMs'>
