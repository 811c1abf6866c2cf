import { z } from 'zod'

/** Requests to QQ's official bot API as bot.q.qq.com documents them. */
const button = z.strictObject({
  id: z.string().min(1),
  render_data: z.strictObject({ label: z.string().min(1), visited_label: z.string().min(1), style: z.literal([0, 1]) }),
  action: z.strictObject({
    /** 1: told to the bot. */
    type: z.literal(1),
    /** 2: everybody. */
    permission: z.strictObject({ type: z.literal(2) }),
    data: z.string().min(1).max(100),
    unsupport_tips: z.string().min(1),
  }),
})
const keyboard = z.strictObject({
  content: z.strictObject({
    rows: z
      .array(z.strictObject({ buttons: z.array(button).min(1).max(5) }))
      .min(1)
      .max(5),
  }),
})

/** Replies only: QQ sends nothing unasked. */
const target = z.union([z.strictObject({ msg_id: z.string().min(1) }), z.strictObject({ event_id: z.string().min(1) })])
const reply = <T extends z.ZodRawShape>(body: T) =>
  z.union(
    target.options.map(option =>
      z.strictObject({ ...option.shape, ...body, msg_seq: z.number().int().min(1) }),
    ) as never,
  )

const text = z.string().min(1).max(4500)
export const messageSchema = z.union([
  reply({ msg_type: z.literal(0), content: text }),
  reply({ msg_type: z.literal(2), markdown: z.strictObject({ content: text }), keyboard }),
]) as unknown as z.ZodType<SentMessage>

export interface SentMessage {
  msg_type: 0 | 2
  content?: string
  markdown?: { content: string }
  keyboard?: z.infer<typeof keyboard>
  msg_id?: string
  event_id?: string
  msg_seq: number
}

export const tokenRequestSchema = z.strictObject({ appId: z.string().regex(/^\d+$/), clientSecret: z.string().min(1) })
export const identifySchema = z.strictObject({
  token: z.string().regex(/^QQBot \S+$/),
  intents: z.number().int(),
  shard: z.tuple([z.literal(0), z.literal(1)]),
})
export const resumeSchema = z.strictObject({
  token: z.string().regex(/^QQBot \S+$/),
  session_id: z.string().min(1),
  seq: z.number().int().nullable(),
})
