import type { Span } from '../../index/types.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { type ClauseMarks, isNoun, marksOf } from './clause-marks.js'

/** What stands at an end of a piece: an end of a sentence, one of its commas …, or a place within a part of it. */
export const EDGES = ['sentence', 'semicolon', 'colon', 'comma', 'item', 'cue', 'quote', 'echo'] as const
export type Edge = (typeof EDGES)[number]

/** The smallest part of a passage that an answer may be put together from. */
export interface Piece {
  span: Span
  /** Index of its sentence in the passage, and of the part of the sentence between commas. */
  sentence: number
  segment: number
  /** What the text before it ends with, null where no answer may start here. */
  opens: Edge | null
  /** What it ends with itself, null where no answer may end here. */
  closes: Edge | null
  /** Open brackets and quotation marks before it and behind it. */
  depth: readonly [before: number, after: number]
}

/** From this share of the best sentence's worth on a sentence is cut into pieces; its neighbours are, too. */
const WORTH_READING = 0.6
const MOST_SENTENCES = 16
/** Where the passage holds so little of the question word for word, a cut within a part of a sentence would be guesswork. */
const TOO_FEW_WORDS = 0.6

/** Words behind which a sentence says what it is about: what was asked often is all that follows. */
const CUE =
  /(?:分别为|分别是|包括|包含|以及|利用|通过|采取|采用|设立|推出|推行|提供|实行|称为|共计|累计|达到|为期|不超过|[为是由达共至对])$/u
/** A part that is cut off must not hold what turns the rest into its opposite, or makes it less sure. */
const GOVERNS =
  /[不未无没非禁勿莫否免]|计划|拟|力争|争取|探索|原则上|鼓励|预计|试点|建议|逐步|除外|以外|暂|至少|最[多少]/u

/** The sentences worth reading, in order: those that speak most of the question, the one before and the two behind each. */
function sentencesToRead(passage: Passage): number[] {
  const values = passage.sentences
  const top = Math.max(...values, 0.01)
  const order = values.map((_, s) => s).sort((a, b) => values[b] - values[a] || a - b)
  const chosen = new Set<number>()
  for (const s of order) {
    if (values[s] < WORTH_READING * top || chosen.size >= MOST_SENTENCES) break
    for (let near = Math.max(0, s - 1); near <= Math.min(values.length - 1, s + 2); near++) chosen.add(near)
  }
  return [...chosen].sort((a, b) => a - b)
}

/**
 * Cuts the sentences of a passage that are worth reading into pieces, in order.
 * @param byItems whether one item of an enumeration may answer: one of its figures may, of a list only the whole
 */
export function piecesOf(passage: Passage, question: Question, byItems: boolean): Piece[] {
  const { text } = passage.document
  const marks = marksOf(passage)
  const mayCut = question.inner !== 'yesno' && passage.features.bigrams >= TOO_FEW_WORDS
  const pieces: Piece[] = []
  let segment = 0
  let before: { sentence: number; edge: Edge } | null = null
  for (const s of sentencesToRead(passage)) {
    const { span } = passage.prepared.sentences[s]
    if (before && before.sentence !== s - 1) before = null
    let depth = 0
    for (const part of marks.segmentsOf(s, span)) {
      const cuts = mayCut ? innerCuts(text, part, question, marks) : []
      const closing = edgeAt(text, part[1], part[1] === span[1])
      let from = part[0]
      let opens: Edge | null = before?.edge ?? 'sentence'
      for (const cut of [...cuts, { at: part[1], closes: closing, opens: null }]) {
        const after = depthAfter(text, [from, cut.at], depth)
        const closes = cut.closes === 'item' && !byItems ? null : cut.closes
        pieces.push({
          span: [from, cut.at],
          sentence: s,
          segment,
          opens: opens === 'item' && !byItems ? null : opens,
          closes,
          depth: [depth, after],
        })
        depth = after
        from = cut.at
        opens = cut.opens
      }
      before = { sentence: s, edge: closing }
      segment++
    }
  }
  return pieces
}

function edgeAt(text: string, end: number, endsSentence: boolean): Edge {
  const last = text[end - 1]
  if (/[；;]/.test(last)) return 'semicolon'
  if (/[：:]/.test(last)) return 'colon'
  if (last === '、') return 'item'
  return endsSentence || /[。！？!?]/.test(last) ? 'sentence' : 'comma'
}

function depthAfter(text: string, [from, to]: Span, depth: number): number {
  let open = depth
  for (let i = from; i < to; i++) {
    if ('（(《“「『'.includes(text[i])) open++
    else if ('）)》”」』'.includes(text[i])) open--
  }
  return Math.max(0, open)
}

/** A place within a part of a sentence where an answer may start (`opens`) or end (`closes`). */
interface Cut {
  at: number
  opens: Edge | null
  closes: Edge | null
}

/** Where a part of a sentence may be cut so that both sides are words: at cues, quotation marks, and the question's own words. */
function innerCuts(text: string, [start, end]: Span, question: Question, marks: ClauseMarks): Cut[] {
  const part = text.slice(start, end)
  const cuts = new Map<number, Cut>()
  const mark = (offset: number, side: 'opens' | 'closes', edge: Edge) => {
    if (offset <= 0 || offset >= part.length) return
    let cut = cuts.get(offset)
    if (!cut) cuts.set(offset, (cut = { at: start + offset, opens: null, closes: null }))
    cut[side] ??= edge
  }
  const { tagged, lower, joined } = marks.wordsOf([start, end])
  const echoed = echoesOf(lower, question.content)
  const ends = question.inner === 'when' || question.inner === 'howmuch' ? ENDS_FIGURE : ENDS_NAME
  const lastName = tagged.findLastIndex(({ tag }) => NAMES.test(tag))
  let offset = 0
  tagged.forEach(({ text: word }, w) => {
    // A figure is never cut, nor parted from its unit.
    if (w > 0 && !joined[w]) {
      if (echoed[w - 1] && !echoed[w] && !SUFFIX.test(word) && w <= lastName) mark(offset, 'opens', 'echo')
      if (
        !echoed[w - 1] &&
        echoed[w] &&
        ends.test(tagged[w - 1].tag) &&
        !PREPOSITION.test(part.slice(offset - 1, offset)) &&
        !SUFFIX.test(word) &&
        repeats(lower, echoed, w)
      )
        mark(offset, 'closes', 'echo')
    }
    offset += word.length
    if (CUE.test(word) && !splitsChange(part, offset) && !splitsRange(part, offset)) mark(offset, 'opens', 'cue')
    if (/^[“《]$/.test(word) && w > 0 && !isNoun(tagged[w - 1])) mark(offset - 1, 'opens', 'quote')
    if (/^[”》]$/.test(word)) mark(offset, 'closes', 'quote')
  })
  return [...cuts.values()]
    .filter(({ at, opens, closes }) => {
      if (opens && GOVERNS.test(text.slice(start, at))) return closes !== null
      if (closes && GOVERNS.test(text.slice(at, end))) return opens !== null
      return true
    })
    .map(cut => ({
      ...cut,
      opens: cut.opens && GOVERNS.test(text.slice(start, cut.at)) ? null : cut.opens,
      closes: cut.closes && GOVERNS.test(text.slice(cut.at, end)) ? null : cut.closes,
    }))
    .sort((a, b) => a.at - b.at)
}

/** 由每月600元增长至每月800元, 从41.9%提高到50%: a change is said with what it starts from. */
const CHANGE = /[由从][^由从]{0,12}[\d一二三四五六七八九十百千万][^由从]{0,14}[至到为]/gu

function splitsChange(part: string, offset: number): boolean {
  return [...part.matchAll(CHANGE)].some(({ index, 0: text }) => offset > index && offset <= index + text.length)
}

/** 9月28日至11月1日: the end of a range alone is another date. */
function splitsRange(part: string, offset: number): boolean {
  return /[\d%年月日号时]\s*[至到]$/.test(part.slice(0, offset)) && /^\s*\d/.test(part.slice(offset))
}

/** What hangs on the word before it, or leads on from it. */
const SUFFIX = /^(?:[由从至到把被的地得等和与及了者性化率\p{P}]|以上|以下|以内)/u
const PREPOSITION = /[对的和与及为将把被在向从于以、]$/
/** Kinds of words that a name or a figure ends with; jieba's tags. */
const ENDS_NAME = /^(?:n|vn|m|q|j|l|i|x|t|s|eng)/
const ENDS_FIGURE = /^(?:m|q|t)/
/** Without one of these what is left says how, and no longer what (比较完善). */
const NAMES = /^(?:n|m|j|t|s|eng)/
/** A tail is left out where so much of it only repeats the question. */
const REPEATED = 0.6

/** Which words the question holds; a single character only where it goes on from the word before. */
function echoesOf(lower: readonly string[], content: string): boolean[] {
  const out: boolean[] = []
  lower.forEach((word, w) => {
    out.push(
      word.length >= 2
        ? content.includes(word)
        : /^[\p{P}\s]/u.test(word)
          ? false
          : w > 0 && out[w - 1] && content.includes(lower[w - 1] + word),
    )
  })
  return out
}

/** Whether what follows from word `from` on is mostly the question's own words. */
function repeats(words: readonly string[], echoed: readonly boolean[], from: number): boolean {
  let all = 0
  let held = 0
  for (let w = from; w < words.length; w++) {
    if (/^[\p{P}\s]/u.test(words[w])) continue
    all += words[w].length
    if (echoed[w]) held += words[w].length
  }
  return held >= REPEATED * all
}
