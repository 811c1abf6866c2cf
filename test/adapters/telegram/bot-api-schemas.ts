import { z } from 'zod'

/**
 * What methods of the Bot API take, written from https://core.telegram.org/bots/api: limits as documented, nothing else let in.
 * Texts are counted in UTF-16 code units, as entities are.
 */

const chatId = z.int()
const threadId = z.int().positive().optional()

const at = { offset: z.int().nonnegative(), length: z.int().positive() }
const entity = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold'), ...at }),
  z.strictObject({ type: z.literal('italic'), ...at }),
  z.strictObject({ type: z.literal('blockquote'), ...at }),
  z.strictObject({ type: z.literal('expandable_blockquote'), ...at }),
  z.strictObject({ type: z.literal('text_link'), ...at, url: z.url({ protocol: /^https?$/ }) }),
])

const splitsCharacter = (text: string, i: number) =>
  /[\uD800-\uDBFF]/.test(text[i - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[i] ?? '')

/** A text with its entities. */
export function checkText(text: string, entities: z.infer<typeof entity>[]): string | null {
  if (text.trim() === '') return 'message text is empty'
  if (text.length > 4096) return 'message is too long'
  if (!text.isWellFormed()) return 'strings must be encoded in UTF-8'
  if (entities.length > 100) return 'too many entities'
  const quotes = entities.filter(({ type }) => type.endsWith('blockquote')).sort((a, b) => a.offset - b.offset)
  if (quotes.some(({ offset }, i) => i > 0 && offset < quotes[i - 1].offset + quotes[i - 1].length))
    return 'quotes must not be nested'
  for (const { offset, length } of entities) {
    if (offset + length > text.length) return 'entity beyond the text'
    if (splitsCharacter(text, offset) || splitsCharacter(text, offset + length)) return 'entity cuts a character'
  }
  return null
}

const withText = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ text: z.string(), entities: z.array(entity).optional(), ...shape }).superRefine((it, context) => {
    const { text, entities } = it as { text: string; entities?: z.infer<typeof entity>[] }
    const wrong = checkText(text, entities ?? [])
    if (wrong) context.addIssue({ code: 'custom', message: wrong })
  })

const bytes = (least: number, most: number) =>
  z.string().refine(text => {
    const size = Buffer.byteLength(text)
    return size >= least && size <= most
  }, `must have ${least} to ${most} bytes`)

const keyboard = z.strictObject({
  inline_keyboard: z
    .array(z.array(z.strictObject({ text: z.string().min(1), callback_data: bytes(1, 64) })).min(1))
    .refine(rows => rows.flat().length <= 100, 'too many buttons'),
})
const noPreview = z.strictObject({ is_disabled: z.literal(true) })
const startParameter = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const updateKinds = z.array(z.enum(['message', 'edited_message', 'callback_query', 'inline_query']))

const article = z.strictObject({
  type: z.literal('article'),
  id: bytes(1, 64),
  title: z.string().min(1),
  description: z.string().optional(),
  input_message_content: z
    .strictObject({ message_text: z.string(), entities: z.array(entity).optional(), link_preview_options: noPreview })
    .superRefine(({ message_text, entities }, context) => {
      const wrong = checkText(message_text, entities ?? [])
      if (wrong) context.addIssue({ code: 'custom', message: wrong })
    }),
})

export const METHODS = {
  getMe: z.strictObject({}),
  getUpdates: z.strictObject({
    offset: z.int().optional(),
    limit: z.int().min(1).max(100).optional(),
    timeout: z.int().nonnegative().optional(),
    allowed_updates: updateKinds.optional(),
  }),
  setWebhook: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    secret_token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,256}$/)
      .optional(),
    allowed_updates: updateKinds.optional(),
  }),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.boolean().optional() }),
  setMyCommands: z.strictObject({
    commands: z
      .array(
        z.strictObject({ command: z.string().regex(/^[a-z0-9_]{1,32}$/), description: z.string().min(1).max(256) }),
      )
      .max(100),
    language_code: z
      .string()
      .regex(/^[a-z]{2}$/)
      .optional(),
  }),
  sendMessage: withText({
    chat_id: chatId,
    message_thread_id: threadId,
    link_preview_options: noPreview.optional(),
    reply_parameters: z
      .strictObject({ message_id: z.int().positive(), allow_sending_without_reply: z.boolean().optional() })
      .optional(),
    reply_markup: keyboard.optional(),
  }),
  editMessageText: withText({
    chat_id: chatId,
    message_id: z.int().positive(),
    link_preview_options: noPreview.optional(),
    reply_markup: keyboard.optional(),
  }),
  deleteMessage: z.strictObject({ chat_id: chatId, message_id: z.int().positive() }),
  sendChatAction: z.strictObject({ chat_id: chatId, message_thread_id: threadId, action: z.literal('typing') }),
  getChatMember: z.strictObject({ chat_id: chatId, user_id: z.int() }),
  answerCallbackQuery: z.strictObject({ callback_query_id: z.string().min(1), text: z.string().max(200).optional() }),
  answerInlineQuery: z.strictObject({
    inline_query_id: z.string().min(1),
    results: z
      .array(article)
      .max(50)
      .refine(results => new Set(results.map(({ id }) => id)).size === results.length, 'ids must differ'),
    cache_time: z.int().nonnegative().optional(),
    button: z.strictObject({ text: z.string().min(1), start_parameter: startParameter }).optional(),
  }),
}
export type Method = keyof typeof METHODS
export type Params<M extends Method> = z.infer<(typeof METHODS)[M]>
