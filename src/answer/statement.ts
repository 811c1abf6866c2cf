import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { Citation } from '../reply.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import type { Asked } from './asked.js'
import { cite, QUOTE_LIMIT } from './citation.js'
import { type Extract, extract } from './extract.js'
import { asksResponsible, competentOf, responsibleOf } from './responsible.js'
import { spokenBySentence } from './spoken-of.js'
import { extractRow } from './table.js'
import { sentenceOf, withoutLabel } from './text.js'

/** One passage's answer, ready to be joined with others. */
export interface Statement {
  passage: Passage
  extract: Extract
  citations: Citation[]
}

/** What a passage says to the question: a row's cells, the units responsible, or the words of its sentences. */
export function answerFrom(passage: Passage, { question, language }: Asked): Statement {
  const body = asksResponsible(question) ? (responsibleOf(passage) ?? competentOf(passage, question)) : null
  if (body) return { passage, ...body }
  const row = extractRow(passage, question)
  const found = row ?? withYear(extract(passage, question, language), passage, question)
  const citation = cite(passage, found.spans)
  return { passage, extract: found, citations: row ? [citation, ...headOf(passage)] : [citation] }
}

/** The citation that comes first where the passage answers; what it would say is looked for only where the quote depends on it. */
export function citationOf(passage: Passage, asked: Asked): Citation {
  const { clause } = passage
  const isQuotedWhole = clause.span[1] - clause.span[0] <= QUOTE_LIMIT && !asksResponsible(asked.question)
  return isQuotedWhole ? cite(passage, [clause.span]) : answerFrom(passage, asked).citations[0]
}

/**
 * The statement with neighbouring sentences of its clause up to `limit` characters: of two neighbours the one that speaks more
 * of the question, after its equal the later one. A neighbour must itself speak of a thing that is asked for. Rows and lines of
 * bodies stay as they are.
 */
export function sayMore(statement: Statement, question: Question, limit: number): Statement {
  const { passage, extract: found } = statement
  const { sentences } = passage.prepared
  const said = sentencesOf(statement)
  if (!said) return statement
  let [first, last] = said
  const worth = (at: number) => passage.sentences[at] ?? -1
  const speaks = (at: number) =>
    question.topics.some(topic => topic.essential && matchTopic(topic, sentences[at].folded) >= 0.7)
  for (;;) {
    const ways = [last + 1, first - 1]
      .filter(at => at >= 0 && at < sentences.length && speaks(at))
      .sort((a, b) => worth(b) - worth(a) || b - a)
    const next = ways.find(at => textOf(passage, Math.min(first, at), Math.max(last, at)).length <= limit)
    if (next === undefined) break
    first = Math.min(first, next)
    last = Math.max(last, next)
  }
  return first === said[0] && last === said[1] ? statement : saying(passage, found, first, last)
}

/** What the sentences of the statement itself are worth above others. */
const CHOSEN = 0.25
/** What a sentence is worth that is the heading of its clause, and so says what follows, not how. */
const HEADING = 0.3
/** What a sentence is worth as one that stands between others. */
const ROOM = 0.02
/** Of sentences that are worth the same up to this the shorter are said. */
const SAME = 0.001

/**
 * The statement as the sentences in a row that speak most of the question in `limit` characters: those it is cut from with their
 * neighbours, or others of its clause that speak more. Rows and lines of bodies stay as they are.
 */
export function sayMost(statement: Statement, question: Question, limit: number): Statement {
  const { passage, extract: found } = statement
  const said = sentencesOf(statement)
  if (!said) return statement
  const { sentences } = passage.prepared
  const spoken = spokenBySentence(passage, question)
  const isSaid = (at: number) => said[0] <= at && at <= said[1]
  const worth = spoken.map(
    (share, at) => ROOM + share * (at === 0 && isHeading(passage) ? HEADING : 1) + (isSaid(at) ? CHOSEN * share : 0),
  )
  let best: [number, number] | null = null
  let most = 0
  let length = 0
  for (let first = 0; first < sentences.length; first++) {
    let sum = 0
    for (let last = first; last < sentences.length; last++) {
      const own = textOf(passage, first, last).length
      if (own > limit) break
      sum += worth[last]
      if (sum > most + SAME || (sum > most - SAME && own < length)) [best, most, length] = [[first, last], sum, own]
    }
  }
  const own = Math.max(...worth.slice(said[0], said[1] + 1))
  if (!best || (most <= own && found.text.length <= limit)) return statement
  return saying(passage, found, ...best)
}

/** Whether the first sentence of a clause is what it is headed by. */
function isHeading({ clause, prepared }: Passage): boolean {
  const heading = fold(clause.path.at(-1) ?? '')
  const lead = prepared.sentences[0].folded.replace(/[。.;；]$/, '')
  return prepared.sentences.length > 1 && heading.endsWith(withoutLabel(lead))
}

/** The sentences of its clause, first and last, that a statement is cut from; null where it is not cut from sentences. */
function sentencesOf({ passage, extract: found }: Statement): [number, number] | null {
  const { clause } = passage
  const { sentences } = passage.prepared
  if (clause.row || clause.kind === 'responsible' || found.spans.length === 0 || found.text.startsWith('……'))
    return null
  const inside = (at: number) => sentences.findIndex(({ span }) => span[0] <= at && at < span[1])
  const first = inside(Math.min(...found.spans.map(span => span[0])))
  const last = inside(Math.max(...found.spans.map(span => span[1])) - 1)
  return first < 0 || last < first ? null : [first, last]
}

function textOf({ document, prepared }: Passage, first: number, last: number): string {
  return sentenceOf(document, [prepared.sentences[first].span[0], prepared.sentences[last].span[1]])
}

/** A statement of whole sentences in a row. */
function saying(passage: Passage, found: Extract, first: number, last: number): Statement {
  const { sentences } = passage.prepared
  const span: Span = [sentences[first].span[0], sentences[last].span[1]]
  return {
    passage,
    extract: { ...found, text: textOf(passage, first, last), spans: [span] },
    citations: [cite(passage, [span])],
  }
}

/** The statement as the whole sentence that its piece is cut from; null where it is that already, or no sentence. */
export function wholeSentence({ passage, extract: found, citations }: Statement): Statement | null {
  const { document, prepared } = passage
  const [start, end] = found.spans[0] ?? [0, 0]
  const sentence = prepared.sentences.find(({ span }) => span[0] <= start && end <= span[1])
  if (!sentence || passage.clause.row) return null
  const text = sentenceOf(document, sentence.span)
  if (text === found.text) return null
  return { passage, extract: { ...found, text, spans: [sentence.span] }, citations }
}

const YEAR_NAMED = /(?:19|20)\d\d\s*年/g

/**
 * A figure with the year it speaks of, where its clause gives figures of several years and the piece alone names none: the year
 * named last before it in its sentence. Never guessed from elsewhere.
 */
function withYear(found: Extract, { document, clause, prepared }: Passage, question: Question): Extract {
  const start = found.spans[0]?.[0]
  if (question.inner !== 'howmuch' || start === undefined || !/\d/.test(found.text) || found.text.startsWith('……'))
    return found
  const whole = document.text.slice(...clause.span).match(YEAR_NAMED) ?? []
  const years = new Set(whole.map(year => year.replace(/\s/g, '')))
  if (years.size < 2 || /(?:19|20)\d\d\s*[年-]|目前|现有|截至|今年|去年/.test(found.text)) return found
  const sentence = prepared.sentences.find(({ span }) => span[0] <= start && start < span[1])
  const before = sentence ? document.text.slice(sentence.span[0], start) : ''
  const year = before.match(YEAR_NAMED)?.at(-1)?.replace(/\s/g, '')
  if (!year || question.years.includes(year.slice(0, 4)) || /[至到—-]\s*$/.test(before.split(year)[0] ?? ''))
    return found
  return { ...found, text: `${year}：${found.text}` }
}

/** The head of a row's table, which says what its figures are. */
function headOf({ clause, document }: Passage): Citation[] {
  const columns = clause.row!.columns.join('\t')
  const head = document.clauses.find(
    c => c.row !== null && c.row.columns.join('\t') === columns && c.row.cells.join('\t') === columns,
  )
  if (!head || head === clause) return []
  const unit = document.clauses[head.ordinal - 1]
  return [head, ...(unit && /^单位/.test(document.text.slice(...unit.span)) ? [unit] : [])].map(c =>
    cite({ document, clause: c }, [c.span]),
  )
}
