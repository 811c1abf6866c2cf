import type { Document, Span } from '../../../index/types.js'
import { readerPath } from '../../reader-link.js'
import { STATUS_WORDS } from '../../wording.js'
import { type DocumentsByTitle, referencesIn } from '../cross-references.js'
import { type Block, blocksOf, type TableBlock, type TextBlock } from '../document-blocks.js'
import { Page } from './layout.js'
import { StatusBadge } from './reply.js'
import { textRuns } from './text-runs.js'

/** What a page shows of a document. */
export interface ReaderProps {
  document: Document
  /** The quoted passage to highlight, in the clean text. */
  mark: Span | null
  held: DocumentsByTitle
}

/** A document to read: what it is, its outline, its clauses each with an address of its own. */
export function ReaderPage({ document, mark, held }: ReaderProps) {
  const blocks = blocksOf(document)
  const outline = blocks.filter((block): block is TextBlock => block.kind === 'heading' || block.kind === 'box')
  return (
    <Page title={document.title} here="/docs">
      <div class="reader">
        {outline.length > 1 && <Outline document={document} entries={outline} />}
        <main id="main">
          <article>
            <DocumentHead document={document} />
            {blocks.map(block => (
              <BlockView block={block} document={document} mark={mark} held={held} />
            ))}
          </article>
        </main>
      </div>
    </Page>
  )
}

function Outline({ document, entries }: { document: Document; entries: readonly TextBlock[] }) {
  return (
    <nav class="outline" aria-label="目录">
      <details open>
        <summary>目录</summary>
        <ol>
          {entries.map(({ clause, anchor, depth }) => (
            <li class={`depth${depth}`}>
              <a href={`#${encodeURIComponent(anchor)}`}>
                {clause.path.at(-1) ?? document.text.slice(...clause.span).trim()}
              </a>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  )
}

/** Title, issuer, number, date and state; a draft is marked as one where nobody can miss it. */
function DocumentHead({ document }: { document: Document }) {
  const facts = [
    ['发文机关', document.issuer],
    ['发文字号', document.docNumber],
    ['日期', document.issuedOn],
    ['地区', document.region],
  ].filter(([, value]) => value)
  return (
    <header class="document">
      <h1>{document.title}</h1>
      <p class="state">
        <StatusBadge status={document.status} />
      </p>
      {facts.length > 0 && (
        <dl>
          {facts.map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {document.status === 'draft' && (
        <p class="notes" role="note">
          这是{STATUS_WORDS.draft}的文件，内容还可能改动，不能当作已经实行的规定。
        </p>
      )}
      {document.status === 'plan' && (
        <p class="notes" role="note">
          这是规划，其中的数字是目标，不是已经实现的情况。
        </p>
      )}
    </header>
  )
}

function BlockView(props: { block: Block } & ReaderProps) {
  const { block, ...rest } = props
  return block.kind === 'table' ? <TableView block={block} {...rest} /> : <TextView block={block} {...rest} />
}

function TextView({ block, document, mark, held }: { block: TextBlock } & ReaderProps) {
  const { anchor, depth, kind, lead } = block
  const lines = block.paragraphs.map(span =>
    textRuns(document.text, span, { lead, mark, references: referencesIn(document, span, held) }),
  )
  const tools = <ClauseTools document={document} anchor={anchor} />
  if (kind === 'heading') {
    const Level = `h${Math.min(6, depth + 2)}` as 'h2'
    return (
      <Level id={anchor} class="clause">
        {lines}
        {tools}
      </Level>
    )
  }
  const Frame = kind === 'box' ? 'aside' : 'section'
  return (
    <Frame id={anchor} class={`clause ${kind} depth${depth}`}>
      {lines.map((runs, i) => (
        <p>
          {runs}
          {i === lines.length - 1 && tools}
        </p>
      ))}
    </Frame>
  )
}

function ClauseTools({ document, anchor }: { document: Document; anchor: string }) {
  return (
    <span class="tools">
      <a href={`#${encodeURIComponent(anchor)}`} aria-label="这一条的链接" title="这一条的链接">
        ¶
      </a>
      <a
        class="cite"
        href={`/d/${encodeURIComponent(document.id)}/cite?at=${encodeURIComponent(anchor)}`}
        rel="nofollow"
        aria-label="引用这一条"
        title="引用这一条"
      >
        引
      </a>
    </span>
  )
}

function TableView({ block, mark }: { block: TableBlock } & ReaderProps) {
  const marked = ([start, end]: Span) => mark !== null && mark[0] < end && mark[1] > start
  return (
    // A wide table is moved sideways by itself, by keyboard as well.
    <section class="table" tabindex={0} aria-label={block.caption || '表格'}>
      <table>
        <caption>
          {block.caption}
          {block.unit && `（单位：${block.unit}）`}
        </caption>
        <thead>
          <tr id={block.head?.anchor} class={block.head && marked(block.head.clause.span) ? 'marked' : undefined}>
            {block.columns.map(column => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.lines.map(({ clause, anchor, cells: [name, ...cells] }) => (
            <tr id={anchor} class={marked(clause.span) ? 'marked' : undefined}>
              <th scope="row">{name}</th>
              {cells.map(cell => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** How a clause is cited, to copy. */
export function CitePage(props: { document: Document; clauseId: string; inText: string; standard: string }) {
  const { document, clauseId, inText, standard } = props
  return (
    <Page title="引用" here="/docs">
      <main class="narrow cite" id="main">
        <h1>引用这一条</h1>
        <h2 id="in-text">正文里</h2>
        <p class="copyable" data-copy>
          {inText}
        </p>
        <h2 id="standard">参考文献（GB/T 7714—2015）</h2>
        <p class="copyable" data-copy>
          {standard}
        </p>
        <p>
          <a href={readerPath(document.id, clauseId)}>回到原文</a>
        </p>
      </main>
    </Page>
  )
}
