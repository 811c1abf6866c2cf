import { z } from 'zod'

/** What a chat may set for itself. */
export const settingsSchema = z.object({
  /** Full name of the region asked about where a question names none; null: none. */
  city: z.string().nullable().default(null),
  /** Ids of the documents to answer from; empty: all. */
  scope: z.array(z.string()).default([]),
  /** What a group's message begins with when it is meant for the bot; null: only mentions, replies, commands. */
  trigger: z.string().nullable().default('问策'),
  /** From when until when the bot says nothing in the group, minutes since midnight; null: never. */
  quiet: z.object({ from: z.number().int(), to: z.number().int() }).nullable().default(null),
  citations: z.enum(['full', 'short']).default('full'),
})
export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})

const LONGEST_TRIGGER = 12

/** 清除, off, none: the setting is to go. */
export function clears(argument: string): boolean {
  return /^(?:清除|取消|关闭?|无|不设|off|none|clear)$/i.test(argument)
}

/** 22:00-07:00, 22点到7点, 22:30～6:00. @returns null where it is no pair of times, or both are the same */
export function parseQuietHours(argument: string): Settings['quiet'] {
  const time = String.raw`(\d{1,2})(?:[:：点时](\d{2})?分?)?`
  const found = argument.trim().match(new RegExp(`^${time}\\s*(?:-|–|—|~|～|至|到)\\s*${time}$`))
  if (!found) return null
  const [fromHour, fromMinute, toHour, toMinute] = found.slice(1, 5).map(part => Number(part ?? 0))
  if (fromHour > 24 || toHour > 24 || fromMinute > 59 || toMinute > 59) return null
  const from = (fromHour % 24) * 60 + fromMinute
  const to = (toHour % 24) * 60 + toMinute
  return from === to ? null : { from, to }
}

/** Whether it is quiet at this minute of the day. Hours may run over midnight. */
export function isQuiet({ quiet }: Settings, minute: number): boolean {
  if (!quiet) return false
  const { from, to } = quiet
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

/** 22:00–07:00 */
export function quietWords({ from, to }: NonNullable<Settings['quiet']>): string {
  return `${clock(from)}–${clock(to)}`
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** A word that may stand for the bot: short, on one line, no slash. @returns null where it may not */
export function parseTrigger(argument: string): string | null {
  const word = argument.trim()
  return word.length >= 1 && word.length <= LONGEST_TRIGGER && !/[\s/／]/.test(word) ? word : null
}

/** The message without the group's prefix; null where it does not begin with it. */
export function withoutTrigger({ trigger }: Settings, text: string): string | null {
  if (trigger === null || !text.trimStart().toLowerCase().startsWith(trigger.toLowerCase())) return null
  return text
    .trimStart()
    .slice(trigger.length)
    .replace(/^[\s,，:：、]+/, '')
}
