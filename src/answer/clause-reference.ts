import type { Clause, Document } from '../../index/types.js'
import type { Answer } from '../reply.js'
import { answerItem } from './announced-lists.js'
import { type Asked, documentsMeant } from './asked.js'
import { cite } from './citation.js'
import { answered, cutAtSentence, MOST_CITATIONS, TEXT_LIMIT } from './compose.js'
import { notFoundReply } from './fixed-replies.js'
import { citeHeads, fitting } from './items.js'
import { clausesOf, type Place, placeOf, spanOf } from './lookup.js'
import { asSentence, display, wordsOf } from './text.js'

/** Documents that hold the place asked for and are offered to choose from. */
const MOST_OFFERED = 5

/**
 * 第四十四条: the clause that is named by its number, or the item of the list that was spoken of before.
 * @returns null where the question names no place, or no document meant has it
 */
export function answerReference(asked: Asked): Answer | null {
  if (!asked.question.reference) return null
  const found = answerItem(asked) ?? findPlace(asked)
  if (found) return found
  const { missing } = asked.scope
  return missing.length > 0 ? notFoundReply(asked.prepared, missing, []) : null
}

/** The clause in the document that is named, or in the only one of the scope that has it. */
function findPlace(asked: Asked): Answer | null {
  const { question, scope, prepared } = asked
  const reference = question.reference!
  const anywhere = scope.documents === null && question.documents.length === 0
  const documents = anywhere ? prepared.index.documents : documentsMeant(asked)
  const places = documents
    .filter(document => !document.standsApart || question.documents.length > 0)
    .map(document => placeOf(document, reference))
    .filter(place => place !== null)
  if (places.length === 0) return null
  if (places.length === 1 || question.documents.length > 0) return answerPlace(places[0], asked)
  if (question.topics.some(topic => topic.essential)) return null
  const offered = places.slice(0, MOST_OFFERED)
  const titles = offered.map(({ document }) => `《${document.title}》`)
  return {
    status: 'choose',
    answer: `下列文件都有${reference.text}，请说明是哪一份：\n${titles.join('\n')}`,
    citations: offered.flatMap(place => answerPlace(place, asked).citations.slice(0, 1)),
    choices: offered.map(({ document }) => ({
      label: document.title,
      question: `《${document.title}》${question.text}`,
    })),
    related: [],
    notes: [],
  }
}

/** A clause verbatim, with the units responsible where it has them and where there is room. */
export function answerPlace(place: Place, { question, prepared }: Asked): Answer {
  const clauses = clausesOf(place, prepared)
  const span = spanOf(place)
  const { document } = place
  const first = clauses[0].clause
  if (question.kind === 'who' && first.responsible !== null) {
    const line = document.clauses[first.responsible]
    return answered(
      asSentence(display(document.text.slice(...line.span))),
      [cite({ document, clause: line }, [line.span]), cite(clauses[0], [first.span])],
      [document],
    )
  }
  if (first.kind === 'heading' && clauses.length === 1) {
    const chapter = answerChapter(document, first)
    if (chapter) return chapter
  }
  const whole = display(document.text.slice(span[0], span[1]))
  const text = whole.length <= TEXT_LIMIT ? whole : cutAtSentence(whole, TEXT_LIMIT - 12)
  const head = first.kind === 'heading' || first.label || place.part ? '' : `${first.path.at(-1) ?? ''}：`
  const citations = clauses.slice(0, MOST_CITATIONS).map(clause => cite(clause, [place.part ?? clause.clause.span]))
  return answered(head + text, citations, [document])
}

/** 第三章: what its articles are about, by their first words; null for a heading that holds no articles. */
function answerChapter(document: Document, heading: Clause): Answer | null {
  const after = document.clauses.slice(heading.ordinal + 1)
  const depth = heading.place.split('.').length
  const end = after.findIndex(c => c.kind === 'heading' && c.place.split('.').length <= depth)
  const inside = end < 0 ? after : after.slice(0, end)
  const articles = inside.filter((c, i) => c.kind === 'article' && c.place !== inside[i - 1]?.place)
  if (articles.length === 0) return null
  const title = display(document.text.slice(...heading.span))
  const names = articles.map(article => `${article.label}${firstWords(document, article)}`)
  const shown = fitting(names, TEXT_LIMIT - 30 - title.length)
  const rest = shown.length < articles.length ? '……' : ''
  return answered(
    `${title}（共 ${articles.length} 条）：${shown.join('；')}${rest || '。'}`,
    citeHeads(document, [heading, ...articles], 80),
    [document],
  )
}

const FIRST_WORDS = 22

/** The words of an article up to its first comma, as many as tell what it is about. */
function firstWords(document: Document, article: Clause): string {
  const text = wordsOf(document, article.span)
  const words = /^[^，,。；;：:]+/.exec(text)?.[0] ?? ''
  return words.length <= FIRST_WORDS ? words : `${words.slice(0, FIRST_WORDS)}…`
}
