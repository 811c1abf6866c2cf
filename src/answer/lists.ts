import { fold } from '../../index/fold.js'
import type { Clause, Document } from '../../index/types.js'
import type { ListName, QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'
import type { Answer, Citation } from '../reply.js'
import { matchTopic } from '../retrieve/passages.js'
import type { Question, Topic } from '../understand/question.js'
import { cite } from './citation.js'
import { answered, itemName, listItems, nameRegion, shapeOf, wholeClause } from './compose.js'

/** Asks what a body has to do, not which body has to do it. */
const ASKS_DUTIES =
  /(?:负责|承担|牵头|参与|主管|分管|落实|配合|管|干|抓|做)(?:着|了|的|到|些)?[^,，。?？]{0,6}(?:哪|什么|啥|几)|(?:职责|任务|责任|活儿?)(?:都)?(?:是|有|包括)?(?:哪|什么|啥)/
const ASKS_BODY = /谁|哪.{0,4}(?:部门|单位|机构|局)|责任单位/

/**
 * 市科协负责哪些: the headings over the 责任单位 lines that name the body, in order and counted.
 * @returns null where the question asks no such thing or no line of the documents names the body
 */
export function answerDuties(question: Question, documents: Iterable<Document>, prepared: Prepared): Answer | null {
  if (!ASKS_DUTIES.test(question.folded) || ASKS_BODY.test(question.folded)) return null
  for (const document of documents) {
    const lines = document.clauses.filter(clause => clause.kind === 'responsible')
    const bodies = [...new Set(lines.flatMap(line => bodiesOf(document, line)))]
    const body = bodies
      .flatMap(name => namesOf(name, prepared).map(called => ({ name, called })))
      .filter(({ called }) => question.folded.includes(called))
      .sort((a, b) => b.called.length - a.called.length)[0]
    if (!body) continue
    const own = lines.filter(line => bodiesOf(document, line).includes(body.name))
    const about = question.topics.filter(
      topic => topic.essential && !body.called.includes(topic.word) && !topic.word.includes(body.called),
    )
    const narrowed = own.filter(line => about.every(topic => speaksOf(document, line, topic)))
    if (about.length > 0 && narrowed.length === 0) return null
    // The lines bear the answer; where they are few, there is room for what they govern.
    const governed = narrowed.flatMap(line =>
      document.clauses.filter(clause => clause.responsible === line.ordinal && clause.kind !== 'heading'),
    )
    return listItems(
      `${body.name}参与负责`,
      narrowed.map(line => headingOf(document, line)),
      [...narrowed, ...governed],
      document,
      question,
      prepared,
    )
  }
  return null
}

/** The bodies that a 责任单位 line names, as it writes them. */
function bodiesOf(document: Document, line: Clause): string[] {
  return document.text
    .slice(...line.span)
    .replace(/\s+/g, '')
    .replace(/^[^：:]*[：:]/, '')
    .split(/[、，,。；;]/)
    .filter(name => name.length >= 2)
}

/** A body is called by its name, the name without 市 or 市委, or another name of either. */
function namesOf(body: string, prepared: Prepared): string[] {
  const name = fold(body)
  const short = name.replace(/^(?:市委|市|各|相关)/, '')
  const others = [name, short].flatMap(word => prepared.thesaurus.get(word) ?? [])
  return [name, short, ...others.filter(({ weight }) => weight >= 0.7).map(({ word }) => word)].filter(
    word => word.length >= 2 && !/^(?:教育|财政|体育|人事|学校|高校|单位)$/.test(word),
  )
}

function headingOf(document: Document, line: Clause): Clause {
  const place = line.place.replace(/\.[^.]+$/, '')
  return document.clauses.find(clause => clause.kind === 'heading' && clause.place === place) ?? line
}

function speaksOf(document: Document, line: Clause, topic: Topic): boolean {
  return document.clauses.some(
    clause =>
      clause.responsible === line.ordinal &&
      matchTopic(topic, fold(`${clause.path.join('\n')}\n${document.text.slice(...clause.span)}`)) >= 0.7,
  )
}

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
export function answerAnnounced(
  question: Question,
  documents: Iterable<Document>,
  prepared: Prepared,
  language: QuestionLanguage,
): Answer | null {
  const name = question.listName
  if (!name || !['list', 'what', 'any', 'howmuch', 'why', 'where'].includes(question.kind)) return null
  if (question.kind !== 'list' && !/哪|什么|啥|几/.test(question.folded)) return null
  const lists = [...documents].flatMap(document => announcedLists(document, name))
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
  if (single.length === 1) return sayItem(single[0].document, single[0].item, question, prepared)
  const whole = lists.filter(list => rest(list).every(topic => !topic.essential))
  if (whole.length > 0) {
    const [best] = whole.sort((a, b) => likeness(question, b.document) - likeness(question, a.document))
    return listItems('', best.items, best.items, best.document, question, prepared)
  }
  const scored = lists.flatMap(list =>
    list.items.map(item => ({ list, item, value: share(rest(list), list.document, item) })),
  )
  scored.sort((a, b) => b.value - a.value)
  const best = scored[0]
  if (best.value < ENOUGH_OF_ITEM) return null
  return sayItem(best.list.document, best.item, question, prepared)
}

function sayItem(document: Document, item: Clause, question: Question, prepared: Prepared): Answer {
  const { text, span } = wholeClause(document, item)
  const clause = prepared.index.clauses[prepared.position(document, item.ordinal)]
  return answered(nameRegion(text, document, question, prepared), [cite(clause, [span])], document, question)
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

/** 第二条呢 after 存在哪些问题: the item of the list that was asked for; null where there is no such list or item. */
export function answerItem(question: Question, documents: Iterable<Document>, prepared: Prepared): Answer | null {
  const { listName, reference } = question
  const at = reference?.places.length === 1 ? Number(reference.places[0]) : Number.NaN
  if (!listName || !Number.isInteger(at)) return null
  const lists = [...documents].flatMap(document => announcedLists(document, listName))
  const list = lists.sort((a, b) => likeness(question, b.document) - likeness(question, a.document))[0]
  const item = list?.items[at - 1]
  if (!item) return null
  const { document } = list
  const under = document.clauses.filter(
    clause => clause.place.startsWith(`${item.place}.`) && clause.path[item.path.length - 1] === item.path.at(-1),
  )
  const cited: Citation[] = [item, ...under]
    .slice(0, 8)
    .map(clause => cite(prepared.index.clauses[prepared.position(document, clause.ordinal)], [clause.span]))
  const parts = under.map(clause => itemName(document, clause))
  const text = parts.length ? `${itemName(document, item)}：${parts.join('；')}。` : wholeClause(document, item).text
  return answered(text, cited, document, question)
}
