import type { ClauseIndex } from '../../../index/build.js'
import type { Document, Finding } from '../../../index/types.js'
import { readerPath } from '../../reader-link.js'
import { FINDING_WORDS, issueDetails } from '../../wording.js'
import { Page } from './layout.js'
import { StatusBadge } from './reply.js'

/** What is held: each document, from when, in what state. */
export function DocumentsPage({ index }: { index: ClauseIndex }) {
  const { documents, clauses, buildId } = index
  return (
    <Page title="收录的文件" here="/docs">
      <main class="wide" id="main">
        <h1>收录的文件</h1>
        <p class="source">
          {documents.length} 份文件，{clauses.length} 条；索引 {buildId}
        </p>
        <ol class="hits documents">
          {documents.map(document => (
            <DocumentView document={document} />
          ))}
        </ol>
        {index.findings.length > 0 && <Findings findings={index.findings} />}
      </main>
    </Page>
  )
}

function DocumentView({ document }: { document: Document }) {
  const { id, title, status, region, clauses } = document
  const details = [region, issueDetails(document), `${clauses.length} 条`].filter(Boolean).join('，')
  return (
    <li>
      <h2>
        <a href={readerPath(id, `${id}#`)}>{title}</a>
        <StatusBadge status={status} />
      </h2>
      <div class="source">{details}</div>
    </li>
  )
}

/** Most findings of a kind that are listed; the build prints all. */
const MOST_LISTED = 100

/** What the build mended or could not place, the graver kinds first. */
function Findings({ findings }: { findings: readonly Finding[] }) {
  const kinds = Object.keys(FINDING_WORDS) as Finding['kind'][]
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">读文件时的发现</h2>
      <p class="source">原文一字未改；下面是读的时候去掉了什么、接上了什么、有什么没放好。</p>
      {kinds.map(kind => {
        const own = findings.filter(finding => finding.kind === kind)
        return own.length === 0 ? null : (
          <details class="findings">
            <summary>
              {FINDING_WORDS[kind]}（{own.length}）
            </summary>
            <ul>
              {own.slice(0, MOST_LISTED).map(({ file, line, message }) => (
                <li>
                  {file}
                  {line > 0 && ` 第 ${line} 行`}：{message}
                </li>
              ))}
            </ul>
            {own.length > MOST_LISTED && <p>还有 {own.length - MOST_LISTED} 条，wence index 会全部列出。</p>}
          </details>
        )
      })}
    </section>
  )
}
