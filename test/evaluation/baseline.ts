import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { inPackage } from '../../index/paths.js'
import type { Verdict } from './score-golden.js'

const BASELINE_FILE = inPackage('test', 'golden', 'baseline.json')
const baselineSchema = z.object({ right: z.array(z.string()) })

/** What was right when the baseline was written. */
export type Baseline = z.infer<typeof baselineSchema>

export function readBaseline(): Baseline {
  return baselineSchema.parse(JSON.parse(readFileSync(BASELINE_FILE, 'utf8')))
}

export function baselineOf(verdicts: readonly Verdict[]): Baseline {
  return {
    right: verdicts
      .filter(verdict => verdict.right)
      .map(({ question }) => question.id)
      .sort(),
  }
}

export function writeBaseline(baseline: Baseline): void {
  writeFileSync(BASELINE_FILE, `${JSON.stringify(baseline, null, 2)}\n`)
}

/** What was right and is not now, a line each. A question that was taken out of the list is one, too. */
export function regressions(baseline: Baseline, verdicts: readonly Verdict[]): string[] {
  const byId = new Map(verdicts.map(verdict => [verdict.question.id, verdict]))
  return baseline.right.flatMap(id => {
    const verdict = byId.get(id)
    if (!verdict) return [`${id}: in the baseline, no longer asked`]
    return verdict.right ? [] : [describeFailure(verdict)]
  })
}

/** A failing question for a person to mend: what was asked, what is amiss, what came back. */
export function describeFailure({ question, causes, reply, abstained }: Verdict): string {
  const said = abstained ? '' : `: ${reply.answer.replace(/\s+/g, ' ').slice(0, 120)}`
  return `${question.id} ${question.turns.join(' → ')} [${causes.join(', ')}] ${reply.status}${said}`
}
