import type { PlacedClause } from '../../index/build.js'
import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import type { Document, Span } from '../../index/types.js'
import type { Answer } from '../reply.js'
import type { Question } from '../understand/question.js'
import { type Asked, documentsMeant } from './asked.js'
import { cite } from './citation.js'
import { answered, nameRegion } from './compose.js'
import { sentenceOf } from './text.js'

/** Documents whose dates are told together; of more a question about one of them is too vague. */
const MOST_DOCUMENTS = 3

const WHEN = '(?:何时|什么时候|啥时候|哪年|哪一年|哪天|哪一天|几号|几月|什么日期|多会儿)'
const FORCE = '(?:施行|实施|生效|执行|起效)'
const ASKS_WHEN = new RegExp(
  `${WHEN}(?:开始|起|正式|才|就|会)*${FORCE}|${FORCE}(?:的)?(?:时间|日期|日子)|${FORCE}(?:是|了)?(?:在)?${WHEN}|(?:从|自)${WHEN}(?:开始|起)*${FORCE}`,
)
/** 本条例自2021年1月1日起施行; 本办法自公布之日起施行. */
const TAKES_FORCE = /本[\u4e00-\u9fa5]{1,4}[^。；]{0,16}自[^。；]{2,24}(?:起|开始)(?:施行|实施|生效|执行)/

/** Whether a question asks since when a text is in force. */
function asksEnforcement(question: Question): boolean {
  return ASKS_WHEN.test(question.folded)
}

/**
 * Since when each of the documents meant is in force, by its own words; a line for each where there are several.
 * @returns null where the question asks no such thing, too many documents are meant, or none of them says it
 */
export function answerEnforcement(asked: Asked): Answer | null {
  if (!asksEnforcement(asked.question)) return null
  const documents = documentsMeant(asked)
  if (documents.length > MOST_DOCUMENTS) return null
  const said = documents.flatMap(document => {
    const found = enforcementOf(document)
    return found ? [{ document, text: sentenceOf(document, found.span), citation: cite(found, [found.span]) }] : []
  })
  if (said.length === 0) return null
  const text =
    said.length === 1
      ? nameRegion(said[0].text, said[0].document, asked)
      : said.map(({ document, text: own }) => `《${document.title}》：${own}`).join('\n')
  return answered(
    text,
    said.map(({ citation }) => citation),
    said.map(({ document }) => document),
  )
}

/** The last sentence of a document that says when it takes force. */
function enforcementOf(document: Document): (PlacedClause & { span: Span }) | null {
  for (const clause of [...document.clauses].reverse()) {
    const { text } = document
    if (!TAKES_FORCE.test(text.slice(...clause.span))) continue
    const span = sentenceSpans(text, ...clause.span).find(([from, to]) => TAKES_FORCE.test(text.slice(from, to)))
    if (span) return { document, clause, span: trimSpan(text, span) }
  }
  return null
}
