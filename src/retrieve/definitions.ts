import type { PlacedClause } from '../../index/build.js'
import { fold } from '../../index/fold.js'
import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import { terms } from '../../index/terms.js'
import type { Clause, Document, Span } from '../../index/types.js'
import type { Prepared } from '../prepare.js'

/** A sentence that says what a word means in its document: 本条例所称医疗废物，是指… */
export interface Definition {
  document: Document
  clause: Clause
  /** The word defined, folded. */
  term: string
  /** The sentence, with the items that it announces. */
  span: Span
}

const DEFINES =
  /^\s*(?:第[^条\s]{1,9}条\s*)?(?:[（(][一二三四五六七八九十\d]{1,3}[)）]\s*)?(?:(?:本(?:条例|法|办法|规定|细则|规则|决定|规程|章程|解释|意见|方案|条|款|市)|前款)(?:所称|所指|中|规定)?的?)?([^，,。；：:\n（()]{2,24}?)(?:[（(][^）)]{1,40}[）)])?[，,]?\s*(?:是指|系指|指的是|，指|,指)/
/** Longest definition with its items, in UTF-16 units. */
const LONGEST = 420

const SAYS = /是指|系指|指的是|[，,]指/
const known = new WeakMap<Clause, readonly Definition[]>()

/** The definitions that a clause gives, in its order; read once for each. */
export function definitionsOf({ clause, document }: PlacedClause): readonly Definition[] {
  let definitions = known.get(clause)
  if (!definitions) known.set(clause, (definitions = readDefinitions(clause, document)))
  return definitions
}

function readDefinitions(clause: Clause, document: Document): Definition[] {
  const { text } = document
  if (clause.row || !SAYS.test(text.slice(...clause.span))) return []
  const sentences = sentenceSpans(text, clause.span[0], clause.span[1]).map(span => trimSpan(text, span))
  return sentences.flatMap((span, i) => {
    const match = DEFINES.exec(text.slice(...span))
    if (!match) return []
    let end = span[1]
    if (/[：:]$/.test(text.slice(...span)))
      for (const item of sentences.slice(i + 1)) {
        if (item[1] - span[0] > LONGEST || !/^[（(]/.test(text.slice(...item))) break
        end = item[1]
      }
    return [{ document, clause, term: fold(match[1]), span: [span[0], end] as Span }]
  })
}

const ASKS_MEANING =
  /(?:什么|啥)(?:是|叫做?)|(?:是|指|指的)是?(?:什么|啥)(?:意思)?(?:[?？。]|$)|(?:什么|啥)意思|(?:的|怎么|如何)(?:定义|界定)|含义|何[为谓]/

/** Clauses looked at, the likeliest first. */
const MOST_CLAUSES = 200
/** What the words that define count beside those of the thing defined. */
const SAYING_WEIGHT = 2

/**
 * The definitions of the word whose meaning a folded question asks for, those of longer names first.
 * @param may whether a document may be asked
 * @returns [] where the question does not ask for a meaning or no document gives it
 */
export function definitionsFor(
  folded: string,
  may: (document: Document) => boolean,
  { index }: Prepared,
): Definition[] {
  const asks = ASKS_MEANING.exec(folded)
  if (!asks) return []
  const before = folded.slice(0, asks.index).replace(/[\s,，]+$/, '')
  const behind = folded.slice(asks.index + asks[0].length).replace(/[?？。呢啊吗]+$/, '')
  const fits = (term: string) =>
    before.endsWith(term) ||
    behind === term ||
    (behind.endsWith(term) && /[的里中]$/.test(behind.slice(0, -term.length)))
  const words = terms(`${before.slice(-12)}\n${behind.slice(-12)}`)
  const wanted = new Map(words.map(term => [term, 1]))
  for (const term of terms('是指')) wanted.set(term, SAYING_WEIGHT)
  return index.store
    .candidates(wanted, MOST_CLAUSES, position => may(index.clauses[position].document))
    .flatMap(({ clause }) => definitionsOf(index.clauses[clause]))
    .filter(({ term }) => fits(term))
    .sort((a, b) => b.term.length - a.term.length)
}
