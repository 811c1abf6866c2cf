import { expect } from 'vitest'
import type { PlacedClause } from '../../index/build.js'
import { ask, explain, type Trace } from '../../src/ask.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { type Prepared, prepare } from '../../src/prepare.js'
import { type Answer, replySchema } from '../../src/reply.js'
import type { Question } from '../../src/understand/question.js'
import { understand } from '../../src/understand/understand.js'
import { seeds } from '../index/support.js'

export function preparedSeeds(): Prepared {
  return prepare(seeds().index)
}

/** A question understood by itself, over the real documents. */
export function understood(text: string): Question {
  return understand(text, preparedSeeds(), loadQuestionLanguage())
}

/** Asks the last turn after the others. */
export function asked(...turns: string[]): Answer {
  return ask(seeds().index, turns[turns.length - 1], { turns: turns.slice(0, -1) })
}

/** What the last turn was answered by. */
export function traced(...turns: string[]): Trace {
  return explain(seeds().index, turns[turns.length - 1], { turns: turns.slice(0, -1) }).trace
}

/** The clause of the real documents that bears an id. */
export function seedClause(id: string): PlacedClause {
  const found = seeds().index.clauses.find(({ clause }) => clause.id === id)
  if (!found) throw new Error(`no clause ${id} among the seeds`)
  return found
}

/** Ids of the documents that an answer cites, each once. */
export function citedDocuments(answer: Answer): string[] {
  return [...new Set(answer.citations.map(citation => citation.docId))]
}

/** What must hold of every reply, whatever was asked: quotes are slices of their clauses, figures are cited, JSON is the contract's. */
export function expectSound(answer: Answer, turns: readonly string[]): void {
  expect(replySchema.safeParse({ version: 1, ...answer, tookMs: 0 }).success).toBe(true)
  for (const citation of answer.citations) {
    const { clause, document } = seedClause(citation.clauseId)
    const [start, end] = citation.span
    expect(citation.docId).toBe(document.id)
    expect(citation.quote).toBe(document.text.slice(start, end))
    expect(citation.quote.trim()).not.toBe('')
    expect(citation.quote.length).toBeLessThanOrEqual(600)
    expect(start).toBeGreaterThanOrEqual(clause.span[0])
    expect(end).toBeLessThanOrEqual(clause.span[1])
    expect(citation).toMatchObject({
      title: document.title,
      region: document.region,
      docStatus: document.status,
      path: clause.path,
    })
  }
  const gives = answer.status === 'answered' || answer.status === 'choose'
  expect(answer.citations.length > 0).toBe(gives)
  if (gives) expect(looseFigures(answer, turns)).toEqual([])
  if (answer.status === 'choose') {
    expect(answer.choices.length).toBeGreaterThanOrEqual(2)
    expect(answer.choices.length).toBeLessThanOrEqual(5)
  }
  expect(answer.answer.trim()).not.toBe('')
}

/** Figures that are said and stand whole neither in a quote, nor in a name of a document, nor in what was asked. */
function looseFigures(answer: Answer, turns: readonly string[]): string[] {
  const told = answer.citations.flatMap(({ quote, title, docNumber }) => [quote, title, docNumber ?? ''])
  const figuresTold = new Set([...told, ...turns].flatMap(figuresOf))
  // 共 6 项 is the bot's own count.
  return figuresOf(answer.answer.replace(/共 \d+ 项/g, '')).filter(figure => !figuresTold.has(figure))
}

function figuresOf(text: string): string[] {
  return text.normalize('NFKC').match(/\d+(?:\.\d+)?/g) ?? []
}

/** The items of an answer that lists and counts them. */
export function itemsOf(...turns: string[]): string[] {
  const answer = asked(...turns)
  expectSound(answer, turns)
  const [, body, count] = /^(?:.*?：)?(.+)（共 (\d+) 项）。$/s.exec(answer.answer) ?? []
  expect(body, answer.answer).toBeDefined()
  const items = body.split('；')
  expect(items).toHaveLength(Number(count))
  return items
}
