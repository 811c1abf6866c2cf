import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { UserError } from '../user-error.js'

const lineSchema = z
  .object(
    {
      id: z.string('id 应为字符串'),
      turns: z.array(z.string('turns 里应都是字符串'), 'turns 应为字符串的列表').min(1, 'turns 不能是空的').optional(),
      question: z.string('question 应为字符串').optional(),
    },
    '应为一个对象',
  )
  .refine(({ turns, question }) => (turns === undefined) !== (question === undefined), 'turns 和 question 应有其一')
  .transform(({ id, turns, question }): BatchLine => ({ id, turns: turns ?? [question!] }))

/** A conversation to answer the last turn of. */
export interface BatchLine {
  id: string
  turns: string[]
}

/**
 * Reads `{"id", "turns"}`, or `{"id", "question"}` for a single turn, line by line from a file, `-` for standard input.
 * @throws UserError naming the line that is not of that form
 */
export async function* readBatch(file: string): AsyncGenerator<BatchLine> {
  if (file !== '-' && !existsSync(file)) throw new UserError(`没有这个文件：${file}`)
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8')
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    let json: unknown
    try {
      json = JSON.parse(line)
    } catch {
      throw new UserError(`${file} 第 ${number} 行不是 JSON`)
    }
    const parsed = lineSchema.safeParse(json)
    if (!parsed.success)
      throw new UserError(
        `${file} 第 ${number} 行应为 {"id": 字符串, "turns": [字符串, …]} 或 {"id": 字符串, "question": 字符串}：${parsed.error.issues[0].message}`,
      )
    yield parsed.data
  }
}
