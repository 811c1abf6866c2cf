import { type ArticlePart, articleParts } from '../../index/article-parts.js'
import { type CrossReference, crossReferences } from '../../index/cross-references.js'
import { fold } from '../../index/fold.js'
import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import type { Clause, Document, Span } from '../../index/types.js'
import { FoldedText } from '../folded-text.js'
import type { PenaltyWords, QuestionLanguage } from '../language.js'
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
  /** Where prohibitions that the penal article only numbers are written out: 违反本条例第三十五条规定的. */
  rules: readonly Rule[]
  /** Folded words of the sanction. */
  says: string
  /** The sanction names a sum of money. */
  fines: boolean
  /** The breach is that something was not done. */
  neglects: boolean
  /** The breach is that it was done without a licence. */
  needsLicence: boolean
}

/** What a penal article refers to by its number: one paragraph or item, or all that it refers to. */
export interface Rule {
  places: { clause: Clause; span: Span }[]
  /** Its folded words, the line that announces an item before it. */
  text: FoldedText
}

/** A penalty with one of the rules whose breach it punishes, null where it says itself what the breach is. */
interface Reading {
  penalty: Penalty
  rule: Rule | null
}

/** Names a sanction. */
const SANCTION =
  /罚款|拘留|吊销|没收|警告|责令|扣留|暂扣|扣押|处罚|赔偿金|赔偿损失|滞纳金|停产|停业|停止.{0,8}资格|暂停|撤销|通报批评|有期徒刑|拘役|记\d{1,2}分|不得(?:再次|重新)|\d年内/
/** Articles that only point to other laws, or divide the power to punish, punish nothing. */
const DEFERS = /从其规定|依照其规定|法律、(?:行政)?法规(?:已有|另有|已经|已作)/

/** The penalties of a law in its order. */
interface LawPenalties {
  count: number
  /** The readings of a penalty stand together. */
  readings: readonly Reading[]
  holders: ReadonlyMap<string, Holders>
}

/** Where a character stands. */
interface Holders {
  /** In how many penalties. */
  penalties: number
  /** In which readings. */
  readings: number[]
}

/** The penalties of the documents last asked for. */
let known = new WeakMap<Document, LawPenalties>()
let knownCount = 0
/** Documents whose penalties are kept before all are forgotten. */
const MOST_KNOWN = 1000

/** The penalties of a law, remembered for a while. */
function penaltiesOf(document: Document): LawPenalties {
  let penalties = known.get(document)
  if (!penalties) {
    if (++knownCount > MOST_KNOWN) {
      known = new WeakMap()
      knownCount = 1
    }
    const read = readPenalties(document)
    const readings = read.flatMap(penalty =>
      (penalty.rules.length ? penalty.rules : [null]).map((rule): Reading => ({ penalty, rule })),
    )
    known.set(document, (penalties = { count: read.length, readings, holders: holdersOf(readings) }))
  }
  return penalties
}

function holdersOf(readings: readonly Reading[]): Map<string, Holders> {
  const holders = new Map<string, Holders>()
  for (const [i, { penalty, rule }] of readings.entries())
    for (const character of new Set(penalty.own.folded + (rule?.text.folded ?? ''))) {
      if (!HAN.test(character)) continue
      let own = holders.get(character)
      if (!own) holders.set(character, (own = { penalties: 0, readings: [] }))
      const last = own.readings.at(-1)
      if (last === undefined || readings[last].penalty !== penalty) own.penalties++
      own.readings.push(i)
    }
  return holders
}

const HAN = /\p{Script=Han}/u

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
  const ruleTexts = new Map<string, FoldedText>()
  return [...byPlace.values()].flatMap(clause => {
    const text = document.text.slice(...clause.span)
    return SANCTION.test(text) && !(DEFERS.test(text) && text.length < 120)
      ? readArticle(document, clause, partsOf, byPlace, ruleTexts)
      : []
  })
}

function readArticle(
  document: Document,
  clause: Clause,
  partsOf: (clause: Clause) => ArticlePart[],
  byPlace: ReadonlyMap<string, Clause>,
  ruleTexts: Map<string, FoldedText>,
): Penalty[] {
  const { text } = document
  const out: Penalty[] = []
  const own = partsOf(clause)
  // What another article punishes is no breach of this one: 依照本条例第十九条的规定处罚.
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
        : (references.length ? references.map(r => within(r, lead)) : lead)
            .flatMap(reference => resolve(reference, clause, paragraph, partsOf, byPlace))
            .filter(({ clause: rule, parts }) => rule === clause || !MONEY.test(textOf(parts, text)))
    const folded = fold(described.join('\n'))
    const says = fold(said)
    out.push({
      document,
      clause,
      sanction,
      conduct,
      own: new FoldedText(folded),
      rules: rulesOf(pointed, text, partsOf, ruleTexts),
      says,
      fines: MONEY.test(says),
      neglects: NEGLECTS.test(folded),
      needsLicence: NEEDS_LICENCE.test(folded),
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
    } else if (!announces) {
      let opening: Span | null = null
      for (const span of sentencesOf(text, part.span)) {
        const goesOn = opening !== null && GOES_ON.test(text.slice(...span))
        if (!goesOn) opening = span
        if (SANCTION.test(text.slice(...span))) add(span, null, goesOn ? opening : null, part.paragraph)
      }
    }
  })
  return out
}

/** Parts that are weighed each for itself; of more only all together. */
const MOST_RULES = 24

/** @param texts what was folded before, for the same rule is broken in many articles */
function rulesOf(
  pointed: readonly { clause: Clause; parts: ArticlePart[] }[],
  text: string,
  partsOf: (clause: Clause) => ArticlePart[],
  texts: Map<string, FoldedText>,
): Rule[] {
  const folded = (parts: readonly ArticlePart[]) => {
    const key = parts.map(({ span }) => span[0]).join()
    let known = texts.get(key)
    if (!known) texts.set(key, (known = new FoldedText(fold(textOf(parts, text)))))
    return known
  }
  const lineOver = (clause: Clause, { item, paragraph }: ArticlePart) =>
    item === null ? undefined : partsOf(clause).find(part => part.item === null && part.paragraph === paragraph)
  const single = pointed.flatMap(({ clause, parts }) =>
    parts
      .filter(part => part.item !== null || !parts.some(p => p.item !== null && p.paragraph === part.paragraph))
      .map((part): Rule => {
        const line = lineOver(clause, part)
        return { places: [{ clause, span: part.span }], text: folded(line ? [line, part] : [part]) }
      }),
  )
  if (single.length <= MOST_RULES) return single
  const places = pointed.map(({ clause, parts }): Rule['places'][number] => ({
    clause,
    span: [parts[0].span[0], parts.at(-1)!.span[1]],
  }))
  return [{ places, text: folded(pointed.flatMap(({ parts }) => parts)) }]
}

/** A sentence that says what else a breach costs; which breach stands in the sentence before: 逾期不补建的，每逾期一天，处以100元罚款. */
const GOES_ON = /^(?:逾期|拒不|仍不|屡|情节|造成|后果|经(?:责令|教育|催告)|再次)/

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
  /** The rule, of those it refers to, that speaks most of the question. */
  rule: Rule | null
  score: number
  /** The weighted share of the conduct's words that the penalty, or what it refers to, speaks of. */
  coverage: number
  /** The same without what only the document's title speaks of. */
  conduct: number
}

/** What the sanction itself must name: a sum of money, points on a driving licence, a term of prison. */
const MONEY = /罚款|元|倍|赔偿金/
const POINTS = /记\d{1,2}分|扣\d{1,2}分/
const ASKS_COMPENSATION = /[怎咋]么?赔|赔(?:几|多少)/
const COMPENSATION = /赔|补偿/
const PRISON = /有期徒刑|拘役|管制/

/** What a sanction must name to answer; null where any will do: whether one is fined may be answered by 免予处罚. */
function neededOf({ unit, inner, folded }: Question): RegExp | null {
  if (/判(?:几|多少)年|判多久/.test(folded)) return PRISON
  if (unit === 'score') return POINTS
  if (ASKS_COMPENSATION.test(folded)) return COMPENSATION
  return unit === 'money' || (inner !== 'yesno' && /罚(?:款|钱|金)|罚(?:几|多少)个?钱/.test(folded)) ? MONEY : null
}

/** Who has done it tells one penalty from another less than what was done. */
const PARTY = 0.3

/** What the question says of the conduct. */
function conductOf(question: Question, { asking, party }: PenaltyWords): Topic[] {
  return question.topics
    .filter(topic => !asking.test(topic.word))
    .map(topic => ({
      ...topic,
      weight: topic.weight * (party.test(topic.word) ? PARTY : 1),
      variants: topic.variants.filter(({ weight }) => weight >= SAME),
    }))
}

/** Words that only often stand near the answer, 罚款 for 赌博, stand in every penalty. */
const SAME = 0.5
/** A single character, 烟 or 狗, stands in many conducts. */
const SINGLE = 0.65
// What follows was fitted on questions of laws, the sets left out in turn.
const ELSEWHERE = 0.95
const TITLE = 0.7
const PAIRS = 0.8
const TITLED = 0.65
const REGION = 0.85
const NAMED = 0.5
/** Something that ought to be done and was not: 没登记, 不肯卖; laws say 未, 拒绝, 不按照. */
const LEAVES_UNDONE = /没|未|不(?!得|许|让|准|能|超|该)/
const NEGLECTS = /未(?!成年)|没有(?!违法)|拒绝|拒不(?!改正)|不(?:按|履行|办理|移交|缴纳)/
const UNDONE = 0.07
/** Done without the licence it needs. */
const UNLICENSED =
  /没(?:有|办|领|拿|取得?|考)?[^,。;?]{0,8}(?:证|照|许可|审?批|手续)|无证|没经(?:批准|同意|许可)|私自|擅自|偷着|黑(?:车|店|诊所|作坊|中介)/
const NEEDS_LICENCE = /未(?:依法)?取得|未经|擅自|未办理/
const LONG = 200
const LONG_COST = 0.25
const CONDUCT = 0.5
/** A text of this length holds so many characters by chance that one of them tells half as much. */
const TELLING_LENGTH = 150
const TOLD = 0.14
const MONEYED = 0.2

/**
 * The penalties of some documents that fit a question, best first.
 * @param speaksFor how well a document speaks for the regions named, 0 to 1
 */
export function rankPenalties(
  question: Question,
  documents: Iterable<Document>,
  speaksFor: (document: Document) => number,
  prepared: Prepared,
  language: QuestionLanguage,
): RankedPenalty[] {
  const topics = conductOf(question, language.penaltyWords)
  const total = topics.reduce((sum, topic) => sum + topic.weight, 0)
  if (total === 0) return []
  const pairs = pairsOf(question.content)
  const names = topics.map(topic => looseNames(topic, prepared))
  const spokenIn = (text: FoldedText): Spoken => ({
    matches: topics.map((topic, t) => speaksOf(topic, names[t], text)),
    pairs: pairs.map(pair => text.includes(pair)),
  })
  // Many penalties refer to the same rule.
  const spokenInRules = new Map<FoldedText, Spoken>()
  const ruleSpoken = (text: FoldedText) => {
    let spoken = spokenInRules.get(text)
    if (!spoken) spokenInRules.set(text, (spoken = spokenIn(text)))
    return spoken
  }
  const needs = neededOf(question)
  const characters = charactersOf(question)
  const leavesUndone = LEAVES_UNDONE.test(question.folded)
  const unlicensed = UNLICENSED.test(question.folded)
  const out: RankedPenalty[] = []
  for (const document of documents) {
    const inTitle = topics.map(topic => matchTopic(topic, prepared.title(document)))
    const titled = inTitle.reduce((sum, match, t) => sum + topics[t].weight * match, 0)
    const { count, readings, holders } = penaltiesOf(document)
    const told = tellingOf(characters, count, readings.length, holders)
    const fits = speaksFor(document)
    let own: Spoken | null = null
    let last = null as RankedPenalty | null
    for (let i = 0; i < readings.length; i++) {
      const { penalty, rule } = readings[i]
      if (needs && (needs === MONEY ? !penalty.fines : !needs.test(penalty.says))) continue
      const another = last?.penalty !== penalty
      if (another || own === null) own = spokenIn(penalty.own)
      const there = rule && ruleSpoken(rule.text)
      let conduct = 0
      let covered = 0
      for (let t = 0; t < topics.length; t++) {
        const { word, weight } = topics[t]
        const here =
          (word.length === 1 ? SINGLE : 1) * Math.max(own.matches[t], there ? ELSEWHERE * there.matches[t] : 0)
        conduct += weight * here
        covered += weight * Math.max(here, TITLE * inTitle[t])
      }
      if (conduct === 0 && told[i] === 0) continue
      let held = 0
      for (let k = 0; k < pairs.length; k++) if (own.pairs[k] || there?.pairs[k]) held++
      const length = penalty.own.folded.length + (rule?.text.folded.length ?? 0)
      const ranked: RankedPenalty = {
        penalty,
        rule,
        coverage: covered / total,
        conduct: conduct / total,
        score:
          covered / total +
          (CONDUCT * conduct) / total +
          (pairs.length ? (PAIRS * held) / pairs.length : 0) +
          (TITLED * titled) / total +
          (TOLD * told[i]) / (1 + length / TELLING_LENGTH) +
          REGION * (fits - 1) +
          (question.documents.includes(document) ? NAMED : 0) -
          LONG_COST * Math.max(0, Math.log2(length / LONG)) +
          (penalty.fines ? MONEYED : 0) +
          (leavesUndone && penalty.neglects ? UNDONE : 0) +
          (unlicensed && penalty.needsLicence ? UNDONE : 0),
      }
      if (another) out.push((last = ranked))
      else if (ranked.score > last!.score) out[out.length - 1] = last = ranked
    }
  }
  return out.sort((a, b) => b.score - a.score)
}

/** What a text holds of a question. */
interface Spoken {
  /** How well it speaks of each topic. */
  matches: number[]
  /** Whether it holds each pair of characters. */
  pairs: boolean[]
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

/** Characters that only ask, or join words. */
const JOINING = new Set(
  '的了在是有不没无我你他她它们这那哪就也都还又再才要会能可把被让给从到去来上下里外中之其与和或及以于对为所得着过一二两个几多少怎么样什啥咋吗呢吧啊呀罚款钱元块判扣分最高低严重情节算说地人家想自己大小后前时候天年月日',
)

function charactersOf({ content, regions }: Question): string[] {
  const names = regions.map(({ name }) => name).join('')
  return [...new Set(content)].filter(c => /\p{Script=Han}/u.test(c) && !JOINING.has(c) && !names.includes(c))
}

/** How much each reading says of the characters of a question, those that few penalties of the law hold before common ones. */
function tellingOf(
  characters: readonly string[],
  penalties: number,
  readings: number,
  holders: ReadonlyMap<string, Holders>,
): Float64Array {
  const told = new Float64Array(readings)
  for (const character of characters) {
    const own = holders.get(character)
    if (!own) continue
    const tells = Math.log((penalties + 1) / own.penalties)
    for (const i of own.readings) told[i] += tells
  }
  return told
}

function pairsOf(content: string): string[] {
  const pairs = new Set<string>()
  for (const run of content.match(/\p{Script=Han}+/gu) ?? [])
    for (let i = 0; i + 1 < run.length; i++) if (!/罚/.test(run.slice(i, i + 2))) pairs.add(run.slice(i, i + 2))
  return [...pairs]
}
