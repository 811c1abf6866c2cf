import { fold } from '../../index/fold.js'
import type { Clause, Document } from '../../index/types.js'
import type { ListName } from '../language.js'
import type { Prepared } from '../prepare.js'
import type { Answer } from '../reply.js'
import { matchTopic } from '../retrieve/passages.js'
import type { Question, Topic } from '../understand/question.js'
import { type Asked, documentsMeant } from './asked.js'
import { cite } from './citation.js'
import { answered, MOST_CITATIONS, nameRegion } from './compose.js'
import { clausesUnder, itemName, listItems, shapeOf, wholeClause } from './items.js'

/** Items of one level that a heading or an introduction announces under a name: 存在的问题, 基本原则, 会议建议. */
export interface Announced {
  document: Document
  title: string
  items: Clause[]
}

/** The lists of a document that go by a name. */
export function announcedLists(document: Document, name: ListName): Announced[] {
  const groups = new Map<string, Announced>()
  for (const clause of document.clauses) {
    if (!['item', 'paragraph', 'heading'].includes(clause.kind) || clause.path.length < 2) continue
    const title = clause.path[clause.path.length - 2]
    if (!name.announces.test(fold(title).replace(/[:：]$/, ''))) continue
    const own = clause.path[clause.path.length - 1]
    if (own.length < 2 || (clause.label === '' && clause.kind !== 'paragraph')) continue
    const key = `${clause.path.slice(0, -1).join('/')}|${shapeOf(clause.label)}`
    const group = groups.get(key)
    if (!group) groups.set(key, { document, title, items: [clause] })
    else if (!group.items.some(item => item.path.at(-1) === own)) group.items.push(clause)
  }
  const found = [...groups.values()].filter(group => group.items.length >= 2)
  // 问题和下一步思路: the problems come first, the plans stand under headings of another shape.
  const seen = new Set<string>()
  return found.filter(({ title }) => !seen.has(title) && seen.add(title))
}

/** How much of what is asked beyond the list's name an item must speak of to be the answer by itself. */
const ENOUGH_OF_ITEM = 0.6

/**
 * 存在哪些问题: the list that the documents announce under the name that was asked for, whole, in order and counted; where the
 * question narrows it (职业教育难在哪几样), the item that speaks of the matter.
 */
export function answerAnnounced(asked: Asked): Answer | null {
  const { question, prepared, language } = asked
  const name = question.listName
  if (!name || !['list', 'what', 'any', 'howmuch', 'why', 'where'].includes(question.kind)) return null
  if (question.kind !== 'list' && !/哪|什么|啥|几/.test(question.folded)) return null
  const lists = documentsMeant(asked).flatMap(document => announcedLists(document, name))
  if (lists.length === 0) return null
  const rest = (list: Announced) =>
    question.topics.filter(
      topic =>
        topic.weight >= 0.2 &&
        !name.asks.test(topic.word) &&
        topic.known &&
        !language.generalWords.has(topic.word) &&
        matchTopic(topic, fold(list.title)) < 0.7 &&
        matchTopic(topic, prepared.title(list.document)) < 0.7,
    )
  const single = lists.flatMap(list => onlyItem(list, question, name, prepared))
  if (single.length === 1) return sayItem(single[0].document, single[0].item, asked)
  const whole = lists.filter(list => rest(list).every(topic => !topic.essential))
  if (whole.length > 0) {
    const [best] = whole.sort((a, b) => likeness(question, b.document) - likeness(question, a.document))
    return listItems('', best.items, best.items, best.document, asked)
  }
  const scored = lists.flatMap(list =>
    list.items.map(item => ({ list, item, value: share(rest(list), list.document, item) })),
  )
  scored.sort((a, b) => b.value - a.value)
  const best = scored[0]
  if (best.value < ENOUGH_OF_ITEM) return null
  return sayItem(best.list.document, best.item, asked)
}

/** 第二条呢 after 存在哪些问题: the item of the list that was asked for; null where there is no such list or item. */
export function answerItem(asked: Asked): Answer | null {
  const { question } = asked
  const { listName, reference } = question
  const at = reference?.places.length === 1 ? Number(reference.places[0]) : Number.NaN
  if (!listName || !Number.isInteger(at)) return null
  const lists = documentsMeant(asked).flatMap(document => announcedLists(document, listName))
  const list = lists.sort((a, b) => likeness(question, b.document) - likeness(question, a.document))[0]
  const item = list?.items[at - 1]
  if (!item) return null
  return sayItem(list.document, item, asked)
}

function sayItem(document: Document, item: Clause, asked: Asked): Answer {
  const under = item.kind === 'heading' ? clausesUnder(document, item) : []
  const clauses = [...under, item].slice(0, MOST_CITATIONS)
  const cited = clauses.map(clause => cite({ document, clause }, [clause.span]))
  const text =
    under.length > 1 && under.every(clause => clause.path.length > item.path.length)
      ? `${itemName(document, item)}：${under.map(clause => itemName(document, clause)).join('；')}。`
      : wholeClause(document, under[0] ?? item)
  return answered(nameRegion(text, document, asked), cited, [document])
}

/** 老师管理上有哪些毛病: common words, too, may point to one item, when its lead alone holds them all. */
function onlyItem(
  { document, title, items }: Announced,
  question: Question,
  name: ListName,
  prepared: Prepared,
): { document: Document; item: Clause }[] {
  const words = question.topics.filter(
    topic =>
      topic.known &&
      !name.asks.test(topic.word) &&
      matchTopic(topic, fold(title)) < 0.7 &&
      matchTopic(topic, prepared.title(document)) < 0.7,
  )
  if (words.length < 2) return []
  const fitting = items.filter(item => words.every(topic => matchTopic(topic, fold(item.path.at(-1) ?? '')) >= 0.7))
  return fitting.length === 1 ? [{ document, item: fitting[0] }] : []
}

/** Pairs of the question that stand in the title: 报告 and 审议意见 on the same matter are told apart by it. */
function likeness(question: Question, document: Document): number {
  const title = fold(document.title)
  const last = title.slice(-4)
  let held = 0
  for (let i = 0; i + 1 < last.length; i++) if (question.folded.includes(last.slice(i, i + 2))) held++
  return held
}

/** How much of the topics an item speaks of; what its lead says counts more than what it says in passing. */
function share(topics: readonly Topic[], document: Document, item: Clause): number {
  const all = topics.reduce((sum, topic) => sum + topic.weight, 0)
  if (all === 0) return 0
  const lead = fold(item.path.at(-1) ?? '')
  const text = fold(document.text.slice(...item.span))
  const held = topics.reduce(
    (sum, topic) => sum + topic.weight * Math.max(matchTopic(topic, lead), 0.85 * matchTopic(topic, text)),
    0,
  )
  return held / all
}
