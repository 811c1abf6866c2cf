import { readFileSync } from 'node:fs'
import type { z } from 'zod'

/** Reads a file of one JSON value a line. @throws Error naming the line that is not of the schema's form */
export function readJsonLines<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema>[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      const parsed = schema.safeParse(parseOrNull(line))
      if (parsed.success) return parsed.data
      const [issue] = parsed.error.issues
      throw new Error(
        `${file} line ${number}: ${issue.path.join('.') || 'not JSON of the expected form'}: ${issue.message}`,
      )
    })
}

function parseOrNull(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
