import type { ClauseIndex } from '../index/build.js'
import type { Region } from '../index/regions.js'
import { distinct } from './answer/citation.js'
import {
  answerChildren,
  answerCounted,
  answerDocument,
  answerFrom,
  answerPlace,
  answerSiblings,
  asksResponsible,
  type Finding,
  hedgeNote,
  nameRegion,
  notesOn,
} from './answer/compose.js'
import { supports } from './answer/confidence.js'
import { helpReply, notFoundReply } from './answer/fixed-replies.js'
import { guard } from './answer/guard.js'
import { placeOf } from './answer/lookup.js'
import { type Conversation, inherit, understandTurns } from './conversation.js'
import { loadQuestionLanguage, type QuestionLanguage } from './language.js'
import { type Prepared, prepare } from './prepare.js'
import type { Answer } from './reply.js'
import { findPassages, type Passage } from './retrieve/passages.js'
import { type Scope, scopeOf } from './retrieve/scope.js'
import { askedParts } from './understand/parts.js'
import type { Question } from './understand/question.js'
import { understand } from './understand/understand.js'

/** What `ask` went by, for the explanation. */
export interface Trace {
  question: Question
  scope: Scope
  passages: Passage[]
}

export const NO_CONVERSATION: Conversation = { turns: [] }

/**
 * Answers a question from the documents of an index: understand → scope → retrieve → answer → guard.
 * Pure: the same index, question and conversation give the same answer.
 */
export function ask(index: ClauseIndex, text: string, conversation: Conversation = NO_CONVERSATION): Answer {
  return explain(index, text, conversation).answer
}

/** The same with what it went by. */
export function explain(
  index: ClauseIndex,
  text: string,
  conversation: Conversation = NO_CONVERSATION,
): { answer: Answer; trace: Trace } {
  const prepared = prepare(index)
  const language = loadQuestionLanguage()
  const question = understandTurns(text, conversation, prepared, language)
  const scope = scopeOf(question, prepared)
  const trace: Trace = { question, scope, passages: [] }
  if (question.smallTalk) return { answer: helpReply(prepared), trace }
  const answer = guard(reply(question, scope, prepared, language, trace), question, conversation.turns, prepared)
  return { answer, trace }
}

function reply(question: Question, scope: Scope, prepared: Prepared, language: QuestionLanguage, trace: Trace): Answer {
  if (question.reference) {
    const place = findPlace(question, scope, prepared)
    if (place) return place
    if (scope.missing.length > 0) return notFoundReply(prepared, scope.missing, [])
  }
  if (asksForDocument(question)) return answerDocument(question.documents[0], question, prepared)
  const counted =
    question.kind === 'list' && (scope.documents || question.documents.length)
      ? answerCounted(question, question.documents.length ? question.documents : scope.documents!, prepared)
      : null
  if (counted) return counted
  const regions = regionsToCompare(question, scope, prepared)
  if (regions.length + (regions.length > 0 ? scope.missing.length : 0) > 1)
    return compare(regions, scope.missing, question, prepared, language, trace)
  trace.passages = findAnswering(question, scope, prepared, language)
  const passages = withoutStrangers(fromNamed(trace.passages, question, language), question, language)
  const able = passages.filter(
    passage =>
      supports(passage, question, language).enough &&
      (!isGeneral(passage, scope) || supports(passage, question, language).confidence >= PLAINLY),
  )
  if (able.length === 0)
    return answerPair(passages, question, scope, prepared, language) ?? notFoundReply(prepared, scope.missing, passages)
  if (question.regions.length === 0 && question.documents.length === 0) {
    const several = chooseRegion(able, question, prepared, language)
    if (several) return several
  }
  const parts = askedParts(question.text, language)
  if (parts.length > 1) {
    const together = answerParts(parts, able, question, scope, prepared, language)
    if (together) return together
  }
  return answerOne(able, passages, question, scope, prepared, language)
}

/** Each thing that was asked, from the clause that speaks of all of them or from its own; null where one of them has no answer. */
function answerParts(
  parts: readonly string[],
  able: readonly Passage[],
  question: Question,
  scope: Scope,
  prepared: Prepared,
  language: QuestionLanguage,
): Answer | null {
  const findings: Finding[] = []
  let answeredTwice = false
  let before: Question = question
  for (const text of parts) {
    const own = understand(text, prepared, language)
    const part: Question = {
      ...inherit(own, before, language),
      regions: question.regions,
      documents: question.documents,
      years: own.years.length ? own.years : before === question ? [] : before.years,
    }
    before = part
    if (part.topics.length === 0) return null
    const passages = findPassages(part, prepared, language, scope)
    const near = passages.find(passage => passage.position === able[0].position)
    const best = [near, ...passages.slice(0, 3)].find(
      passage => passage && passage.clause.kind !== 'heading' && answersPart(passage, part, language),
    )
    if (!best) return null
    const finding = answerFrom(best, part, prepared, language)
    if (finding.extract.evidence === 0) return null
    // What one part of the question is answered by may answer the next, too.
    const said = findings.findIndex(f => isWithin(finding, f) || isWithin(f, finding))
    if (said < 0) findings.push(finding)
    else if (isWithin(findings[said], finding)) findings[said] = finding
    answeredTwice ||= said >= 0
  }
  const length = findings.reduce((sum, f) => sum + f.extract.text.length, 0)
  if ((findings.length < 2 && !answeredTwice) || length > MOST_TOGETHER) return null
  const together = inOneReply(findings, question, scope, prepared)
  return { ...together, citations: together.citations.slice(0, 8) }
}

/** Findings that answer only together, one after the other. */
function inOneReply(findings: readonly Finding[], question: Question, scope: Scope, prepared: Prepared): Answer {
  const text = findings.map(f => f.extract.text).join('')
  return {
    status: 'answered',
    answer: nameRegion(text, findings[0].passage.document, question, prepared),
    citations: distinct(findings.flatMap(f => f.citations)),
    choices: [],
    related: [],
    notes: notesOn(
      findings.map(f => f.passage.document),
      question,
      scope,
    ),
  }
}

/** Whether what one finding says, the other says as well. */
function isWithin(part: Finding, whole: Finding): boolean {
  return whole.extract.text.includes(part.extract.text.replace(/。$/, ''))
}

const MOST_TOGETHER = 200

function answersPart(passage: Passage, part: Question, language: QuestionLanguage): boolean {
  const { confidence, coverage } = supports(passage, part, language)
  return coverage >= 0.5 || confidence >= 0.4
}

/** The named documents' clauses where they answer, for they may stand behind those of all others; else the clauses of all. */
function findAnswering(question: Question, scope: Scope, prepared: Prepared, language: QuestionLanguage): Passage[] {
  if (question.documents.length > 0) {
    const within = findPassages(question, prepared, language, scope, undefined, new Set(question.documents))
    if (within.some(passage => supports(passage, question, language).enough)) return within
  }
  return findPassages(question, prepared, language, scope)
}

/** A document that is named answers before all others; where it does not, only documents of its region may. */
function fromNamed(passages: readonly Passage[], question: Question, language: QuestionLanguage): Passage[] {
  const { documents } = question
  if (documents.length === 0) return [...passages]
  const named = passages.filter(passage => documents.includes(passage.document))
  if (named.some(passage => supports(passage, question, language).enough)) return named
  // Another city's rule is no answer to a question about this one's.
  return passages.filter(({ document }) => documents.some(({ region }) => region === document.region))
}

/** How sure a text of no region, or of the state, must be to answer for a region that has none of its own. */
const PLAINLY = 0.5

function isGeneral(passage: Passage, scope: Scope): boolean {
  return scope.documents !== null && !scope.documents.has(passage.document)
}

/** A clause that is named by its number, in the document that is named, or in the only one of the scope that has it. */
function findPlace(question: Question, scope: Scope, prepared: Prepared): Answer | null {
  const documents = question.documents.length
    ? question.documents
    : [...(scope.documents ?? prepared.index.documents)].filter(document => !document.standsApart)
  const places = documents.map(document => placeOf(document, question.reference!)).filter(place => place !== null)
  if (places.length === 0) return null
  if (places.length === 1 || question.documents.length > 0) return answerPlace(places[0], question, prepared)
  if (question.topics.some(topic => topic.essential)) return null
  const choices = places
    .slice(0, 5)
    .map(({ document }) => ({ label: document.title, question: `《${document.title}》${question.text}` }))
  const lines = places.slice(0, 5).map(({ document }) => `《${document.title}》`)
  const answers = places.slice(0, 5).map(place => answerPlace(place, question, prepared))
  return {
    status: 'choose',
    answer: `下列文件都有${question.reference!.text}，请说明是哪一份：\n${lines.join('\n')}`,
    citations: answers.flatMap(a => a.citations.slice(0, 1)),
    choices,
    related: [],
    notes: [],
  }
}

/** Asks about the document, not its matter: its number, who issued it and when, whether it is final. */
const ABOUT_DOCUMENT =
  /文号|发文字号|落款|定稿|终稿|正式(?:文件|印发|出台)(?:了|吗|没|不)|征求意见稿?(?:吗|不|了)|(?:谁|哪.{0,4}(?:单位|部门|机关|机构)).{0,6}(?:印发|发布|制定|起草|出台|发文)|(?:何时|什么时候|啥时候|哪年|哪天|哪一天|几号).{0,4}(?:印发|发布|出台|公布|发文)|(?:印发|发布|出台|发文)(?:的)?(?:单位|机关|时间|日期)|(?:作者|记者).{0,4}(?:谁|叫|哪位)/

function asksForDocument(question: Question): boolean {
  return (
    question.documents.length > 0 &&
    (ABOUT_DOCUMENT.test(question.folded) ||
      (question.topics.every(topic => !topic.essential) && /什么文件|哪个文件|是什么/.test(question.folded)))
  )
}

/** Two named cities that have documents of their own are compared, whatever else the question says. */
function regionsToCompare(question: Question, scope: Scope, prepared: Prepared): Region[] {
  if (!scope.documents || question.regions.length < 2) return []
  const { gazetteer } = prepared.index.lexicon
  const out: Region[] = []
  for (const named of question.regions) {
    const region = prepared.coveredRegions.find(
      covered => gazetteer.holds(covered, named) || gazetteer.holds(named, covered),
    )
    if (region && !out.includes(region)) out.push(region)
  }
  return out
}

function compare(
  regions: readonly Region[],
  missing: readonly Region[],
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
  trace: Trace,
): Answer {
  const findings: { region: Region; finding: Finding }[] = []
  const silent: Region[] = []
  for (const region of regions) {
    const narrowed = { ...question, regions: [region], topics: question.topics.map(topic => ({ ...topic })) }
    const passages = findPassages(narrowed, prepared, language, scopeOf(narrowed, prepared))
    trace.passages.push(...passages.slice(0, 5))
    const able = withoutStrangers(passages, narrowed, language).filter(passage =>
      speaksOfMain(passage, narrowed, language),
    )
    const witness = able.slice(1).find(passage => isBetterWitness(passage, able[0])) ?? able[0]
    if (witness) findings.push({ region, finding: answerFrom(witness, narrowed, prepared, language) })
    else silent.push(region)
  }
  if (findings.length === 0) return notFoundReply(prepared, [], trace.passages)
  const lines = findings.map(({ region, finding }) => `${region.name}：${finding.extract.text}`)
  for (const region of silent) lines.push(`${region.name}：收录的文件里没有相应内容。`)
  for (const region of missing) lines.push(`${region.name}：没有收录这个地区的文件。`)
  return {
    status: 'answered',
    answer: lines.join('\n'),
    citations: distinct(findings.flatMap(({ finding }) => finding.citations)),
    choices: [],
    related: [],
    notes: notesOn(
      findings.map(({ finding }) => finding.passage.document),
      question,
    ),
  }
}

/** In a comparison the other city may be silent on details, not on the thing itself. */
function speaksOfMain(passage: Passage, question: Question, language: QuestionLanguage): boolean {
  if (passage.clause.kind === 'heading') return false
  const main = question.topics.findIndex(topic => topic.essential)
  const { coverage } = supports(passage, question, language)
  return coverage >= 0.4 || (coverage >= 0.28 && main >= 0 && passage.matches[main] >= 0.7)
}

const PLAINLY_ABOUT = 0.7

/** A text that stands apart from policy answers only what is plainly about it. */
function withoutStrangers(passages: readonly Passage[], question: Question, language: QuestionLanguage): Passage[] {
  const policy = passages.filter(passage => !passage.document.standsApart)
  const apart = passages.filter(passage => passage.document.standsApart)
  if (apart.length === 0) return policy
  const named = question.documents.some(document => document.standsApart)
  const best = Math.max(0, ...policy.map(passage => supports(passage, question, language).coverage))
  const stranger = Math.max(...apart.map(passage => supports(passage, question, language).coverage))
  return named || (stranger >= PLAINLY_ABOUT && best < stranger / 2) ? apart : policy
}

/** How near a second city's passage must come, in score and in what it speaks of, to be a rival of the first. */
const RIVAL_SCORE = 0.5
const RIVAL_COVERAGE = 0.8

/** A report of what is done is preferred to a recommendation that says as much. */
function isBetterWitness(passage: Passage, before: Passage): boolean {
  return (
    before.features.advice === 1 &&
    passage.features.advice === 0 &&
    passage.features.clause >= before.features.clause * 0.95 &&
    passage.score >= before.score * 0.75
  )
}

/** Several cities answer and none is named: a line for each. Null where only one does. */
function chooseRegion(
  able: readonly Passage[],
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
): Answer | null {
  const byRegion = new Map<Region, Passage>()
  for (const passage of able) {
    const region = prepared.regionOf(passage.document)
    const before = region && byRegion.get(region)
    if (region && (!before || isBetterWitness(passage, before))) byRegion.set(region, passage)
  }
  if (byRegion.size < 2) return null
  const top = able[0]
  if (!prepared.regionOf(top.document)) return null
  const coverage = supports(top, question, language).coverage
  const rivals = [...byRegion].filter(
    ([, passage]) =>
      passage.score >= top.score * RIVAL_SCORE &&
      supports(passage, question, language).coverage >= coverage * RIVAL_COVERAGE,
  )
  if (rivals.length < 2) return null
  const all = rivals.map(([region, passage]) => ({
    region,
    finding: answerFrom(passage, question, prepared, language),
  }))
  // Where the first city gives a figure or a date, a city that gives none is no rival.
  const findings = all
    .filter(
      ({ finding }, i) =>
        i === 0 ||
        (question.inner !== 'howmuch' && question.inner !== 'when') ||
        finding.extract.evidence > 0 ||
        all[0].finding.extract.evidence === 0,
    )
    .slice(0, 5)
  if (findings.length < 2) return null
  const bare = question.text.replace(/[？?。！!\s]+$/, '')
  return {
    status: 'choose',
    answer: findings.map(({ region, finding }) => `${region.name}：${finding.extract.text}`).join('\n'),
    citations: distinct(findings.flatMap(({ finding }) => finding.citations)),
    choices: findings.map(({ region }) => ({
      label: region.name,
      question: `${region.name.replace(/市$/, '')}${bare}`,
    })),
    related: [],
    notes: notesOn(
      findings.map(({ finding }) => finding.passage.document),
      question,
    ),
  }
}

function answerOne(
  able: readonly Passage[],
  passages: readonly Passage[],
  question: Question,
  scope: Scope,
  prepared: Prepared,
  language: QuestionLanguage,
): Answer {
  const [first, ...rest] = able
  if (question.kind === 'list' || question.kind === 'what' || question.kind === 'any' || question.kind === 'how') {
    const children =
      first.clause.kind === 'heading' || /[:：]\s*$/.test(first.document.text.slice(...first.clause.span))
        ? answerChildren(first, question, prepared)
        : null
    if (children) return { ...children, answer: nameRegion(children.answer, first.document, question, prepared) }
  }
  if (question.kind === 'list') {
    const siblings = answerSiblings(first, question, prepared)
    if (siblings) return { ...siblings, answer: nameRegion(siblings.answer, first.document, question, prepared) }
  }
  const main =
    first.clause.kind === 'heading' && !asksResponsible(question)
      ? (rest.find(passage => passage.clause.kind !== 'heading') ?? first)
      : first
  const finding = answerFrom(main, question, prepared, language)
  const findings = [finding, ...complements(main, passages, question, prepared, language)]
  const text = nameRegion(findings.map(f => f.extract.text).join(''), main.document, question, prepared)
  const hedges = findings.map(hedgeNote).filter(note => note !== null)
  const also = able
    .filter(
      passage =>
        passage !== main &&
        passage.clause.kind !== 'heading' &&
        passage.document.region === main.document.region &&
        passage.score >= main.score * 0.85,
    )
    .slice(0, 2)
    .flatMap(passage => answerFrom(passage, question, prepared, language).citations.slice(0, 1))
  return {
    status: 'answered',
    answer: text,
    citations: distinct([...findings.flatMap(f => f.citations), ...also]).slice(0, 8),
    choices: [],
    related: [],
    notes: [
      ...notesOn(
        findings.map(f => f.passage.document),
        question,
        scope,
      ),
      ...hedges,
    ],
  }
}

/** Two passages that only together speak of all that was asked (A 和 B 是同一年吗); null where no two do. */
function answerPair(
  passages: readonly Passage[],
  question: Question,
  scope: Scope,
  prepared: Prepared,
  language: QuestionLanguage,
): Answer | null {
  const [main] = passages
  if (!main || supports(main, question, language).coverage < 0.5) return null
  const left = question.topics.flatMap((topic, t) => (topic.essential && main.matches[t] < 0.45 ? [t] : []))
  const other =
    left.length > 0 &&
    passages
      .slice(1, 8)
      .find(
        p =>
          p.document.region === main.document.region &&
          supports(p, question, language).coverage >= 0.45 &&
          left.every(t => p.matches[t] >= 0.8),
      )
  if (!other) return null
  const findings = [main, other].map(passage => answerFrom(passage, question, prepared, language))
  if (question.inner === 'when' && findings.some(f => f.extract.evidence === 0)) return null
  return inOneReply(findings, question, scope, prepared)
}

/** A second passage is added only for a fair part of the question. */
const WORTH_A_SECOND = 0.22

/** Passages of the same city that speak of what the first one leaves out. */
function complements(
  main: Passage,
  passages: readonly Passage[],
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
): Finding[] {
  const left = question.topics
    .map((topic, t) => (topic.essential && topic.weight >= 0.5 && main.matches[t] < 0.3 ? t : -1))
    .filter(t => t >= 0)
  const share =
    left.reduce((sum, t) => sum + question.topics[t].weight, 0) /
    question.topics.reduce((sum, topic) => sum + topic.weight, 0.001)
  if (left.length === 0 || share < WORTH_A_SECOND) return []
  const other = passages.find(
    passage =>
      passage !== main &&
      passage.clause.kind !== 'heading' &&
      passage.document.region === main.document.region &&
      supports(passage, question, language).coverage >= 0.4 &&
      passage.score >= main.score * 0.6 &&
      left.every(t => passage.matches[t] >= 0.7),
  )
  return other ? [answerFrom(other, question, prepared, language)] : []
}
