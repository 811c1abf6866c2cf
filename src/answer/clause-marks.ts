import { fold } from '../../index/fold.js'
import { tagWords, type Word } from '../../index/segmenter.js'
import type { Span } from '../../index/types.js'
import { FoldedText } from '../folded-text.js'
import type { PreparedClause } from '../prepare.js'
import type { Passage } from '../retrieve/passages.js'
import { HEDGE } from './certainty.js'
import { segmentSpans } from './text.js'

/** The head of a news item. */
const DATELINE = /记者|讯[（(]|[日月]电|新华社|通讯员|来源/
const FIGURE = /\d+(?:\.\d+)?/g
const QUOTES = '“《「'

/** The words of a part of a sentence, with what of its cutting does not depend on the question. */
export interface PartWords {
  tagged: readonly Word[]
  /** The words in lower case, as questions write them. */
  lower: readonly string[]
  /** How the part may not be cut before the word: within a figure, between it and its unit, within one name. */
  joined: readonly boolean[]
}

/**
 * What stands where in a clause, whatever is asked: a question weighs hundreds of spans of a clause, and what each of them
 * holds is told from running counts without its text being read again. Places are those of the document's text.
 */
export class ClauseMarks {
  private readonly text: string
  private readonly start: number
  private readonly end: number
  /** Running counts by place in the clause: characters that are no marks, pairs that are compared, figures, 、, quotes. */
  private readonly bare: Uint16Array
  private readonly pairs: Uint16Array
  private readonly figureStarts: Uint16Array
  private readonly commas: Uint16Array
  private readonly quotes: Uint16Array
  private readonly hedges: readonly Span[]
  private readonly datelines: readonly Span[]
  private readonly segments: (readonly Span[])[] = []
  private readonly words = new Map<number, PartWords>()
  private readonly folded = new Map<number, FoldedText>()

  constructor(document: string, [start, end]: Span) {
    const length = end - start
    this.text = document
    this.start = start
    this.end = end
    this.bare = new Uint16Array(length + 1)
    this.pairs = new Uint16Array(length + 1)
    this.figureStarts = new Uint16Array(length + 1)
    this.commas = new Uint16Array(length + 1)
    this.quotes = new Uint16Array(length + 1)
    const own = document.slice(start, end)
    for (const { index } of own.matchAll(FIGURE)) this.figureStarts[index + 1] = 1
    for (let i = 0; i < length; i++) {
      const sort = sortAt(own, i)
      const pairs = (sort & COMPARED) !== 0 && i + 1 < length && (sortAt(own, i + 1) & COMPARED) !== 0
      this.bare[i + 1] = this.bare[i] + (sort & MARK ? 0 : 1)
      this.pairs[i + 1] = this.pairs[i] + (pairs ? 1 : 0)
      this.figureStarts[i + 1] += this.figureStarts[i]
      this.commas[i + 1] = this.commas[i] + (own[i] === '、' ? 1 : 0)
      this.quotes[i + 1] = this.quotes[i] + (QUOTES.includes(own[i]) ? 1 : 0)
    }
    this.hedges = placesOf(HEDGE, own, start)
    this.datelines = placesOf(DATELINE, own, start)
  }

  /** Characters from one place to another that are neither white space nor punctuation. */
  bareLength(from: number, to: number): number {
    return this.bare[to - this.start] - this.bare[from - this.start]
  }

  /** Neighbouring Chinese characters or digits that both stand between the places; places beyond the clause are its ends. */
  pairCount(from: number, to: number): number {
    const a = Math.max(0, from - this.start)
    const b = Math.min(this.pairs.length - 1, to - this.start - 1)
    return b > a ? this.pairs[b] - this.pairs[a] : 0
  }

  /** Whether a pair that is compared begins at a place of the clause. */
  isPair(at: number): boolean {
    return this.pairs[at - this.start + 1] > this.pairs[at - this.start]
  }

  /** Figures (12, 3.5) between two places. */
  figureCount(from: number, to: number): number {
    // Where a figure is cut through, its halves are figures.
    if (this.cutsFigure(from) || this.cutsFigure(to)) return this.text.slice(from, to).match(FIGURE)?.length ?? 0
    return this.figureStarts[to - this.start] - this.figureStarts[from - this.start]
  }

  private cutsFigure(at: number): boolean {
    return (
      at > this.start && at < this.end && isFigure(this.text.charCodeAt(at - 1)) && isFigure(this.text.charCodeAt(at))
    )
  }

  /** 、 between two places. */
  commaCount(from: number, to: number): number {
    return this.commas[to - this.start] - this.commas[from - this.start]
  }

  /** Whether a quotation or a title in 《》 begins between two places. */
  opensQuote(from: number, to: number): boolean {
    return this.quotes[to - this.start] > this.quotes[from - this.start]
  }

  /** Whether a word of certainty stands between two places. */
  hedged(from: number, to: number): boolean {
    return standsWithin(this.hedges, from, to)
  }

  /** Whether words of a dateline stand between two places. */
  isDateline(from: number, to: number): boolean {
    return standsWithin(this.datelines, from, to)
  }

  /** The parts of the sentence that has the index and the span. */
  segmentsOf(sentence: number, span: Span): readonly Span[] {
    return (this.segments[sentence] ??= segmentSpans(this.text, span))
  }

  /** A part of a sentence, folded. */
  foldedOf([from, to]: Span): FoldedText {
    let text = this.folded.get(from)
    if (!text) this.folded.set(from, (text = new FoldedText(fold(this.text.slice(from, to)))))
    return text
  }

  /** The words of a part of a sentence. */
  wordsOf([from, to]: Span): PartWords {
    let words = this.words.get(from)
    if (!words) this.words.set(from, (words = readWords(this.text.slice(from, to))))
    return words
  }
}

const known = new WeakMap<PreparedClause, ClauseMarks>()

/** The marks of a passage's clause, read once as long as the clause is prepared. */
export function marksOf({ prepared, document, clause }: Passage): ClauseMarks {
  let marks = known.get(prepared)
  if (!marks) known.set(prepared, (marks = new ClauseMarks(document.text, clause.span)))
  return marks
}

/** Two of these next to each other are one name (曲棍球运动员); jieba's tags. */
export function isNoun({ text, tag }: Word): boolean {
  // Words of the lexicon have no tag of their own.
  return /^(?:n|vn|j)/.test(tag) || (tag === 'x' && /^\p{Script=Han}{2,}$/u.test(text))
}

function readWords(part: string): PartWords {
  const tagged = tagWords(part)
  let offset = 0
  const joined = tagged.map(({ text, tag }, w) => {
    const head = part.slice(Math.max(0, offset - 3), offset)
    offset += text.length
    return (
      (/[\d.%]$/.test(head) && /^[\d.%]/.test(text)) ||
      /\d\s*$/.test(head) ||
      /^\s/.test(text) ||
      (tagged[w - 1]?.tag === 'm' && /^[mq]/.test(tag)) ||
      (w > 0 && isNoun(tagged[w - 1]) && isNoun(tagged[w]))
    )
  })
  return { tagged, lower: tagged.map(({ text }) => text.toLowerCase()), joined }
}

/** All places where a pattern fits, such as lie across each other, too; what a look ahead needs belongs to its place. */
function placesOf(pattern: RegExp, text: string, start: number): Span[] {
  const every = new RegExp(pattern, 'g')
  const places: Span[] = []
  for (let match = every.exec(text); match; match = every.exec(text)) {
    const end = match.index + match[0].length + (match[0] === '拟' ? 1 : 0)
    places.push([start + match.index, start + end])
    every.lastIndex = match.index + 1
  }
  return places
}

function standsWithin(places: readonly Span[], from: number, to: number): boolean {
  for (const place of places) if (place[0] >= from && place[1] <= to) return true
  return false
}

function isFigure(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e
}

const SEEN = 1
/** White space and punctuation. */
const MARK = 2
/** Chinese characters and digits: what is compared in pairs. */
const COMPARED = 4
const sorts = new Uint8Array(0x10000)

function sortAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code >= 0xd800 && code <= 0xdfff) return sortOf(wholeCharacter(text, at)) & ~COMPARED
  return sorts[code] === 0 ? (sorts[code] = sortOf(text[at])) : sorts[code]
}

/** The character of which a surrogate at a place is a half. */
function wholeCharacter(text: string, at: number): string {
  const before = String.fromCodePoint(text.codePointAt(at - 1) ?? 0)
  return before.length === 2 ? before : String.fromCodePoint(text.codePointAt(at)!)
}

function sortOf(char: string): number {
  return SEEN | (/[\s\p{P}]/u.test(char) ? MARK : 0) | (/[\p{Script=Han}\d]/u.test(char) ? COMPARED : 0)
}
