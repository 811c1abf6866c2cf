import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import { kindEvidence } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { AnswerKind, Question } from '../understand/question.js'
import { asSentence, display, segmentSpans } from './text.js'

/** Words that say how certain a statement is; an answer never loses them. */
export const HEDGE = /计划|拟(?=[\u4e00-\u9fa5])|力争|争取|探索|原则上|鼓励|预计|试点|建议|支持有条件|逐步/
const SHORT: ReadonlySet<AnswerKind> = new Set(['when', 'howmuch', 'who', 'where', 'yesno'])
/** Longest answer in characters by kind: a figure, or a measure. */
const SHORT_LIMIT = 118
const LONG_LIMIT = 260

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
  if (asksSeveral(question)) return extractSentences(passage, question, language)
  return SHORT.has(kind) || ((kind === 'any' || kind === 'what') && question.unit !== null)
    ? extractWindow(passage, question, language)
    : extractSentences(passage, question, language)
}

/** 几所……又有多少所, 各有多少: one figure alone would be half an answer. */
function asksSeveral(question: Question): boolean {
  if (question.inner !== 'howmuch') return false
  const asked = question.folded.match(/多少|(?<!哪)几[个所名项家次节年人]|百分之几/g)?.length ?? 0
  return asked >= 2 || /各(?:有|是|为|自)|分别/.test(question.folded) || question.years.length >= 2
}

interface Window {
  from: number
  to: number
  value: number
  coverage: number
  evidence: number
}

function extractWindow(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  const { text } = passage.document
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const top = Math.max(...passage.sentences, 0.01)
  let best: (Window & { segments: Span[] }) | null = null
  passage.prepared.sentences.forEach((sentence, s) => {
    if (passage.sentences[s] < top * 0.75) return
    const segments = segmentSpans(text, sentence.span)
    for (let from = 0; from < segments.length; from++) {
      for (let to = from; to < segments.length && to < from + 6; to++) {
        const folded = fold(text.slice(segments[from][0], segments[to][1]))
        if (to > from && folded.length > SHORT_LIMIT) break
        const coverage = question.topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0) / total
        const evidence = kindEvidence(folded, question.inner, question.unit, language, question.years)
        const years = question.years.length ? question.years.filter(year => folded.includes(year)).length / question.years.length : 0
        const isLead = s === 0 && passage.prepared.sentences.length > 1 && to === segments.length - 1 && from === 0 && folded.length < 34 ? 0.3 : 0
        const value = -isLead + coverage + 0.4 * evidence + 0.3 * years + 0.3 * passage.sentences[s] - folded.length / 300
        if (!best || value > best.value) best = { from, to, value, coverage, evidence, segments }
      }
    }
  })
  if (!best) return extractSentences(passage, question, language)
  const { segments, coverage, evidence } = best as Window & { segments: Span[] }
  let { from, to } = best as Window
  from = keepHedge(text, segments, from, to)
  to = closeEnumeration(text, segments, to)
  const spans: Span[] = [[segments[from][0], segments[to][1]]]
  return { text: asSentence(stripLead(display(text.slice(spans[0][0], spans[0][1])))), spans, coverage, evidence }
}

/** Starts the window at a word of certainty that governs it, if that is near. */
function keepHedge(text: string, segments: readonly Span[], from: number, to: number): number {
  if (HEDGE.test(text.slice(segments[from][0], segments[to][1]))) return from
  for (let i = from - 1; i >= 0; i--) {
    if (segments[to][1] - segments[i][0] > SHORT_LIMIT) return from
    if (/[。；;]/.test(text[segments[i][1] - 1])) return from
    if (/力争|拟|计划|原则上|预计/.test(text.slice(segments[i][0], segments[i][1]))) return i
  }
  return from
}

/** A window that ends inside brackets or with an open quotation takes in what closes it. */
function closeEnumeration(text: string, segments: readonly Span[], to: number): number {
  void text
  return Math.min(to, segments.length - 1)
}

/** The number at the head of a measure is its place, not its answer. */
export function stripLead(text: string): string {
  return text.replace(/^(?:[（(][一二三四五六七八九十\d]+[)）]|\d{1,3}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?)\s*/, '')
}

function extractSentences(passage: Passage, question: Question, language: QuestionLanguage): Extract {
  const { text } = passage.document
  const { sentences } = passage.prepared
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const values = sentences.map((sentence, s) => {
    const coverage = question.topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, sentence.folded), 0) / total
    const lead = s === 0 && sentences.length > 1 && sentence.folded.length < 34 ? 0.35 : 0
    return 0.6 * passage.sentences[s] + 0.6 * coverage + 0.15 * kindEvidence(sentence.folded, question.inner, question.unit, language, question.years) - lead
  })
  let from = values.indexOf(Math.max(...values))
  if (from < 0) from = 0
  let to = from
  const length = () => sentences[to].span[1] - sentences[from].span[0]
  for (;;) {
    const next = to + 1 < sentences.length ? values[to + 1] : -1
    const before = from > 0 ? values[from - 1] : -1
    const wanted = values[from] * 0.82
    if (next >= wanted && next >= before && sentences[to + 1].span[1] - sentences[from].span[0] <= LONG_LIMIT) to++
    else if (before >= wanted && sentences[to].span[1] - sentences[from - 1].span[0] <= LONG_LIMIT) from--
    else break
  }
  const span: Span = [sentences[from].span[0], sentences[to].span[1]]
  const folded = sentences.slice(from, to + 1).map(s => s.folded).join('')
  const coverage = question.topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0) / total
  const evidence = kindEvidence(folded, question.inner, question.unit, language, question.years)
  if (length() <= LONG_LIMIT + 40) return { text: asSentence(stripLead(display(text.slice(span[0], span[1])))), spans: [span], coverage, evidence }
  return { ...shorten(passage, span, question), coverage, evidence }
}

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
