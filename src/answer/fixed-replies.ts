import type { Region } from '../../index/regions.js'
import type { Prepared } from '../prepare.js'
import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'

const STATUS_NAMES = {
  in_force: '',
  draft: '（送审稿，未印发）',
  report: '',
  plan: '',
  news: '（新闻报道）',
  unknown: '',
} as const

/** Who the bot is, which documents it holds, three questions to try. */
export function helpReply(prepared: Prepared): Answer {
  return {
    status: 'help',
    answer: `我是问策，用政策文件的原文回答问题，每个答案都注明出处；文件里没有的，我会直说没有。\n${holdings(prepared)}\n可以这样问：${examples(
      prepared,
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
    ? `我收录的文件里没有${missing.map(region => region.name).join('、')}的政策文件，不能用别处的规定来回答。${holdings(prepared)}`
    : `收录的文件里没有找到能回答这个问题的条款。${holdings(prepared)}`
  const related = nearest
    .filter(passage => passage.clause.kind !== 'furnishing')
    .slice(0, 3)
    .map(({ clause, document }) => ({ clauseId: clause.id, title: document.title, path: clause.path }))
  return { status: 'not_found', answer, citations: [], choices: [], related, notes: [] }
}

function holdings(prepared: Prepared): string {
  const documents = prepared.index.documents.filter(document => !document.standsApart)
  const regions = prepared.coveredRegions.map(region => region.name)
  const where =
    regions.length === 0
      ? ''
      : regions.length <= 6
        ? `，涉及${regions.join('、')}`
        : `，涉及${regions.slice(0, 5).join('、')}等 ${regions.length} 个地区`
  if (documents.length > 6) return `目前收录 ${documents.length} 份文件${where}。`
  return `目前收录：${documents.map(document => `《${document.title}》${STATUS_NAMES[document.status]}`).join('；')}${where ? `${where}。` : '。'}`
}

/** Questions to try, made of the headings of the documents held. */
export function examples(prepared: Prepared): string[] {
  const out: string[] = []
  for (const document of prepared.index.documents) {
    if (out.length === 3) break
    if (document.standsApart) continue
    const clause = document.clauses.find(
      c => (c.kind === 'item' || c.kind === 'article' || c.kind === 'paragraph') && leadOf(c.path.at(-1) ?? '') !== '',
    )
    const lead = leadOf(clause?.path.at(-1) ?? '')
    const region = prepared.regionOf(document)?.name.replace(/[市省]$/, '') ?? ''
    if (lead) out.push(lead.includes(region) ? `${lead}有什么措施` : `${region}${lead}有什么措施`)
  }
  return out
}

function leadOf(title: string): string {
  const words = title
    .replace(/^(?:[（(][^）)]*[）)]|\d+[.．、]|[一二三四五六七八九十]+[、是]|第[^条]+条)\s*/, '')
    .replace(/["“”]/g, '')
  return words.length >= 5 && words.length <= 20 ? words : ''
}
