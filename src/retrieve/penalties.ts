import { type ArticlePart, articleParts } from '../../index/article-parts.js'
import { type CrossReference, crossReferences } from '../../index/cross-references.js'
import { fold } from '../../index/fold.js'
import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import type { Clause, Document, Span } from '../../index/types.js'
import { FoldedText } from '../folded-text.js'
import type { Prepared } from '../prepare.js'
import type { Question, Topic } from '../understand/question.js'
import { matchTopic } from './passages.js'

/** What a law does to a conduct: the words that name the sanction, with the conduct, wherever that is described. */
export interface Penalty {
  document: Document
  /** The article that holds the sanction. */
  clause: Clause
  /** The words that name the sanction; the conduct stands before them where one sentence says both. */
  sanction: Span
  /** The item that names the conduct where the sanction stands in the line that announces it. */
  conduct: Span | null
  /** Folded words of the penal article that describe the conduct. */
  own: FoldedText
  /** Where a prohibition that the penal article only numbers is written out: 违反本条例第三十五条规定的. */
  referred: { clause: Clause; span: Span }[]
  /** Its folded words. */
  elsewhere: FoldedText
  /** Folded words of the sanction. */
  says: string
}

/** Names a sanction. */
const SANCTION =
  /罚款|拘留|吊销|没收|警告|责令|扣留|暂扣|扣押|处罚|赔偿金|滞纳金|停产|停业|停止.{0,8}资格|暂停|撤销|通报批评|记\d{1,2}分|不得(?:再次|重新)|\d年内/
/** Articles that only point to other laws, or divide the power to punish, punish nothing. */
const DEFERS = /从其规定|依照其规定|法律、(?:行政)?法规(?:已有|另有|已经|已作)/

/** The penalties of the documents last asked for. */
let known = new WeakMap<Document, readonly Penalty[]>()
let knownCount = 0
/** Documents whose penalties are kept before all are forgotten. */
const MOST_KNOWN = 1000

/** The penalties of a law, in its order; remembered for a while. */
export function penaltiesOf(document: Document): readonly Penalty[] {
  let penalties = known.get(document)
  if (!penalties) {
    if (++knownCount > MOST_KNOWN) {
      known = new WeakMap()
      knownCount = 1
    }
    known.set(document, (penalties = readPenalties(document)))
  }
  return penalties
}

function readPenalties(document: Document): Penalty[] {
  const byPlace = new Map<string, Clause>()
  for (const clause of document.clauses)
    if (clause.kind === 'article' && !byPlace.has(clause.place)) byPlace.set(clause.place, clause)
  const parts = new Map<Clause, ArticlePart[]>()
  const partsOf = (clause: Clause) => {
    let own = parts.get(clause)
    if (!own) parts.set(clause, (own = articleParts(document, clause)))
    return own
  }
  return [...byPlace.values()].flatMap(clause => {
    const text = document.text.slice(...clause.span)
    return SANCTION.test(text) && !(DEFERS.test(text) && text.length < 120)
      ? readArticle(document, clause, partsOf, byPlace)
      : []
  })
}

function readArticle(
  document: Document,
  clause: Clause,
  partsOf: (clause: Clause) => ArticlePart[],
  byPlace: ReadonlyMap<string, Clause>,
): Penalty[] {
  const { text } = document
  const out: Penalty[] = []
  const own = partsOf(clause)
  const add = (sanction: Span, conduct: Span | null, context: Span | null, paragraph: number) => {
    const said = text.slice(...sanction)
    const described = [context, conduct, sanction].filter(span => span !== null).map(span => text.slice(...span))
    const lead = context ? crossReferences(text.slice(...context)) : []
    const references = [conduct, sanction]
      .filter(span => span !== null)
      .flatMap(span => crossReferences(text.slice(...span)))
    const pointed =
      references.length + lead.length === 0 && BREAKS_ITSELF.test(said)
        ? before(own, sanction, clause)
        : (references.length ? references.map(r => within(r, lead)) : lead).flatMap(reference =>
            resolve(reference, clause, paragraph, partsOf, byPlace),
          )
    out.push({
      document,
      clause,
      sanction,
      conduct,
      own: new FoldedText(fold(described.join('\n'))),
      referred: pointed.map(({ clause: holder, parts }) => ({
        clause: holder,
        span: [parts[0].span[0], parts.at(-1)!.span[1]],
      })),
      elsewhere: new FoldedText(fold(pointed.map(({ parts }) => textOf(parts, text)).join('\n'))),
      says: fold(said),
    })
  }
  own.forEach((part, i) => {
    const line = text.slice(...part.span)
    const announces = own[i + 1]?.item != null && part.item === null
    if (part.item !== null) {
      const intro = own.findLast((p, k) => k < i && p.item === null && p.paragraph === part.paragraph)
      const announced = intro ? text.slice(...intro.span) : ''
      if (SANCTION.test(line)) add(part.span, null, intro?.span ?? null, part.paragraph)
      else if (intro && SANCTION.test(announced)) add(intro.span, part.span, null, part.paragraph)
    } else if (!announces)
      for (const span of sentencesOf(text, part.span))
        if (SANCTION.test(text.slice(...span))) add(span, null, null, part.paragraph)
  })
  return out
}

/** 违反本条规定的: the article itself says what must not be done, and the fine behind it. */
const BREAKS_ITSELF = /违反本条(?:规定|要求)/

/** What an article says before its own sanction. */
function before(
  parts: readonly ArticlePart[],
  sanction: Span,
  clause: Clause,
): { clause: Clause; parts: ArticlePart[] }[] {
  const rule = parts.filter(({ span }) => span[1] <= sanction[0])
  return rule.length ? [{ clause, parts: rule }] : []
}

/** Whole sentences: what a semicolon parts (责令改正；拒不改正的，处…罚款) is one sanction. */
function sentencesOf(text: string, [start, end]: Span): Span[] {
  const out: [number, number][] = []
  for (const [from, to] of sentenceSpans(text, start, end)) {
    const last = out.at(-1)
    if (last && /[；;]\s*$/.test(text.slice(last[0], last[1]))) last[1] = to
    else out.push([from, to])
  }
  return out.map(span => trimSpan(text, span))
}

/** 违反第一项规定 under an introduction that names 第十五条第一款 is its item. */
function within(reference: CrossReference, lead: readonly CrossReference[]): CrossReference {
  const holder = lead.at(-1)
  return reference.article === null && reference.paragraph === null && holder
    ? { ...reference, article: holder.article, paragraph: holder.paragraph }
    : reference
}

function resolve(
  { article, paragraph, item }: CrossReference,
  from: Clause,
  current: number,
  partsOf: (clause: Clause) => ArticlePart[],
  byPlace: ReadonlyMap<string, Clause>,
): { clause: Clause; parts: ArticlePart[] }[] {
  const clause = article === null ? from : byPlace.get(article)
  if (!clause || (article === null && paragraph === null && item === null)) return []
  const wanted = paragraph === 0 ? current - 1 : paragraph
  const inside = partsOf(clause).filter(part => wanted === null || part.paragraph === wanted)
  const parts = item === null ? inside : inside.filter(part => part.item === item)
  if (parts.length === 0) return []
  return [{ clause, parts }]
}

function textOf(parts: readonly ArticlePart[], text: string): string {
  return parts.map(part => text.slice(...part.span)).join('\n')
}

/** A penalty with how well it fits the conduct that is asked about. */
export interface RankedPenalty {
  penalty: Penalty
  score: number
  /** The weighted share of the conduct's words that the penalty, or what it refers to, speaks of. */
  coverage: number
  /** The same without what only the document's title speaks of. */
  conduct: number
}

/** What the sanction itself must name: a sum of money, or points on a driving licence. */
const MONEY = /罚款|元|倍|赔偿金/
const POINTS = /记\d{1,2}分|扣\d{1,2}分/
/** Words of a question that ask for the sanction, and are no part of the conduct. */
const ASKING = /罚|处分|后果|^[扣记]分?$|^(?:抓|被抓|查|查到|被查|处理|责任|要赔|多赔|标准|警告|交警)/

/** What the question says of the conduct. */
export function conductOf(question: Question): Topic[] {
  return question.topics
    .filter(topic => !ASKING.test(topic.word))
    .map(topic => ({ ...topic, variants: topic.variants.filter(({ weight }) => weight >= SAME) }))
}

/** Words that only often stand near the answer, 罚款 for 赌博, stand in every penalty. */
const SAME = 0.5
/** A single character, 烟 or 狗, stands in many conducts. */
const SINGLE = 0.65
const ELSEWHERE = 0.95
const TITLE = 0.7
const PAIRS = 0.4
const TITLED = 0.15
const REGION = 0.25
const NAMED = 0.3
/** Something that ought to be done and was not: 没登记, 不肯卖; laws say 未, 拒绝, 不按照. */
const LEAVES_UNDONE = /没|未|不(?!得|许|让|准|能|超|该)/
const NEGLECTS = /未(?!成年)|没有(?!违法)|拒绝|拒不(?!改正)|不(?:按|履行|办理|移交|缴纳)/
const UNDONE = 0.1
const LONG = 200
const LONG_COST = 0.03

/**
 * The penalties of some documents that fit a question, best first.
 * @param speaksFor how well a document speaks for the regions named, 0 to 1
 */
export function rankPenalties(
  question: Question,
  documents: Iterable<Document>,
  speaksFor: (document: Document) => number,
  prepared: Prepared,
): RankedPenalty[] {
  const topics = conductOf(question)
  const total = topics.reduce((sum, topic) => sum + topic.weight, 0)
  if (total === 0) return []
  const pairs = pairsOf(question.content)
  const names = topics.map(topic => looseNames(topic, prepared))
  const needs =
    question.unit === 'score'
      ? POINTS
      : question.unit === 'money' || /罚(?:款|钱|金)/.test(question.folded)
        ? MONEY
        : null
  const leavesUndone = LEAVES_UNDONE.test(question.folded)
  const out: RankedPenalty[] = []
  for (const document of documents) {
    const inTitle = topics.map(topic => matchTopic(topic, prepared.title(document)))
    const titled = inTitle.reduce((sum, match, t) => sum + topics[t].weight * match, 0)
    for (const penalty of penaltiesOf(document)) {
      if (needs && !needs.test(penalty.says)) continue
      let conduct = 0
      let covered = 0
      for (const [t, topic] of topics.entries()) {
        const here =
          (topic.word.length === 1 ? SINGLE : 1) *
          Math.max(speaksOf(topic, names[t], penalty.own), ELSEWHERE * speaksOf(topic, names[t], penalty.elsewhere))
        conduct += topic.weight * here
        covered += topic.weight * Math.max(here, TITLE * inTitle[t])
      }
      if (conduct === 0) continue
      const held = pairs.filter(pair => penalty.own.includes(pair) || penalty.elsewhere.includes(pair)).length
      const length = penalty.own.folded.length + penalty.elsewhere.folded.length
      out.push({
        penalty,
        coverage: covered / total,
        conduct: conduct / total,
        score:
          covered / total +
          (pairs.length ? (PAIRS * held) / pairs.length : 0) +
          (TITLED * titled) / total +
          REGION * (speaksFor(document) - 1) +
          (question.documents.includes(document) ? NAMED : 0) -
          LONG_COST * Math.max(0, Math.log2(length / LONG)) +
          (MONEY.test(penalty.says) ? 0.02 : 0) +
          (leavesUndone && NEGLECTS.test(penalty.own.folded) ? UNDONE : 0),
      })
    }
  }
  return out.sort((a, b) => b.score - a.score)
}

const LOOSELY = 0.8
const MOSTLY = 0.55
/** What a pair that no clause holds tells, as the logarithm of a frequency: no more than a fairly common one. */
const UNKNOWN_PAIR = 2.5
const MOST_NAMES = 12

/** The pairs of characters of a topic's longer names, each with how much it tells. */
interface LooseName {
  weight: number
  pairs: { text: string; tells: number }[]
  all: number
}

function looseNames(topic: Topic, prepared: Prepared): LooseName[] {
  const { store, clauses } = prepared.index
  // Official names that no clause writes out in one piece are no variants of the topic, but may stand apart.
  return [...topic.variants, ...(prepared.thesaurus.get(topic.word) ?? [])]
    .filter(({ word, weight }) => word.length >= 3 && weight >= 0.75)
    .slice(0, MOST_NAMES)
    .map(({ word, weight }) => {
      const pairs = Array.from({ length: word.length - 1 }, (_, i) => {
        const text = word.slice(i, i + 2)
        const frequency = store.frequency(text)
        return { text, tells: frequency === 0 ? UNKNOWN_PAIR : Math.log(1 + clauses.length / frequency) }
      })
      return { weight, pairs, all: pairs.reduce((sum, pair) => sum + pair.tells, 0) }
    })
}

/** A topic in words that stand apart: 盗用城市供水 in 盗用、转供城市公共供水, rare pairs of characters before common ones. */
function speaksOf(topic: Topic, names: readonly LooseName[], text: FoldedText): number {
  if (text.folded === '') return 0
  let best = matchTopic(topic, text)
  for (const { weight, pairs, all } of names) {
    if (weight * LOOSELY <= best) continue
    const held = pairs.reduce((sum, pair) => sum + (text.includes(pair.text) ? pair.tells : 0), 0)
    if (held / all >= MOSTLY) best = Math.max(best, (LOOSELY * weight * held) / all)
  }
  return best
}

function pairsOf(content: string): string[] {
  const pairs = new Set<string>()
  for (const run of content.match(/\p{Script=Han}+/gu) ?? [])
    for (let i = 0; i + 1 < run.length; i++) if (!/罚/.test(run.slice(i, i + 2))) pairs.add(run.slice(i, i + 2))
  return [...pairs]
}
