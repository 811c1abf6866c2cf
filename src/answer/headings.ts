import { fold } from '../../index/fold.js'
import { parseNumeral } from '../../index/numerals.js'
import type { Clause, Document } from '../../index/types.js'
import type { Answer } from '../reply.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import { type Asked, documentsMeant } from './asked.js'
import { answered, nameRegion, TEXT_LIMIT } from './compose.js'
import { childrenOf, citeHeads, fitting, itemName, leadsUnder, listItems, shapeOf } from './items.js'

/** 哪六个行动: the headings of one level of a document meant, as many as the question says, that all bear the thing's name. */
export function answerCounted(asked: Asked): Answer | null {
  const { question } = asked
  if (question.kind !== 'list') return null
  const named = /([一二两三四五六七八九十]{1,3}|\d{1,2})(?:个|项|大|条|类|种|方面)([\p{Script=Han}]{2,6})/u.exec(
    question.folded,
  )
  const count = named ? parseNumeral(named[1]) : null
  if (!named || count === null || count < 2) return null
  for (const document of documentsMeant(asked)) {
    const byParent = new Map<string, Clause[]>()
    for (const clause of document.clauses) {
      if (clause.label === '' || clause.kind === 'responsible') continue
      const key = `${clause.path.slice(0, -1).join('/')}|${shapeOf(clause.label)}`
      byParent.set(key, [...(byParent.get(key) ?? []), clause])
    }
    for (const group of byParent.values()) {
      if (group.length !== count) continue
      const noun = [named[2], named[2].slice(0, 2)].find(word =>
        group.every(clause => fold(clause.path.at(-1) ?? '').includes(word)),
      )
      if (!noun) continue
      return allOf(document, group)
    }
  }
  return null
}

/** The items under a heading, or behind an introduction, one after the other with their count. */
export function answerChildren(passage: Passage, asked: Asked): Answer | null {
  const { document, clause } = passage
  const children = childrenOf(document, clause)
  if (children.length < 2) return null
  const names = children.map(child => itemName(document, child))
  if (names.some(name => name.length < 2)) return null
  let text = names.join('；')
  if (text.length > TEXT_LIMIT - 20) text = `${fitting(names, TEXT_LIMIT - 40).join('；')}……`
  text = `${text.replace(/。$/, '')}（共 ${children.length} 项）。`
  const citations = citeHeads(document, [clause, ...children], 80)
  // The items themselves carry the answer, so they are cited before the heading they hang from.
  return answered(nameRegion(text, document, asked), [...citations.slice(1), citations[0]], [document])
}

/** 面临哪几方面的挑战: where not the item itself but what announces it speaks of the matter, all its items are the answer. */
export function answerSiblings(passage: Passage, asked: Asked): Answer | null {
  const { document, clause } = passage
  if (clause.kind !== 'item' || clause.path.length < 2) return null
  const holder = clause.path.slice(0, -1)
  const announced = fold(holder.at(-1) ?? '')
  const own = passage.prepared.folded
  const main = asked.question.topics.find(topic => topic.essential)
  if (!main || matchTopic(main, announced) < 0.7 || matchTopic(main, own) > 0.4) return null
  const siblings = document.clauses.filter(
    c =>
      c.kind === 'item' &&
      shapeOf(c.label) === shapeOf(clause.label) &&
      c.path.length === clause.path.length &&
      holder.every((title, i) => c.path[i] === title),
  )
  if (siblings.length < 2) return null
  if (namesInOrder(document, siblings).length > TEXT_LIMIT) return null
  const all = allOf(document, siblings)
  return { ...all, answer: nameRegion(all.answer, document, asked) }
}

/** Items by their names, all of them, with their count. */
function allOf(document: Document, items: readonly Clause[]): Answer {
  return answered(`${namesInOrder(document, items)}（共 ${items.length} 项）。`, citeHeads(document, items, 60), [
    document,
  ])
}

function namesInOrder(document: Document, items: readonly Clause[]): string {
  return items.map(item => itemName(document, item)).join('；')
}

/** Asks for the parts of a matter: 做了哪几方面, 有哪些措施. */
export const ASKS_PARTS =
  /(?:哪|几)(?:些|几|[一二三四五六七八九十])?(?:个|大|项|条|点)?(?:方面|措施|举措|工作|内容|部分|任务|做法|安排|行动|工程|抓手|环节)/

/**
 * 人才队伍建设做了哪几方面: what stands one step below the heading that names the whole matter, when it is over a clause that
 * was found.
 */
export function answerUnderHeading(passages: readonly Passage[], asked: Asked): Answer | null {
  const { question, prepared } = asked
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
      return listItems('', items, [...items, heading], document, asked)
    }
  }
  return null
}
