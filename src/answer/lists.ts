import { fold } from '../../index/fold.js'
import type { Clause, Document } from '../../index/types.js'
import type { ListName, QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'
import type { Answer } from '../reply.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question, Topic } from '../understand/question.js'
import { cite } from './citation.js'
import { answered, childrenOf, itemName, listItems, nameRegion, shapeOf, wholeClause } from './compose.js'

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
    const own = lines.filter(line => bodiesOf(document, line).some(name => shortOf(name) === shortOf(body.name)))
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
  const short = shortOf(body)
  const others = [name, short].flatMap(word => prepared.thesaurus.get(word) ?? [])
  return [name, short, ...others.filter(({ weight }) => weight >= 0.7).map(({ word }) => word)].filter(
    word => word.length >= 2 && !/^(?:教育|财政|体育|人事|学校|高校|单位)$/.test(word),
  )
}

function shortOf(body: string): string {
  return fold(body).replace(/^(?:市委|市|各|相关)/, '')
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

/** Asks for the parts of a matter: 做了哪几方面, 有哪些措施. */
export const ASKS_PARTS =
  /(?:哪|几)(?:些|几|[一二三四五六七八九十])?(?:个|大|项|条|点)?(?:方面|措施|举措|工作|内容|部分|任务|做法|安排|行动|工程|抓手|环节)/

/**
 * 人才队伍建设做了哪几方面: what stands one step below the heading that names the whole matter, when it is over a clause that
 * was found.
 */
export function answerUnderHeading(
  passages: readonly Passage[],
  question: Question,
  prepared: Prepared,
): Answer | null {
  if (question.kind !== 'list' || !ASKS_PARTS.test(question.folded)) return null
  const main = question.topics.filter(topic => topic.essential)
  if (main.length === 0) return null
  for (const { document, clause } of passages.slice(0, 4)) {
    const headings = document.clauses.filter(
      other => other.kind === 'heading' && other.place !== '' && clause.place.startsWith(`${other.place}.`),
    )
    for (const heading of headings.reverse()) {
      const title = fold(heading.path.at(-1) ?? '')
      const own = main.filter(topic => matchTopic(topic, prepared.title(document)) < 0.7)
      if (own.length === 0 || !own.every(topic => matchTopic(topic, title) >= 0.7)) continue
      const numbered = childrenOf(document, heading)
      const items = numbered.length >= 2 ? numbered : leadsUnder(document, heading)
      if (items.length < 2) continue
      return listItems('', items, [...items, heading], document, question, prepared)
    }
  }
  return null
}

/** Paragraphs without a number that open with a title of their own. */
function leadsUnder(document: Document, heading: Clause): Clause[] {
  return clausesUnder(document, heading).filter(
    clause => clause.kind === 'paragraph' && clause.path.length === heading.path.length + 1,
  )
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
  const under = item.kind === 'heading' ? clausesUnder(document, item) : []
  const clauses = [...under, item].slice(0, 8)
  const cited = clauses.map(clause =>
    cite(prepared.index.clauses[prepared.position(document, clause.ordinal)], [clause.span]),
  )
  const text =
    under.length > 1 && under.every(clause => clause.path.length > item.path.length)
      ? `${itemName(document, item)}：${under.map(clause => itemName(document, clause)).join('；')}。`
      : wholeClause(document, under[0] ?? item).text
  return answered(nameRegion(text, document, question, prepared), cited, document, question)
}

function clausesUnder(document: Document, heading: Clause): Clause[] {
  const depth = heading.path.length - 1
  return document.clauses.filter(
    clause =>
      clause !== heading &&
      clause.kind !== 'responsible' &&
      clause.place.startsWith(`${heading.place}.`) &&
      clause.path[depth] === heading.path[depth],
  )
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
  return sayItem(list.document, item, question, prepared)
}
