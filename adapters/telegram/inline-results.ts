import type { InlineQueryResultArticle } from 'grammy/types'
import { clauseCode } from '../chat/clause-code.js'
import type { Desk } from '../chat/desk.js'
import { deepLink } from './deep-link.js'
import { formatMessages, formatSections } from './format.js'

const MOST_RESULTS = 10
const LONGEST_EXCERPT = 90
/** How much of a clause is posted into a chat of other people; the rest stands behind the link. */
const POSTED = 1200

/** Clauses for what somebody types in any chat, each as a message they may post there. */
export function inlineResults(desk: Desk, query: string, username: string): InlineQueryResultArticle[] {
  return desk.suggest(query, MOST_RESULTS).map(({ clauseId, title, path, text }) => {
    const [posted, ...more] = formatMessages(desk.showClause(clauseId).sections, POSTED)
    const link = formatSections([
      [{ text: more.length > 0 ? '（未完）看全文' : '看上下文', href: deepLink(username, clauseId) }],
    ])
    const gap = '\n\n'
    const at = posted.text.length + gap.length
    return {
      type: 'article',
      id: clauseCode(clauseId),
      title: path.at(-1) ?? title,
      description: `《${title}》${excerpt(text)}`,
      input_message_content: {
        message_text: posted.text + gap + link.text,
        entities: [...posted.entities, ...link.entities.map(entity => ({ ...entity, offset: entity.offset + at }))],
        link_preview_options: { is_disabled: true },
      },
    }
  })
}

function excerpt(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  return characters.length > LONGEST_EXCERPT ? `${characters.slice(0, LONGEST_EXCERPT).join('')}…` : characters.join('')
}
