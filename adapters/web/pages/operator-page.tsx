import type { ClauseIndex } from '../../../index/build.js'
import type { Disliked, MissedGroup, Nearest } from '../../learning/groups.js'
import { readerPath } from '../../reader-link.js'
import { Page } from './layout.js'
import { askPath } from './reply.js'

/** Groups and answers that are listed; the download holds all. */
const MOST_LISTED = 100
/** Ways to ask that are listed of a group. */
const MOST_WAYS = 8

interface Shown {
  index: ClauseIndex
  /** When the build was taken. */
  since: Date
  states: readonly string[]
  undelivered: readonly { platform: string; reason: string; count: number }[]
  /** Whether anything is learned from use. */
  learns: boolean
  days: number
  missed: readonly MissedGroup[]
  disliked: readonly Disliked[]
}

/** What the operator needs to see, and nobody else. */
export function OperatorPage(shown: Shown) {
  const { learns, days, missed, disliked } = shown
  return (
    <Page title="运行情况">
      <main class="wide" id="main">
        <h1>运行情况</h1>
        <State {...shown} />
        {learns ? (
          <>
            <form class="search" method="get" action="/operator">
              <div class="filters">
                <label>
                  看最近几天
                  <input type="number" name="days" min="1" max="3650" value={String(days)} />
                </label>
                <button type="submit">看</button>
              </div>
            </form>
            <Missed missed={missed} days={days} />
            <DislikedAnswers disliked={disliked} days={days} />
            {missed.length + disliked.length > 0 && (
              <p>
                <a href={`/operator/misses.jsonl?days=${days}`}>下载成待标的问题</a>（questions.jsonl 的格式，标好再放）
              </p>
            )}
          </>
        ) : (
          <p>没有记下没答上的问题和评价：WENCE_LEARN=0，或数据库打不开。</p>
        )}
      </main>
    </Page>
  )
}

function State({ index, since, states, undelivered }: Shown) {
  return (
    <section aria-labelledby="state">
      <h2 id="state">现在</h2>
      <ul>
        <li>
          索引 {index.buildId}：{index.documents.length} 份文件，{index.clauses.length} 条，
          {since.toISOString().slice(0, 16).replace('T', ' ')}（UTC）启用
        </li>
        {states.map(state => (
          <li>{state}</li>
        ))}
        {undelivered.map(({ platform, reason, count }) => (
          <li>
            {platform} 没能送达：{reason}，{count} 次
          </li>
        ))}
      </ul>
    </section>
  )
}

function Missed({ missed, days }: { missed: readonly MissedGroup[]; days: number }) {
  const asked = missed.reduce((sum, { count }) => sum + count, 0)
  return (
    <section aria-labelledby="missed">
      <h2 id="missed">没答上的</h2>
      <p class="source">
        {missed.length === 0 ? `近 ${days} 天没有。` : `近 ${days} 天 ${missed.length} 类，${asked} 次`}
      </p>
      <ol class="hits">
        {missed.slice(0, MOST_LISTED).map(({ count, lastDay, questions, nearest }) => (
          <li>
            <h3>
              <a href={askPath(questions[0].question, questions[0].turns)}>{inOneLine(questions[0])}</a>
            </h3>
            <div class="source">
              {count} 次，最近 {lastDay}
            </div>
            {questions.length > 1 && (
              <ul>
                {questions.slice(1, MOST_WAYS).map(question => (
                  <li>
                    {inOneLine(question)}（{question.count} 次）
                  </li>
                ))}
                {questions.length > MOST_WAYS && <li>还有 {questions.length - MOST_WAYS} 种问法</li>}
              </ul>
            )}
            <NearestClauses nearest={nearest} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function NearestClauses({ nearest }: { nearest: readonly Nearest[] }) {
  if (nearest.length === 0) return <p class="source">没有相近的条款，或没有收录那里的文件</p>
  return (
    <p class="source">
      相近：
      {nearest.map(({ clauseId, title, path }, i) => (
        <>
          {i > 0 && '；'}
          <a href={readerPath(clauseId.slice(0, clauseId.indexOf('#')), clauseId)}>{path.at(-1) ?? title}</a>（{title}）
        </>
      ))}
    </p>
  )
}

function DislikedAnswers({ disliked, days }: { disliked: readonly Disliked[]; days: number }) {
  return (
    <section aria-labelledby="disliked">
      <h2 id="disliked">说没用的</h2>
      {disliked.length === 0 ? (
        <p class="source">近 {days} 天没有。</p>
      ) : (
        <div class="table">
          <table>
            <thead>
              <tr>
                <th scope="col">问题</th>
                <th scope="col">没用</th>
                <th scope="col">有用</th>
                <th scope="col">依据的条款</th>
              </tr>
            </thead>
            <tbody>
              {disliked.slice(0, MOST_LISTED).map(({ question, clauseId, useless, useful }) => (
                <tr>
                  <td>
                    <a href={askPath(question, [])}>{question}</a>
                  </td>
                  <td>{useless}</td>
                  <td>{useful}</td>
                  <td>{clauseId ? <a href={readerPath(clauseId.split('#')[0], clauseId)}>{clauseId}</a> : '没有'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function inOneLine({ question, turns }: MissedGroup['questions'][number]): string {
  return [...turns, question].join(' → ')
}
