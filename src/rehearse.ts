import type { ClauseIndex } from '../index/build.js'
import { ask } from './ask.js'

/** Ways to ask about a heading, one of each kind of answer. */
const WAYS = [
  '有什么要求？',
  '是多少',
  '由谁负责？',
  '什么时候完成',
  '在哪里办',
  '有哪些措施？',
  '怎么做？',
  '为什么要抓',
  '要交多少钱吗',
  '，违反了怎么处罚，罚多少',
]
const LONGEST_HEADING = 24

/**
 * Asks `count` questions made of the documents' own headings and lets the answers go: the word lists are read, and the engine
 * has compiled what answers run through, before the first person asks. Changes no answer.
 */
export function rehearse(index: ClauseIndex, count: number): void {
  for (const _ of rehearsal(index, count));
}

/** The same, a question a step. */
export function* rehearsal(index: ClauseIndex, count: number): Generator<void> {
  const headings = index.clauses.map(({ clause }) => clause.path.at(-1) ?? '').filter(heading => heading.length >= 4)
  for (let n = 0; n < count && headings.length > 0; n++) {
    const heading = headings[Math.floor((n * headings.length) / count)]
    const regions = index.documents[n % index.documents.length].region ?? ''
    ask(index, `${n % 3 === 0 ? regions : ''}${heading.slice(0, LONGEST_HEADING)}${WAYS[n % WAYS.length]}`)
    yield
  }
}
