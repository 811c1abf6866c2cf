import { type ArticlePart, articleParts } from '../../index/article-parts.js'
import { fold } from '../../index/fold.js'
import type { Answer } from '../reply.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Asked } from './asked.js'
import { cite } from './citation.js'
import { answered, nameRegion } from './compose.js'
import { wordsOf } from './text.js'

/** Longest answer in characters, its count left out. */
const LIMIT = 300
const SHORTEST_ITEM = 8
/** How much of the question the line that announces a list must speak of, its headings and title included. */
const ANNOUNCED = 0.6

/** A list inside an article: the line that announces it, and its items. */
interface Enumeration {
  announces: ArticlePart
  items: ArticlePart[]
  /** How much of the question the announcing line speaks of. */
  speaks: number
}

/** 哪些…, from the article whose announcing line (有下列情形之一的，不得出租：) speaks of the question; null where none does. */
export function answerEnumeration(passages: readonly Passage[], asked: Asked): Answer | null {
  let best: { passage: Passage; list: Enumeration } | null = null
  for (const passage of passages) {
    const list = bestList(passage, asked)
    if (list && list.speaks >= ANNOUNCED && (!best || list.speaks > best.list.speaks + 0.1)) best = { passage, list }
  }
  if (!best) return null
  const { document, clause } = best.passage
  const { announces, items } = best.list
  const says = (part: ArticlePart) => wordsOf(document, part.span).replace(/[；;。，,]$/, '')
  const whole = items.map(says)
  const total = whole.reduce((sum, text) => sum + text.length + 1, 0)
  // Where all cannot be said in full each item is cut to its share, at a comma where it has one.
  const share = Math.max(SHORTEST_ITEM, Math.floor(LIMIT / items.length) - 1)
  const text = (total <= LIMIT ? whole : whole.map(item => cut(item, share))).join('；')
  return answered(
    nameRegion(`${text}（共 ${items.length} 项）。`, document, asked),
    [cite({ document, clause }, [[announces.span[0], items.at(-1)!.span[1]]])],
    [document],
    asked.scope,
  )
}

function bestList(passage: Passage, { question, prepared }: Asked): Enumeration | null {
  const { document, clause } = passage
  if (clause.kind !== 'article') return null
  const parts = articleParts(document, clause)
  const around = `${passage.prepared.path}\n${prepared.title(document)}`
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  let best: Enumeration | null = null
  parts.forEach((announces, i) => {
    if (announces.item !== null || !/[：:]$/.test(document.text.slice(...announces.span))) return
    const rest = parts.slice(i + 1)
    const end = rest.findIndex(part => part.item === null)
    const items = end < 0 ? rest : rest.slice(0, end)
    if (items.length < 2) return
    const line = fold(document.text.slice(...announces.span))
    const speaks =
      question.topics.reduce(
        (sum, topic) => sum + topic.weight * Math.max(matchTopic(topic, line), 0.7 * matchTopic(topic, around)),
        0,
      ) / total
    if (!best || speaks > best.speaks) best = { announces, items, speaks }
  })
  return best
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const head = text.slice(0, length)
  const comma = Math.max(head.lastIndexOf('，'), head.lastIndexOf('、'))
  return `${comma >= SHORTEST_ITEM ? head.slice(0, comma) : head}…`
}
