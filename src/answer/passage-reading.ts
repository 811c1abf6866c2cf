import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { FoldedText, Searchable } from '../folded-text.js'
import type { QuestionLanguage } from '../language.js'
import { evidenceFor, kindEvidence, wantedOf } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { asksSeveral } from './answer-groups.js'
import type { Piece } from './candidate-spans.js'
import { type ClauseMarks, marksOf } from './clause-marks.js'
import type { Ending, Opening } from './span-ends.js'

const ASKING = /什么|哪些|哪个|哪几|哪|多少|几|如何|怎么样|怎么|怎样|谁|何时|何|啥|咋/

/** What is known of a piece, or of a whole part of a sentence. */
export interface Told {
  topics: Float64Array
  evidence: number
  years: number
  measure: number
  /** 1 where it names a region that was asked about. */
  place: number
}

/** A passage read for one question: everything that spans are weighed by, once. */
export interface Reading {
  passage: Passage
  question: Question
  text: string
  marks: ClauseMarks
  pieces: readonly Piece[]
  told: readonly Told[]
  /** The same for the whole part of the sentence, at its last piece. */
  toldWhole: readonly (Told | null)[]
  /** The same by the number of the part, and by the index of the sentence. */
  bySegment: readonly Told[]
  bySentence: readonly Told[]
  /** The index of the sentence by the number of the part. */
  sentenceOf: readonly number[]
  /** What the parts that hold what is asked for speak of, and the most of them; reckoned with the first run. */
  spokenParts: readonly number[] | null
  topPart: number
  /** Per character of the clause: how many pairs up to here stand in the question. */
  start: number
  echoes: Uint16Array
  /** Ordinal of the question's pair that starts here, −1 for none. */
  askedAt: Int16Array
  askedCount: number
  anchors: { before: string; after: string }
  weights: Float64Array
  top: number
  path: number
  several: boolean
  /** What is known of the place before a piece, and behind it; made when a span starts or ends there. */
  openings: (Opening | undefined)[]
  endings: (Ending | undefined)[]
  /** The span that plain reckoning chooses. */
  plain: Span | null
}

/** Reads a passage for a question, cut into pieces. */
export function read(
  passage: Passage,
  pieces: readonly Piece[],
  question: Question,
  language: QuestionLanguage,
): Reading {
  const { text } = passage.document
  const [start, end] = passage.clause.span
  const marks = marksOf(passage)
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const topics = question.topics.filter(topic => matchTopic(topic, passage.prepared.text) > 0)
  const wanted = wantedOf(question)
  const measure = question.measure === null ? null : measurePattern(question.measure)
  const places = question.regions.flatMap(({ name, aliases }) => [name, ...aliases].map(fold))
  const evidence = evidenceFor(question, language)
  const tell = (folded: string, searched: Searchable, evidence: number): Told => {
    const matches = new Float64Array(topics.length)
    for (let t = 0; t < matches.length; t++) matches[t] = matchTopic(topics[t], searched)
    return {
      place: places.some(name => searched.includes(name)) ? 1 : 0,
      topics: matches,
      evidence,
      years: question.years.length
        ? question.years.filter(year => folded.includes(year)).length / question.years.length
        : 0,
      measure: measure?.test(folded) ? 1 : 0,
    }
  }
  // Sentences and their parts are the same for all questions, the pieces that a question cuts them into are not.
  const tellKept = (kept: FoldedText) => tell(kept.folded, kept, evidence(kept))
  const tellPiece = (folded: string) =>
    tell(folded, folded, kindEvidence(folded, question.inner, wanted, language, question.years))
  const told: Told[] = []
  const toldWhole: (Told | null)[] = []
  for (let i = 0, first = 0; i < pieces.length; i++) {
    const piece = pieces[i]
    const { segment } = piece
    if (pieces[first].segment !== segment) first = i
    const ends = pieces[i + 1]?.segment !== segment
    const whole = ends ? tellKept(marks.foldedOf([pieces[first].span[0], piece.span[1]])) : null
    toldWhole.push(whole)
    told.push(whole !== null && first === i ? whole : tellPiece(fold(text.slice(...piece.span))))
  }
  const bySegment: Told[] = []
  const bySentence: Told[] = []
  const sentenceOf: number[] = []
  pieces.forEach((piece, i) => {
    sentenceOf[piece.segment] = piece.sentence
    const whole = toldWhole[i]
    if (whole) bySegment[piece.segment] = whole
    if (bySentence[piece.sentence] === undefined) {
      const sentence = passage.prepared.sentences[piece.sentence]
      bySentence[piece.sentence] = tellKept(sentence.text)
    }
  })
  const { askedAt, askedCount } = findAsked(question.content, text.slice(start, end), start, marks)
  const echoes = new Uint16Array(end - start + 1)
  for (let i = 0; i < end - start; i++) echoes[i + 1] = echoes[i] + (askedAt[i] >= 0 ? 1 : 0)
  return {
    passage,
    question,
    text,
    marks,
    pieces,
    told,
    toldWhole,
    bySegment,
    bySentence,
    sentenceOf,
    spokenParts: null,
    topPart: 0,
    start,
    echoes,
    askedAt,
    askedCount: askedCount || 1,
    anchors: anchorsOf(question.folded),
    weights: Float64Array.from(topics, topic => topic.weight / total),
    top: Math.max(...passage.sentences, 0.01),
    path: passage.features.path,
    several: asksSeveral(question),
    openings: [],
    endings: [],
    plain: null,
  }
}

/** Where the pairs of neighbouring characters of the question stand in a clause that starts at a place of its document. */
function findAsked(
  content: string,
  clause: string,
  start: number,
  marks: ClauseMarks,
): { askedAt: Int16Array; askedCount: number } {
  const askedAt = new Int16Array(clause.length + 1).fill(-1)
  const asked = new Set<string>()
  for (const run of content.match(/[\p{Script=Han}\d]+/gu) ?? [])
    for (let i = 0; i + 1 < run.length; i++) {
      const pair = run.slice(i, i + 2)
      if (asked.has(pair)) continue
      for (let at = clause.indexOf(pair); at >= 0; at = clause.indexOf(pair, at + 1))
        if (marks.isPair(start + at)) askedAt[at] = asked.size
      asked.add(pair)
    }
  return { askedAt, askedCount: asked.size }
}

/** The question's words right before and right behind the word that asks. */
function anchorsOf(folded: string): { before: string; after: string } {
  const asking = ASKING.exec(folded)
  if (!asking) return { before: '', after: '' }
  const before = folded.slice(0, asking.index).replace(/[的是了有都会要被由在对为于到过\p{P}]+$/u, '')
  const after = folded.slice(asking.index + asking[0].length).replace(/^[的是了有都会要\p{P}]+/u, '')
  return { before: before.slice(-2), after: after.slice(0, 2).replace(/[?？。\p{P}].*$/u, '') }
}

function measurePattern(measure: string): RegExp {
  const unit = measure.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`[\\d一二三四五六七八九十两百千万亿]\\s*余?多?(?:万|亿)?${unit}`)
}

/** How much of the text between two places only repeats the question. */
export function echoShare({ start, marks, echoes }: Reading, from: number, to: number): number {
  const all = marks.pairCount(from, to)
  if (all === 0) return 0
  const a = Math.max(0, from - start)
  const b = Math.min(echoes.length - 1, to - start - 1)
  return (echoes[b] - echoes[a]) / all
}
