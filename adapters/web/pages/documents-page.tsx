import type { ClauseIndex } from '../../../index/build.js'
import type { Document } from '../../../index/types.js'
import { readerPath } from '../../reader-link.js'
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
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable */}
        <section class="table documents" tabindex={0} aria-label="收录的文件">
          <table>
            <thead>
              <tr>
                <th scope="col">文件</th>
                <th scope="col">状态</th>
                <th scope="col">地区</th>
                <th scope="col">发文机关</th>
                <th scope="col">文号</th>
                <th scope="col">日期</th>
                <th scope="col">条数</th>
              </tr>
            </thead>
            <tbody>
              {documents.map(document => (
                <Row document={document} />
              ))}
            </tbody>
          </table>
        </section>
      </main>
    </Page>
  )
}

function Row({ document }: { document: Document }) {
  const { id, title, status, region, issuer, docNumber, issuedOn, clauses } = document
  return (
    <tr>
      <th scope="row">
        <a href={readerPath(id, `${id}#`)}>{title}</a>
      </th>
      <td>
        <StatusBadge status={status} />
      </td>
      <td>{region}</td>
      <td>{issuer}</td>
      <td>{docNumber}</td>
      <td>{issuedOn}</td>
      <td>{clauses.length}</td>
    </tr>
  )
}
