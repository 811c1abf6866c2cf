import type { ClauseIndex } from '../../../index/build.js'
import type { Reply } from '../../../src/reply.js'
import { MAX_QUESTION_LENGTH } from '../../../src/understand/understand.js'
import { Page } from './layout.js'
import { askPath, ReplyView } from './reply.js'

/** A question and what came of it. */
export interface Exchange {
  question: string
  /** The questions before it, oldest first. */
  turns: string[]
  reply: Reply
}

/** The page for asking: what was asked so far with its answers, and the box for the next question. */
export function AskPage(props: {
  index: ClauseIndex
  exchanges: readonly Exchange[]
  examples: readonly string[]
  takesVotes: boolean
}) {
  const { index, exchanges, examples, takesVotes } = props
  const last = exchanges.at(-1)
  const turns = last ? [...last.turns, ...(last.reply.status === 'help' ? [] : [last.question])] : []
  return (
    <Page title={last?.question ?? '问策'} here="/">
      <main class="ask" id="main">
        {exchanges.length === 0 && (
          <div class="welcome">
            <h1>问政策，看原文</h1>
            <p>
              用平常话提问，答案取自 {index.documents.length} 份文件的原文，每一处都能点开看。文件里没有的，会直说没有。
            </p>
          </div>
        )}
        {exchanges.length > 0 && <h1 class="unseen">问答</h1>}
        <ol class="conversation" id="conversation">
          {exchanges.map(({ question, turns, reply }, i) => (
            <li id={i === exchanges.length - 1 ? 'latest' : undefined}>
              <h2>{question}</h2>
              <ReplyView reply={reply} question={question} turns={turns} takesVotes={takesVotes} />
            </li>
          ))}
        </ol>
        <form class="question" method="get" action="/#latest" aria-label="提问">
          {turns.map(turn => (
            <input type="hidden" name="t" value={turn} />
          ))}
          <label class="unseen" for="q">
            {last ? '接着问' : '问题'}
          </label>
          <input
            id="q"
            name="q"
            type="text"
            required
            maxlength={MAX_QUESTION_LENGTH}
            autocomplete="off"
            enterkeyhint="send"
            placeholder={last ? '接着问，比如“那乌海呢”' : '比如“包头县管校聘何时全面推开”'}
            autofocus={!last}
          />
          <button type="submit">提问</button>
          {last && (
            <a class="fresh" href="/">
              换个话题
            </a>
          )}
        </form>
        {exchanges.length === 0 && (
          <section class="examples" aria-label="可以这样问">
            <ul>
              {examples.map(example => (
                <li>
                  <a href={askPath(example, [])}>{example}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </Page>
  )
}
