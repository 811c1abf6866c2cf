import type { ClauseIndex } from '../../index/build.js'

/** How the program does, a line each, for operators: the build and since when, each adapter. */
export function statusLines(
  { buildId, documents, clauses }: ClauseIndex,
  since: Date,
  states: readonly string[],
): string[] {
  return [
    `索引：${buildId}，${documents.length} 份文件、${clauses.length} 条，${since.toISOString().slice(0, 16)}Z 起使用`,
    ...states,
  ]
}
