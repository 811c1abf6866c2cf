import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { inPackage } from '../../index/paths.js'
import { readJsonLines } from './json-lines.js'
import { type GoldenQuestion, goldenQuestionSchema, type Verdict } from './score-golden.js'

const BASELINE_FILE = inPackage('test', 'golden', 'baseline.json')
const QUESTIONS_FILE = inPackage('test', 'golden', 'questions.jsonl')
const SECOND_FILE = inPackage('test', 'golden', 'second.jsonl')
const THIRD_FILE = inPackage('test', 'golden', 'third.jsonl')
const FOURTH_FILE = inPackage('test', 'golden', 'fourth.jsonl')

const FIFTH_FILE = inPackage('test', 'golden', 'fifth.jsonl')
const SIXTH_FILE = inPackage('test', 'golden', 'sixth.jsonl')

const baselineSchema = z.object({ right: z.array(z.string()) })

/** What was right when the baseline was written. */
export type Baseline = z.infer<typeof baselineSchema>

export function readGoldenQuestions(): GoldenQuestion[] {
  return readJsonLines(QUESTIONS_FILE, goldenQuestionSchema)
}

/** Questions written apart from the first set, by others. The fits have seen them. */
export function readSecondQuestions(): GoldenQuestion[] {
  return readJsonLines(SECOND_FILE, goldenQuestionSchema)
}

/** Half of a set written by yet others. The fits have seen it. */
export function readThirdQuestions(): GoldenQuestion[] {
  return readJsonLines(THIRD_FILE, goldenQuestionSchema)
}

/** Its other half: scored, but never read for what fails, nor used for a fit. Whoever changes that says so in the report. */
export function readFourthQuestions(): GoldenQuestion[] {
  return readJsonLines(FOURTH_FILE, goldenQuestionSchema)
}

/** A set by an author who knew neither the program nor the other sets. Its failures were read; the fits have seen it. */
export function readFifthQuestions(): GoldenQuestion[] {
  return readJsonLines(FIFTH_FILE, goldenQuestionSchema)
}

/** Written beside the rules of `asked-thing.ts` to try them, nearly half without an answer. The fits have seen it. */
export function readSixthQuestions(): GoldenQuestion[] {
  return readJsonLines(SIXTH_FILE, goldenQuestionSchema)
}

/** All questions over the seeds that the fits may see. */
export function readFittedQuestions(): GoldenQuestion[] {
  return [
    ...readGoldenQuestions(),
    ...readSecondQuestions(),
    ...readThirdQuestions(),
    ...readFifthQuestions(),
    ...readSixthQuestions(),
  ]
}

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
