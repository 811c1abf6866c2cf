import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import type { ClauseIndex } from '../../index/build.js'
import { type JsonLine, JsonLineError, readJsonLines } from '../../index/json-lines.js'
import { inPackage } from '../../index/paths.js'
import { ask } from '../../src/ask.js'
import { checkQuestion } from '../../src/check-questions.js'
import { goldenQuestionSchema, judge } from '../../src/judge-reply.js'
import { asReply } from '../reply-to.js'
import { UserError } from '../user-error.js'

/** A question of which is known what is right. */
export interface JudgedQuestion {
  /** Its own, or `file:line`. */
  id: string
  /** The conversation, the question last. */
  turns: readonly string[]
  isRight(index: ClauseIndex): boolean
}

const ownSchema = z.object({
  question: z.string().trim().min(1),
  turns: z.array(z.string()).default([]),
  clause: z.string().min(1).nullable(),
})

/** The questions of the package that those who mend it may look at, where they are installed with it. */
export const GOLDEN_FILES = ['questions.jsonl', 'second.jsonl', 'third.jsonl']
  .map(name => inPackage('test', 'golden', name))
  .filter(file => existsSync(file))

/**
 * Reads questions with what is expected of their answers: golden questions with evidence, judged as the evaluation does, or lines
 * of a `questions.jsonl` with the clause.
 * @throws UserError where there is no such file
 * @throws JsonLineError naming the line that is neither
 */
export function readJudgedQuestions(file: string): JudgedQuestion[] {
  if (!existsSync(file)) throw new UserError(`没有这个文件：${file}`)
  return readJsonLines(file).map(one => judgedQuestion(file, one))
}

function judgedQuestion(file: string, { json, place, line }: JsonLine): JudgedQuestion {
  const golden = goldenQuestionSchema.safeParse(json)
  if (golden.success) {
    const { id, turns } = golden.data
    const before = { turns: turns.slice(0, -1) }
    return {
      id,
      turns,
      isRight: index => judge(golden.data, asReply(ask(index, turns[turns.length - 1], before), 0)).right,
    }
  }
  const own = ownSchema.safeParse(json)
  if (!own.success)
    throw new JsonLineError(
      `${place} 既不是带依据的问题（id、turns、expect、evidence……），也不是 questions.jsonl 的一行`,
    )
  const { question, turns } = own.data
  return {
    id: `${basename(file)}:${line}`,
    turns: [...turns, question],
    isRight: index => checkQuestion(index, own.data) === null,
  }
}
