import type { MessageEntity } from 'grammy/types'
import type { Run, Section } from '../chat/shown.js'
import { GAP, splitSections } from '../chat/split.js'

/** Longest text of a message, in UTF-16 code units, which Telegram counts too. */
export const MESSAGE_LIMIT = 4096
/** Entities beyond these are not shown by Telegram. */
const MOST_ENTITIES = 100
/** Quotes longer than this are folded until the reader opens them. */
const LONG_QUOTE = 300

/** A text as Telegram takes it: what stands in it is never markup, its styles stand beside it. */
export interface FormattedText {
  text: string
  entities: MessageEntity[]
}

/** Sections as messages, none longer than Telegram takes, each entity whole within its message. */
export function formatMessages(sections: readonly Section[], limit: number = MESSAGE_LIMIT): FormattedText[] {
  return splitSections(sections, limit)
    .map(formatSections)
    .filter(({ text }) => text.trim() !== '')
}

/** Sections as one text, however long. */
export function formatSections(sections: readonly Section[]): FormattedText {
  let text = ''
  const styled: MessageEntity[] = []
  sections.forEach((section, i) => {
    if (i > 0) text += GAP
    section.forEach((run, j) => {
      const said = run.text.toWellFormed()
      if (said === '') return
      const before = styled.at(-1)
      // Paragraphs quoted one after the other are one quote.
      if (
        run.style === 'quote' &&
        j === 0 &&
        before?.type === 'blockquote' &&
        ends(before) === text.length - GAP.length
      )
        before.length += GAP.length + said.length
      else styled.push(...entitiesOf(run, text.length, said.length))
      text += said
    })
  })
  const entities = styled.map(foldLongQuote).slice(0, MOST_ENTITIES)
  return { text, entities }
}

function entitiesOf({ style, href }: Run, offset: number, length: number): MessageEntity[] {
  return [
    ...(href ? [{ type: 'text_link' as const, offset, length, url: href }] : []),
    ...(style === 'strong' ? [{ type: 'bold' as const, offset, length }] : []),
    // What is soft stays plain: slanted Chinese is hard to read, and Telegram has no grey.
    ...(style === 'quote' ? [{ type: 'blockquote' as const, offset, length }] : []),
  ]
}

function ends({ offset, length }: MessageEntity): number {
  return offset + length
}

function foldLongQuote(entity: MessageEntity): MessageEntity {
  return entity.type === 'blockquote' && entity.length > LONG_QUOTE
    ? { ...entity, type: 'expandable_blockquote' }
    : entity
}
