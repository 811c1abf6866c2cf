import { z } from 'zod'
import type { Session } from './koishi-modules.js'

/** Names that platforms give to those who run a group. */
const RUNS_GROUP = /^(?:owner|creator|admin|administrator|群主|管理员|超级管理员)$/i

/** Whether the roles that came with a message say that its sender runs the group; no roles, no administrator. */
export function administersByRole({ event }: Session): boolean {
  return (event.member?.roles ?? []).some(
    role => RUNS_GROUP.test(String(role.id ?? '')) || RUNS_GROUP.test(role.name ?? ''),
  )
}

const memberSchema = z.looseObject({ role: z.string().optional() })
const answerSchema = z.looseObject({ retcode: z.number(), data: z.unknown().optional() })

/**
 * Whether the sender runs the OneBot group. OneBot says that `sender` in an event is filled in as far as possible and may be
 * out of date, so the server is asked; what the event says counts only where the server gives no answer.
 */
export async function administersOneBotGroup(session: Session): Promise<boolean> {
  try {
    const answer = answerSchema.parse(
      await session.bot.internal._request('get_group_member_info', {
        group_id: Number(session.guildId ?? session.channelId),
        user_id: Number(session.userId),
        no_cache: true,
      }),
    )
    const member = memberSchema.safeParse(answer.data)
    if (answer.retcode === 0 && member.success && member.data.role !== undefined)
      return RUNS_GROUP.test(member.data.role)
  } catch {
    // The event says it, if anything does.
  }
  return administersByRole(session)
}
