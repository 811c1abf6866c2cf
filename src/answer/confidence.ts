import { z } from 'zod'
import { numbersFor, readFitted, valuesFor } from '../fitted.js'
import type { QuestionLanguage } from '../language.js'
import { holdsQuantity, textHoldsQuantity } from '../retrieve/evidence.js'
import type { Passage } from '../retrieve/passages.js'
import { WEIGHED_APART, type WeighedApart, weighedBy } from '../retrieve/weights.js'
import type { Question, Topic } from '../understand/question.js'
import { lacksThing } from './asked-thing.js'

/** What speaks for and against a passage as an answer; shares lie between 0 and 1. */
export const GROUNDS = [
  'coverage',
  'missingKnown',
  'missingUnknown',
  'missingMost',
  'lacksKind',
  'score',
  'phrase',
  'kind',
  'context',
  'row',
  'inherited',
  'total',
  'opening',
  'lead',
] as const
export type Ground = (typeof GROUNDS)[number]
export type Grounds = Record<Ground, number>

const modelSchema = numbersFor(['threshold', 'bias', ...GROUNDS])
export type ConfidenceModel = z.infer<typeof modelSchema>

const modelsSchema = z.object(valuesFor(WEIGHED_APART, modelSchema))
let models: Record<WeighedApart, ConfidenceModel> | null = null

/** The logistic models that `npm run fit:confidence` calibrates on questions with and without an answer. */
export function loadConfidenceModels(): Record<WeighedApart, ConfidenceModel> {
  models ??= readFitted(modelsSchema, 'answer', 'confidence.json')
  return models
}

/** Whether a passage can bear an answer, and what speaks against it. */
export class Support {
  /** How likely the passage answers, 0 to 1. */
  readonly confidence: number
  /** The weighted share of the question that it speaks of. */
  readonly coverage: number
  private lacks: Lack | null | undefined = undefined

  constructor(
    private readonly passage: Passage,
    private readonly question: Question,
    private readonly language: QuestionLanguage,
    private readonly by: ConfidenceModel,
    private readonly grounds: Grounds,
  ) {
    this.confidence = question.topics.length === 0 ? 0 : confidenceOf(grounds, by)
    this.coverage = question.topics.length === 0 ? 0 : grounds.coverage
  }

  get enough(): boolean {
    return this.confidence >= this.by.threshold && !this.ruledOut
  }

  /** From this confidence on the passage answers. */
  get threshold(): number {
    return this.by.threshold
  }

  /** Something that no degree of likeness makes up for is not there. */
  get ruledOut(): boolean {
    return this.lack !== null
  }

  /** What that is, null where nothing is. Looked for only where it decides anything. */
  get lack(): Lack | null {
    if (this.question.topics.length === 0) return null
    if (this.lacks === undefined) this.lacks = lackOf(this.grounds, this.passage, this.question, this.language)
    return this.lacks
  }
}

/** What the model makes of the grounds, 0 to 1. */
function confidenceOf(grounds: Grounds, by: ConfidenceModel): number {
  let sum = by.bias
  for (const name of GROUNDS) sum += by[name] * grounds[name]
  return 1 / (1 + Math.exp(-sum))
}

/** From this match on a passage counts as speaking of a topic. */
export const SPOKEN_OF = 0.45
/** A yes-or-no question may be settled by a neighbouring word (自费 by 免费). */
const HINTED = 0.3
/** How much of a story's words an answer is expected to speak of. */
const STORY_SHARE = 0.3
const SCORE_SCALE = 20
const MOST_TOTAL = 4

const known = new WeakMap<Question, Map<Passage, Support>>()

/** Weighs what a passage speaks of against what was asked. Remembered for each passage as long as its question is. */
export function supports(passage: Passage, question: Question, language: QuestionLanguage): Support {
  let supported = known.get(question)
  if (!supported) known.set(question, (supported = new Map()))
  let support = supported.get(passage)
  if (!support) supported.set(passage, (support = weigh(passage, question, language)))
  return support
}

function weigh(passage: Passage, question: Question, language: QuestionLanguage): Support {
  const by = loadConfidenceModels()[weighedBy(passage.clause)]
  return new Support(passage, question, language, by, groundsOf(passage, question, language))
}

/** What no degree of likeness makes up for. */
export type Lack = 'kind' | 'year' | 'counted' | 'thing' | 'telling words' | 'fine'

/** The first such thing that a passage lacks, or, of a fine, has in place of what is asked; null where it is none. */
function lackOf(grounds: Grounds, passage: Passage, question: Question, language: QuestionLanguage): Lack | null {
  const strict =
    (question.inner === 'howmuch' && question.unit !== null && STRICT_UNITS.has(question.unit)) ||
    (question.inner === 'when' && DATE_ASKED.test(question.folded))
  if (strict && grounds.lacksKind === 1) return 'kind'
  if (clashesWithYear(passage, question)) return 'year'
  if (lacksAskedThing(passage, question, language)) return 'counted'
  if (lacksThing(passage, question, language)) return 'thing'
  if (sharesOnlyCommonWords(grounds, passage, question, language)) return 'telling words'
  return isFine(passage, question, language) ? 'fine' : null
}

/** What a breach costs is no answer to how much, how long or how many of a thing there is. */
function isFine(passage: Passage, question: Question, language: QuestionLanguage): boolean {
  if (question.inner !== 'howmuch' || question.penalty || passage.clause.kind !== 'article') return false
  // A term or a number that stands itself in the sentence is no fine of the next: 7日内恢复路面。违反本条规定的，…处…罚款。
  const best = passage.prepared.sentences[passage.best]?.folded ?? ''
  if (passage.features.kind === 1 && !/罚款|责令/.test(best)) return false
  // 责令限期改正；逾期未改正的，处…罚款 is one breach in two sentences.
  const around = passage.prepared.sentences.slice(passage.best, passage.best + 2).map(sentence => sentence.folded)
  return /罚款/.test(around.join('')) && !/罚/.test(question.folded) && !isDuty(best, question, language)
}

/** 补种…二倍以上三倍以下的树木，可以处…罚款 says how many times as many are to be planted: the figure stands with what is asked about, apart from the fine. */
function isDuty(sentence: string, { unit, topics }: Question, language: QuestionLanguage): boolean {
  if (unit === null || unit === 'money') return false
  return sentence
    .split(/[,，;；]/)
    .some(
      part =>
        !/罚|拘留|改正/.test(part) &&
        holdsQuantity(part, unit, language) &&
        topics.some(({ word, weight }) => weight >= TELLING && part.includes(word)),
    )
}

/** From this weight on a word that no passage speaks of may be the point of the question. */
const TELLING = 0.35

/** How long, how far and how old tell of an act or a state, which laws put in other words (提前多少天, 保存多少天), and of no thing. */
const MEASURES_ACT: ReadonlySet<string> = new Set(['length', 'distance', 'age'])

const askedFor = new WeakMap<Question, number>()

/** Ordinal of the topic whose amount is asked for, −1 where none is: 编制 of 教研员编制有多少. */
function thingAskedFor(question: Question, language: QuestionLanguage): number {
  let asked = askedFor.get(question)
  if (asked === undefined) askedFor.set(question, (asked = findThingAskedFor(question, language)))
  return asked
}

function findThingAskedFor(question: Question, language: QuestionLanguage): number {
  if (question.unit !== null && MEASURES_ACT.has(question.unit)) return -1
  const before = /(\p{Script=Han}{2,10}?)(?:一共|总共|大概|现在|目前)?(?:总数)?(?:有|是|为|给|达到)?多少(?!来)/u.exec(
    question.folded,
  )?.[1]
  return before
    ? question.topics.findIndex(
        topic =>
          topic.weight >= TELLING &&
          before.endsWith(topic.word) &&
          !language.generalWords.has(topic.word) &&
          (topic.known || /[费额率数量积龄价款金]$/u.test(topic.word)),
      )
    : -1
}

/** The figure of 教研员编制有多少 is one of 编制; a clause that does not speak of it gives another's. */
function lacksAskedThing(passage: Passage, question: Question, language: QuestionLanguage): boolean {
  if (question.inner !== 'howmuch') return false
  const asked = thingAskedFor(question, language)
  if (asked < 0 || passage.matches[asked] >= HINTED) return false
  // 投资额 is spoken of where 总投资 is.
  const { word } = question.topics[asked]
  return ![word.slice(0, 2), word.slice(-2)].some(part => passage.prepared.folded.includes(part))
}

/** A run of four characters and more of the question. */
const LONG_PHRASE = 0.33

/** 重病的老师咋帮 is not answered by what is said of teachers at large, nor an amount by any amount. */
function sharesOnlyCommonWords(
  grounds: Grounds,
  passage: Passage,
  question: Question,
  language: QuestionLanguage,
): boolean {
  const { topics, documents, reference } = question
  if (documents.length > 0 || reference) return false
  const common = (word: string) => language.generalWords.has(word)
  if (topics.some((topic, t) => !common(topic.word) && passage.matches[t] >= HINTED)) return false
  // 教育工作会 is more than its words.
  if (topics.length >= 2 && passage.features.phrase >= LONG_PHRASE && grounds.coverage >= 0.9) return false
  return (
    topics.some(topic => !common(topic.word) && !topic.story && topic.weight >= TELLING) ||
    question.inner === 'howmuch' ||
    question.inner === 'when'
  )
}

/** From this match on a passage writes a phrase's official name out. */
const WRITTEN_OUT = 0.9

/** The essential topics that a passage does not speak of. */
function lacking(passage: Passage, question: Question): Topic[] {
  const { kind, topics } = question
  const least = kind === 'yesno' ? HINTED : SPOKEN_OF
  const missing = topics.filter((topic, t) => topic.essential && passage.matches[t] < least)
  return missing.length > 0 && isMadeUpFor(missing, passage, question) ? [] : missing
}

/**
 * A spoken phrase that a passage writes out says as much as a word told before it: 得了大病 of 同事得了大病家底都掏空了，有没有….
 * What stands behind the phrase where the question is put is what is asked: 交通补贴 of 去学生家里有没有交通补贴.
 */
function isMadeUpFor(missing: readonly Topic[], { matches }: Passage, { folded, topics }: Question): boolean {
  const phrases = topics.filter((topic, t) => topic.phrase && topic.essential && matches[t] >= WRITTEN_OUT)
  if (phrases.length < missing.length) return false
  const put = folded.search(/[^,，。;；!！]*[,，。;；!！]?$/)
  const first = Math.min(...phrases.map(({ word }) => folded.indexOf(word)))
  return missing.every(({ word, known }) => known && folded.lastIndexOf(word) < Math.max(put, first))
}

/** The grounds of a passage; a quantity or a date that was asked for must be there. */
export function groundsOf(passage: Passage, question: Question, language: QuestionLanguage): Grounds {
  const { topics } = question
  const all = topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const expected =
    topics.reduce(
      (sum, topic, t) => sum + topic.weight * (topic.story ? Math.max(STORY_SHARE, passage.matches[t]) : 1),
      0,
    ) || 1
  const missing = lacking(passage, question)
  const share = (list: typeof missing) => list.reduce((sum, topic) => sum + topic.weight, 0) / all
  return {
    coverage: topics.reduce((sum, topic, t) => sum + topic.weight * passage.matches[t], 0) / expected,
    missingKnown: share(missing.filter(topic => topic.known)),
    missingUnknown: share(missing.filter(topic => !topic.known)),
    missingMost: Math.max(0, ...missing.map(topic => topic.weight)),
    lacksKind: lacksKind(passage, question, language) ? 1 : 0,
    score: passage.score / SCORE_SCALE,
    phrase: passage.features.phrase,
    kind: passage.features.kind,
    context: passage.features.context,
    row: passage.features.row,
    inherited: question.inherited.length > 0 ? 1 : 0,
    total: Math.min(MOST_TOTAL, all) / MOST_TOTAL,
    opening: passage.features.opening,
    lead: passage.lead / SCORE_SCALE,
  }
}

/** Units whose figure must stand in the clause: without it there is no answer, whatever else the clause says. */
const STRICT_UNITS: ReadonlySet<string> = new Set(['money', 'percent', 'score', 'age', 'phone', 'area'])
const DATE_ASKED = /几月|几号|哪一?天|几点|什么日期|哪一?日/

/** What is given back or paid for damage, or by how much a sum changes, may be a part or a multiple: 退还热费的百分之五十. */
const IN_PARTS = /退(?!休|役|出|学)|赔|返还|减免|[下调降]低?[降低调]|提高|[上增]涨|上浮|减少|增加|优惠|贴息/
const SHARE = /百分之|\d%|[一二两三四五六七八九十\d]倍|全额|按照?[^,，。;；]{0,8}(?:金额|原价|票价|价款)/
/** What a row of the wanted unit shows of the kind at least. */
const ROW_OF_UNIT = 0.5

function lacksKind(passage: Passage, question: Question, language: QuestionLanguage): boolean {
  const text = passage.prepared.folded
  if (question.inner === 'howmuch') {
    const unit = question.unit !== null && STRICT_UNITS.has(question.unit) ? question.unit : null
    if (unit === 'money' && IN_PARTS.test(question.folded) && IN_PARTS.test(text) && SHARE.test(text)) return false
    // A row has its table's unit: percentages are no sum of money and no number of districts.
    if (passage.clause.kind === 'row') return question.unit !== null && passage.features.kind < ROW_OF_UNIT
    // How often (每学年) is a length of time without a number.
    return (
      !textHoldsQuantity(passage.prepared.text, unit, language) &&
      !(question.unit === 'length' && textHoldsQuantity(passage.prepared.text, 'length', language))
    )
  }
  if (question.inner !== 'when') return false
  if (DATE_ASKED.test(question.folded))
    return !/\d{1,2}月|\d{1,2}日|[一二三四五六七八九十]月|农历|以[^,，。;；]{2,20}之日为|\d{1,2}[:：]\d\d|(?:\d{1,2}|[一二三四五六七八九十]{1,3})时(?!间|期)/.test(
      text,
    )
  return !/\d{1,2}月|(?:19|20)\d\d|年|\d日|期间|学期|小时|以内|之前|时/.test(text)
}

/** A figure of another year is no answer: the clause names years, and none of them is the one that was asked for. */
function clashesWithYear(passage: Passage, question: Question): boolean {
  if (
    question.years.length === 0 ||
    (question.inner !== 'howmuch' && question.inner !== 'when') ||
    passage.clause.kind === 'row'
  )
    return false
  const { folded, path } = passage.prepared
  if (
    question.years.some(
      year =>
        folded.includes(year) ||
        path.includes(year) ||
        passage.document.issuedOn?.startsWith(year) ||
        passage.document.title.includes(year),
    )
  )
    return false
  // A year governs the sentences behind it until another one is named.
  const upTo = passage.prepared.sentences.slice(0, passage.best + 1).map(sentence => sentence.folded)
  return /(?:19|20)\d\d(?:年|[-至到])/.test(upTo.join('') || folded)
}
