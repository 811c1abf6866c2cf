import type { Child } from 'hono/jsx'
import type { ClauseIndex } from '../../../index/build.js'
import type { DocStatus } from '../../../index/types.js'
import type { Passage } from '../../../src/retrieve/passages.js'
import { FEATURES, loadWeights } from '../../../src/retrieve/weights.js'
import type { Hit } from '../../../src/search.js'
import type { Question } from '../../../src/understand/question.js'
import { readerPath } from '../../reader-link.js'
import { issueDetails, STATUS_WORDS } from '../../wording.js'
import { matchedWords, occurrences } from '../matched-words.js'
import { Page } from './layout.js'
import { StatusBadge } from './reply.js'

/** The filters as they were sent, to be shown again. */
export interface Filters {
  region?: string
  doc?: string
  year?: string
  status?: string
}

export interface SearchPageProps {
  index: ClauseIndex
  query: string
  filters: Filters
  /** null where nothing was searched for yet. */
  result: { question: Question; hits: readonly Hit[] } | null
  /** What is wrong with the query, for the person. */
  complaint: string | null
  more: boolean
}

/** Clauses for staff: filters, hits with the matched words marked, why each is there. */
export function SearchPage(props: SearchPageProps) {
  const { query, filters, result, complaint } = props
  return (
    <Page title={query ? `检索：${query}` : '检索'} here="/search">
      <main class="wide" id="main">
        <h1>检索条款</h1>
        <SearchForm {...props} />
        {complaint && (
          <p class="notes" role="alert">
            {complaint}
          </p>
        )}
        {!result && !complaint && (
          <p class="source">
            可以写词、写问题、写条号（第四十四条、五（二）、框5）；引号里的话必须一字不差。键盘：/ 回到这里，↑ ↓
            在结果间移动，回车打开。
          </p>
        )}
        {result && <Hits {...props} result={result} query={query} filters={filters} />}
      </main>
    </Page>
  )
}

function SearchForm({ index, query, filters }: SearchPageProps) {
  const regions = [...new Set(index.documents.map(({ region }) => region).filter(region => region !== null))].sort()
  const years = [...new Set(index.documents.map(({ issuedOn }) => issuedOn?.slice(0, 4)).filter(Boolean))]
    .sort()
    .reverse()
  const statuses = [...new Set(index.documents.map(({ status }) => status))].filter(status => STATUS_WORDS[status])
  return (
    <form class="search" method="get" action="/search">
      <div class="box">
        <label class="unseen" for="q">
          要查的话
        </label>
        <input id="q" name="q" type="search" value={query} autocomplete="off" enterkeyhint="search" maxlength={600} />
        <button class="main" type="submit">
          检索
        </button>
      </div>
      <fieldset class="filters">
        <legend class="unseen">只查</legend>
        <Choice name="region" label="地区" chosen={filters.region} options={regions.map(name => [name!, name!])} />
        <Choice
          name="doc"
          label="文件"
          chosen={filters.doc}
          options={index.documents.slice(0, MOST_LISTED).map(({ id, title }) => [id, shorten(title, 40)])}
        />
        <Choice name="year" label="年份" chosen={filters.year} options={years.map(year => [year!, year!])} />
        <Choice
          name="status"
          label="状态"
          chosen={filters.status}
          options={statuses.map(status => [status, STATUS_WORDS[status as DocStatus]])}
        />
      </fieldset>
    </form>
  )
}

/** More documents than one looks through in a menu. */
const MOST_LISTED = 200

function Choice(props: { name: string; label: string; chosen?: string; options: (readonly [string, string])[] }) {
  const { name, label, chosen, options } = props
  const isListed = options.some(([value]) => value === chosen)
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">全部</option>
        {chosen && !isListed && (
          <option value={chosen} selected>
            {chosen}
          </option>
        )}
        {options.map(([value, text]) => (
          <option value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, wholeUpTo(text, most - 1))}…` : text
}

function Hits(props: SearchPageProps & { result: { question: Question; hits: readonly Hit[] } }) {
  const { result, query, filters, more } = props
  const link = new URLSearchParams({ q: query, ...filters })
  if (result.hits.length === 0) return <p>没有查到。可以换个说法，或去掉限定再查。</p>
  return (
    <>
      <div class="toolbar">
        <span role="status">
          {more ? `最相近的 ${result.hits.length} 条` : `共 ${result.hits.length} 条`}
          {result.question.mended.map(({ from, to }) => `；“${from}”按“${to}”查`)}
        </span>
        <a href={`/search.csv?${link}`} download="检索结果.csv">
          下载表格（CSV）
        </a>
      </div>
      <ol class="hits">
        {result.hits.map(hit => (
          <HitView hit={hit} question={result.question} />
        ))}
      </ol>
    </>
  )
}

/** How much of a clause a hit shows. */
const SHOWN = 240

function HitView({ hit, question }: { hit: Hit; question: Question }) {
  const { passage } = hit
  const { clause, document } = passage
  const matched = matchedWords(passage, question)
  const [start, end] = shownSpan(passage)
  const text = document.text.slice(start, end).trim()
  const words = matched.flatMap(({ found }) => found)
  const { status: docStatus, ...rest } = document
  return (
    <li>
      <h2>
        <a href={readerPath(document.id, clause.id, [start, end])}>{clause.path.at(-1) ?? document.title}</a>
      </h2>
      <div class="path">{clause.path.slice(0, -1).join(' › ')}</div>
      <p class="text">
        {start > clause.span[0] && '……'}
        {markWords(text, words)}
        {end < clause.span[1] - 1 && '……'}
      </p>
      <div class="source">
        《{document.title}》
        <StatusBadge status={docStatus} />
        {issueDetails(rest)}
      </div>
      <Why hit={hit} matched={matched} />
    </li>
  )
}

/** The whole clause, or of a long one the stretch around its best sentence. */
function shownSpan({ clause, document, prepared, best }: Passage): [number, number] {
  const [start, end] = clause.span
  const at = prepared.sentences[best]?.span[0] ?? start
  if (end - start <= SHOWN) return [start, end]
  const from = at - start <= SHOWN / 3 ? start : at
  return [from, Math.min(end, wholeUpTo(document.text, from + SHOWN))]
}

/** The place, or the one before where it would part the two halves of a character. */
function wholeUpTo(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at
}

function markWords(text: string, words: readonly string[]): Child[] {
  const out: Child[] = []
  let at = 0
  for (const [from, to] of occurrences(text, words)) {
    out.push(text.slice(at, from), <mark>{text.slice(from, to)}</mark>)
    at = to
  }
  out.push(text.slice(at))
  return out
}

/** What the features are called where people read them. */
const FEATURE_WORDS: Partial<Record<(typeof FEATURES)[number], string>> = {
  sentence: '句子说到所问',
  path: '章节标题',
  title: '文件名称',
  bigrams: '字词相合',
  score: '词频',
  kind: '有所问的数字、日期等',
  year: '年份',
  named: '点名的文件',
  row: '表格',
  region: '地区',
  document: '全文说到所问',
  context: '上下文',
  whole: '全文相合',
  phrase: '连续的字',
}

function Why({ hit, matched }: { hit: Hit; matched: ReturnType<typeof matchedWords> }) {
  const said = matched.filter(({ found }) => found.length > 0)
  const unsaid = matched.filter(({ found }) => found.length === 0).map(({ asked }) => asked)
  const weights = loadWeights()[hit.passage.weighed]
  const { features } = hit.passage
  const reasons = FEATURES.map(name => [FEATURE_WORDS[name], weights[name] * (features[name] ?? 0)] as const)
    .filter(([name, value]) => name && value > 0.2)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
  return (
    <details>
      <summary>为什么是这一条</summary>
      <ul>
        {said.length > 0 && (
          <li>
            说到：
            {said
              .map(({ asked, found }) => (found.includes(asked) ? asked : `${asked}（${found.join('、')}）`))
              .join('、')}
          </li>
        )}
        {unsaid.length > 0 && <li>没说到：{unsaid.join('、')}</li>}
        {reasons.length > 0 && (
          <li>
            得分 {hit.score.toFixed(1)}：{reasons.map(([name, value]) => `${name} ${value.toFixed(1)}`).join('，')}
          </li>
        )}
      </ul>
    </details>
  )
}
