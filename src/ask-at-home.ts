import type { ClauseIndex } from '../index/build.js'
import type { Region } from '../index/regions.js'
import { ask, explain } from './ask.js'
import type { Conversation } from './conversation.js'
import type { Answer } from './reply.js'

/**
 * Answers where people mostly mean one region, the home: a question that names no region and no document is asked about the
 * home; where the home has no answer it is asked about all, and a note says that the answer is not of the home.
 */
export function askAtHome(index: ClauseIndex, text: string, conversation: Conversation, home: Region): Answer {
  const { answer, trace } = explain(index, text, conversation, { region: home, goesFirst: false })
  const meansHome = trace.question.regions.length === 1 && trace.question.regions[0] === home
  if (answer.status !== 'not_found' || !meansHome) return answer
  const elsewhere = ask(index, text, conversation)
  if (elsewhere.status !== 'answered' && elsewhere.status !== 'choose') return answer
  return { ...elsewhere, notes: [`${home.name}的文件里没有找到，以下不是${home.name}的规定`, ...elsewhere.notes] }
}
