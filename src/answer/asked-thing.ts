import { fold } from '../../index/fold.js'
import { tagWords } from '../../index/segmenter.js'
import type { Document } from '../../index/types.js'
import type { FoldedText } from '../folded-text.js'
import type { AskedThing, ExclusiveThing, QuestionLanguage } from '../language.js'
import { holdsQuantity, QUANTITY, textHoldsQuantity } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import { askedParts } from '../understand/parts.js'
import type { Question, Topic } from '../understand/question.js'

/**
 * Whether what is asked for is not in the passage, however much it speaks of the matter: the web address, the person's name, the
 * amount, the year.
 */
export function lacksThing(passage: Passage, question: Question, language: QuestionLanguage): boolean {
  const { folded } = passage.prepared
  const { unknownFee, counted } = amountAsked(question, language)
  return (
    unknownFee ||
    // What is counted (几个学员, 多少家培训机构) is spoken of where its number is.
    counted.some(t => passage.matches[t] < HALF) ||
    thingsAsked(question, language).some(({ holds }) => !holds.test(folded)) ||
    lacksAmount(passage, question, language) ||
    isOfOtherYears(passage, question)
  )
}

/** What a question says of the amount that it asks for, whatever passage is looked at. */
interface AmountAsked {
  /** An amount is asked for outright: 多少, or 几 before a measure. */
  outright: boolean
  /** A fee for what no document speaks of. */
  unknownFee: boolean
  /** Behind 多少 stands a thing that is asked about, and no amount. */
  ofThings: boolean
  /** 几个部门, 几个方面: whoever reads a list of them can count it. */
  ofNames: boolean
  ofItems: boolean
  /** The act that things are counted of: 招多少老师. */
  act: Topic | null
  /** Ordinals of the topics that are counted. */
  counted: readonly number[]
}

const amounts = new WeakMap<Question, AmountAsked>()

function amountAsked(question: Question, language: QuestionLanguage): AmountAsked {
  let known = amounts.get(question)
  if (!known) amounts.set(question, (known = readAmount(question, language)))
  return known
}

function readAmount(question: Question, language: QuestionLanguage): AmountAsked {
  const { folded } = question
  const { amountWords } = language
  const outright = asksAmount(question, language)
  const ofThings = outright && countsThings(question, language)
  const before = folded.split('多少')[0]
  return {
    outright,
    unknownFee: asksUnknownFee(question),
    ofThings,
    ofNames: outright && amountWords.names.test(folded),
    ofItems: outright && amountWords.items.test(folded),
    act: (ofThings && question.topics.find(topic => before.endsWith(topic.word))) || null,
    counted: countedTopics(question, language),
  }
}

/** 洗澡费多少: a fee for what no document speaks of is in none, whatever other sums are. */
function asksUnknownFee({ folded, topics }: Question): boolean {
  return topics.some(({ word, known }) => {
    const at = known ? -1 : folded.indexOf(`${word}费`)
    return at >= 0 && HOW_MUCH_FEE.test(folded.slice(at + word.length))
  })
}

const HOW_MUCH_FEE = /^费(?:用|标准)?[^,，。]{0,4}(?:多少|几)/

const things = new WeakMap<Question, AskedThing[]>()

/** What must be there; where several things are asked at once, each may stand in a clause of its own. */
export function thingsAsked(question: Question, language: QuestionLanguage): AskedThing[] {
  let known = things.get(question)
  if (!known) {
    const several = askedParts(question.text, language).length > 1
    known = several ? [] : language.things.filter(({ asks }) => asks.test(question.folded))
    things.set(question, known)
  }
  return known
}

/** Whether an amount is asked for outright: 多少, or 几 before a measure. */
export function asksAmount({ inner, kind, folded }: Question, { amountWords }: QuestionLanguage): boolean {
  return inner === 'howmuch' && kind !== 'compare' && amountWords.asks.test(folded)
}

/** Where an amount is asked for outright, a clause that holds none with a fitting measure and tells none in words is no answer. */
function lacksAmount({ clause, prepared }: Passage, question: Question, language: QuestionLanguage): boolean {
  if (clause.kind === 'row' || clause.kind === 'responsible') return false
  return tellsNoAmount(prepared.text, question, language)
}

/** Whether an amount is asked for outright and a text holds none of a fitting measure, and tells none in words. */
export function tellsNoAmount(text: FoldedText, question: Question, language: QuestionLanguage): boolean {
  const { outright, ofThings, ofNames, ofItems } = amountAsked(question, language)
  if (!outright) return false
  const { folded } = text
  if ((ofNames && /[、;]/.test(folded)) || (ofItems && /二是|\(二\)/.test(folded))) return false
  if (question.unit === 'count' && question.measure) {
    if (/全部|全覆盖|持平/.test(folded)) return false
    if (question.measure === '个') return !holdsCount(folded, question, language)
    const measures = language.amountWords.measures.get(question.measure)
    if (measures) return !holdsMeasure(folded, question.measure, measures)
  }
  if (question.unit === null && ofThings)
    return (
      !holdsQuantity(withoutMeasured(folded, language), null, language) && !language.amountWords.untold.test(folded)
    )
  // 这几年 asks for no length of time.
  const unit = question.unit === 'length' && !/[这近前后头]几/.test(question.folded) ? 'length' : null
  return !textHoldsQuantity(text, unit, language) && !language.amountWords.untold.test(folded)
}

/** 招多少老师 asks for a number of them: behind 多少 stands a thing that is asked about, and no amount (心理健康经费). */
function countsThings({ folded, topics }: Question, { amountWords }: QuestionLanguage): boolean {
  const behind = /多少(\p{Script=Han}{2,8})/u.exec(folded)?.[1]
  return (
    behind !== undefined &&
    !amountWords.amount.test(behind) &&
    topics.some(({ word }) => isNoun(word) && behind.startsWith(word))
  )
}

/** Sums, times and sizes number no persons and no things; shares of them do (90%以上居民), and bare numbers (学生20.16万). */
function withoutMeasured(folded: string, language: QuestionLanguage): string {
  const measured = language.units.filter(({ name }) => MEASURED.has(name))
  return folded.replace(QUANTITY, (number, at: number) =>
    measured.some(({ figure }) => figure.test(folded.slice(at, at + number.length + 8))) ? '' : number,
  )
}

const MEASURED: ReadonlySet<string> = new Set(['money', 'length', 'score', 'area', 'age', 'temperature', 'distance'])
/** Whether things are counted of which an act is told (招多少老师), and a text does not speak of the act. */
export function tellsNoAct(text: FoldedText, question: Question, language: QuestionLanguage): boolean {
  const { act } = amountAsked(question, language)
  return act !== null && matchTopic(act, text) < HINTED
}

/** A neighbouring word (引进 for 招) still speaks of the act. */
const HINTED = 0.3

function isNoun(word: string): boolean {
  return word.length >= 2 && /^n/.test(tagWords(word).at(-1)?.tag ?? '')
}

/** 几个人, and no 几个人大代表. */
const COUNTS_PERSONS = /^人(?![大民物才口事工])/u
/** 副, 常务副. */
const LONGEST_RANK = 3
const PERSONS = ['人', '名', '位']

/** A count of anything; in words only with 个, for 三支队伍 is a name, and of persons with their measures. */
function holdsCount(folded: string, question: Question, language: QuestionLanguage): boolean {
  if (/\d/.test(folded)) return holdsQuantity(folded, 'count', language)
  const behind = /几个(\p{Script=Han}{1,8})/u.exec(question.folded)?.[1]
  // 几个副部长: a rank may stand before what they are.
  const persons =
    behind !== undefined &&
    (COUNTS_PERSONS.test(behind) ||
      question.topics.some(
        ({ word }) =>
          language.amountWords.person.test(word) && behind.includes(word) && behind.indexOf(word) <= LONGEST_RANK,
      ))
  return ['个', ...(persons ? PERSONS : [])].some(measure => holdsMeasure(folded, measure, [measure]))
}

/** In figures any measure of the same things will do, in words only the one asked for: 三个离不开 is a name, 一个 hardly a number. */
function holdsMeasure(folded: string, measure: string, measures: readonly string[]): boolean {
  // 每五万常住人口配一辆: so many persons.
  const inWords = measure === '人' ? '(?:人|(?:常住|户籍)人口)' : measure
  return new RegExp(
    `\\d(?:余|多)?(?:万|千|百)?(?:${measures.join('|')})|(?:[二三四五六七八九十百千万两]|一(?!个))(?:余|多)?${inWords}`,
    'u',
  ).test(folded)
}

/** From this weight on a counted thing is no word that anybody would say. */
const TELLING = 0.3
/** Half of a compound is spoken of from here on. */
const HALF = 0.2

/** Ordinals of the topics that the question counts: 几个学员, 多少家培训机构. */
function countedTopics(question: Question, language: QuestionLanguage): number[] {
  if (question.inner !== 'howmuch' || question.kind === 'compare') return []
  const behind = /(?:多少|(?<![好哪第])几)(?:[个名所家位套只台])?(\p{Script=Han}{2,8})/u.exec(question.folded)?.[1]
  if (!behind || language.units.some(({ units }) => units.some(unit => behind.startsWith(unit)))) return []
  const isCounted = (topic: Topic) =>
    topic.word.length >= 2 &&
    topic.weight >= TELLING &&
    !topic.story &&
    !language.generalWords.has(topic.word) &&
    behind.startsWith(topic.word) &&
    behind[topic.word.length] !== '的' &&
    !language.amountWords.alone.test(topic.word)
  return question.topics.flatMap((topic, t) => (isCounted(topic) ? [t] : []))
}

const YEAR = /(?:19|20)\d\d/g
const yearsKnown = new WeakMap<Document, readonly number[]>()

/** The years that a document names, sorted, with those that lie between the ends of its periods (2023—2025年). */
function yearsOf(document: Document): readonly number[] {
  let years = yearsKnown.get(document)
  if (!years) {
    // The period in the name of another text (《规划纲要（2024-2035年）》) is that one's.
    const text = fold(`${document.title}\n${document.issuedOn ?? ''}\n${document.text.replace(/《[^》]*》/g, '')}`)
    const found = new Set([...text.matchAll(YEAR)].map(([year]) => Number(year)))
    for (const [, from, to] of text.matchAll(/((?:19|20)\d\d)年?[-至到]+((?:19|20)\d\d)/g))
      for (let year = Number(from); year <= Number(to); year++) found.add(year)
    yearsKnown.set(document, (years = [...found].sort((a, b) => a - b)))
  }
  return years
}

/** A report or a plan that names years, and the one asked for nowhere, has no figure of it. A rule is in force in any year. */
function isOfOtherYears({ clause, document }: Passage, question: Question): boolean {
  if (question.years.length === 0 || clause.kind === 'article') return false
  if (question.inner !== 'howmuch' && question.inner !== 'when' && question.unit === null) return false
  const years = yearsOf(document)
  return years.length > 0 && question.years.every(year => !years.includes(Number(year)))
}

const asked = new WeakMap<Question, { thing: ExclusiveThing; others: ExclusiveThing[] }[]>()

/** The things asked about of which another is no answer; where a question names two of a group it may mean either. */
function exclusiveAsked(question: Question, language: QuestionLanguage) {
  let known = asked.get(question)
  if (!known) {
    // What a turn leaves to the one before it is still asked about, unless something took its place.
    const text = [question.folded, ...question.topics.map(topic => topic.word)].join('\n')
    known = language.exclusive.flatMap(group => {
      const named = group.filter(({ asks }) => asks.some(word => text.includes(word)))
      return named.length === 1 ? [{ thing: named[0], others: group.filter(other => other !== named[0]) }] : []
    })
    asked.set(question, known)
  }
  return known
}

/** Whether a thing is asked about of which another is no answer. */
export function asksExclusive(question: Question, language: QuestionLanguage): boolean {
  return exclusiveAsked(question, language).length > 0
}

const covered = ({ covers }: ExclusiveThing, folded: string) => covers.some(word => folded.includes(word))

/** Whether a folded text speaks of the thing asked about of which another is no answer; false where no such thing is asked about. */
export function speaksOf(folded: string, question: Question, language: QuestionLanguage): boolean {
  return exclusiveAsked(question, language).some(({ thing }) => covered(thing, folded))
}

/** Whether it speaks of each such thing: of 国家级一等奖 not only 一等奖. */
export function speaksOfAll(folded: string, question: Question, language: QuestionLanguage): boolean {
  return exclusiveAsked(question, language).every(({ thing }) => covered(thing, folded))
}

/** Whether a folded text speaks of another thing than the one asked about, and not of that one. */
export function speaksOfAnother(folded: string, question: Question, language: QuestionLanguage): boolean {
  return exclusiveAsked(question, language).some(
    ({ thing, others }) => !covered(thing, folded) && others.some(other => covered(other, folded)),
  )
}
