import { readFileSync } from 'node:fs'

/** A line of a file of JSON lines. */
export interface JsonLine {
  json: unknown
  /** `file:line`, for errors. */
  place: string
  /** 1-based. */
  line: number
}

/** A line says something that it may not. */
export class JsonLineError extends Error {}

/** The lines of a file that holds one JSON value each; empty lines are none. @throws JsonLineError naming the line that is no JSON */
export function readJsonLines(file: string): JsonLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, i) => {
      if (text.trim() === '') return []
      const place = `${file}:${i + 1}`
      try {
        return [{ json: JSON.parse(text), place, line: i + 1 }]
      } catch {
        throw new JsonLineError(`${place} 不是一行 JSON`)
      }
    })
}
