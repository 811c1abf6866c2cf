import { createInterface } from 'node:readline'
import { NO_CONVERSATION } from '../../src/ask.js'
import { remember } from '../../src/conversation.js'
import { readEnvironment } from '../environment.js'
import { SILENT, watchIndex } from '../live-index.js'
import { openForManyQuestions } from '../open-index.js'
import { replyTo } from '../reply-to.js'
import { printAnswer } from './print-answer.js'

/** The bot in the terminal: a line is a question, the ones before it its conversation; an empty line does nothing. */
export async function chat(options: { index?: string }): Promise<number> {
  const { web, indexFolder } = readEnvironment()
  const opened = await openForManyQuestions(options.index)
  const live = watchIndex(options.index ?? indexFolder, opened, SILENT)
  const interactive = Boolean(process.stdin.isTTY)
  const lines = createInterface({
    input: process.stdin,
    output: interactive ? process.stderr : undefined,
    prompt: '问> ',
  })
  if (interactive) {
    console.error('直接提问；“新话题”清空上文；“退出”结束。')
    lines.prompt()
  }
  let conversation = NO_CONVERSATION
  for await (const line of lines) {
    const question = line.trim()
    if (/^(?:退出|再见|exit|quit)$/i.test(question)) break
    if (/^新话题$/.test(question)) conversation = NO_CONVERSATION
    else if (question) {
      const reply = replyTo(live.get(), question, { conversation, publicUrl: web.publicUrl })
      printAnswer(reply)
      console.log('')
      if (reply.status !== 'help') conversation = remember(conversation, question)
    }
    if (interactive) lines.prompt()
  }
  lines.close()
  live.close()
  return 0
}
