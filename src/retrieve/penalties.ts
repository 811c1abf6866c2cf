import type { Document } from '../../index/types.js'
import type { FoldedText } from '../folded-text.js'
import type { PenaltyWords, QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'
import type { Question, Topic } from '../understand/question.js'
import { matchTopic } from './passages.js'
import { type Holders, MONEY, type Penalty, penaltiesOf, type Rule } from './penal-articles.js'

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

/** What the sanction itself must name: points on a driving licence, compensation, a term of prison. */
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
const UNDONE = 0.07
/** Done without the licence it needs. */
const UNLICENSED =
  /没(?:有|办|领|拿|取得?|考)?[^,。;?]{0,8}(?:证|照|许可|审?批|手续)|无证|没经(?:批准|同意|许可)|私自|擅自|偷着|黑(?:车|店|诊所|作坊|中介)/
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
