import { formatNumeral, parseNumeral } from '../../index/numerals.js'
import { tagWords, type Word } from '../../index/segmenter.js'
import type { QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'
import type { Topic, Variant } from './question.js'

/** How much a word of its part of speech usually tells about what is asked. */
const TAG_WEIGHT: readonly (readonly [RegExp, number])[] = [
  [/^(?:n|j|vn|an|x|eng|l|i|g)/, 1],
  [/^v/, 0.55],
  [/^a|^b|^z/, 0.55],
  [/^m|^q|^t|^f|^s/, 0.35],
]
const MOST_TOPICS = 14

/** A stretch of the question and how much it counts: 1 for the question proper, less for the story around it. */
export interface Stretch {
  text: string
  weight: number
}

/** What the stretches are about: words that carry content, with the other names of each and how much it tells. */
export function findTopics(
  stretches: readonly Stretch[],
  asked: string,
  prepared: Prepared,
  language: QuestionLanguage,
): Topic[] {
  const topics = new Map<string, Topic>()
  for (const stretch of stretches) {
    for (const run of stretch.text.match(/[\p{Script=Han}a-z0-9+.%]+/gu) ?? []) {
      for (const word of contentWords(run, prepared, language)) {
        const topic = makeTopic(word, stretch.weight, prepared, language)
        const before = topics.get(topic.word)
        if (!before || before.weight < topic.weight) topics.set(topic.word, topic)
      }
    }
  }
  markAsked(topics.values(), asked, language)
  return [...topics.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST_TOPICS)
}

/** How much more the act counts that a yes-or-no question asks about. */
const ACT = 1.5

/** 公司能因为这个开除我吗 asks about 开除: the last word of a yes-or-no question that says anything is the act. */
export function markAct(topics: readonly Topic[], asked: string): void {
  const place = (topic: Topic) => asked.lastIndexOf(topic.word) + topic.word.length
  const act = topics
    .filter(topic => !topic.story && asked.includes(topic.word) && topic.known && isVerb(topic.word))
    .sort((a, b) => place(b) - place(a))[0]
  if (act) act.weight = Math.max(act.weight, Math.min(1, ACT * act.weight))
}

/** Whether the last word of it is a verb. */
function isVerb(text: string): boolean {
  return /^v(?!n)/.test(tagWords(text).at(-1)?.tag ?? '')
}

/** The thing whose amount is asked for (报名费 of 报名费是多少) must be spoken of, known or not. */
function markAsked(topics: Iterable<Topic>, asked: string, language: QuestionLanguage): void {
  const before =
    /([\p{Script=Han}]{2,10}?)(?:大概|一共|总共|每年|每月|一年|一个月|一学期|要|得|是|为|有|收|交|达到|达|给|占)*(?:多少|百分之几|几(?:个百分点|元|块|万|倍|成))/u.exec(
      asked,
    )?.[1]
  if (!before) return
  const thing = before.replace(/(?:收费)?(?:标准|金额|数额|额度)$/u, '')
  for (const topic of topics) {
    if (
      topic.word.length < 2 ||
      (!before.endsWith(topic.word) && !thing.endsWith(topic.word)) ||
      topic.story ||
      language.generalWords.has(topic.word) ||
      !/[费额率数量积龄价款金]$/u.test(topic.word)
    )
      continue
    topic.essential = true
    topic.weight = Math.max(topic.weight, ASKED)
  }
}

const ASKED = 0.9

/**
 * The words of a run without stop words. Names that the documents quote come whole; single characters next to each other that
 * no dictionary knows are taken together; a single noun behind a word belongs to it (录取 + 线).
 */
export function contentWords(run: string, prepared: Prepared, language: QuestionLanguage): Word[] {
  const out: Word[] = []
  let loose = ''
  let adjacent = false
  const flush = () => {
    if (loose.length >= 2) out.push({ text: loose, tag: 'x' })
    loose = ''
  }
  const words = withSchools(withMonths(joinFigures(joinLetters(tagWords(run)))), prepared)
  for (const word of joinNames(words, prepared).flatMap(word => inKnownWords(word, prepared))) {
    const single = word.text.length === 1 && /\p{Script=Han}/u.test(word.text)
    if (language.stopWords.has(word.text)) {
      flush()
      adjacent = false
    } else if (single && !prepared.thesaurus.has(word.text)) {
      if (word.text === '数' && adjacent && out.length) {
        // 学科数 asks for a number of 学科.
        adjacent = false
        continue
      }
      const last = out.at(-1)
      if (!/^(?:n|x|j|g|k|q|eng)/.test(word.tag)) {
        flush()
        adjacent = false
      } else if (
        loose === '' &&
        adjacent &&
        last &&
        last.text.length <= 3 &&
        /^(?:n|k|g|q)/.test(word.tag) &&
        /^(?:n|j|v|l)/.test(last.tag)
      ) {
        out[out.length - 1] = { text: last.text + word.text, tag: 'n' }
        adjacent = false
      } else {
        loose += word.text
        adjacent = false
      }
    } else {
      flush()
      out.push(word)
      adjacent = true
    }
  }
  flush()
  return out
}

/** Units that a figure of a question is said with. */
const FIGURE_UNIT = /^(?:%|[岁年天日元万次倍米亩]|周岁|个月|万元|小时|公里|平方米)$/

/** The segmenter cuts gdp, k12 and 5g into single characters, too. */
function joinLetters(words: readonly Word[]): Word[] {
  const out: Word[] = []
  for (const word of words) {
    const last = out.at(-1)
    const isLatin = /^[a-z]+$/.test(word.text)
    if (
      last &&
      ((isLatin && /^[a-z0-9]+$/.test(last.text)) || (/^\d$/.test(word.text) && /^[a-z]+\d*$/.test(last.text)))
    )
      out[out.length - 1] = { text: last.text + word.text, tag: 'eng' }
    else out.push(isLatin ? { text: word.text, tag: 'eng' } : word)
  }
  return out
}

/** The segmenter cuts 80岁 and 30% into single digits: a figure is one word with its unit. */
function joinFigures(words: readonly Word[]): Word[] {
  const out: Word[] = []
  for (const word of words) {
    const last = out.at(-1)
    const goesOn = last && /^\d[\d.]*$/.test(last.text) && (/^[\d.]+$/.test(word.text) || FIGURE_UNIT.test(word.text))
    if (goesOn) out[out.length - 1] = { text: last.text + word.text, tag: 'm' }
    else out.push(/^\d/.test(word.text) ? { text: word.text, tag: 'm' } : word)
  }
  return out
}

/** 9月 is one thing, not a 9. */
function withMonths(words: readonly Word[]): Word[] {
  const out: Word[] = []
  for (const word of words) {
    const last = out.at(-1)
    if (last && /^(?:[1-9]|1[0-2])$/.test(last.text) && /^月/.test(word.text)) {
      out[out.length - 1] = { text: `${last.text}月`, tag: 't' }
      if (word.text.length > 1) out.push({ text: word.text.slice(1), tag: word.tag })
    } else out.push(word)
  }
  return out
}

/**
 * A phrase of the lexicon that neither stands in the documents nor has another name there says nothing as a whole, but its words
 * may: 小孩打工, whose 使用童工 no document writes, is 小孩 and 打工. What holds no verb (心理老师) names one
 * thing: it stays where its two words tell it.
 */
function inKnownWords(word: Word, prepared: Prepared): Word[] {
  const { text } = word
  if (text.length < 3 || !/^\p{Script=Han}+$/u.test(text) || !prepared.thesaurus.has(text)) return [word]
  if (isSpokenOf(text, prepared)) return [word]
  const pieces = inLongestPieces(text, part => isKnownPart(part, prepared))
  const out = pieces.filter(({ length }) => length >= 2).flatMap(tagWords)
  const loose = pieces.filter(({ length }) => length < 2).length
  if (out.length === 0 || loose > 1) return [word]
  const isName = !out.some(({ tag }) => /^v(?!n)/.test(tag))
  // 助学金 is no 助学.
  return isName && (loose > 0 || partsOf(text, prepared).length > 0) ? [word] : out
}

/** A text from left to right in the longest known pieces of it, itself left out; where none begins, in single characters. */
function inLongestPieces(text: string, isKnown: (part: string) => boolean): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    let length = Math.min(text.length - at, text.length - 1)
    while (length >= 2 && !isKnown(text.slice(at, at + length))) length--
    pieces.push(text.slice(at, at + length))
    at += length
  }
  return pieces
}

function isKnownPart(text: string, prepared: Prepared): boolean {
  return prepared.isKnownWord(text) && isSpokenOf(text, prepared)
}

/** Whether a word or another name of it stands in the documents. */
function isSpokenOf(text: string, prepared: Prepared): boolean {
  return (
    prepared.frequency(text) > 0 ||
    prepared.thesaurus.get(text).some(({ word, weight }) => weight >= SAME_THING && prepared.frequency(word) > 0)
  )
}

const SAME_THING = 0.7

/** 十中 is a school where the documents have a 市十中 or a 第十中学. */
function withSchools(words: readonly Word[], prepared: Prepared): Word[] {
  const out: Word[] = []
  for (const word of words) {
    const last = out.at(-1)
    const name = last && /^[一二三四五六七八九十]{1,3}$/.test(last.text) ? last.text + word.text : null
    if (name && /[中小]$/.test(name) && schoolNames(name).some(full => prepared.frequency(full) > 0))
      out[out.length - 1] = { text: name, tag: 'nz' }
    else out.push(word)
  }
  return out
}

function joinNames(words: readonly Word[], prepared: Prepared): Word[] {
  const out: Word[] = []
  for (let i = 0; i < words.length; i++) {
    let taken = 1
    let text = words[i].text
    let joined = text
    for (let n = 2; n <= 6 && i + n <= words.length; n++) {
      joined += words[i + n - 1].text
      if (prepared.phrases.has(joined) || prepared.thesaurus.has(joined)) {
        taken = n
        text = joined
      }
    }
    out.push(taken > 1 ? { text, tag: prepared.phrases.has(text) ? 'nz' : 'n' } : words[i])
    i += taken - 1
  }
  return out
}

/** What a word that neither documents nor lexicon know counts: it may be the point of the question, or only a way to speak. */
const STRANGER = 0.4

/** What a general word counts. */
const GENERAL = 0.5
const FIGURE = 0.25
/** A spoken phrase has so many characters at least: shorter ones are names of things (开学, 家访). */
const PHRASE_LENGTH = 4
/** What a single character counts: 罚, 狗, 扔 say much, but stand inside many words. */
const SINGLE = 0.6

function makeTopic(word: Word, stretchWeight: number, prepared: Prepared, language: QuestionLanguage): Topic {
  const variants = variantsOf(word.text, prepared)
  const inLexicon = prepared.thesaurus.has(word.text)
  const strong = variants.filter(v => v.weight >= 0.7)
  const own = prepared.frequency(word.text)
  const frequency = own > 0 ? own : Math.max(0, ...strong.map(v => prepared.frequency(v.word)))
  const all = prepared.index.clauses.length
  const idf = Math.log(1 + all / (1 + frequency)) / Math.log(1 + all)
  const byTag = /^[\d.%+]+$/.test(word.text) ? FIGURE : (TAG_WEIGHT.find(([tag]) => tag.test(word.tag))?.[1] ?? 0.4)
  const single = /^\p{Script=Han}$/u.test(word.text)
  const kind = single ? SINGLE : inLexicon ? Math.max(byTag, /^v/.test(word.tag) ? 0.7 : 0.9) : byTag
  const parts = partsOf(word.text, prepared)
  const stranger = frequency === 0 && !inLexicon && word.tag !== 'nz' && parts.length === 0
  const general = language.generalWords.has(word.text)
  return {
    word: word.text,
    variants,
    parts,
    weight: (0.25 + 0.75 * idf) * kind * stretchWeight * (stranger ? STRANGER : 1) * (general ? GENERAL : 1),
    story: stretchWeight < 0.9,
    phrase: inLexicon && own === 0 && word.text.length >= PHRASE_LENGTH,
    essential: kind >= 0.9 && stretchWeight >= 0.9 && !stranger && !general,
    known: frequency > 0 || (parts.length > 0 && parts.every(part => part.some(v => prepared.frequency(v.word) > 0))),
  }
}

/** A compound of two words that are known by themselves, each with its other names; [] for anything else. */
function partsOf(word: string, prepared: Prepared): Variant[][] {
  if (word.length < 4 || !/^\p{Script=Han}+$/u.test(word)) return []
  let best: [string, string] | null = null
  for (let cut = 2; cut <= word.length - 2; cut++) {
    const pair: [string, string] = [word.slice(0, cut), word.slice(cut)]
    if (!pair.every(part => prepared.isKnownWord(part))) continue
    if (
      !best ||
      pair.filter(part => prepared.thesaurus.has(part)).length >
        best.filter(part => prepared.thesaurus.has(part)).length
    )
      best = pair
  }
  const parts = best ?? wordsWithin(word, prepared)
  return parts.map(part => variantsOf(part, prepared))
}

/** Characters that only join words: 上学的比例, 教得差. */
const JOINING = /^[的地得了着过在有是不]$/u

/** The known words that a phrase of the lexicon is made of, joining characters left out; [] where others are left over, or it is one word. */
function wordsWithin(phrase: string, prepared: Prepared): string[] {
  if (!prepared.thesaurus.has(phrase)) return []
  const pieces = inLongestPieces(phrase, part => prepared.isKnownWord(part))
  const words = pieces.filter(piece => piece.length >= 2 || prepared.thesaurus.has(piece))
  const joined = pieces.every(piece => words.includes(piece) || JOINING.test(piece))
  return joined && words.length >= 2 ? words : []
}

/** Words for the districts of a city: a clause that names them speaks of them. */
const COUNTIES = new Set(['旗县区', '旗县', '区县', '旗市区', '各区', '县区', '旗区', '各旗县'])
const MOST_VARIANTS = 40

/** The word, its other names in the documents, and numerals in figures (九成 → 90%, 三岁 → 3岁). */
function variantsOf(word: string, prepared: Prepared): Variant[] {
  const out = new Map<string, number>([[word, 1]])
  for (const figure of [...inFigures(word), ...sumInFigures(word)]) out.set(figure, 0.9)
  for (const figure of inNumerals(word)) if (prepared.frequency(figure) > 0) out.set(figure, 0.95)
  for (const name of [...schoolNames(word), ...ageRanges(word)]) if (prepared.frequency(name) > 0) out.set(name, 0.95)
  if (COUNTIES.has(word)) for (const name of prepared.countyNames) out.set(name, 0.5)
  for (const { word: other, weight } of prepared.thesaurus.get(word)) {
    if (out.size >= MOST_VARIANTS) break
    if (prepared.frequency(other) > 0 && !out.has(other)) out.set(other, weight)
  }
  return [...out].map(([w, weight]) => ({ word: w, weight }))
}

function inFigures(word: string): string[] {
  const match = /^([一二三四五六七八九十百两零]+)(成|[个岁年月天日小时项所名次周节])?(.{0,2})$/u.exec(word)
  const value = match ? parseNumeral(match[1]) : null
  if (!match || value === null || !match[2]) return []
  return match[2] === '成' ? [`${value * 10}%`] : [`${value}${match[2]}${match[3]}`]
}

/** A sum in words as policy writes it: 十万 is 10万, 五百块 500元. */
function sumInFigures(word: string): string[] {
  const match = /^([一二三四五六七八九十百千两零]+)(?:(万|亿)(?:元|块钱?)?|元|块钱?)$/u.exec(word)
  const value = match ? parseNumeral(match[1]) : null
  if (!match || value === null) return []
  return match[2] ? [`${value}${match[2]}`] : [`${value}元`]
}

/** Units and how laws write them, before (百分之) or behind the numeral. */
const IN_LAWS: Record<string, readonly string[]> = {
  岁: ['周岁', '岁'],
  周岁: ['周岁', '岁'],
  天: ['日', '天'],
  日: ['日', '天'],
  年: ['年'],
  月: ['月'],
  个月: ['个月'],
  元: ['元'],
  万元: ['万元'],
  次: ['次'],
  倍: ['倍'],
  米: ['米'],
  小时: ['小时'],
}

/** 80岁 and 八十岁 are 八十周岁 in a law, 15天 is 十五日, 30% is 百分之三十. */
function inNumerals(word: string): string[] {
  const match = /^(\d+|[零一二三四五六七八九十百两]+)(%|[岁天日年月元次倍米]|周岁|个月|万元|小时)$/u.exec(word)
  const value = match ? parseNumeral(match[1]) : null
  if (!match || value === null || value > 9999) return []
  const written = formatNumeral(value)
  if (match[2] === '%') return [`百分之${written}`]
  const numerals = value === 2 ? [written, '两', String(value)] : [written, String(value)]
  return numerals.flatMap(numeral => IN_LAWS[match[2]].map(unit => numeral + unit)).filter(other => other !== word)
}

/** 市二中 is 第二中学, 三十五中 is 第三十五中学, 一小 is 第一小学. */
function schoolNames(word: string): string[] {
  const match = /([一二三四五六七八九十]{1,3})(中|小|幼|职中|职高)$/u.exec(word)
  if (!match) return []
  const kinds: Record<string, string> = { 中: '中学', 小: '小学', 幼: '幼儿园', 职中: '职业中学', 职高: '职业高中' }
  return [`第${match[1]}${kinds[match[2]]}`, `市${match[1]}${match[2]}`]
}

/** 两岁半 is between 2-3岁, 0-3岁, 2-6岁 … : the ranges that hold an age. */
function ageRanges(word: string): string[] {
  const match = /^([一二三四五六七八九十两\d]{1,3})岁(半)?/u.exec(word)
  const years = match ? parseNumeral(match[1]) : null
  if (!match || years === null || years > 18) return []
  const age = years + (match[2] ? 0.5 : 0)
  const ranges: string[] = []
  for (let from = 0; from <= Math.floor(age); from++)
    for (let to = Math.ceil(age); to <= 18; to++) if (to > from) ranges.push(`${from}-${to}岁`)
  return ranges
}
