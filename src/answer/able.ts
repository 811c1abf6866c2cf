import { FoldedText } from '../folded-text.js'
import type { QuestionLanguage } from '../language.js'
import type { Sentence } from '../prepare.js'
import type { Passage } from '../retrieve/passages.js'
import type { Scope } from '../retrieve/scope.js'
import { weighedBy } from '../retrieve/weights.js'
import type { Question } from '../understand/question.js'
import type { Asked } from './asked.js'
import { asksAmount, asksExclusive, speaksOfAnother, tellsNoAct, tellsNoAmount, thingsAsked } from './asked-thing.js'
import { type Lack, supports } from './confidence.js'
import { namesCounties } from './counties.js'
import { extract } from './extract.js'
import { asksResponsible, competentFirst } from './responsible.js'

/** The passages that may be asked at all, best first: of the documents that are named, and no strangers. */
export function eligible(passages: readonly Passage[], asked: Asked): Passage[] {
  const own = withoutStrangers(fromNamed(passages, asked), asked)
  return asksResponsible(asked.question) ? competentFirst(own, asked) : own
}

/** Of those the ones that bear an answer, best first. */
export function ableToAnswer(passages: readonly Passage[], asked: Asked): readonly Passage[] {
  const able = passages.filter(passage => unableBy(passage, asked) === null)
  return ownFirst(notFarBehind(able, passages, asked), asked)
}

/** Why a passage bears no answer. */
export type Unable = Lack | 'body' | 'figures' | 'unsure' | 'general' | 'another' | 'counties' | 'time' | 'amount'

/** The first reason why a passage bears no answer, whatever others do; null where it bears one. */
export function unableBy(passage: Passage, asked: Asked): Unable | null {
  const { question, scope, language } = asked
  const wantsBody = question.kind === 'who' || question.kind === 'text' || question.kind === 'any'
  if (passage.clause.kind === 'responsible' && !wantsBody) return 'body'
  // Figures say neither how a thing is done nor why.
  if (passage.clause.row && (question.inner === 'how' || question.inner === 'why')) return 'figures'
  const support = supports(passage, question, language)
  if (!support.enough) return support.confidence < support.threshold ? 'unsure' : support.lack
  if (isGeneral(passage, scope) && support.confidence < PLAINLY) return 'general'
  if (saysOfAnother(passage, asked)) return 'another'
  if (lacksCounties(passage, asked)) return 'counties'
  if (saysNoTime(passage, asked)) return 'time'
  return saysNoAmount(passage, asked) ? 'amount' : null
}

/** Where what was found first does not bear an answer, another passage must speak of as much of the question, and plainly. */
function notFarBehind(able: readonly Passage[], passages: readonly Passage[], { question, language }: Asked) {
  const [first] = passages
  if (!first || able.includes(first)) return able
  // Where a thing is asked for that only few clauses hold, one that holds it need not be so plain.
  const plainly = thingsAsked(question, language).length > 0 ? 0 : PLAINLY
  const { coverage } = supports(first, question, language)
  return able.filter(passage => {
    // Of an article its confidence tells how far it lies behind.
    if (weighedBy(passage.clause) === 'articles') return true
    const own = supports(passage, question, language)
    return own.coverage >= coverage * NEAR_FIRST && own.confidence >= plainly
  })
}

/** How much of what the first passage speaks of another must speak of to answer in its stead. */
const NEAR_FIRST = 0.8

/** The sentences that hold what would be said give no amount, whatever others of the clause count. */
function saysNoAmount(passage: Passage, { question, language }: Asked): boolean {
  const { clause } = passage
  if (!asksAmount(question, language) || clause.row || clause.kind === 'heading' || clause.kind === 'responsible')
    return false
  const around = sentencesSaid(passage, question, language)
  if (around.length === 0) return false
  const told = around.length === 1 ? around[0].text : new FoldedText(around.map(({ folded }) => folded).join(''))
  return tellsNoAmount(told, question, language) || tellsNoAct(told, question, language)
}

/** The sentences of a passage that hold what would be said. */
function sentencesSaid(passage: Passage, question: Question, language: QuestionLanguage): Sentence[] {
  const [said] = extract(passage, question, language).spans
  return passage.prepared.sentences.filter(({ span }) => said && span[0] < said[1] && said[0] < span[1])
}

/** When a thing is to be is not said by words without a time. */
function saysNoTime(passage: Passage, { question, language }: Asked): boolean {
  if (question.inner !== 'when' || question.kind === 'compare' || passage.clause.row) return false
  if (passage.clause.kind === 'heading' || passage.clause.kind === 'article') return false
  return extract(passage, question, language).evidence === 0
}

/** 在哪几个旗: a clause that names none, nor says how many, is no answer. */
function lacksCounties(passage: Passage, { question, prepared }: Asked): boolean {
  return (
    question.regions.length === 1 &&
    prepared.regionOf(passage.document) === question.regions[0] &&
    prepared.countyNames.length > 0 &&
    passage.clause.kind !== 'article' &&
    ASKS_WHICH_COUNTIES.test(question.folded) &&
    !namesCounties(passage, prepared)
  )
}

const ASKS_WHICH_COUNTIES = /哪(?:些|几|几个|个)?(?:旗县区|旗市区|旗县|区县|县区|旗|县)/

/** The figure of 义务教育学校 is none of 高中: what would be answered, and what stands around it, speaks of another thing alone. */
export function saysOfAnother(passage: Passage, { question, language }: Asked): boolean {
  const { clause, prepared } = passage
  if (clause.kind === 'heading' || clause.kind === 'responsible') return false
  if (question.inner !== 'howmuch' && question.inner !== 'when') return false
  if (!asksExclusive(question, language)) return false
  if (clause.row) return speaksOfAnother(prepared.folded, question, language)
  const around = sentencesSaid(passage, question, language)
  const telling = around.filter(({ folded }) => /\d/.test(folded))
  const sentences = telling.length > 0 ? telling : around
  return sentences.length > 0 && sentences.every(({ folded }) => speaksOfAnother(folded, question, language))
}

/** A document that is named answers before all others; where it does not, only documents of its region may. */
function fromNamed(passages: readonly Passage[], { question, language }: Asked): Passage[] {
  const { documents } = question
  if (documents.length === 0) return [...passages]
  const named = passages.filter(passage => documents.includes(passage.document))
  if (named.some(passage => answersByName(passage, question, language))) return named
  // Another city's rule is no answer to a question about this one's.
  return passages.filter(({ document }) => documents.some(({ region }) => region === document.region))
}

/** How sure a clause of a document must be to keep others out because the document is named: a name may be only a word of the question. */
const BY_NAME = 0.35

/** Whether a clause answers well enough for its document, which is named, to answer alone. */
export function answersByName(passage: Passage, question: Question, language: QuestionLanguage): boolean {
  const { enough, confidence } = supports(passage, question, language)
  return enough && confidence >= BY_NAME
}

/** How sure a text of no region, or of the state, must be to answer for a region that has none of its own. */
const PLAINLY = 0.5

function isGeneral(passage: Passage, scope: Scope): boolean {
  return scope.documents !== null && !scope.documents.has(passage.document)
}

/** How much less of the question a region's own rule may speak of and still go before a general one. */
const OWN_COVERAGE = 0.75

/** In laws, whose region is certain: a region's own rule answers before that of the state or its province, where it says nearly as much. */
function ownFirst(able: readonly Passage[], { question, scope, language }: Asked): readonly Passage[] {
  const coverage = (passage: Passage) => supports(passage, question, language).coverage
  const own = able.filter(passage => !isGeneral(passage, scope))
  if (own.length === 0 || own.length === able.length || !isGeneral(able[0], scope)) return able
  if (own[0].clause.kind !== 'article') return able
  return coverage(own[0]) >= OWN_COVERAGE * coverage(able[0]) ? own : able
}

/** How much of the question a text that stands apart must speak of. */
const PLAINLY_ABOUT = 0.7

/** A text that stands apart from policy answers only what is plainly about it. */
export function withoutStrangers(passages: readonly Passage[], { question, language }: Asked): Passage[] {
  const policy = passages.filter(passage => !passage.document.standsApart)
  const apart = passages.filter(passage => passage.document.standsApart)
  if (apart.length === 0) return policy
  const named = question.documents.some(document => document.standsApart)
  const best = Math.max(0, ...policy.map(passage => supports(passage, question, language).coverage))
  const stranger = Math.max(...apart.map(passage => supports(passage, question, language).coverage))
  return named || (stranger >= PLAINLY_ABOUT && best < stranger / 2) ? apart : policy
}
