import type { PlacedClause } from '../../index/build.js'
import { fold } from '../../index/fold.js'
import type { Region } from '../../index/regions.js'
import type { Document, Span } from '../../index/types.js'
import type { Answer, Citation } from '../reply.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Penalty } from '../retrieve/penal-articles.js'
import { type RankedPenalty, rankPenalties } from '../retrieve/penalties.js'
import { regionFit } from '../retrieve/scope.js'
import type { Question } from '../understand/question.js'
import { type Asked, isOpen } from './asked.js'
import { cite, distinct } from './citation.js'
import { answered, MOST_CITATIONS, nameRegion } from './compose.js'
import { chooseAmong, lineOf, MOST_REGIONS, missingLine, silentLine } from './region-lines.js'
import { asSentence, segmentSpans, sentenceOf, wordsOf } from './text.js'

/** Asks outright for the sanction: what fits no conduct is then no answer at all. */
const ASKS_SANCTION = /罚(?:款|多|几|钱|不|吗|得)|[怎咋]么?(?:处)?罚|判(?:几|刑|多)|[怎咋]么?判/

/** Whether a question asks outright what a breach costs. */
export function asksSanction({ penalty, folded }: Question): boolean {
  return penalty && ASKS_SANCTION.test(folded)
}

/**
 * How well a penalty must fit, or how much better than those of other articles; how much of a conduct it must speak of where
 * others fit as well. A short question of everyday words shares little with any law, but most with the right article.
 */
const FITS = 1.65
const AHEAD = 0.85
const MOST_AHEAD = 1.5
const PENALISED = 0.6
/** From this fit on a document is of the region itself, or of a city in it. */
const OWN_REGION = 0.8

/**
 * The penalties that answer, best first: of the documents of the regions or names asked for, and of others that came near.
 * @param near passages found for the question
 */
export function fittingPenalties(near: readonly Passage[], asked: Asked): RankedPenalty[] {
  const { question, scope, prepared, language } = asked
  const documents = new Set([
    ...question.documents,
    ...(scope.documents ?? []),
    ...near.map(({ document }) => document),
  ])
  const speaksFor = (document: Document) => regionFit(document, '', scope, prepared)
  const ranked = rankPenalties(question, documents, speaksFor, prepared, language)
  const mayAnswer = ranked.filter(
    ({ penalty }) =>
      !penalty.document.standsApart &&
      // Another city's rule is no answer to a question about the document that is named.
      (question.documents.length === 0 || question.documents.some(({ region }) => region === penalty.document.region)),
  )
  const open = isOpen(question)
  const isRival = ({ document, clause }: Penalty, other: Penalty) =>
    other.clause !== clause && (!open || !other.document.region || other.document.region === document.region)
  return mayAnswer.filter(one => {
    if (one.coverage >= PENALISED && speaksFor(one.penalty.document) >= OWN_REGION) return true
    const rival = mayAnswer.find(other => isRival(one.penalty, other.penalty))
    return one.score + AHEAD * Math.min(MOST_AHEAD, one.score - (rival?.score ?? 0)) >= FITS
  })
}

/** How near the penalty of another region must come to be offered beside the best. */
const RIVAL_PENALTY = 0.85

/** What the laws do to a conduct: the best penalty, or those of several regions to choose from; null where none fits. */
export function answerPenalty(fitting: readonly RankedPenalty[], asked: Asked): Answer | null {
  const [best] = fitting
  if (!best) return null
  const { prepared } = asked
  const { document } = best.penalty
  if (prepared.regionOf(document) && isOpen(asked.question)) {
    const byRegion = new Map<Region, RankedPenalty>()
    for (const ranked of fitting) {
      const own = prepared.regionOf(ranked.penalty.document)
      if (own && !byRegion.has(own) && ranked.score >= best.score * RIVAL_PENALTY) byRegion.set(own, ranked)
    }
    if (byRegion.size > 1) return choosePenalty(byRegion, asked)
  }
  const { text, citations } = sayPenalty(best)
  const rule = ASKS_WHETHER.test(asked.question.folded) ? forbidding(best, asked.question) : ''
  return answered(nameRegion(`${rule}${text}`, document, asked), citations, [document], asked.scope)
}

/** 能用烧柴油的船吗？用了罚多少: whether it may be done is asked, too. */
const ASKS_WHETHER = /(?:能|可以|允许|准)[^,，。?？]{1,24}吗|能不能|可不可以|让不让|准不准|行不行/
const FORBIDS = /不得|禁止|严禁|不准/
const LONGEST_RULE = 60

/** The words of the broken rule that forbid what is asked about; empty where there are none, or too many. */
function forbidding({ penalty: { document }, rule }: RankedPenalty, { topics }: Question): string {
  const speaks = (span: Span) => {
    const folded = fold(document.text.slice(...span))
    return topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0)
  }
  const best = (rule?.places ?? [])
    .flatMap(({ span }) => segmentSpans(document.text, span))
    .filter(span => FORBIDS.test(document.text.slice(...span)) && span[1] - span[0] <= LONGEST_RULE)
    .map(span => ({ span, speaks: speaks(span) }))
    .sort((a, b) => b.speaks - a.speaks)[0]
  return best && best.speaks > 0 ? sentenceOf(document, best.span) : ''
}

/** A line for each of the first regions. */
function choosePenalty(byRegion: ReadonlyMap<Region, RankedPenalty>, asked: Asked): Answer {
  const lines = [...byRegion].slice(0, MOST_REGIONS).map(([region, ranked]) => ({
    region,
    ...sayPenalty(ranked),
    document: ranked.penalty.document,
  }))
  return { ...chooseAmong(lines, asked), citations: bestOfEachFirst(lines) }
}

/** A line for each region that was named; null where none has a penalty that fits. */
export function comparePenalties(
  byRegion: readonly { region: Region; ranked: RankedPenalty | null }[],
  missing: readonly Region[],
): Answer | null {
  if (byRegion.every(({ ranked }) => ranked === null)) return null
  const said = byRegion.map(({ region, ranked }) => ({ region, said: ranked && sayPenalty(ranked) }))
  const lines = said.map(({ region, said: own }) => (own ? lineOf(region, own.text) : silentLine(region)))
  return answered(
    [...lines, ...missing.map(missingLine)].join('\n'),
    bestOfEachFirst(said.flatMap(({ said: own }) => own ?? [])),
    byRegion.flatMap(({ ranked }) => ranked?.penalty.document ?? []),
  )
}

/** The penalty of each region first, then where each refers to. */
function bestOfEachFirst(said: readonly { citations: readonly Citation[] }[]): Citation[] {
  const first = said.flatMap(({ citations }) => citations.slice(0, 1))
  const others = said.flatMap(({ citations }) => citations.slice(1))
  return distinct([...first, ...others]).slice(0, MOST_CITATIONS)
}

/** Longest answer in characters; the conduct is left out first. */
const LIMIT = 118
const MOST_REFERRED = 2
/** 违反本条例第十四条第一项规定，: where the prohibition stands is for the citation. */
const BREACH = /^(?:对)?违反(?:本[\u4e00-\u9fa5]{1,2})?第[^，,。；]{1,80}?规定(?:的)?[，,]/
const NAMES_SANCTION = /罚款|赔偿金|拘留|吊销|没收|警告|责令|扣留|暂扣|暂停|记\d{1,2}分/

/** What a penalty says, the conduct before it where there is room, and the words it rests on. */
function sayPenalty({ penalty, rule }: RankedPenalty): { text: string; citations: Citation[] } {
  const { document, clause, sanction, conduct } = penalty
  const said = withoutBreach(wordsOf(document, sanction))
  const text = conduct
    ? fitted(`${withoutBreach(wordsOf(document, conduct)).replace(/[；;。]$/, '')}，${afterConduct(said)}`, said)
    : fitted(said, said)
  const own =
    conduct && conduct[1] - sanction[0] <= 500 ? [cite({ document, clause }, [[sanction[0], conduct[1]]])] : []
  const apart = conduct
    ? [cite({ document, clause }, [sanction]), cite(holder(document, conduct), [conduct])]
    : [cite(holder(document, sanction), [sanction])]
  return {
    text,
    citations: distinct([
      ...(own.length ? own : apart),
      ...(rule?.places ?? [])
        .slice(0, MOST_REFERRED)
        .map(({ clause: other, span }) => cite({ document, clause: other }, [span])),
    ]),
  }
}

/** The clause in which a span begins: a long article goes on in others. */
function holder(document: Document, [start]: Span): PlacedClause {
  const clause = document.clauses.findLast(c => c.span[0] <= start)!
  return { document, clause }
}

/** The numbers of the articles broken are left out where words of the conduct remain. */
function withoutBreach(text: string): string {
  return text.replace(BREACH, '')
}

/** 有下列行为之一的，由…处…罚款： without its list. */
function afterConduct(text: string): string {
  return text.replace(/^[^。]*?有下列[^，,。]{2,16}[，,]/, '').replace(/[：:]$/, '')
}

function fitted(text: string, said: string): string {
  const whole = asSentence(text.replace(/[：:]$/, ''))
  if (whole.length <= LIMIT) return whole
  // …的，由公安机关…: what stands before the last 的， in front of the first sanction describes the conduct.
  const bare = said.replace(/[：:]$/, '')
  const first = NAMES_SANCTION.exec(bare)?.index ?? 0
  const cut = bare.slice(0, first).lastIndexOf('的，')
  const sanction = cut >= 0 ? bare.slice(cut + 2) : bare
  if (sanction.length <= LIMIT) return asSentence(sanction)
  const fine = /罚款|赔偿金|记\d{1,2}分/.exec(sanction)
  const end = fine ? sanction.slice(fine.index).search(/[；;。]/) : -1
  return asSentence(
    fine && end >= 0 && fine.index + end < LIMIT + 40 ? sanction.slice(0, fine.index + end) : sanction.slice(0, LIMIT),
  )
}
