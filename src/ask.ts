import type { ClauseIndex } from '../index/build.js'
import type { Region } from '../index/regions.js'
import type { Document } from '../index/types.js'
import { ableToAnswer, answersByName, eligible } from './answer/able.js'
import { answerAboutDocument } from './answer/about-document.js'
import { answerAnnounced } from './answer/announced-lists.js'
import { type Asked, askedOf } from './answer/asked.js'
import { chooseRegion } from './answer/choose-region.js'
import { answerReference } from './answer/clause-reference.js'
import { type AskedRegion, compare, LOOKED_AT, regionsToCompare } from './answer/comparison.js'
import { answerPair } from './answer/complements.js'
import { answerDefinition, mayDefine } from './answer/definition.js'
import { answerDuties } from './answer/duties.js'
import { answerEnforcement } from './answer/enforcement.js'
import { helpReply, notFoundReply } from './answer/fixed-replies.js'
import { guard } from './answer/guard.js'
import { answerCounted } from './answer/headings.js'
import { answerOne } from './answer/one-passage.js'
import { answerPenalty, asksSanction, comparePenalties, fittingPenalties } from './answer/penalty.js'
import { answerPinned } from './answer/pinned.js'
import { answerParts } from './answer/several-parts.js'
import { type Conversation, understandParts, understandTurns } from './conversation.js'
import { loadQuestionLanguage } from './language.js'
import { type Capture, captureOf } from './pinned.js'
import { prepare } from './prepare.js'
import type { Answer } from './reply.js'
import { definitionsFor } from './retrieve/definitions.js'
import { findPassages, type Passage } from './retrieve/passages.js'
import { type Scope, scopeOf } from './retrieve/scope.js'
import type { Question } from './understand/question.js'

/** What `ask` went by, for the explanation. */
export interface Trace {
  question: Question
  scope: Scope
  passages: Passage[]
  /** The pin that the question was answered by, null where by none. */
  captured: Capture | null
}

export const NO_CONVERSATION: Conversation = { turns: [] }

/**
 * Answers a question from the documents of an index: understand → scope → retrieve → answer → guard.
 * Pure: the same index, question and conversation give the same answer.
 */
export function ask(index: ClauseIndex, text: string, conversation: Conversation = NO_CONVERSATION): Answer {
  return explain(index, text, conversation).answer
}

/** The region that is meant, beside what the question says. */
export interface MeantRegion {
  region: Region
  /** In place of those that the question names, or only where it names no region and no document. */
  goesFirst: boolean
}

/** The same with what it went by. */
export function explain(
  index: ClauseIndex,
  text: string,
  conversation: Conversation = NO_CONVERSATION,
  meant: MeantRegion | null = null,
): { answer: Answer; trace: Trace } {
  const prepared = prepare(index)
  const language = loadQuestionLanguage()
  const understood = understandTurns(text, conversation, prepared, language)
  const open = understood.regions.length === 0 && understood.documents.length === 0
  const question = meant && (meant.goesFirst || open) ? { ...understood, regions: [meant.region] } : understood
  const scope = scopeOf(question, prepared)
  const trace: Trace = { question, scope, passages: [], captured: null }
  if (question.smallTalk) return { answer: helpReply(prepared), trace }
  const answer = reply({ question, scope, prepared, language }, trace)
  return { answer: guard(answer, question, conversation.turns, prepared), trace }
}

/** The first that has an answer: what is pinned, what stands at a known place, then what must be looked for. */
function reply(asked: Asked, trace: Trace): Answer {
  return (
    pinned(asked, trace) ??
    answerReference(asked) ??
    answerEnforcement(asked) ??
    answerAboutDocument(asked) ??
    answerCounted(asked) ??
    sanction(asked) ??
    comparison(asked, trace) ??
    answerDuties(asked) ??
    answerAnnounced(asked) ??
    fromPassages(asked, trace)
  )
}

/** What the clause says that a maintainer has pinned the question to; null where none has. */
function pinned(asked: Asked, trace: Trace): Answer | null {
  const { question, scope, prepared, language } = asked
  trace.captured = captureOf(question, scope, prepared, language)
  if (!trace.captured) return null
  const { place } = trace.captured
  trace.passages = find(asked, [place.document])
  return answerPinned(place, trace.passages, asked)
}

/** What the passages say that are found: a definition, one of several cities', several things, or one. */
function fromPassages(asked: Asked, trace: Trace): Answer {
  const { question, scope, prepared } = asked
  trace.passages = findNamedFirst(asked)
  const definitions = definitionsFor(question.folded, document => mayDefine(document, asked), prepared)
  const meaning = answerDefinition(definitions, asked)
  if (meaning) return meaning
  const passages = eligible(trace.passages, asked)
  const able = ableToAnswer(passages, asked)
  if (able.length === 0) return answerPair(passages, asked) ?? notFoundReply(prepared, scope.missing, passages)
  return chooseRegion(able, asked) ?? severalParts(able, asked) ?? answerOne(able, passages, asked)
}

/** What a breach costs, in each region named or wherever it is said; null where that is not asked. */
function sanction(asked: Asked): Answer | null {
  const { question, scope, prepared } = asked
  if (!question.penalty) return null
  const byRegion = eachRegion(asked).map(({ region, asked: own, passages }) => ({
    region,
    ranked: fittingPenalties(passages, own)[0] ?? null,
  }))
  const answer =
    byRegion.length > 0
      ? comparePenalties(byRegion, scope.missing)
      : answerPenalty(fittingPenalties(find(asked), asked), asked)
  // What was weighed as a penalty and found not to fit is no answer to what a breach costs.
  return answer ?? (asksSanction(question) ? notFoundReply(prepared, scope.missing, []) : null)
}

/** A line for each of the regions named; null where there are not two. */
function comparison(asked: Asked, trace: Trace): Answer | null {
  const byRegion = eachRegion(asked)
  if (byRegion.length === 0) return null
  trace.passages = byRegion.flatMap(({ passages }) => passages.slice(0, LOOKED_AT))
  return compare(byRegion, asked)
}

/** The things that are asked at once, one after the other; null where it is one, or not all have an answer. */
function severalParts(able: readonly Passage[], asked: Asked): Answer | null {
  const { question, prepared, language } = asked
  const parts = understandParts(question, prepared, language).map(part => ({ ...asked, question: part }))
  if (parts.length === 0) return null
  return answerParts(
    parts.map(part => ({ asked: part, passages: find(part) })),
    able,
    asked,
  )
}

/** The question put to each region that is to be compared. */
function eachRegion(asked: Asked): AskedRegion[] {
  return regionsToCompare(asked).map(region => {
    const own = askedOf(region, asked)
    return { region, asked: own, passages: find(own) }
  })
}

function find({ question, scope, prepared, language }: Asked, only: readonly Document[] | null = null): Passage[] {
  return findPassages(question, prepared, language, scope, only && new Set(only))
}

/** The named documents' clauses where they answer, for they may stand behind those of all others; else the clauses of all. */
function findNamedFirst(asked: Asked): Passage[] {
  const { question, language } = asked
  const within = question.documents.length > 0 ? find(asked, question.documents) : []
  return within.some(passage => answersByName(passage, question, language)) ? within : find(asked)
}
