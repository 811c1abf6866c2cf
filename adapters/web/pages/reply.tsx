import type { Citation, Reply } from '../../../src/reply.js'
import { readerPath } from '../../reader-link.js'
import { issueDetails, STATUS_WORDS } from '../../wording.js'
import { markText } from './marked-text.js'

/** Where a question is asked after others. @param turns the questions before it, oldest first */
export function askPath(question: string, turns: readonly string[]): string {
  const query = new URLSearchParams()
  for (const turn of turns) query.append('t', turn)
  query.append('q', question)
  return `/?${query}`
}

/** How a document's state is shown: a draft must be seen to be one. */
export function StatusBadge({ status }: { status: Citation['docStatus'] }) {
  const words = STATUS_WORDS[status]
  return words ? <span class={`badge ${status}`}>{words}</span> : null
}

/** A reply as a reader sees it: answer, what must be known, passages, ways on. */
export function ReplyView(props: {
  reply: Reply
  question: string
  turns: readonly string[]
  /** Whether anybody keeps what readers say of it. */
  takesVotes: boolean
}) {
  const { reply, question, turns, takesVotes } = props
  return (
    <div class={`reply ${reply.status}`}>
      <div class="answer">
        {reply.answer.split('\n').map(line => (
          <p>{line}</p>
        ))}
      </div>
      {reply.notes.length > 0 && (
        <ul class="notes">
          {reply.notes.map(note => (
            <li>{note}</li>
          ))}
        </ul>
      )}
      {reply.choices.length > 0 && (
        <ul class="choices" aria-label="可以这样问">
          {reply.choices.map(choice => (
            <li>
              <a class="button" href={askPath(choice.question, turns)} title={choice.question}>
                {choice.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      {reply.citations.length > 0 && (
        <div class="citations">
          {reply.citations.map((citation, i) => (
            <CitationView citation={citation} number={i + 1} answer={reply.answer} open={i === 0} />
          ))}
        </div>
      )}
      {reply.related.length > 0 && (
        <section class="related">
          <h3>相近的条款，供参考</h3>
          <ul>
            {reply.related.map(({ clauseId, title, path }) => (
              <li>
                <a href={readerPath(clauseId.slice(0, clauseId.indexOf('#')), clauseId)}>{path.at(-1) ?? title}</a>
                <span class="source">《{title}》</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {takesVotes && (reply.status === 'answered' || reply.status === 'choose') && (
        <form class="vote" method="post" action="/feedback">
          <input type="hidden" name="question" value={question} />
          <input type="hidden" name="clauseId" value={reply.citations[0]?.clauseId ?? ''} />
          <button type="submit" name="verdict" value="useful">
            有用
          </button>
          <button type="submit" name="verdict" value="useless">
            没用
          </button>
        </form>
      )}
    </div>
  )
}

function CitationView(props: { citation: Citation; number: number; answer: string; open: boolean }) {
  const { citation, number, answer, open } = props
  return (
    <details open={open}>
      <summary>
        <span class="number">{number}</span>
        <span class="document">《{citation.title}》</span>
        <StatusBadge status={citation.docStatus} />
        <span class="source">{issueDetails(citation)}</span>
      </summary>
      {citation.path.length > 0 && <p class="path">{citation.path.join(' › ')}</p>}
      <blockquote>{markText(citation.quote, answer)}</blockquote>
      <p class="open">
        <a href={readerPath(citation.docId, citation.clauseId, citation.span)}>在原文中看</a>
      </p>
    </details>
  )
}
