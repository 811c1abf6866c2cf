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
  const outright = asksAmount(question)
  const ofThings = outright && countsThings(question)
  const before = folded.split('多少')[0]
  return {
    outright,
    unknownFee: asksUnknownFee(question),
    ofThings,
    ofNames: outright && COUNTS_NAMES.test(folded),
    ofItems: outright && COUNTS_ITEMS.test(folded),
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

/** 多少, and 几 before a measure; 好几 and 几乎 ask for nothing. */
const ASKS_AMOUNT =
  /多少|(?<![好哪第])几(?:个|所|名|位|人|家|套|次|项|节|天|年|小时|元|块|万|成|岁|种|类|条|分|台|辆|棵|株|层|桶|篇|户|亩|只|头|支|间|栋|批|张|份|期|轮|门|顿|斤)/
/** What tells an amount without a figure. */
const WITHOUT_FIGURE =
  /持平|不低于|高于|超过|按照?[^,，。;；]{0,8}(?:金额|原价|票价|价款)|全覆盖|全部|全员|前列|只增不减|一半|半数|翻番|翻一番|同等|免费|全额|双倍|[单]位[：:]/

/** Measures that take each other's place before the same things. */
const MEASURES = [
  '所 家 个 处 间',
  '名 人 位 个 人口 常住人口 户籍人口',
  '套 个 台 张',
  '次 场 期 届 轮',
  '项 个 条',
  '座 个 处',
  '辆 部 台',
]
const MEASURES_OF: ReadonlyMap<string, string[]> = new Map(
  MEASURES.flatMap(row => row.split(' ').map(measure => [measure, row.split(' ')] as const)).reverse(),
)

/** Whether an amount is asked for outright. */
export function asksAmount({ inner, kind, folded }: Question): boolean {
  return inner === 'howmuch' && kind !== 'compare' && ASKS_AMOUNT.test(folded)
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
    const measures = MEASURES_OF.get(question.measure)
    if (measures) return !holdsMeasure(folded, question.measure, measures)
  }
  if (question.unit === null && ofThings)
    return !holdsQuantity(withoutMeasured(folded, language), null, language) && !WITHOUT_FIGURE.test(folded)
  // 这几年 asks for no length of time.
  const unit = question.unit === 'length' && !/[这近前后头]几/.test(question.folded) ? 'length' : null
  return !textHoldsQuantity(text, unit, language) && !WITHOUT_FIGURE.test(folded)
}

const COUNTS_NAMES = /(?:多少|几)[个家所]?(?:部门|单位|旗|县|区|地方|地区|城市|盟市|大学|高校|国家|省)/
const COUNTS_ITEMS = /(?:多少|几)(?:个|项|条|点|类|种|大|方面|块)/

/** 招多少老师 asks for a number of them: behind 多少 stands a thing that is asked about, and no amount (心理健康经费). */
function countsThings({ folded, topics }: Question): boolean {
  const behind = /多少(\p{Script=Han}{2,8})/u.exec(folded)?.[1]
  return (
    behind !== undefined &&
    !NAMES_AMOUNT.test(behind) &&
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
const NAMES_AMOUNT =
  /[额量率费钱款]|资金|经费|投入|补[助贴]|津贴|奖金|工资|比[例重]|时间|时长|课时|学时|面积|距离|程度|份额/

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

/** Who is said to be so many: 三人, 两名. */
const PERSON = /(?:员|师|师傅|生|人|者|手|工|童|民|长|机)$/u
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
        ({ word }) => PERSON.test(word) && behind.includes(word) && behind.indexOf(word) <= LONGEST_RANK,
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
/** Other words for an amount: 多少额度, 多少资金. */
const AMOUNT = /^(?:.{0,2}(?:额度?|数量?|率|资金|经费|费用|比例|比重|时间|时长|面积|距离|程度|份额))$/u
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
    !AMOUNT.test(topic.word)
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

/** Whether a folded text speaks of another thing than the one asked about, and not of that one. */
export function speaksOfAnother(folded: string, question: Question, language: QuestionLanguage): boolean {
  return exclusiveAsked(question, language).some(
    ({ thing, others }) => !covered(thing, folded) && others.some(other => covered(other, folded)),
  )
}
