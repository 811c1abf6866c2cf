import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Sentence } from '../prepare.js'
import { holdsQuantity, kindEvidence, wantedOf } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { asksSeveral, figuresAsked, groupOf } from './answer-groups.js'
import { type CandidateSpan, spansOf } from './answer-spans.js'
import { asksExclusive, speaksOf, speaksOfAll, speaksOfAnother, thingsAsked } from './asked-thing.js'
import { HEDGE } from './certainty.js'
import { spanWeights, verbatimOf } from './span-model.js'
import { asSentence, segmentSpans, sentenceOf, wordsOf } from './text.js'

/** Longest answer in characters when it is started earlier, at a word of certainty. */
const HEDGED_LIMIT = 118
const YEARS_LIMIT = 220
/** From this length on what is said of several years is cut to the figure of each. */
const YEARS_ROOM = 118

/** A piece of a clause that answers: its text for reading and where it stands. */
export interface Extract {
  text: string
  spans: Span[]
  /** How much of the question the piece itself speaks of, 0 to 1. */
  coverage: number
  /** Whether it holds what kind of thing was asked for, 0 to 1. */
  evidence: number
}

const known = new WeakMap<Question, Map<Passage, Extract>>()

/**
 * The part of a passage that says what was asked: of all its spans the one that the fitted model values most. Remembered for
 * each passage as long as its question is.
 */
export function extract(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  let extracts = known.get(question)
  if (!extracts) known.set(question, (extracts = new Map()))
  let found = extracts.get(passage)
  if (!found) extracts.set(passage, (found = findExtract(passage, question, language)))
  return found
}

function findExtract(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  if (question.years.length >= 2 && question.inner === 'howmuch') {
    const yearly = extractYears(passage, question, language)
    if (yearly) return yearly
  }
  const best = bestSpan(passage, question, language)
  if (!best)
    return {
      text: sentenceOf(passage.document, passage.clause.span),
      spans: [passage.clause.span],
      coverage: 0,
      evidence: 0,
    }
  const spans = withItsLikes(passage, wholeRule(passage, keepHedge(passage, best.span)), question, language)
  const text = asSentence(spans.map(span => wordsOf(passage.document, span)).join(''))
  return { text, spans, coverage: best.coverage, evidence: best.evidence }
}

function bestSpan(passage: Passage, question: Question, language: QuestionLanguage): CandidateSpan | null {
  const weights = spanWeights(groupOf(question), verbatimOf(passage))
  let best: CandidateSpan | null = null
  let most = Number.NEGATIVE_INFINITY
  const { all, chosen } = spansToChoose(passage, question, language)
  for (const span of chosen) {
    const value = span.worth(weights)
    if (value > most) [best, most] = [span, value]
  }
  return best && (withItsHead(best, all) ?? best)
}

/** The spans that the model chooses from with what each is worth, the one that is said first, then the best. */
export function rankSpans(
  passage: Passage,
  question: Question,
  language: QuestionLanguage,
): { span: CandidateSpan; worth: number }[] {
  const weights = spanWeights(groupOf(question), verbatimOf(passage))
  const { all, chosen } = spansToChoose(passage, question, language)
  const ranked = chosen.map(span => ({ span, worth: span.worth(weights) })).sort((a, b) => b.worth - a.worth)
  const whole = ranked.length > 0 ? withItsHead(ranked[0].span, all) : null
  if (!whole) return ranked
  return [{ span: whole, worth: whole.worth(weights) }, ...ranked.filter(({ span }) => span !== whole)]
}

/** All spans of a passage, and those that rules leave to the model. */
function spansToChoose(
  passage: Passage,
  question: Question,
  language: QuestionLanguage,
): { all: CandidateSpan[]; chosen: CandidateSpan[] } {
  const spans = spansOf(passage, question, language)
  // 谁来付？ A question that a text asks is not what it answers.
  const telling = prefer(
    spans.filter(span => !span.asks && !span.hangs && !span.isOther && !span.leavesList),
    spans.filter(span => !span.asks),
    spans,
  )
  const ofAsked = holdingThings(
    ofThing(ofIndicator(ofThisTurn(telling, passage, question), passage, question), passage, question, language),
    passage,
    question,
    language,
  )
  return { all: spans, chosen: eligible(tellingFirst(ofAsked, question, language), passage, question, language) }
}

/** How many characters, and how much of the question, the head of a part must have at most and at least to be said with its figure. */
const LONGEST_HEAD = 24
const SPOKEN_BY_HEAD = 0.1
/** How much of the question must be said with the figure alone: a bare figure (51.60亿元) is not taken for another thing's. */
const SPOKEN_WITH_FIGURE = 0.3

/**
 * 获国家级 belongs to 一等奖给予15万元 where it was asked for and the clause says as much of another level: what is cut off tells
 * whose figure it is.
 */
function withItsHead(best: CandidateSpan, spans: readonly CandidateSpan[]): CandidateSpan | null {
  if (best.evidence < 1 || best.coverage < SPOKEN_WITH_FIGURE || (best.opens !== 'echo' && best.opens !== 'cue'))
    return null
  const whole = spans.findLast(
    ({ span, opens }) => span[1] === best.span[1] && span[0] < best.span[0] && opens !== 'echo' && opens !== 'cue',
  )
  const speaksMore = whole && whole.coverage >= best.coverage + SPOKEN_BY_HEAD
  if (!speaksMore || whole.span[0] < best.span[0] - LONGEST_HEAD) return null
  const isRival = ({ span, evidence, coverage }: CandidateSpan) =>
    evidence === 1 && coverage >= best.coverage && !overlap(span, whole.span)
  return spans.some(isRival) ? whole : null
}

/** 那课后服务呢, after another thing: of the spans those in sentences that speak of what this turn names itself. */
function ofThisTurn(spans: CandidateSpan[], { prepared }: Passage, question: Question): CandidateSpan[] {
  if (question.inherited.length === 0) return spans
  const own = question.topics.filter(({ word, essential }) => essential && !question.inherited.includes(word))
  if (own.length === 0 || own.length === question.topics.length) return spans
  const sentences = prepared.sentences.filter(({ folded }) => own.some(topic => matchTopic(topic, folded) >= 0.7))
  const asksFigure = question.inner === 'when' || question.inner === 'howmuch'
  return prefer(
    spans.filter(
      ({ span, evidence }) => (!asksFigure || evidence > 0) && sentences.some(sentence => overlap(sentence.span, span)),
    ),
    spans,
  )
}

/** 跟哪个大学: of the spans those that name one. */
function holdingThings(
  spans: CandidateSpan[],
  { document }: Passage,
  question: Question,
  language: QuestionLanguage,
): CandidateSpan[] {
  const things = thingsAsked(question, language)
  if (things.length === 0) return spans
  const holding = spans.filter(({ span }) => {
    const said = fold(document.text.slice(...span))
    return things.every(({ holds }) => holds.test(said))
  })
  return holding.length > 0 ? holding : spans
}

/** How much of what the sentences of some span speak of the ones of a span with telling words must speak of. */
const TELLS_OF_SAME = 0.6

/** 最长几年: of the spans those that name a bound (不超过), where some do that speak of the same and hold the figure that is asked for. */
function tellingFirst(spans: CandidateSpan[], question: Question, language: QuestionLanguage): CandidateSpan[] {
  const asked = language.telling.filter(({ asks }) => asks.test(question.folded))
  if (asked.length === 0) return spans
  const asksFigure = question.inner === 'when' || question.inner === 'howmuch'
  const most = spans.reduce((max, { said }) => Math.max(max, said.coverageSentence), 0)
  return asked.reduce((left, { asks, holds }) => {
    const thing = asks.exec(question.folded)?.groups?.thing ?? ''
    return prefer(
      left.filter(span => {
        if (span.said.coverageSentence < TELLS_OF_SAME * most || (asksFigure && span.evidence < 1)) return false
        const said = span.wholeParts.replace(/\s/g, '').toLowerCase()
        return holds.test(said) && said.includes(thing)
      }),
      left,
    )
  }, spans)
}

const TELLS_AMOUNT = /\d|持平|不低于|全覆盖|全部/

/** Of a clause that speaks of several things (小学, 初中) what it says of the one that is asked about; all where it says nothing of it alone. */
function ofThing(
  spans: CandidateSpan[],
  { document, prepared }: Passage,
  question: Question,
  language: QuestionLanguage,
): CandidateSpan[] {
  if (!asksExclusive(question, language)) return spans
  const isOther = ([start, end]: Span) => speaksOfAnother(fold(document.text.slice(start, end)), question, language)
  const own = spans.filter(({ span }) => !isOther(span))
  if (
    question.inner !== 'howmuch' ||
    !prepared.sentences.some(({ folded }) => speaksOfAnother(folded, question, language))
  )
    return own.length > 0 ? own : spans
  const telling = prepared.sentences.filter(
    ({ folded }) => speaksOf(folded, question, language) && TELLS_AMOUNT.test(folded),
  )
  const within = (sentences: readonly Sentence[]) =>
    own.filter(({ span }) => sentences.some(sentence => sentence.span[0] <= span[0] && span[1] <= sentence.span[1]))
  const ofAll = telling.filter(({ folded }) => speaksOfAll(folded, question, language))
  return [within(ofAll), within(telling), own, spans].find(list => list.length > 0) ?? []
}

/** Of the figures of a clause that gives several rates, the one behind the rate that is asked for (优良率, not 合格率). */
function ofIndicator(spans: CandidateSpan[], passage: Passage, question: Question): CandidateSpan[] {
  if (question.inner !== 'howmuch') return spans
  const asked = question.topics.filter(({ word }) => /\p{Script=Han}{2}率$/u.test(word))
  if (asked.length !== 1) return spans
  const { folded } = passage.prepared
  const whole = asked[0].variants.filter(({ word, weight }) => weight >= 0.9 && folded.includes(word))
  const names = whole.length > 0 ? whole.map(({ word }) => word) : [asked[0].word.slice(-3)]
  const own = spans.filter(({ span }) => {
    const said = fold(passage.document.text.slice(...span))
    return names.some(name => said.includes(name))
  })
  return own.some(span => span.figures > 0) ? own : spans
}

/** A figure or a date that was asked for is said where the passage has one, and one of the place or the year asked for where it has that. */
function eligible(
  spans: CandidateSpan[],
  passage: Passage,
  question: Question,
  language: QuestionLanguage,
): CandidateSpan[] {
  // 是不是5000元: the documents' figure settles it.
  if (question.inner === 'yesno' && holdsQuantity(question.folded, null, language))
    return prefer(
      spans.filter(span => span.figures > 0),
      spans,
    )
  if (asksAll(question))
    return prefer(
      spans.filter(span => span.isWhole),
      spans,
    )
  const asksFigure = question.inner === 'when' || question.inner === 'howmuch'
  if (!asksFigure && question.unit === null) return ofNamed(inYear(spans, question), passage, question)
  const telling = spans.filter(span => span.evidence > 0 && (asksFigure || span.evidence === 1))
  const asked = figuresAsked(question)
  if (asked > 1)
    return prefer(
      telling.filter(span => span.holdsAmounts(asked)),
      telling.filter(span => span.holdsAmounts(2)),
      telling,
      spans,
    )
  // 几个，哪年: the date with the count.
  if (question.inner === 'when' && question.unit === 'count' && question.measure !== null)
    return prefer(
      telling.filter(span => holdsQuantity(fold(passage.document.text.slice(...span.span)), 'count', language)),
      telling,
      spans,
    )
  if (question.inner !== 'howmuch' || asksSeveral(question)) return prefer(telling, spans)
  // One figure stands in one sentence: what follows behind a semicolon is another one's.
  const single = ofSpeakingSentences(
    telling.filter(span => !span.goesOn),
    passage,
    question,
  )
  const ofPlace = single.filter(span => span.itemOfPlace)
  const ofYear = single.filter(span => span.year === 1)
  return prefer(ofPlace, ofYear, ofSpeakingParts(single), single, telling, spans)
}

/** How much of what the sentence of the question speaks of that speaks of most another one must speak of. */
const OF_SAME_THING = 0.4

/** 移交38所 is of something else where another sentence of the clause says 认定市级示范园12所. */
function ofSpeakingSentences(spans: CandidateSpan[], passage: Passage, question: Question): CandidateSpan[] {
  const spoken = spokenBySentence(passage, question)
  const { sentences } = passage.prepared
  const around = ({ span }: CandidateSpan) => Math.max(0, ...spoken.filter((_, s) => overlap(sentences[s].span, span)))
  const most = Math.max(0, ...spans.map(around))
  return spans.filter(span => around(span) >= most * OF_SAME_THING)
}

/** How much of what the part of a sentence speaks of that speaks of most another one must speak of for its figure to be said. */
const OF_SAME_PART = 0.25

/** 卓越教师143人 is of something else where another part of the sentence says 领航校长67人. */
function ofSpeakingParts(spans: CandidateSpan[]): CandidateSpan[] {
  const most = spans.reduce((max, { said }) => Math.max(max, said.coveragePart), 0)
  return spans.filter(({ said }) => said.coveragePart >= most * OF_SAME_PART)
}

/** How much of the question the sentence speaks of that speaks of most, of those that some spans stand in; 0 to 1. */
export function spokenAround(spans: readonly Span[], passage: Passage, question: Question): number {
  const { sentences } = passage.prepared
  const spoken = spokenBySentence(passage, question)
  return Math.max(0, ...spoken.filter((_, s) => spans.some(span => overlap(sentences[s].span, span))))
}

const overlap = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1]

/** How much of the question each sentence itself speaks of, by weight, 0 to 1. */
export function spokenBySentence({ prepared }: Passage, { topics }: Question): number[] {
  const all = topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  return prepared.sentences.map(
    ({ folded }) => topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0) / all,
  )
}

/** Of a plan with several years what is planned for the one asked for, where it says something of others, too. */
function inYear(spans: CandidateSpan[], question: Question): CandidateSpan[] {
  if (question.years.length !== 1 || question.inner === 'yesno') return spans
  return spans.some(span => span.year === -1)
    ? prefer(
        spans.filter(span => span.year === 1),
        spans,
      )
    : spans
}

/** How much of what the span speaks of that speaks of most another one must speak of where a thing is only named. */
const OF_NAMED = 0.8

/**
 * 班主任津贴: where nothing is asked, what speaks of the thing itself answers, by its own name where the clause has that, and not what
 * is said beside it.
 */
function ofNamed(spans: CandidateSpan[], { document, prepared }: Passage, question: Question): CandidateSpan[] {
  if (question.inner !== 'any' || question.kind !== 'any') return spans
  const most = spans.reduce((max, { coverage }) => Math.max(max, coverage), 0)
  const near = spans.filter(({ coverage }) => coverage >= OF_NAMED * most)
  const names = question.topics.filter(({ word, essential }) => essential && prepared.folded.includes(word))
  if (names.length === 0) return near
  const named = near.filter(({ span }) => {
    const said = fold(document.text.slice(...span))
    return names.every(({ word }) => said.includes(word))
  })
  return prefer(named, near)
}

/** 分别, 各, 都有哪些: half of a sentence would be half of the answer. */
function asksAll(question: Question): boolean {
  return (
    question.inner !== 'howmuch' &&
    question.inner !== 'when' &&
    /分别|各[自有是出]|都(?:有|是)?[哪啥什]|(多久|几次|什么时候).*\1/.test(question.folded)
  )
}

/** The first of the lists that is not empty. */
function prefer(...lists: CandidateSpan[][]): CandidateSpan[] {
  return lists.find(list => list.length > 0) ?? []
}

/**
 * For several years the sentence of each, in the order of the text, cut to what it says of its year where all are too long; null
 * where the clause names fewer than two of them.
 */
function extractYears(passage: Passage, question: Question, language: QuestionLanguage): Extract | null {
  const sentences = new Map<number, Span>()
  const cut = new Map<number, Span>()
  for (const year of question.years) {
    const held = passage.prepared.sentences
      .map((sentence, s) => ({ sentence, value: passage.sentences[s] }))
      .filter(({ sentence }) => sentence.folded.includes(year))
    const best = held.sort((a, b) => b.value - a.value)[0]?.sentence.span
    if (!best) continue
    sentences.set(best[0], best)
    const own = ofYear(best, year, passage, question, language)
    cut.set(own[0], own)
  }
  const whole = sentences.size < 2 ? null : sayYears(sentences.values(), passage)
  const short = cut.size < 2 || (whole && whole.text.length <= YEARS_ROOM) ? null : sayYears(cut.values(), passage)
  const said = short ?? whole
  if (!said || said.text.length > YEARS_LIMIT) return null
  return {
    ...said,
    coverage: 1,
    evidence: kindEvidence(fold(said.text), question.inner, question.unit, language),
  }
}

function sayYears(of: Iterable<Span>, { document }: Passage): Pick<Extract, 'text' | 'spans'> {
  const spans = [...of].sort((a, b) => a[0] - b[0])
  const said = spans.map(span => sentenceOf(document, span).replace(/。$/, '；')).join('')
  return { text: said.replace(/；$/, '。'), spans }
}

/** From the part of the sentence that names the year to the figure that speaks most of the question; the whole where none does. */
function ofYear(
  sentence: Span,
  year: string,
  { document }: Passage,
  question: Question,
  language: QuestionLanguage,
): Span {
  const parts = segmentSpans(document.text, sentence)
  const said = parts.map(part => fold(document.text.slice(...part)))
  const first = said.findIndex(part => part.includes(year))
  let best: Span | null = null
  let most = 0
  for (let last = first; first >= 0 && last < parts.length; last++) {
    if (last > first && question.years.some(other => other !== year && said[last].includes(other))) break
    if (kindEvidence(said[last], question.inner, wantedOf(question), language, question.years) < 1) continue
    const spoken = 0.01 + question.topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, said[last]), 0)
    if (spoken > most) [best, most] = [[parts[first][0], parts[last][1]], spoken]
  }
  return best ?? sentence
}

/** Up to this length in characters a rule of a law is said whole, and with the case behind it. */
const WHOLE_RULE = 112
/** 实行施工总承包的，由总承包单位支付: what holds in another case than the rule before it. */
const OTHER_CASE = /^\s*(?:但|[^，。；]{2,40}的，)[^：:]*$/

/**
 * A rule of a law that is short is said whole: its cases stand beside each other (小型水库…；大中型水库…), and half of them misleads.
 * So does a rule without the case that follows it.
 */
function wholeRule({ document: { text }, clause, prepared }: Passage, span: Span): Span {
  if (clause.kind !== 'article') return span
  const { sentences } = prepared
  let first = sentences.findIndex(one => one.span[0] <= span[0] && span[1] <= one.span[1])
  if (first < 0) return span
  let last = first
  const grown = (from: number, to: number): Span => [sentences[from].span[0], sentences[to].span[1]]
  const fits = (from: number, to: number) => {
    const [start, end] = grown(from, to)
    return end - start <= WHOLE_RULE && !text.slice(start, end).trim().includes('\n')
  }
  if (!fits(first, last)) return span
  // What a semicolon parts is one rule.
  let begin = first
  let stop = last
  while (begin > 0 && endsHalf(text, sentences[begin - 1].span)) begin--
  while (stop + 1 < sentences.length && endsHalf(text, sentences[stop].span)) stop++
  if (fits(begin, stop)) [first, last] = [begin, stop]
  const next = sentences[last + 1]
  if (next && fits(first, last + 1) && OTHER_CASE.test(text.slice(...next.span))) last++
  return grown(first, last)
}

const ITEM = /^\s*[（(][一二三四五六七八九十]+[)）]/

/**
 * Where the items of a list give a figure each (一级…三米；二级…二米) and the question does not say which of them is meant, those are
 * said together that speak as much of it.
 */
function withItsLikes(passage: Passage, span: Span, question: Question, language: QuestionLanguage): Span[] {
  const { document, clause, prepared } = passage
  if (clause.kind !== 'article' || question.inner !== 'howmuch') return [span]
  const { sentences } = prepared
  const at = sentences.findIndex(one => one.span[0] <= span[0] && span[1] <= one.span[1])
  const isItem = (s: number) => sentences[s] !== undefined && ITEM.test(document.text.slice(...sentences[s].span))
  if (!isItem(at)) return [span]
  const spoken = spokenBySentence(passage, question)
  const isLike = (s: number) =>
    isItem(s) &&
    spoken[s] >= spoken[at] &&
    kindEvidence(sentences[s].folded, question.inner, wantedOf(question), language, question.years) === 1
  let first = at
  let last = at
  while (isLike(first - 1)) first--
  while (isLike(last + 1)) last++
  const likes = sentences.slice(first, last + 1).map(one => one.span)
  return likes.length === 1 || likes[likes.length - 1][1] - likes[0][0] > WHOLE_RULE ? [span] : likes
}

const endsHalf = (text: string, span: Span) => /[；;]\s*$/.test(text.slice(...span))

/** Starts the span at a word of certainty that governs it, if that is near. */
function keepHedge({ document, prepared }: Passage, span: Span): Span {
  const { text } = document
  if (HEDGE.test(text.slice(...span))) return span
  const sentence = prepared.sentences.find(one => one.span[0] < span[0] && one.span[1] > span[0])
  if (!sentence) return span
  const before = segmentSpans(text, sentence.span).filter(([start]) => start < span[0])
  for (const part of before.reverse()) {
    if (part[1] <= span[0] && /[。；;]/.test(text[part[1] - 1])) break
    if (span[1] - part[0] > HEDGED_LIMIT) break
    if (/力争|拟(?=[\u4e00-\u9fa5])|计划|原则上|预计/.test(text.slice(part[0], Math.min(part[1], span[0]))))
      return [part[0], span[1]]
  }
  return span
}
