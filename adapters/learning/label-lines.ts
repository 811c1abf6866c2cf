import type { Disliked, MissedGroup } from './groups.js'

/**
 * What was missed, and what was answered to no use, as lines for `questions.jsonl`. Nobody has judged them yet: `label` says so
 * in each, the clause is a guess, the reason is empty, and a build refuses the line as it is.
 */
export function linesToLabel(groups: readonly MissedGroup[], disliked: readonly Disliked[]): string[] {
  return [
    ...groups.map(({ count, questions: [{ question, turns }], nearest }) =>
      line(`待标：没答上，问过 ${count} 次`, question, turns, nearest[0]?.clauseId ?? null),
    ),
    ...disliked.map(({ question, clauseId, useless }) =>
      line(`待标：答了，${useless} 次说没用`, question, [], clauseId || null),
    ),
  ]
}

const HOW = 'clause 是猜的：核对后改正（文件里没有写 null），写明 reason，删去 label'

function line(what: string, question: string, turns: readonly string[], clause: string | null): string {
  return JSON.stringify({
    label: `${what}。${HOW}`,
    question,
    ...(turns.length > 0 && { turns }),
    clause,
    reason: '',
  })
}
