import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import { kindEvidence } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { AnswerKind, Question, Topic } from '../understand/question.js'
import { asSentence, display, segmentSpans } from './text.js'

/** Words that say how certain a statement is; an answer never loses them. */
export const HEDGE = /计划|拟(?=[\u4e00-\u9fa5])|力争|争取|探索|原则上|鼓励|预计|试点|建议|支持有条件|逐步/
const SHORT: ReadonlySet<AnswerKind> = new Set(['when', 'howmuch', 'who', 'where'])
/** Longest answer in characters by kind: a figure, or a measure. */
const SHORT_LIMIT = 118
const SEVERAL_LIMIT = 160
const MOST_SENTENCES = 3
const LONG_LIMIT = 220
/** Longest single sentence or enumeration that is said whole. */
const WHOLE_LIMIT = 300

/** A piece of a clause that answers: its text for reading and where it stands. */
export interface Extract {
  text: string
  spans: Span[]
  /** How much of the question the piece itself speaks of, 0 to 1. */
  coverage: number
  /** Whether it holds what kind of thing was asked for, 0 to 1. */
  evidence: number
}

/** The part of a passage that says what was asked: for figures, dates, names just enough of the sentence; else sentences. */
export function extract(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  const kind = question.inner
  if (question.years.length >= 2 && kind === 'howmuch') {
    const yearly = extractYears(passage, question, language)
    if (yearly) return yearly
  }
  if (kind === 'yesno' || asksSeveral(question)) {
    // The sentence settles it, if it is short enough to be read at a glance.
    const sentence = extractSentences(passage, question, language, 1)
    return sentence.text.length <= (kind === 'yesno' ? SHORT_LIMIT : SEVERAL_LIMIT)
      ? sentence
      : extractWindow(passage, question, language)
  }
  return SHORT.has(kind) || ((kind === 'any' || kind === 'what') && question.unit !== null)
    ? extractWindow(passage, question, language)
    : extractSentences(passage, question, language)
}

/** For several years the sentence of each, in the order of the text; null where the clause names fewer than two of them. */
function extractYears(passage: Passage, question: Question, language: QuestionLanguage): Extract | null {
  const { text } = passage.document
  const spans: Span[] = []
  for (const year of question.years) {
    const held = passage.prepared.sentences
      .map((sentence, s) => ({ sentence, value: passage.sentences[s] }))
      .filter(({ sentence }) => sentence.folded.includes(year))
    const best = held.sort((a, b) => b.value - a.value)[0]?.sentence.span
    if (best && !spans.some(span => span[0] === best[0])) spans.push(best)
  }
  if (spans.length < 2) return null
  spans.sort((a, b) => a[0] - b[0])
  const said = spans
    .map(span => asSentence(stripLead(display(text.slice(...span)))).replace(/。$/, '；'))
    .join('')
    .replace(/；$/, '。')
  if (said.length > LONG_LIMIT) return null
  const folded = fold(said)
  return { text: said, spans, coverage: 1, evidence: kindEvidence(folded, question.inner, question.unit, language) }
}

/** 几所……又有多少所, 各有多少: one figure alone would be half an answer. */
function asksSeveral(question: Question): boolean {
  if (question.inner !== 'howmuch') return false
  const asked = question.folded.match(/多少|(?<!哪)几[个所名项家次节年人]|百分之几/g)?.length ?? 0
  return asked >= 2 || /各(?:有|是|为|自)|分别/.test(question.folded) || question.years.length >= 2
}

/** Weights of what makes a run of sentence parts a good answer; lengths in characters. */
const COVERAGE = 1
const EVIDENCE = 0.45
const YEAR = 0.3
const CONTEXT = 0.45
const MEASURE = 0.35
const ECHO = 0.8
const SHORT_ECHO = 0.3
const SHORT_COST = 1 / 280
const LONG_COST = 1 / 900
/** The lead of a paragraph names its matter and seldom answers. */
const LEAD_COST = 0.35

/** A run of neighbouring sentence parts and what it is worth as an answer. */
interface Run {
  segments: readonly Span[]
  from: number
  to: number
  value: number
  coverage: number
  evidence: number
}

function extractWindow(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  const { text } = passage.document
  const top = Math.max(...passage.sentences, 0.01)
  let best: Run | null = null
  passage.prepared.sentences.forEach((sentence, s) => {
    if (passage.sentences[s] < top * 0.7) return
    const segments = segmentSpans(text, sentence.span)
    const spoken = question.topics.filter(topic => matchTopic(topic, sentence.text) > 0)
    for (let from = 0; from < segments.length; from++) {
      for (let to = from; to < segments.length && to < from + 6; to++) {
        const folded = fold(text.slice(segments[from][0], segments[to][1]))
        if (to > from && folded.length > SHORT_LIMIT) break
        const isLead =
          s === 0 &&
          passage.prepared.sentences.length > 1 &&
          from === 0 &&
          to === segments.length - 1 &&
          folded.length < 34
        const run = weigh(
          folded,
          spoken,
          segments,
          from,
          to,
          passage.sentences[s],
          question,
          language,
          SHORT_COST,
          isLead,
        )
        if (!best || run.value > best.value) best = run
      }
    }
  })
  // Without the figure, date or name that was asked for, a clipped piece would say less than its sentence.
  if (!best || ((best as Run).evidence === 0 && (question.inner === 'when' || question.inner === 'howmuch')))
    return extractSentences(passage, question, language)
  const { segments, to, coverage, evidence } = best as Run
  const from = keepHedge(text, segments, (best as Run).from, to)
  const spans: Span[] = [[segments[from][0], segments[to][1]]]
  return { text: asSentence(stripLead(display(text.slice(spans[0][0], spans[0][1])))), spans, coverage, evidence }
}

function weigh(
  folded: string,
  spoken: readonly Topic[],
  segments: readonly Span[],
  from: number,
  to: number,
  context: number,
  question: Question,
  language: QuestionLanguage,
  cost: number,
  isLead: boolean,
): Run {
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const coverage = spoken.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0) / total
  const evidence = kindEvidence(folded, question.inner, question.unit, language, question.years)
  const years = question.years.length
    ? question.years.filter(year => folded.includes(year)).length / question.years.length
    : 0
  const measured =
    question.measure !== null &&
    new RegExp(`[\\d一二三四五六七八九十两百千万亿]\\s*余?多?(?:万|亿)?${escapePattern(question.measure)}`).test(folded)
      ? 1
      : 0
  const value =
    COVERAGE * coverage +
    EVIDENCE * evidence +
    YEAR * years +
    CONTEXT * context +
    MEASURE * measured -
    (cost === SHORT_COST ? SHORT_ECHO : ECHO) * Math.max(0, echo(folded, question.content) - 0.6) -
    cost * folded.length -
    (isLead ? LEAD_COST : 0)
  return { segments, from, to, value, coverage, evidence }
}

/** How much of a text only repeats the question, 0 to 1: what answers says something new. */
function echo(folded: string, content: string): number {
  const bare = folded.replace(/[^\p{Script=Han}\d]/gu, '')
  if (bare.length < 2) return 1
  let held = 0
  for (let i = 0; i + 1 < bare.length; i++) if (content.includes(bare.slice(i, i + 2))) held++
  return held / (bare.length - 1)
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Starts the run at a word of certainty that governs it, if that is near. */
function keepHedge(text: string, segments: readonly Span[], from: number, to: number): number {
  if (HEDGE.test(text.slice(segments[from][0], segments[to][1]))) return from
  for (let i = from - 1; i >= 0; i--) {
    if (segments[to][1] - segments[i][0] > SHORT_LIMIT) return from
    if (/[。；;]/.test(text[segments[i][1] - 1])) return from
    if (/力争|拟|计划|原则上|预计/.test(text.slice(segments[i][0], segments[i][1]))) return i
  }
  return from
}

/** The number at the head of a measure is its place, not its answer. */
export function stripLead(text: string): string {
  return text.replace(
    /^(?:[（(][一二三四五六七八九十\d]+[)）]|\d{1,3}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?)\s*/,
    '',
  )
}

/** One to three neighbouring sentences, semicolons kept together; of a very long one the parts that speak of the question. */
function extractSentences(
  passage: Passage,
  question: Question,
  language: QuestionLanguage,
  most = MOST_SENTENCES,
): Extract {
  const { text } = passage.document
  const whole = wholeSentences(passage)
  const spans = whole.map(sentence => sentence.span)
  let best: Run | null = null
  for (let from = 0; from < whole.length; from++) {
    let folded = ''
    for (let to = from; to < whole.length && to < from + most; to++) {
      folded += whole[to].folded
      if (to > from && folded.length > LONG_LIMIT) break
      const isLead = from === 0 && to === 0 && whole.length > 1 && folded.length < 34
      const context = Math.max(...whole.slice(from, to + 1).map(sentence => sentence.value))
      const run = weigh(folded, question.topics, spans, from, to, context, question, language, LONG_COST, isLead)
      if (from > 0 && echo(whole[from - 1].folded, question.content) > 0.6) run.value += FOLLOWS_ECHO
      if (!best || run.value > best.value) best = run
    }
  }
  if (!best)
    return {
      text: asSentence(display(text.slice(...passage.clause.span))),
      spans: [passage.clause.span],
      coverage: 0,
      evidence: 0,
    }
  const { from, to, coverage, evidence } = best
  const span: Span = [spans[from][0], spans[to][1]]
  if (span[1] - span[0] <= WHOLE_LIMIT)
    return { text: asSentence(stripLead(display(text.slice(span[0], span[1])))), spans: [span], coverage, evidence }
  return { ...shorten(passage, span, question), coverage, evidence }
}

/** The sentences of a passage; what semicolons part stays together as long as it is short enough to be read. */
function wholeSentences(passage: Passage): { span: Span; folded: string; value: number }[] {
  const { text } = passage.document
  const out: { span: Span; folded: string; value: number }[] = []
  passage.prepared.sentences.forEach(({ span, folded }, s) => {
    const last = out.at(-1)
    const value = passage.sentences[s]
    // 有下列…： and the items behind it, and items parted by semicolons, are one sentence.
    if (last && /[；;：:]$/.test(text.slice(...last.span).trimEnd()) && span[1] - last.span[0] <= WHOLE_LIMIT) {
      last.span = [last.span[0], span[1]]
      last.folded += folded
      last.value = Math.max(last.value, value)
    } else out.push({ span, folded, value })
  })
  return out
}

/** A sentence that repeats the question announces the answer. */
const FOLLOWS_ECHO = 0.15

/** A very long sentence: the run of its parts around those that speak of the question. */
function shorten(passage: Passage, span: Span, question: Question): { text: string; spans: Span[] } {
  const { text } = passage.document
  const segments = segmentSpans(text, span)
  const values = segments.map(([from, to]) => {
    const folded = fold(text.slice(from, to))
    return question.topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0)
  })
  let from = values.indexOf(Math.max(...values))
  let to = from
  for (;;) {
    const size = segments[to][1] - segments[from][0]
    const next = to + 1 < segments.length ? segments[to + 1][1] - segments[from][0] : Number.POSITIVE_INFINITY
    const before = from > 0 ? segments[to][1] - segments[from - 1][0] : Number.POSITIVE_INFINITY
    if (Math.min(next, before) > LONG_LIMIT || size > LONG_LIMIT) break
    if (next <= LONG_LIMIT && (before > LONG_LIMIT || (values[to + 1] ?? 0) >= (values[from - 1] ?? 0))) to++
    else from--
  }
  const cut: Span = [segments[from][0], Math.min(segments[to][1], segments[from][0] + LONG_LIMIT + 40)]
  return { text: `${from > 0 ? '……' : ''}${asSentence(stripLead(display(text.slice(cut[0], cut[1]))))}`, spans: [cut] }
}
