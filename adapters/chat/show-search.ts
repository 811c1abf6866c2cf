import type { ClauseIndex } from '../../index/build.js'
import type { RegionAnswer } from '../../src/compare.js'
import { search } from '../../src/search.js'
import { STATUS_WORDS, sourceLine } from '../wording.js'
import { shorten } from './show-reply.js'
import { type Section, type Shown, saying } from './shown.js'

const HITS = 5
/** Hits beyond these are no help in a chat. */
const MOST_HITS = 50
const EXCERPT = 120

/** Clauses for staff from the `from`-th hit on, each with its place and how it begins. */
export function showHits(index: ClauseIndex, query: string, from: number): Shown {
  const hits = search(index, query, Math.min(from + HITS + 1, MOST_HITS))
  const page = hits.slice(from, from + HITS)
  if (page.length === 0) return saying(from === 0 ? `没有查到与“${query}”有关的条款。` : '没有更多了。')
  return {
    sections: [
      [{ text: `“${query}”相近的条款：`, style: 'strong' }],
      ...page.map(({ passage: { clause, document } }, i): Section => {
        const text = document.text
          .slice(...clause.span)
          .replace(/\s+/g, ' ')
          .trim()
        return [
          { text: `${from + i + 1}. ${clause.path.join(' › ') || document.title}\n` },
          { text: text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text, style: 'quote' },
          {
            text: `\n《${document.title}》${STATUS_WORDS[document.status] && `（${STATUS_WORDS[document.status]}）`}`,
            style: 'soft',
          },
        ]
      }),
    ],
    buttons: [
      ...page.map(({ passage: { clause, document } }, i) => [
        {
          label: shorten(`看 ${from + i + 1} ${clause.path.at(-1) ?? document.title}`),
          action: { do: 'clause' as const, clauseId: clause.id },
        },
      ]),
      ...(hits.length > from + HITS
        ? [[{ label: '更多', action: { do: 'search' as const, query, from: from + HITS } }]]
        : []),
    ],
  }
}

/** The answers of several regions, a section each with its source. */
export function showComparison(query: string, answers: readonly RegionAnswer[]): Shown {
  if (answers.length === 0) return saying('收录的文件没有写明地区，没法对比。')
  const told = answers.filter(({ answer }) => answer.status === 'answered')
  const silent = answers.filter(({ answer }) => answer.status !== 'answered').map(({ region }) => region.name)
  return {
    sections: [
      [{ text: `各地怎么说“${query}”：`, style: 'strong' }],
      ...told.map(({ region, answer }): Section => {
        const [first] = answer.citations
        return [
          { text: `${region.name}：`, style: 'strong' },
          { text: answer.answer },
          ...(first ? [{ text: `\n${sourceLine(first)} ${first.path.join(' › ')}`, style: 'soft' as const }] : []),
        ]
      }),
      ...(silent.length ? [[{ text: `没有找到的：${silent.join('、')}` }]] : []),
    ],
    buttons: told
      .slice(0, 5)
      .flatMap(({ region, answer }) =>
        answer.citations
          .slice(0, 1)
          .map(({ clauseId }) => [
            { label: shorten(`${region.name}原文`), action: { do: 'clause' as const, clauseId } },
          ]),
      ),
  }
}
