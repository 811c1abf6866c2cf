import type { ClauseIndex } from '../../../index/build.js'
import type { Document } from '../../../index/types.js'
import { readerPath } from '../../reader-link.js'
import { issueDetails } from '../../wording.js'
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
