import type { Region } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { Answer, Citation } from '../reply.js'
import type { Scope } from '../retrieve/scope.js'
import type { Question } from '../understand/question.js'
import type { Asked } from './asked.js'
import { answered } from './compose.js'
import { type Statement, sayMost } from './statement.js'

/** What one region's document says. */
export interface RegionLine {
  region: Region
  text: string
  citations: readonly Citation[]
  document: Document
}

/** Regions offered to choose from; more is no choice in a chat. */
export const MOST_REGIONS = 5

/** The line of a region: its name and what its documents say. */
export function lineOf({ name }: Region, text: string): string {
  return `${name}：${text}`
}

/** The line of a region whose documents do not say it. */
export function silentLine(region: Region): string {
  return lineOf(region, '收录的文件里没有相应内容。')
}

/** The line of a region that has no documents. */
export function missingLine(region: Region): string {
  return lineOf(region, '没有收录这个地区的文件。')
}

/** No region was named and several answer: a line for each, and the question narrowed to each. */
export function chooseAmong(lines: readonly RegionLine[], { question }: Asked, scope?: Scope): Answer {
  const bare = question.text.replace(/[？?。！!\s]+$/, '')
  return {
    ...answered(
      lines.map(({ region, text }) => lineOf(region, text)).join('\n'),
      lines.flatMap(({ citations }) => citations),
      lines.map(({ document }) => document),
      scope,
    ),
    status: 'choose',
    choices: lines.map(({ region: { name } }) => ({ label: name, question: `${name.replace(/市$/, '')}${bare}` })),
  }
}

/** Kinds of answer that take several sentences. */
export const SPACIOUS: ReadonlySet<Question['kind']> = new Set(['list', 'how', 'what', 'why', 'any'])
/** Characters for the lines of all cities, and the most for one. */
const ALL_LINES = 370
const LINE = 150

/** A city's line among `count`: what it does takes more than one sentence, a figure or a date does not. */
export function inLine(statement: Statement, question: Question, count: number): Statement {
  const limit = Math.min(LINE, ALL_LINES / count)
  return SPACIOUS.has(question.inner) && question.unit === null ? sayMost(statement, question, limit) : statement
}
