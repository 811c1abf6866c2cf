import type { ClauseIndex } from '../index/build.js'
import { fold } from '../index/fold.js'
import type { Region } from '../index/regions.js'
import type { Document } from '../index/types.js'
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
  sayMore,
  wholeSentence,
} from './answer/compose.js'
import { supports } from './answer/confidence.js'
import { answerDefinition } from './answer/definition.js'
import { answerEnforcement, asksEnforcement } from './answer/enforcement.js'
import { answerEnumeration } from './answer/enumeration.js'
import { helpReply, notFoundReply } from './answer/fixed-replies.js'
import { guard } from './answer/guard.js'
import { ASKS_PARTS, answerAnnounced, answerDuties, answerItem, answerUnderHeading } from './answer/lists.js'
import { placeOf } from './answer/lookup.js'
import { answerPenalties, answerPenalty } from './answer/penalty.js'
import { type Conversation, inherit, understandTurns } from './conversation.js'
import { loadQuestionLanguage, type QuestionLanguage } from './language.js'
import { type Prepared, prepare } from './prepare.js'
import type { Answer } from './reply.js'
import { definitionsFor } from './retrieve/definitions.js'
import { QUANTITY } from './retrieve/evidence.js'
import { findPassages, type Passage } from './retrieve/passages.js'
import { type RankedPenalty, rankPenalties } from './retrieve/penalties.js'
import { regionFit, type Scope, scopeOf } from './retrieve/scope.js'
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

/** The same with what it went by. @param region asked about in place of those that the question names */
export function explain(
  index: ClauseIndex,
  text: string,
  conversation: Conversation = NO_CONVERSATION,
  region: Region | null = null,
): { answer: Answer; trace: Trace } {
  const prepared = prepare(index)
  const language = loadQuestionLanguage()
  const understood = understandTurns(text, conversation, prepared, language)
  const question = region ? { ...understood, regions: [region] } : understood
  const scope = scopeOf(question, prepared)
  const trace: Trace = { question, scope, passages: [] }
  if (question.smallTalk) return { answer: helpReply(prepared), trace }
  const answer = guard(reply(question, scope, prepared, language, trace), question, conversation.turns, prepared)
  return { answer, trace }
}

function reply(question: Question, scope: Scope, prepared: Prepared, language: QuestionLanguage, trace: Trace): Answer {
  const named = question.documents.length ? question.documents : [...(scope.documents ?? [])]
  if (question.reference) {
    const item = answerItem(question, named, prepared)
    if (item) return item
    const place = findPlace(question, scope, prepared)
    if (place) return place
    if (scope.missing.length > 0) return notFoundReply(prepared, scope.missing, [])
  }
  if (asksEnforcement(question)) {
    const own = question.documents.length > 0 ? question.documents : [...(scope.documents ?? [])]
    const enforced = own.length <= MOST_ENFORCED ? answerEnforcement(own, question, prepared) : null
    if (enforced) return enforced
  }
  if (asksForDocument(question)) return answerDocument(question.documents[0], question, prepared)
  const counted =
    question.kind === 'list' && (scope.documents || question.documents.length)
      ? answerCounted(question, question.documents.length ? question.documents : scope.documents!, prepared)
      : null
  if (counted) return counted
  const penal = question.penalty ? answerPenal(question, scope, prepared, language) : null
  if (penal) return penal
  // What was weighed as a penalty and found not to fit is no answer to what a breach costs.
  if (question.penalty && ASKS_SANCTION.test(question.folded)) return notFoundReply(prepared, scope.missing, [])
  const regions = regionsToCompare(question, scope, prepared)
  if (regions.length + (regions.length > 0 ? scope.missing.length : 0) > 1)
    return compare(regions, scope.missing, question, prepared, language, trace)
  const listed =
    answerDuties(question, named, prepared) ??
    (regions.length < 2 ? answerAnnounced(question, named, prepared, language) : null)
  if (listed) return listed
  trace.passages = findAnswering(question, scope, prepared, language)
  const mayDefine = (document: Document) =>
    !document.standsApart &&
    (question.documents.length ? question.documents.includes(document) : regionFit(document, '', scope, prepared) > 0)
  const meanings = definitionsFor(question.folded, mayDefine, prepared)
  if (meanings.length > 0) return answerDefinition(meanings, question, scope, prepared)
  const eligible = withoutStrangers(fromNamed(trace.passages, question, language), question, language)
  const passages = asksResponsible(question) ? competentFirst(eligible, question, language) : eligible
  const wantsBody = question.kind === 'who' || question.kind === 'text' || question.kind === 'any'
  const able = ownFirst(
    passages.filter(
      passage =>
        (wantsBody || passage.clause.kind !== 'responsible') &&
        supports(passage, question, language).enough &&
        (!isGeneral(passage, scope) || supports(passage, question, language).confidence >= PLAINLY),
    ),
    question,
    scope,
    language,
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

/** How much of a conduct a penalty must speak of; more where the document binds the region only from above. */
const PENALISED = 0.45
const PENALISED_FROM_ABOVE = 0.6
/** How near the penalty of another region must come to be offered beside the best. */
const RIVAL_PENALTY = 0.85

/** What the laws do to a conduct: in each region named, in the only one that says it, or in several to choose from. */
function answerPenal(question: Question, scope: Scope, prepared: Prepared, language: QuestionLanguage): Answer | null {
  const regions = regionsToCompare(question, scope, prepared)
  if (regions.length + (regions.length > 0 ? scope.missing.length : 0) > 1) {
    const byRegion = regions.map(region => {
      const narrowed = { ...question, regions: [region] }
      const ranked = penaltiesFor(narrowed, scopeOf(narrowed, prepared), prepared, language)[0] ?? null
      return { region, ranked }
    })
    if (byRegion.every(({ ranked }) => ranked === null)) return null
    return answerPenalties(byRegion, scope.missing, true, question, prepared)
  }
  const fitting = penaltiesFor(question, scope, prepared, language)
  const [best] = fitting
  if (!best) return null
  const region = prepared.regionOf(best.penalty.document)
  if (region && question.regions.length === 0 && question.documents.length === 0) {
    const byRegion = new Map<Region, RankedPenalty>()
    for (const ranked of fitting) {
      const own = prepared.regionOf(ranked.penalty.document)
      if (own && !byRegion.has(own) && ranked.score >= best.score * RIVAL_PENALTY) byRegion.set(own, ranked)
    }
    if (byRegion.size > 1)
      return answerPenalties(
        [...byRegion].map(([own, ranked]) => ({ region: own, ranked })),
        [],
        false,
        question,
        prepared,
      )
  }
  return answerPenalty(best, question, scope, prepared)
}

/** The penalties that answer, best first: of the documents of the regions or names asked for, and of others that came near. */
function penaltiesFor(
  question: Question,
  scope: Scope,
  prepared: Prepared,
  language: QuestionLanguage,
): RankedPenalty[] {
  const near = findPassages(question, prepared, language, scope).map(passage => passage.document)
  const documents = new Set([...question.documents, ...(scope.documents ?? []), ...near])
  const speaksFor = (document: Document) => regionFit(document, '', scope, prepared)
  const ranked = rankPenalties(question, documents, speaksFor, prepared)
  return ranked.filter(
    ({ penalty, coverage }) =>
      !penalty.document.standsApart &&
      // Another city's rule is no answer to a question about the document that is named.
      (question.documents.length === 0 ||
        question.documents.some(({ region }) => region === penalty.document.region)) &&
      coverage >= (speaksFor(penalty.document) < OWN_REGION ? PENALISED_FROM_ABOVE : PENALISED),
  )
}

const OWN_REGION = 0.8
const ASKS_SANCTION = /罚(?:款|多|几|钱|不|吗|得)|[怎咋]么?(?:处)?罚|判(?:几|刑|多)|[怎咋]么?判/

/** Each thing that was asked, from the clause that speaks of all of them or from its own; null where one of them has no answer. */
function answerParts(
  parts: readonly string[],
  able: readonly Passage[],
  question: Question,
  scope: Scope,
  prepared: Prepared,
  language: QuestionLanguage,
): Answer | null {
  const asked: Question[] = []
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
    asked.push(part)
  }
  const ranked = asked.map(part => findPassages(part, prepared, language, scope))
  const findings =
    inOneClause(asked, ranked, able, prepared, language) ?? inOwnClauses(asked, ranked, able[0], prepared, language)
  if (!findings) return null
  const length = findings.reduce((sum, f) => sum + f.extract.text.length, 0)
  if (length > MOST_TOGETHER) return null
  const together = inOneReply(findings, question, scope, prepared)
  return { ...together, citations: together.citations.slice(0, 8) }
}

/** How near the best passage another must come in score to answer all parts in its stead. */
const NEAR_FOR_ALL = 0.7

/** The first clause that answers every part by itself; a sentence that answers several is said once and whole. */
function inOneClause(
  asked: readonly Question[],
  ranked: readonly (readonly Passage[])[],
  able: readonly Passage[],
  prepared: Prepared,
  language: QuestionLanguage,
): Finding[] | null {
  if (asked.some(asksResponsible)) return null
  for (const { position, score } of able.slice(0, 4)) {
    if (score < able[0].score * NEAR_FOR_ALL) break
    const found = asked.map((part, i) => {
      const passage = ranked[i].find(other => other.position === position)
      if (!passage || passage.clause.kind === 'heading' || !answersPart(passage, part, language)) return null
      const finding = answerFrom(passage, part, prepared, language)
      return finding.extract.evidence > 0 ? finding : null
    })
    if (found.some(finding => finding === null)) continue
    const findings = found as Finding[]
    const said = new Set(findings.map(finding => finding.extract.text))
    if (said.size === findings.length) return inOrder(findings)
    const whole = wholeSentence(findings[0])
    const figures = whole?.extract.text.match(QUANTITY)?.length ?? 0
    if (whole && figures >= asked.filter(part => part.inner === 'howmuch').length) return [whole]
  }
  return null
}

/** Pieces of one clause in the order of the text; none that stands inside another. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const start = ({ extract }: Finding) => extract.spans[0]?.[0] ?? 0
  return [...findings]
    .sort((a, b) => start(a) - start(b))
    .filter(
      finding => !findings.some(other => other !== finding && holdsText(other.extract.text, finding.extract.text)),
    )
}

function holdsText(text: string, part: string): boolean {
  return text.length > part.length && text.includes(part.replace(/。$/, ''))
}

/** Each part from the clause that answers it, the one that answers the whole question preferred. */
function inOwnClauses(
  asked: readonly Question[],
  ranked: readonly (readonly Passage[])[],
  best: Passage,
  prepared: Prepared,
  language: QuestionLanguage,
): Finding[] | null {
  const findings: Finding[] = []
  for (const [i, part] of asked.entries()) {
    const near = ranked[i].find(passage => passage.position === best.position)
    const bearing = [near, ...ranked[i].slice(0, 3)].filter(
      passage => passage && passage.clause.kind !== 'heading' && answersPart(passage, part, language),
    ) as Passage[]
    const found = bearing
      .map(passage => answerFrom(passage, part, prepared, language))
      .find(finding => finding.extract.evidence > 0)
    if (!found) return null
    if (!findings.some(f => f.extract.text === found.extract.text)) findings.push(found)
  }
  return findings.length < 2 ? null : findings
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

const MOST_TOGETHER = 200
/** Documents whose dates are told together; of more a question about one of them is too vague. */
const MOST_ENFORCED = 3

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

/** How much less of the question a region's own rule may speak of and still go before a general one. */
const OWN_COVERAGE = 0.75

/** In laws, whose region is certain: a region's own rule answers before that of the state or its province, where it says nearly as much. */
function ownFirst(
  able: readonly Passage[],
  question: Question,
  scope: Scope,
  language: QuestionLanguage,
): readonly Passage[] {
  const coverage = (passage: Passage) => supports(passage, question, language).coverage
  const own = able.filter(passage => !isGeneral(passage, scope))
  if (own.length === 0 || own.length === able.length || !isGeneral(able[0], scope)) return able
  if (own[0].clause.kind !== 'article') return able
  return coverage(own[0]) >= OWN_COVERAGE * coverage(able[0]) ? own : able
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
  /文号|发文字号|落款|定稿|终稿|正式(?:文件|印发|出台)(?:了|吗|没|不)|征求意见稿?(?:吗|不|了)|(?:谁|哪.{0,4}(?:单位|部门|机关|机构)).{0,6}(?:印发|发布|制定|起草|出台|发文)|(?:何时|什么时候|啥时候|哪年|哪天|哪一天|几号).{0,4}(?:印发|发布|出台|公布|发文)|(?:印发|发布|出台|发文)(?:的)?(?:单位|机关|时间|日期)|(?:作者|记者).{0,4}(?:谁|叫|哪位)|(?:是)?谁(?:来)?(?:作|做|汇报|宣读|写|报告)的/

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
    const sure = able.filter(
      passage =>
        supports(passage, narrowed, language).enough ||
        (ASKS_COUNTIES.test(question.folded) && namesCounties(passage, prepared)),
    )
    const bearing = preferring(sure.length > 0 ? sure : able, narrowed, prepared, language)
    const witness = bearing.slice(1).find(passage => isBetterWitness(passage, bearing[0])) ?? bearing[0]
    if (witness)
      findings.push({
        region,
        finding: inLine(answerFrom(witness, narrowed, prepared, language), narrowed, regions.length),
      })
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
/** A city that speaks of the thing itself as well as the first may say less of what surrounds it; not of a figure asked for. */
const RIVAL_ESSENTIALS = 0.95
const RIVAL_DETAILS = 0.65

/** Asks for districts: 哪些旗县, 几个区, 轮到哪个县. */
const ASKS_COUNTIES =
  /(?:哪|几)(?:些|几|一|两|个)*(?:旗县区|旗市区|旗县|区县|县区|区|县|旗)|(?:几|多少)个?[(]?(?:区|旗|县)/

function namesCounties({ prepared: { folded } }: Passage, prepared: Prepared): boolean {
  return prepared.countyNames.some(name => folded.includes(name)) || /[\d一二三四五六七八九]个(?:区|旗|县)/.test(folded)
}

/** How near in score a passage must come to one before it to be preferred for what it holds. */
const NEAR_IN_SCORE = 0.75

/** Of passages that are near each other those first that name the districts, or the year, that are asked for. */
function preferring(
  passages: readonly Passage[],
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
): Passage[] {
  const counties = ASKS_COUNTIES.test(question.folded)
  if (passages.length < 2 || (!counties && question.years.length === 0)) return [...passages]
  const least = passages[0].score * NEAR_IN_SCORE
  const worth = (passage: Passage) =>
    (counties && namesCounties(passage, prepared) ? 2 : 0) +
    (question.years.some(year => passage.prepared.folded.includes(year)) ? 1 : 0)
  const near = passages.filter(passage => passage.score >= least)
  const rest = passages.filter(passage => passage.score < least)
  const spoken = (passage: Passage) => (counties ? supports(passage, question, language).coverage : 0)
  near.sort((a, b) => worth(b) - worth(a) || spoken(b) - spoken(a) || b.score - a.score)
  return [...near, ...rest]
}

/** A report of what is done is preferred to a recommendation that says as much. */
function isBetterWitness(passage: Passage, before: Passage): boolean {
  return (
    before.features.advice === 1 &&
    passage.features.advice === 0 &&
    passage.features.clause >= before.features.clause * 0.95 &&
    passage.score >= before.score * 0.75
  )
}

const ASKS_WHICH = /哪些|什么样的|什么人|哪类|哪几[类种]/
/** 公安机关是养犬管理的主管部门; 城管部门主管户外广告的监督管理工作; 应急部门负责安全生产监督管理. */
const COMPETENT =
  /(?:是|为|作为)[^,。;]{0,30}主管(?:部门|机关|机构|单位)|主管[^,。;部门]{2,30}(?:工作|管理)|负责[^。;]{2,40}(?:工作|管理|监督|执法|组织实施)/
/** How much nearer the top a clause comes that says whose task the matter is. */
const COMPETENT_BONUS = 4

/** Who is in charge of a matter: the clauses of laws that say so, before those that only name an organ. */
function competentFirst(passages: readonly Passage[], question: Question, language: QuestionLanguage): Passage[] {
  const value = (passage: Passage) => {
    const says =
      passage.clause.kind === 'article' &&
      supports(passage, question, language).coverage >= 0.6 &&
      COMPETENT.test(passage.prepared.folded)
    return passage.score + (says ? COMPETENT_BONUS : 0)
  }
  return [...passages].sort((a, b) => value(b) - value(a) || a.position - b.position)
}

/** A list is looked for in the passages whose score comes this near the first one's. */
const NEAR_FIRST = 0.75

/** How much of what must be spoken of a passage speaks of, by weight; 0 where nothing must. */
function ofEssentials(passage: Passage, { topics }: Question): number {
  let all = 0
  let held = 0
  topics.forEach((topic, t) => {
    if (!topic.essential) return
    all += topic.weight
    held += topic.weight * passage.matches[t]
  })
  return all > 0 ? held / all : 0
}

/** Kinds of answer that take several sentences. */
const SPACIOUS: ReadonlySet<Question['kind']> = new Set(['list', 'how', 'what', 'why', 'any'])
/** Characters for the lines of all cities, and the most for one. */
const ALL_LINES = 440
const LINE = 150

/** A city's line among `count`: what it does takes more than one sentence, a figure or a date does not. */
function inLine(finding: Finding, question: Question, count: number): Finding {
  const limit = Math.min(LINE, ALL_LINES / count)
  return SPACIOUS.has(question.inner) && question.unit === null ? sayMore(finding, question, limit, true) : finding
}

/** Several cities answer and none is named: a line for each. Null where only one does. */
function chooseRegion(
  able: readonly Passage[],
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
): Answer | null {
  const byRegion = new Map<Region, Passage>()
  const counties = ASKS_COUNTIES.test(question.folded) && able.some(passage => namesCounties(passage, prepared))
  for (const passage of preferring(able, question, prepared, language)) {
    if (counties && !namesCounties(passage, prepared)) continue
    const region = prepared.regionOf(passage.document)
    const before = region && byRegion.get(region)
    if (region && (!before || isBetterWitness(passage, before))) byRegion.set(region, passage)
  }
  if (byRegion.size < 2) return null
  const top = able.find(passage => byRegion.get(prepared.regionOf(passage.document)!) === passage)!
  if (!prepared.regionOf(able[0].document)) return null
  const coverage = supports(top, question, language).coverage
  const main = ofEssentials(top, question)
  const rivals = [...byRegion].filter(([, passage]) => {
    const own = supports(passage, question, language).coverage
    return (
      passage.score >= top.score * RIVAL_SCORE &&
      (own >= coverage * RIVAL_COVERAGE ||
        (SPACIOUS.has(question.inner) &&
          own >= coverage * RIVAL_DETAILS &&
          main > 0 &&
          ofEssentials(passage, question) >= main * RIVAL_ESSENTIALS))
    )
  })
  if (rivals.length < 2) return null
  const all = rivals.map(([region, passage]) => ({
    region,
    finding: inLine(answerFrom(passage, question, prepared, language), question, Math.min(5, rivals.length)),
  }))
  // Where the first city gives a figure or a date, a city that gives none is no rival.
  const findings = all
    .filter(
      ({ finding }, i) =>
        i === 0 ||
        (question.inner !== 'howmuch' && question.inner !== 'when') ||
        finding.extract.evidence > 0 ||
        counties ||
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
  const [first, ...rest] = question.kind === 'why' ? troubleFirst(able, language) : able
  const parts = answerUnderHeading(able, question, prepared)
  if (parts) return parts
  if (question.kind === 'list' || question.kind === 'what' || question.kind === 'any' || question.kind === 'how') {
    const children =
      first.clause.kind === 'heading' || /[:：]\s*$/.test(first.document.text.slice(...first.clause.span))
        ? answerChildren(first, question, prepared)
        : null
    if (children) return { ...children, answer: nameRegion(children.answer, first.document, question, prepared) }
  }
  if (question.kind === 'list' || ASKS_WHICH.test(question.folded)) {
    const near = able.filter(passage => passage.score >= first.score * NEAR_FIRST)
    const enumeration = answerEnumeration(near, question, scope, prepared)
    if (enumeration) return enumeration
  }
  if (question.kind === 'list') {
    const siblings = answerSiblings(first, question, prepared)
    if (siblings) return { ...siblings, answer: nameRegion(siblings.answer, first.document, question, prepared) }
  }
  const main =
    first.clause.kind === 'heading' && !asksResponsible(question)
      ? (rest.find(passage => passage.clause.kind !== 'heading') ?? first)
      : first
  const finding = withRoom(answerFrom(main, question, prepared, language), question)
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

/** Characters that an answer may take where the parts of a matter or a cause are asked for. */
const ROOM: Partial<Record<Question['kind'], number>> = { list: 240, why: 240 }

/** Lists and causes seldom stand in one sentence: those next to it in its clause are said with it. */
function withRoom(finding: Finding, question: Question): Finding {
  const open = question.unit === null && (question.kind !== 'list' || ASKS_PARTS.test(question.folded))
  const room = open ? ROOM[question.kind] : undefined
  return room === undefined ? finding : sayMore(finding, question, room)
}

/** How near in score a clause of what is wrong must come to one of what is planned to answer why in its stead. */
const NEAR_TROUBLE = 0.6

/** Why a thing is hard stands where the documents say what is wrong, not where they say what will be done. */
function troubleFirst(able: readonly Passage[], language: QuestionLanguage): Passage[] {
  const announces = language.listNames.filter(({ trouble }) => trouble).map(name => name.announces)
  const isTrouble = ({ clause, score, features }: Passage) =>
    score >= able[0].score * NEAR_TROUBLE &&
    features.clause >= able[0].features.clause * 0.9 &&
    clause.path.slice(0, -1).some(title => announces.some(pattern => pattern.test(fold(title).replace(/[:：]$/, ''))))
  const trouble = able.filter(isTrouble)
  return [...trouble, ...able.filter(passage => !trouble.includes(passage))]
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
