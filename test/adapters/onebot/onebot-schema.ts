import { z } from 'zod'

/** Messages and actions as OneBot v11 documents them (botuniverse/onebot-11), and the forwards of go-cqhttp and NapCat. */
const qq = z.number().int().positive()

const textSegment = z.strictObject({ type: z.literal('text'), data: z.strictObject({ text: z.string().min(1) }) })
const replySegment = z.strictObject({ type: z.literal('reply'), data: z.strictObject({ id: z.string().min(1) }) })
const segment = z.discriminatedUnion('type', [textSegment, replySegment])
export type SentSegment = z.infer<typeof segment>

const node = z.strictObject({
  type: z.literal('node'),
  data: z.strictObject({
    user_id: z.string().regex(/^\d+$/),
    nickname: z.string().min(1),
    uin: z.string().regex(/^\d+$/),
    name: z.string().min(1),
    content: z.array(textSegment).min(1),
  }),
})

const action = <N extends string, P extends z.ZodType>(name: N, params: P) =>
  z.strictObject({ action: z.literal(name), params, echo: z.string().min(1) })

/** Every action that the bot may ask for. */
export const actionSchema = z.discriminatedUnion('action', [
  action('send_private_msg', z.strictObject({ user_id: qq, message: z.array(segment).min(1) })),
  action('send_group_msg', z.strictObject({ group_id: qq, message: z.array(segment).min(1) })),
  action('send_private_forward_msg', z.strictObject({ user_id: qq, messages: z.array(node).min(1).max(100) })),
  action('send_group_forward_msg', z.strictObject({ group_id: qq, messages: z.array(node).min(1).max(100) })),
  action('get_group_member_info', z.strictObject({ group_id: qq, user_id: qq, no_cache: z.boolean() })),
  action('get_msg', z.strictObject({ message_id: z.number().int() })),
  action('get_login_info', z.strictObject({})),
])
export type SentAction = z.infer<typeof actionSchema>
