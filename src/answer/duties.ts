import { fold } from '../../index/fold.js'
import type { Clause, Document } from '../../index/types.js'
import { type Prepared, policyDocuments } from '../prepare.js'
import type { Answer } from '../reply.js'
import { matchTopic } from '../retrieve/passages.js'
import type { Topic } from '../understand/question.js'
import { type Asked, documentsMeant, isOpen } from './asked.js'
import { listItems } from './items.js'

/** Asks what a body has to do, not which body has to do it. */
const ASKS_DUTIES =
  /(?:负责|承担|牵头|参与|主管|分管|落实|配合|管|干|抓|做)(?:着|了|的|到|些)?[^,，。?？]{0,6}(?:哪|什么|啥|几)|(?:职责|任务|责任|活儿?)(?:都)?(?:是|有|包括)?(?:哪|什么|啥)/
const ASKS_BODY = /谁|哪.{0,4}(?:部门|单位|机构|局)|责任单位/

/**
 * 市科协负责哪些: the headings over the 责任单位 lines that name the body, in order and counted.
 * @returns null where the question asks no such thing or no line of the documents names the body
 */
export function answerDuties(asked: Asked): Answer | null {
  const { question, prepared } = asked
  if (!ASKS_DUTIES.test(question.folded) || ASKS_BODY.test(question.folded)) return null
  for (const document of isOpen(question) ? policyDocuments(prepared.index) : documentsMeant(asked)) {
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
      asked,
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
