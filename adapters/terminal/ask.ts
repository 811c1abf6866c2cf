import { explain } from '../../src/ask.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { prepare } from '../../src/prepare.js'
import { readEnvironment } from '../environment.js'
import { openForManyQuestions, openForQuestions } from '../open-index.js'
import { asReply, replyTo } from '../reply-to.js'
import { readBatch } from './batch.js'
import { printExplanation } from './explanation.js'
import { printAnswer } from './print-answer.js'

interface Options {
  index?: string
  json?: boolean
  batch?: string
  explain?: boolean
}

/** One question, for a person or as JSON. */
export async function askOnce(question: string, options: Options): Promise<number> {
  const index = await openForQuestions(options.index)
  const { publicUrl } = readEnvironment().web
  if (options.explain) {
    const { answer, trace } = explain(index, question)
    printAnswer(asReply(answer, 0, { publicUrl }))
    printExplanation(answer, trace, { prepared: prepare(index), language: loadQuestionLanguage() })
    return 0
  }
  const reply = replyTo(index, question, { publicUrl })
  if (options.json) console.log(JSON.stringify(reply))
  else printAnswer(reply)
  return 0
}

/** One Reply a line, in the order of the input. */
export async function askBatch(options: Options): Promise<number> {
  const index = await openForManyQuestions(options.index)
  const { publicUrl } = readEnvironment().web
  for await (const { id, turns } of readBatch(options.batch!)) {
    const reply = replyTo(index, turns[turns.length - 1], {
      conversation: { turns: turns.slice(0, -1) },
      id,
      publicUrl,
    })
    if (!process.stdout.write(`${JSON.stringify(reply)}\n`))
      await new Promise(resolve => process.stdout.once('drain', resolve))
  }
  return 0
}
