import { z } from 'zod'

/** A stretch of text in one style. What it holds is shown as it is: never markup of any platform. */
export interface Run {
  text: string
  style?: 'strong' | 'quote' | 'soft'
  /** Where it leads, on platforms with links. */
  href?: string
}

/** A part of a message that belongs together: an answer, a citation. Split only where it alone is too long. */
export type Section = Run[]

/** What pressing a button does, or writing its number. Kept in the store: what is pressed may be days old. */
export const actionSchema = z.discriminatedUnion('do', [
  /** The question of a choice, asked after those before it. */
  z.object({ do: z.literal('ask'), question: z.string(), turns: z.array(z.string()) }),
  /** A clause verbatim, with all that stands under it. */
  z.object({ do: z.literal('clause'), clauseId: z.string() }),
  /** The clause after it. */
  z.object({ do: z.literal('next'), clauseId: z.string() }),
  z.object({
    do: z.literal('vote'),
    verdict: z.enum(['useful', 'useless']),
    question: z.string(),
    clauseId: z.string(),
  }),
  /** A further page of an outline or of hits. */
  z.object({ do: z.literal('toc'), docId: z.string(), from: z.number().int() }),
  z.object({ do: z.literal('search'), query: z.string(), from: z.number().int() }),
])
export type Action = z.infer<typeof actionSchema>

export interface Button {
  label: string
  action: Action
}

/** What the bot says, before a platform gives it its form. */
export interface Shown {
  sections: Section[]
  /** Rows of buttons. */
  buttons: Button[][]
}

/** Plain words without buttons. */
export function saying(text: string): Shown {
  return { sections: [[{ text }]], buttons: [] }
}
