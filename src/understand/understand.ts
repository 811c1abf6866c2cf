import { fold } from '../../index/fold.js'
import type { RegionMention } from '../../index/regions.js'
import { tagWords } from '../../index/segmenter.js'
import type { Document } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'
import { mendTyping } from './mend.js'
import type { AnswerKind, Question, Topic } from './question.js'
import { findReference } from './references.js'
import { findShortTitle } from './short-titles.js'
import { findTopics, markAct, type Stretch } from './topics.js'

/** Longest question that is looked at, in characters; of a longer one the end is read, where the question usually stands. */
export const MAX_QUESTION_LENGTH = 600
/** What a story around the question counts. */
const STORY_WEIGHT = 0.3
const LONG_QUESTION = 45

/** Understands one turn by itself: mend → regions → documents → reference → years → kind → topics. */
export function understand(text: string, prepared: Prepared, language: QuestionLanguage): Question {
  const whole = fold(text.slice(-MAX_QUESTION_LENGTH * 4))
  const typed = mendTyping(whole.slice(-MAX_QUESTION_LENGTH), prepared, language.stopWords)
  const { mended } = typed
  const folded = joinParted(typed.text, prepared)
  const bare = folded.replace(/[^\p{Script=Han}a-z0-9+*/=%]/gu, '')
  const mask = new Mask(folded)
  const mentions = prepared.index.lexicon.gazetteer
    .find(folded, withCoveredHead(folded, wordBoundaries(folded), prepared), prepared.coveredNames)
    .filter(mention => !isWordOfDocuments(mention, folded, prepared))
  const named = findDocuments(folded, prepared, mentions)
  const shortened = named.length === 0 ? findShortTitle(folded, prepared, mentions, language) : null
  const documents = shortened ? [shortened] : named
  for (const { start, end } of documents) mask.cover(start, end)
  const reference = findReference(folded)
  if (reference) mask.cover(reference.start, reference.end)
  for (const mention of mentions) mask.cover(mention.start, mention.end)
  const years = findYears(mask)
  const asking = withoutSome(folded, language)
  const kind = findKind(asking, language)
  const measured = findMeasure(asking, language)
  const unit = measured?.unit ?? language.units.find(entry => entry.asks.test(asking))?.name ?? null
  const counts = kind === 'any' && /[\p{Script=Han}]{2}数(?![据字量学值])/u.test(folded)
  const inner =
    counts || (kind === 'any' && unit !== null)
      ? 'howmuch'
      : kind === 'compare'
        ? innerKind(folded, unit, language)
        : kind
  for (const { kind: name, everywhere } of language.kinds) if (name !== 'compare') coverInterrogatives(mask, everywhere)
  const regions = [...new Set(mentions.map(m => m.region))]
  const topics = findTopics(stretchesOf(folded, mask.text, language), folded, prepared, language)
  if (inner === 'yesno') markAct(topics, folded)
  return {
    text,
    folded,
    content: withoutAsking(folded, language),
    kind:
      reference && (kind === 'what' || kind === 'any' || kind === 'list' || kind === 'how' || kind === 'text')
        ? 'text'
        : counts
          ? 'howmuch'
          : kind,
    inner,
    unit,
    measure: measured?.measure ?? null,
    penalty: asksPenalty(folded),
    regions,
    documents: documents.flatMap(d => d.documents),
    reference: reference?.reference ?? null,
    listName: language.listNames.find(({ asks }) => asks.test(folded)) ?? null,
    years,
    topics: [...countyTopics(mentions, regions, prepared, folded.length > LONG_QUESTION), ...topics],
    mended,
    smallTalk: bare === '' || (language.smallTalk.test(bare) && documents.length === 0),
    inherited: [],
  }
}

/** What may stand between a verb and the object that make one word together: 献了一次血, 离过婚. */
const PARTED =
  /(\p{Script=Han})(?:(?:了|过|完|着)(?:[一两三几](?:次|回|场|个))?|[一两三几](?:次|回|场))(\p{Script=Han})/gu

/** A verb and its object that are one word of the documents stand together again: 献完血 is 献血. */
function joinParted(folded: string, prepared: Prepared): string {
  return folded.replace(PARTED, (parted, verb: string, object: string) => {
    const word = verb + object
    return prepared.isKnownWord(word) && prepared.frequency(word) > 0 ? word : parted
  })
}

/** The folded question with what is already understood blotted out by line ends. */
class Mask {
  constructor(public text: string) {}
  cover(start: number, end: number): void {
    this.text = this.text.slice(0, start) + '\n'.repeat(end - start) + this.text.slice(end)
  }
}

function wordBoundaries(folded: string): Set<number> {
  const boundaries = new Set<number>()
  for (const run of folded.matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)) {
    let at = run.index
    boundaries.add(at)
    for (const word of tagWords(run[0])) {
      at += word.text.length
      boundaries.add(at)
    }
  }
  return boundaries
}

/** A question that begins with the name of a region that has documents begins with the region: 日照开发商 is no 日照开. */
function withCoveredHead(folded: string, boundaries: Set<number>, prepared: Prepared): Set<number> {
  const head = prepared.coveredHeads.find(alias => folded.startsWith(alias))
  return head ? boundaries.add(0).add(head.length) : boundaries
}

/**
 * A short name that the documents use as a word and no document is of (兴旺安康) is the city only where a city would stand: at
 * the head, behind 在, 去, 从 … , or before 市, 的, 有.
 */
function isWordOfDocuments(mention: RegionMention, folded: string, prepared: Prepared): boolean {
  if (
    mention.alias.length > 2 ||
    prepared.coveredNames.has(mention.alias) ||
    prepared.index.store.frequency(mention.alias) === 0
  )
    return false
  if (
    prepared.coveredRegions.some(
      region =>
        prepared.index.lexicon.gazetteer.holds(mention.region, region) ||
        prepared.index.lexicon.gazetteer.holds(region, mention.region),
    )
  )
    return false
  // 兴旺安康 stands in the documents: what they write in one word names no city.
  const wider = folded.slice(Math.max(0, mention.start - 1), mention.end)
  if (
    /^[\p{Script=Han}]/u.test(wider) &&
    wider.length > mention.alias.length &&
    !/^[在去到从和与跟是给对为]/.test(wider)
  ) {
    if (prepared.frequency(wider) > 0) return true
  }
  const before = folded.slice(0, mention.start)
  const behind = folded.slice(mention.end)
  return !(
    before === '' ||
    /[那在去到从和与跟是给,，。?？!！:：]$/.test(before) ||
    /^(?:市|省|县|区|的|有|对|今年|去年|明年|\d)/.test(behind)
  )
}

interface DocumentMention {
  documents: Document[]
  start: number
  end: number
}

/** Documents named in the text, longest name first; where regions are named, only documents of those. */
function findDocuments(folded: string, prepared: Prepared, mentions: readonly RegionMention[]): DocumentMention[] {
  const found: DocumentMention[] = []
  const { gazetteer } = prepared.index.lexicon
  for (let at = 0; at < folded.length; at++) {
    for (const entry of prepared.documentNames.get(folded.slice(at, at + 2)) ?? []) {
      if (!folded.startsWith(entry.name, at)) continue
      // 乌海2035 is the plan, 乌海2035年 is the city and a year.
      if (/\d$/.test(entry.name) && /^(?:年|\d)/.test(folded.slice(at + entry.name.length))) continue
      const near = entry.documents.filter(document => {
        const region = prepared.regionOf(document)
        return (
          mentions.length === 0 ||
          entry.exact ||
          (region !== null &&
            mentions.some(m => gazetteer.holds(m.region, region) || gazetteer.holds(region, m.region)))
        )
      })
      const titled = near.filter(document => prepared.isTitle(document, entry.name))
      if (near.length === 0) continue
      found.push({ documents: titled.length ? titled : near, start: at, end: at + entry.name.length })
      at += entry.name.length - 1
      break
    }
  }
  return found
}

function findYears(mask: Mask): string[] {
  const years = new Set<string>()
  for (const match of mask.text.matchAll(
    /(?<!\d)((?:19|20)\d\d)(?:年|(?!\d))|(?<!\d)(\d\d)年(?!级|以上|以下|制|的教龄)/gu,
  )) {
    const year = match[1] ?? (Number(match[2]) >= 15 && Number(match[2]) <= 40 ? `20${match[2]}` : null)
    if (!year) continue
    years.add(year)
    mask.cover(match.index, match.index + match[0].length)
  }
  return [...years]
}

/** 几 of what was done is some, where more is said behind it. */
const SOME = /(?<=[了来过着])几(?=\p{Script=Han}[^,，。;；?？!！]*[,，。;；])/gu

/** 我请了几天假，单位能扣工资吗 does not ask how many days: the question stands behind. */
function withoutSome(folded: string, language: QuestionLanguage): string {
  if (!folded.includes('几')) return folded
  const last = folded.split(/[,，。;；]/).at(-1) ?? ''
  if (/几|多/.test(last) || findKind(last, language) === 'any') return folded
  return folded.replace(SOME, '数')
}

function findKind(folded: string, language: QuestionLanguage, except?: AnswerKind): AnswerKind {
  const asked = folded.slice(-80)
  return language.kinds.find(({ kind, pattern }) => kind !== except && pattern.test(asked))?.kind ?? 'any'
}

const ASKS_PENALTY =
  /(?<![体惩])罚(?![站抄跪跑写])|[怎咋]么?判(?![的了过])|判(?:几|刑)|处分|拘留|吊销|没收|[扣记].{0,3}(?:几|多少)分|(?:什么|啥|哪些)(?:样的)?(?:后果|责任)|会怎么?样|怎么处理|咋处理|[怎咋]么?赔|赔(?:几|多少)/
/** Where and how a fine is paid, and until when it may be contested, is no question of what it is. */
const ASKS_PAYING =
  /罚.{0,16}不服.{0,12}(?:几|多少)(?:天|日)|(?:几|多少)(?:天|日)(?:之)?内?.{0,6}(?:(?<![报广公])告|起诉|复议|诉讼)|罚(?:款|单|金).{0,6}(?:去哪|哪里|在哪|怎么|咋|如何|几天|多久).{0,4}[交缴]/

function asksPenalty(folded: string): boolean {
  return ASKS_PENALTY.test(folded) && !ASKS_PAYING.test(folded)
}

function withoutAsking(folded: string, language: QuestionLanguage): string {
  const mask = new Mask(folded)
  for (const { kind, everywhere } of language.kinds) if (kind !== 'compare') coverInterrogatives(mask, everywhere)
  return mask.text
}

/** The measure word right behind 多少 or 几 (多少吨, 几节), the longest that fits, and the class of units it is of. */
function findMeasure(folded: string, language: QuestionLanguage): { measure: string; unit: string } | null {
  for (const match of folded.matchAll(/(?:多少|(?<!哪)几)(?=[\p{Script=Han}])/gu)) {
    const behind = folded.slice(match.index + match[0].length, match.index + match[0].length + 4)
    // 几分之几 asks for a share.
    if (behind.startsWith('分之')) return { measure: '分之', unit: 'percent' }
    // 几个小时 is counted in hours.
    const counted = behind.startsWith('个') ? behind.slice(1) : ''
    let found: { measure: string; unit: string } | null = null
    for (const { name, units } of language.units)
      for (const measure of units)
        if (
          (behind.startsWith(measure) || (measure.length >= 2 && counted.startsWith(measure))) &&
          measure.length > (found?.measure.length ?? 0)
        )
          found = { measure, unit: name }
    if (found) return found
  }
  return null
}

/** What a comparison compares: a figure where a unit is asked for; 谁高 and 哪个早 ask for no person and no place. */
function innerKind(folded: string, unit: string | null, language: QuestionLanguage): AnswerKind {
  if (unit !== null) return 'howmuch'
  if (/时间|早|晚|先|快|年/.test(folded)) return 'when'
  const kind = findKind(folded, language, 'compare')
  return kind === 'who' || kind === 'where' ? 'any' : kind
}

/** Question words have said what kind of answer is wanted; they are no topics (哪几个部门, 归谁管). */
function coverInterrogatives(mask: Mask, pattern: RegExp): void {
  for (const match of mask.text.matchAll(pattern))
    if (
      match[0].length <= 10 &&
      /[谁哪几何啥咋]|什么|怎么|多少|多[大高长久]|是否|是不是|怎|吗|^(.)不\1$|^责任(?:单位|部门|人)$/.test(match[0])
    )
      mask.cover(match.index, match.index + match[0].length)
}

/** Fewest characters that the asking parts of a long question must leave as topics; else its story counts nearly as much. */
const FEWEST_ASKED = 8
const THIN_STORY_WEIGHT = 0.75

/** Sentence parts of the question; in a long one those without a question word are the story around it. */
function stretchesOf(folded: string, masked: string, language: QuestionLanguage): Stretch[] {
  const long = folded.length > LONG_QUESTION || /^(?:别给|不要给|不是问|不问)/.test(folded)
  const asks = (part: string) =>
    language.kinds.some(({ kind, pattern }) => kind !== 'text' && kind !== 'compare' && pattern.test(part))
  const parts: { text: string; asking: boolean }[] = []
  for (const match of folded.matchAll(/[^,，。.；;？?！!:：…\r]+/gu)) {
    const text = masked.slice(match.index, match.index + match[0].length)
    if (text.replace(/\n/g, '')) parts.push({ text, asking: asks(match[0]) })
  }
  const anyAsks = parts.some(part => part.asking)
  const disowned = (text: string) => long && /^\n*(?:别给|不要给|不是问|不问|不想知道|除了)/.test(text)
  const asked = parts.filter((part, i) => part.asking || (i > 0 && i === parts.length - 1))
  const left = asked.map(part => [...part.text.replace(/\n/g, '')].length).reduce((a, b) => a + b, 0)
  const story = left < FEWEST_ASKED ? THIN_STORY_WEIGHT : STORY_WEIGHT
  return parts
    .filter(part => !disowned(part.text))
    .map(part => ({ text: part.text, weight: !long || !anyAsks || asked.includes(part) ? 1 : story }))
}

/** A county named in the question must be spoken of in the clause, unless its city is named as well. */
function countyTopics(
  mentions: readonly RegionMention[],
  regions: readonly Question['regions'][number][],
  prepared: Prepared,
  long: boolean,
): Topic[] {
  return mentions
    .filter(m => m.region.level === 'county')
    .map(({ region, alias }) => {
      const words = [...new Set([alias, fold(region.name), ...region.aliases.map(fold)])]
      const known = words.some(word => prepared.frequency(word) > 0)
      const alone = !regions.some(other => other !== region && prepared.index.lexicon.gazetteer.holds(other, region))
      return {
        word: alias,
        variants: words.map(word => ({ word, weight: 1 })),
        parts: [],
        story: false,
        phrase: false,
        weight: alone || !long ? 1 : 0.4,
        essential: alone,
        known,
      }
    })
}
