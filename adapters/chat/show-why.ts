import type { ClauseIndex } from '../../index/build.js'
import { explain } from '../../src/ask.js'
import type { Conversation } from '../../src/conversation.js'
import { type Section, type Shown, saying } from './shown.js'

const PASSAGES = 3

/** How the last question of a conversation was understood and which clauses came first, in plain words. */
export function showWhy(index: ClauseIndex, { turns }: Conversation): Shown {
  const last = turns.at(-1)
  if (last === undefined) return saying('还没有提过问题。问过之后，/why 说明答案是怎么找到的。')
  const { question, passages, captured } = explain(index, last, { turns: turns.slice(0, -1) }).trace
  const facts = [
    ['问题', last],
    ['地区', question.regions.map(({ name }) => name).join('、')],
    ['文件', question.documents.map(({ title }) => `《${title}》`).join('')],
    ['年份', question.years.join('、')],
    ['改正的错字', question.mended.map(({ from, to }) => `${from}→${to}`).join('、')],
    ['承接上文', question.inherited.join('、')],
    ['固定的问题', captured ? `“${captured.form}”，${captured.pin.reason}` : ''],
    ['要找的话', question.topics.map(({ word, known }) => (known ? word : `${word}（文件里没有）`)).join('、')],
  ].filter(([, value]) => value)
  return {
    sections: [
      [{ text: facts.map(([name, value]) => `${name}：${value}`).join('\n') }],
      ...passages.slice(0, PASSAGES).map(({ clause, document, matches }, i): Section => {
        const said = question.topics.filter((_, t) => matches[t] >= 0.3).map(({ word }) => word)
        return [
          { text: `${i + 1}. 《${document.title}》${clause.path.join(' › ')}` },
          { text: `\n说到：${said.join('、') || '（无）'}`, style: 'soft' },
        ]
      }),
    ],
    buttons: [],
  }
}
