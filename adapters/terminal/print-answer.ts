import pc from 'picocolors'
import type { Reply } from '../../src/reply.js'
import { sourceLine } from '../wording.js'

const colors = pc.createColors(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR)

/** Keeps control characters of documents and questions from steering the terminal. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
}

/** The answer, then each passage with title, issuer, date, state and place; in colour on a terminal, plain in a pipe. */
export function printAnswer(reply: Reply): void {
  const { bold, dim, yellow } = colors
  console.log(bold(printable(reply.answer)))
  for (const note of reply.notes) console.log(yellow(`注意：${printable(note)}`))
  reply.citations.forEach((citation, i) => {
    console.log(`\n${dim(`〔${i + 1}〕`)}${printable(sourceLine(citation))}`)
    if (citation.path.length) console.log(dim(`    ${printable(citation.path.join(' › '))}`))
    console.log(`    ${printable(citation.quote).replace(/\n/g, '\n    ')}`)
    if (citation.url) console.log(dim(`    ${citation.url}`))
  })
  if (reply.choices.length)
    console.log(`\n可以这样问：\n${reply.choices.map(choice => `  ${printable(choice.question)}`).join('\n')}`)
  if (reply.related.length)
    console.log(
      `\n${dim('相近的条款，供参考：')}\n${reply.related.map(r => `  《${printable(r.title)}》 ${printable(r.path.join(' › '))}`).join('\n')}`,
    )
}
