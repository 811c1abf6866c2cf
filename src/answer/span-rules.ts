import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Sentence } from '../prepare.js'
import { holdsQuantity } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { asksSeveral, figuresAsked } from './answer-groups.js'
import { type CandidateSpan, spansOf } from './answer-spans.js'
import { asksExclusive, speaksOf, speaksOfAll, speaksOfAnother, thingsAsked } from './asked-thing.js'
import { overlap, spokenBySentence } from './spoken-of.js'

/** All spans of a passage, and those that rules leave to the model. */
export function spansToChoose(
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
