import { fold } from '../../index/fold.js'
import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import type { Asked } from './asked.js'
import { hedgeNote } from './certainty.js'
import { complements } from './complements.js'
import { answered, MOST_CITATIONS, nameRegion } from './compose.js'
import { answerEnumeration } from './enumeration.js'
import { ASKS_PARTS, answerChildren, answerSiblings, answerUnderHeading } from './headings.js'
import { asksResponsible } from './responsible.js'
import { ruleFirst, underItsLine } from './rule-and-breach.js'
import { answerFrom, citationOf, type Statement, sayMore } from './statement.js'

const ASKS_WHICH = /哪些|什么样的|什么人|哪类|哪几[类种]/
/** A list is looked for in the passages whose score comes this near the first one's. */
const NEAR_FIRST = 0.75
/** How near in score another clause must come to be cited beside the one that is said, and how many are. */
const NEAR_ENOUGH_TO_CITE = 0.85
const MOST_CITED_BESIDE = 2

/** What the best passage says: the list that stands under it, in it or around it where one is asked for, else its own words. */
export function answerOne(able: readonly Passage[], passages: readonly Passage[], asked: Asked): Answer {
  const { question, language } = asked
  const ranked = question.kind === 'why' ? troubleFirst(able, language) : ruleFirst(able, passages, asked)
  return answerList(ranked, able, asked) ?? inItsWords(ranked, able, passages, asked)
}

/** The list that is asked for: under the heading of the matter, under the passage, inside its article, or that it stands in. */
function answerList([first]: readonly Passage[], able: readonly Passage[], asked: Asked): Answer | null {
  const { question } = asked
  const { kind } = question
  const parts = answerUnderHeading(able, asked)
  if (parts) return parts
  const opens = first.clause.kind === 'heading' || /[:：]\s*$/.test(first.document.text.slice(...first.clause.span))
  if (opens && (kind === 'list' || kind === 'what' || kind === 'any' || kind === 'how')) {
    const children = answerChildren(first, asked)
    if (children) return children
  }
  if (kind === 'list' || ASKS_WHICH.test(question.folded)) {
    const near = able.filter(passage => passage.score >= first.score * NEAR_FIRST)
    const enumeration = answerEnumeration(near, asked)
    if (enumeration) return enumeration
  }
  return kind === 'list' ? answerSiblings(first, asked) : null
}

/** The words of the best passage that is no heading, with those of another that speaks of what it leaves out. */
function inItsWords(
  [first, ...rest]: readonly Passage[],
  able: readonly Passage[],
  passages: readonly Passage[],
  asked: Asked,
): Answer {
  const { question, scope } = asked
  const main =
    isBare(first, question) && !asksResponsible(question)
      ? (rest.find(passage => !isBare(passage, question)) ?? first)
      : first
  const statements = [
    underItsLine(withRoom(answerFrom(main, asked), question), asked),
    ...complements(main, passages, asked),
  ]
  const also = able
    .filter(
      passage =>
        passage !== main &&
        !isBare(passage, question) &&
        passage.document.region === main.document.region &&
        passage.score >= main.score * NEAR_ENOUGH_TO_CITE,
    )
    .slice(0, MOST_CITED_BESIDE)
    .map(passage => citationOf(passage, asked))
  const said = answered(
    nameRegion(statements.map(({ extract }) => extract.text).join(''), main.document, asked),
    [...statements.flatMap(({ citations }) => citations), ...also],
    statements.map(({ passage }) => passage.document),
    scope,
  )
  const hedges = statements
    .map(({ passage, extract }) => hedgeNote(passage, extract.text))
    .filter(note => note !== null)
  return { ...said, citations: said.citations.slice(0, MOST_CITATIONS), notes: [...said.notes, ...hedges] }
}

/** Why a text is issued, and that it follows: 为…，现就有关事项通告如下。 */
const PREAMBLE =
  /(?:通知|公告|通告|通报|提示|倡议|要求|安排|意见|措施|说明|规定|指引)如下[:。]?$|制定本[\p{Script=Han}]{2,4}。?$/u

/** A preamble tells of the text itself: when, by whom and why it was issued. */
const TOLD_BEFORE: ReadonlySet<Question['inner']> = new Set(['when', 'who', 'why'])

/** A heading, a title line, a question that the text itself asks, and what only leads to the text below say nothing themselves. */
function isBare({ clause, document, prepared }: Passage, question: Question): boolean {
  const said = prepared.folded.trim()
  if (clause.kind === 'heading' || said === '') return true
  if (clause.kind === 'furnishing' && fold(document.title).includes(said)) return true
  return (
    prepared.sentences.length === 1 && (/\?$/.test(said) || (PREAMBLE.test(said) && !TOLD_BEFORE.has(question.inner)))
  )
}

/** Characters that an answer may take where the parts of a matter or a cause are asked for. */
const ROOM: Partial<Record<Question['kind'], number>> = { list: 240, why: 240 }

/** Lists and causes seldom stand in one sentence: those next to it in its clause are said with it. */
function withRoom(statement: Statement, question: Question): Statement {
  const open = question.unit === null && (question.kind !== 'list' || ASKS_PARTS.test(question.folded))
  const room = open ? ROOM[question.kind] : undefined
  return room === undefined ? statement : sayMore(statement, question, room)
}

/** How near in score a clause of what is wrong must come to one of what is planned to answer why in its stead. */
const NEAR_TROUBLE = 0.6

/** Why a thing is hard stands where the documents say what is wrong, not where they say what will be done. */
function troubleFirst(able: readonly Passage[], language: Asked['language']): Passage[] {
  const announces = language.listNames.filter(({ trouble }) => trouble).map(name => name.announces)
  const isTrouble = ({ clause, score, features }: Passage) =>
    score >= able[0].score * NEAR_TROUBLE &&
    features.clause >= able[0].features.clause * 0.9 &&
    clause.path.slice(0, -1).some(title => announces.some(pattern => pattern.test(fold(title).replace(/[:：]$/, ''))))
  const trouble = able.filter(isTrouble)
  return [...trouble, ...able.filter(passage => !trouble.includes(passage))]
}
