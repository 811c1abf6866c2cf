import type { Region } from '../../index/regions.js'
import { type Prepared, policyDocuments } from '../prepare.js'
import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import { exampleQuestions } from './example-questions.js'

const STATUS_NAMES = {
  in_force: '',
  draft: '（送审稿，未印发）',
  report: '',
  plan: '',
  news: '（新闻报道）',
  unknown: '',
} as const

/** Documents that are named one by one. */
const MOST_LISTED = 6

/** Who the bot is, which documents it holds, three questions to try. */
export function helpReply(prepared: Prepared): Answer {
  return {
    status: 'help',
    answer: `我是问策，用政策文件的原文回答问题，每个答案都注明出处；文件里没有的，我会直说没有。\n${holdings(prepared)}\n可以这样问：${exampleQuestions(
      prepared,
      3,
    )
      .map(q => `“${q}”`)
      .join(' ')}`,
    citations: [],
    choices: [],
    related: [],
    notes: [],
  }
}

/** The documents do not answer it; says what they cover. */
export function notFoundReply(prepared: Prepared, missing: readonly Region[], nearest: readonly Passage[]): Answer {
  const answer = missing.length
    ? `我收录的文件里没有${missing.map(region => region.name).join('、')}的政策文件，不能用别处的规定来回答。${coverage(prepared)}`
    : `收录的文件里没有找到能回答这个问题的条款。${coverage(prepared)}`
  const related = nearest
    .filter(passage => passage.clause.kind !== 'furnishing')
    .slice(0, 3)
    .map(({ clause, document }) => ({ clauseId: clause.id, title: document.title, path: clause.path }))
  return { status: 'not_found', answer, citations: [], choices: [], related, notes: [] }
}

/** What is held in a few words: the regions and how many documents. */
function coverage({ index, coveredRegions }: Prepared): string {
  const count = policyDocuments(index).length
  const names = coveredRegions.map(region => region.name)
  const where =
    names.length > 6
      ? `${names.slice(0, 5).join('、')}等 ${names.length} 个地区的`
      : names.length
        ? `${names.join('、')}的`
        : ''
  return `目前收录${where && `${where} `}${count} 份文件。`
}

/** What is held by name, one document a line. */
function holdings(prepared: Prepared): string {
  const documents = policyDocuments(prepared.index)
  if (documents.length > MOST_LISTED) return coverage(prepared)
  return `目前收录：\n${documents.map(document => `《${document.title}》${STATUS_NAMES[document.status]}`).join('\n')}`
}
