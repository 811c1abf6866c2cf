import { Page } from './layout.js'
import { askPath } from './reply.js'

/** After a vote, for browsers that run no script. */
export function ThanksPage({ question }: { question: string }) {
  return (
    <Page title="谢谢">
      <main class="narrow" id="main">
        <h1>记下了，谢谢</h1>
        <p>
          <a href={askPath(question, [])}>回到回答</a>
        </p>
      </main>
    </Page>
  )
}
