import type { Api } from 'grammy'
import type { BotCommand } from 'grammy/types'
import { COMMANDS } from '../chat/commands.js'

/** The status is for operators, who know the command. */
const LISTED = COMMANDS.filter(({ name }) => name !== 'status')

/** Sets the menu of commands: English where the app is, Chinese in Chinese apps and in all others. */
export async function setCommandMenu(api: Api): Promise<void> {
  const chinese = LISTED.map(({ name, does, takes }): BotCommand => ({ command: name, description: said(does, takes) }))
  const english = LISTED.map(({ name, english }): BotCommand => ({ command: name, description: english }))
  await api.setMyCommands(chinese)
  await api.setMyCommands(chinese, { language_code: 'zh' })
  await api.setMyCommands(english, { language_code: 'en' })
}

function said(does: string, takes: string): string {
  return takes ? `${does}：${takes}` : does
}
