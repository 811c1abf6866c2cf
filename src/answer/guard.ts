import { fold } from '../../index/fold.js'
import type { Prepared } from '../prepare.js'
import type { Answer } from '../reply.js'
import type { Question } from '../understand/question.js'

/** What in an answer stands neither in its citations nor in the question: figures, and names of places. */
export function ungrounded(answer: Answer, asked: readonly string[], prepared: Prepared): string[] {
  if (answer.status !== 'answered' && answer.status !== 'choose') return []
  const cited = [
    ...answer.citations.flatMap(c => [
      c.quote,
      c.title,
      c.issuedOn ?? '',
      c.docNumber ?? '',
      c.region ?? '',
      ...c.path,
    ]),
    ...asked,
  ].join('\n')
  // 共 12 项 is the bot's own counting.
  const said = answer.answer.replace(/共\s*\d+\s*[项条个点类家所]/g, '')
  const claims = fold(said)
  // Figures are compared with their spaces: cells of a row next to each other would make one figure.
  const claimed = said.normalize('NFKC').match(/\d+(?:\.\d+)?/g) ?? []
  const figuresCited = claimed.length > 0 ? cited.normalize('NFKC') : ''
  const figures = claimed.filter(figure => !standsAlone(figuresCited, figure))
  const places = prepared.index.lexicon.gazetteer
    .find(claims)
    .map(mention => mention.alias)
    .filter(alias => alias.length >= 3)
  const names = [...places, ...(claims.match(/市[\p{Script=Han}]{1,6}(?:局|委|办|厅|中心|协会)/gu) ?? [])]
  if (names.length === 0) return figures
  const source = fold(cited)
  return [...figures, ...names.filter(name => !source.includes(name))]
}

/** A figure counts only whole: 5 does not stand in 150. */
function standsAlone(source: string, figure: string): boolean {
  for (let at = source.indexOf(figure); at >= 0; at = source.indexOf(figure, at + 1)) {
    const behind = source.slice(at + figure.length, at + figure.length + 2)
    if (!/[\d.]/.test(source[at - 1] ?? '') && !/^\d|^\.\d/.test(behind)) return true
  }
  return false
}

/** Lets a reply pass whose every figure and name is cited; of any other only the first quoted passage is said. */
export function guard(answer: Answer, question: Question, turns: readonly string[], prepared: Prepared): Answer {
  // A city that was asked about may be called by its full name.
  const asked = [question.text, ...turns, ...question.regions.map(region => region.name)]
  const loose = ungrounded(answer, asked, prepared)
  if (loose.length === 0) return answer
  const quote = answer.citations[0]?.quote
  return quote
    ? { ...answer, answer: quote }
    : {
        ...answer,
        status: 'not_found',
        answer: '收录的文件里没有找到能回答这个问题的条款。',
        citations: [],
        choices: [],
      }
}
