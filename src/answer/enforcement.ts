import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import type { Clause, Document, Span } from '../../index/types.js'
import type { Prepared } from '../prepare.js'
import type { Answer } from '../reply.js'
import type { Question } from '../understand/question.js'
import { cite } from './citation.js'
import { nameRegion, notesOn } from './compose.js'
import { stripLead } from './extract.js'
import { asSentence, display } from './text.js'

const WHEN = '(?:何时|什么时候|啥时候|哪年|哪一年|哪天|哪一天|几号|几月|什么日期|多会儿)'
const FORCE = '(?:施行|实施|生效|执行|起效)'
const ASKS_WHEN = new RegExp(
  `${WHEN}(?:开始|起|正式|才|就|会)*${FORCE}|${FORCE}(?:的)?(?:时间|日期|日子)|${FORCE}(?:是|了)?(?:在)?${WHEN}|(?:从|自)${WHEN}(?:开始|起)*${FORCE}`,
)
/** 本条例自2021年1月1日起施行; 本办法自公布之日起施行. */
const TAKES_FORCE = /本[\u4e00-\u9fa5]{1,4}[^。；]{0,16}自[^。；]{2,24}(?:起|开始)(?:施行|实施|生效|执行)/

/** Whether a question asks since when a text is in force. */
export function asksEnforcement(question: Question): boolean {
  return ASKS_WHEN.test(question.folded)
}

/**
 * Since when each of some documents is in force, by its own words; a line for each where there are several.
 * @returns null where none of them says it
 */
export function answerEnforcement(
  documents: readonly Document[],
  question: Question,
  prepared: Prepared,
): Answer | null {
  const said = documents
    .map(document => ({ document, found: enforcementOf(document) }))
    .filter((entry): entry is { document: Document; found: { clause: Clause; span: Span } } => entry.found !== null)
  if (said.length === 0) return null
  const spoken = ({ document, found }: (typeof said)[number]) =>
    asSentence(stripLead(display(document.text.slice(...found.span))))
  return {
    status: 'answered',
    answer:
      said.length === 1
        ? nameRegion(spoken(said[0]), said[0].document, question, prepared)
        : said.map(entry => `《${entry.document.title}》：${spoken(entry)}`).join('\n'),
    citations: said.map(({ document, found }) => cite({ document, clause: found.clause }, [found.span])),
    choices: [],
    related: [],
    notes: notesOn(
      said.map(({ document }) => document),
      question,
    ),
  }
}

/** The last sentence of a document that says when it takes force. */
function enforcementOf(document: Document): { clause: Clause; span: Span } | null {
  for (const clause of [...document.clauses].reverse()) {
    const { text } = document
    if (!TAKES_FORCE.test(text.slice(...clause.span))) continue
    const span = sentenceSpans(text, ...clause.span).find(([from, to]) => TAKES_FORCE.test(text.slice(from, to)))
    if (span) return { clause, span: trimSpan(text, span) }
  }
  return null
}
