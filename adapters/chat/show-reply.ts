import type { Citation, Reply } from '../../src/reply.js'
import { sourceLine } from '../wording.js'
import type { Button, Section, Shown } from './shown.js'

/** How much of a citation is shown: with the quote, or its source alone. */
export type CitationLength = 'full' | 'short'

/** Citations beyond these are counted, not shown: a chat is narrow. */
const MOST_CITATIONS = 5
const LONGEST_LABEL = 20

/**
 * A reply as people see it in a chat: the answer; what must be known; each passage with title, issuer, date, state and place;
 * buttons for the clause itself, the one after it, the choices, the vote.
 * @param turns the questions before it, which a choice is asked after
 * @param takesVotes whether anybody keeps what readers say of it
 */
export function showReply(
  reply: Reply,
  question: string,
  turns: readonly string[],
  citations: CitationLength = 'full',
  takesVotes = true,
): Shown {
  const cited = reply.citations.slice(0, MOST_CITATIONS)
  const left = reply.citations.length - cited.length
  const sections: Section[] = [
    [{ text: reply.answer, style: 'strong' }],
    ...(reply.notes.length ? [reply.notes.map((note, i) => ({ text: `${i ? '\n' : ''}注意：${note}` }))] : []),
    ...cited.map((citation, i) => citationSection(citation, i + 1, citations)),
    ...(left > 0 ? [[{ text: `另有 ${left} 处依据，请到网页上看。`, style: 'soft' as const }]] : []),
    ...(reply.related.length ? [relatedSection(reply)] : []),
  ]
  return { sections, buttons: buttonsOf(reply, question, turns, takesVotes) }
}

function citationSection(citation: Citation, number: number, length: CitationLength): Section {
  const place = citation.path.join(' › ')
  return [
    { text: `〔${number}〕` },
    { text: sourceLine(citation), ...(citation.url && { href: citation.url }) },
    ...(place ? [{ text: `\n${place}`, style: 'soft' as const }] : []),
    ...(length === 'full' ? [{ text: '\n' }, { text: citation.quote, style: 'quote' as const }] : []),
  ]
}

function relatedSection({ related }: Reply): Section {
  return [
    {
      text: `相近的条款，供参考：${related.map(({ title, path }) => `\n《${title}》${path.join(' › ')}`).join('')}`,
      style: 'soft',
    },
  ]
}

function buttonsOf(reply: Reply, question: string, turns: readonly string[], takesVotes: boolean): Button[][] {
  const choices = reply.choices.map(({ label, question }) => [
    { label: shorten(label), action: { do: 'ask' as const, question, turns: [...turns] } },
  ])
  const related = reply.related.map(({ clauseId, path, title }) => [
    { label: shorten(`看 ${path.at(-1) ?? title}`), action: { do: 'clause' as const, clauseId } },
  ])
  const first = reply.citations[0]
  if (!first || (reply.status !== 'answered' && reply.status !== 'choose')) return [...choices, ...related]
  const { clauseId } = first
  return [
    ...choices,
    [
      { label: '原文', action: { do: 'clause', clauseId } },
      { label: '下一条', action: { do: 'next', clauseId } },
    ],
    ...(takesVotes ? [votes(question, clauseId)] : []),
  ]
}

function votes(question: string, clauseId: string): Button[] {
  return [
    { label: '有用', action: { do: 'vote', verdict: 'useful', question, clauseId } },
    { label: '没用', action: { do: 'vote', verdict: 'useless', question, clauseId } },
  ]
}

/** A label that fits on a button. */
export function shorten(label: string): string {
  const characters = [...label.replace(/\s+/g, ' ').trim()]
  return characters.length <= LONGEST_LABEL
    ? characters.join('')
    : `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`
}
