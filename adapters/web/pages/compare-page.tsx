import type { RegionAnswer } from '../../../src/compare.js'
import { readerPath } from '../../reader-link.js'
import { issueDetails } from '../../wording.js'
import { Page } from './layout.js'
import { askPath, StatusBadge } from './reply.js'

/** Cities side by side: what each one's documents say, each cell with its source. */
export function ComparePage({ query, answers }: { query: string; answers: readonly RegionAnswer[] | null }) {
  return (
    <Page title={query ? `对比：${query}` : '对比'} here="/compare">
      <main class="wide" id="main">
        <h1>各地对比</h1>
        <form class="search" method="get" action="/compare">
          <div class="box">
            <label class="unseen" for="q">
              要对比的事
            </label>
            <input
              id="q"
              name="q"
              type="search"
              value={query}
              autocomplete="off"
              maxlength={600}
              placeholder="比如“县管校聘”“双师型教师占比”"
            />
            <button class="main" type="submit">
              对比
            </button>
          </div>
        </form>
        {answers && <Answers answers={answers} query={query} />}
      </main>
    </Page>
  )
}

function Answers({ answers, query }: { answers: readonly RegionAnswer[]; query: string }) {
  return (
    <section class="table compare" tabindex={0} aria-label="各地的说法">
      <table>
        <thead>
          <tr>
            <th scope="col">地区</th>
            <th scope="col">文件里怎么说</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ region, answer }) => (
            <Row region={region.name} answer={answer} query={query} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ region, answer, query }: { region: string; answer: RegionAnswer['answer']; query: string }) {
  const isAnswered = answer.status === 'answered' || answer.status === 'choose'
  if (!isAnswered)
    return (
      <tr>
        <th scope="row">{region}</th>
        <td class="source" colspan={2}>
          收录的文件里没有找到。
        </td>
      </tr>
    )
  return (
    <tr>
      <th scope="row">
        <a href={askPath(`${region}：${query}`, [])}>{region}</a>
      </th>
      <td>
        {answer.answer.split('\n').map(line => (
          <p>{line}</p>
        ))}
        {answer.notes.map(note => (
          <p class="source">{note}</p>
        ))}
      </td>
      <td>
        <ol>
          {answer.citations.slice(0, 3).map(citation => (
            <li>
              <a href={readerPath(citation.docId, citation.clauseId, citation.span)}>
                《{citation.title}》{citation.path.at(-1)}
              </a>
              <StatusBadge status={citation.docStatus} />
              <span class="source">{issueDetails(citation)}</span>
            </li>
          ))}
        </ol>
      </td>
    </tr>
  )
}
