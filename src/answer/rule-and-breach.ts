import { type ArticlePart, articleParts } from '../../index/article-parts.js'
import { crossReferences } from '../../index/cross-references.js'
import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Asked } from './asked.js'
import { cite } from './citation.js'
import { supports } from './confidence.js'
import type { Statement } from './statement.js'
import { asSentence, OTHERS, segmentSpans, wordsOf } from './text.js'

/** How much less of the question the rule may speak of than the article that punishes its breach. */
const NEARLY_AS_MUCH = 0.75

/**
 * A yes-or-no question is settled by the rule (禁止窃取…), not by the article that punishes its breach (违反本法第十二条规定，窃取…):
 * where that one comes first and names its rule, the rule goes before it.
 */
export function ruleFirst(able: readonly Passage[], passages: readonly Passage[], asked: Asked): readonly Passage[] {
  const { question, language } = asked
  const [first] = able
  if (question.inner !== 'yesno' || question.penalty || first.clause.kind !== 'article') return able
  const text = first.document.text.slice(...first.clause.span)
  if (!/违反本[\u4e00-\u9fa5]{1,2}第/.test(text)) return able
  const places = new Set(crossReferences(text).flatMap(({ article }) => article ?? []))
  const coverage = (passage: Passage) => supports(passage, question, language).coverage
  const rule = passages
    .filter(
      ({ document, clause }) =>
        document === first.document && clause !== first.clause && clause.kind === 'article' && places.has(clause.place),
    )
    .sort((a, b) => coverage(b) - coverage(a))[0]
  if (!rule || coverage(rule) < NEARLY_AS_MUCH * coverage(first)) return able
  return [rule, ...able.filter(passage => passage !== rule)]
}

/** Longest answer in characters; of the line that announces the list only what settles it is kept then. */
const LIMIT = 118
const SETTLES = /不得|禁止|严禁|不准|可以|允许|应当|必须|不予|有权|处分|处罚|责令|不适用|属于|视为/
/** Kinds of questions that a figure or a whole list answers. */
const NEEDS_NO_LINE = new Set(['howmuch', 'when', 'list'])

/** An item of a list says nothing without the line that announces it: 禁止下列人员、车辆进入高速公路：行人。 */
export function underItsLine(statement: Statement, asked: Asked): Statement {
  const { passage, extract: found } = statement
  const { document, clause } = passage
  if (clause.kind !== 'article' || NEEDS_NO_LINE.has(asked.question.inner) || found.spans.length !== 1) return statement
  const placed = itemOf(articleParts(document, clause), found.spans[0], asked, document.text)
  if (!placed) return statement
  const { line, item } = placed
  const said = wordsOf(document, item.span).replace(/[；;。，,]$/, '')
  const whole = wordsOf(document, line.span)
  const announced = whole.length + said.length < LIMIT ? whole : settling(document.text, line.span)
  if (announced === null) return statement
  const spans: Span[] = [line.span, item.span]
  return {
    passage,
    extract: { ...found, text: asSentence(`${announced}${said}`), spans },
    citations: [cite(passage, spans)],
  }
}

/** The item that a piece is of, the one that speaks most of the question where it is of several, with the line above it. */
function itemOf(
  parts: readonly ArticlePart[],
  [start, end]: Span,
  { question }: Asked,
  text: string,
): { line: ArticlePart; item: ArticlePart } | null {
  const touched = parts.filter(({ span }) => span[0] < end && start < span[1])
  const speaks = ({ span }: ArticlePart) => {
    const folded = fold(text.slice(...span))
    return question.topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0)
  }
  const items = touched.filter(({ item, span }) => item !== null && !OTHERS.test(text.slice(...span)))
  // Of a whole list one item settles whether, but not how.
  if (items.length === 0 || (items.length < touched.length && question.inner !== 'yesno')) return null
  const [item, next] = [...items].sort((a, b) => speaks(b) - speaks(a))
  if (items.length < touched.length && next && speaks(next) >= speaks(item)) return null
  const line = parts.findLast(part => part.item === null && part.span[1] <= item.span[0])
  return line && line.paragraph === item.paragraph && /[：:]$/.test(text.slice(...line.span)) ? { line, item } : null
}

/** Of a long line the part that says what holds for its items; null where none does. */
function settling(text: string, line: Span): string | null {
  const parts = segmentSpans(text, line).map(span => text.slice(...span))
  const at = parts.findLastIndex(part => SETTLES.test(part))
  return at < 0 ? null : parts.slice(at).join('').trim()
}
