import { z } from 'zod'
import { h } from '../../../adapters/koishi/koishi-modules.js'

/** Requests and signals as satori.chat documents them. */
export const identifySchema = z.strictObject({
  op: z.literal(3),
  body: z.looseObject({ token: z.string().optional(), sn: z.number().int().optional() }),
})
export const pingSchema = z.strictObject({ op: z.literal(1), body: z.looseObject({}) })

/** A message whose elements are texts alone: what stands in a document or was written by a person is never an element. */
export const createMessageSchema = z.strictObject({
  channel_id: z.string().min(1),
  content: z
    .string()
    .min(1)
    .refine(content => h.parse(content).every(({ type }) => type === 'text'), 'holds an element that is no text'),
  referrer: z.unknown().optional(),
})

/** What people see of a message's content. */
export function seenText(content: string): string {
  return h
    .parse(content)
    .map(({ attrs }) => attrs.content ?? '')
    .join('')
}
