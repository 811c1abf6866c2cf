import { beforeAll, describe, expect, test } from 'vitest'
import { inPackage } from '../index/paths.js'
import { askGolden, openCorpus } from './evaluation/ask-questions.js'
import { readBaseline, regressions } from './evaluation/baseline.js'
import { readGoldenQuestions } from './evaluation/golden-sets.js'
import type { Verdict } from './evaluation/score-golden.js'

describe('the golden questions over seeds/', () => {
  let verdicts: Verdict[] = []

  beforeAll(async () => {
    verdicts = askGolden(await openCorpus(inPackage('seeds')), readGoldenQuestions())
  }, 120_000)

  test('each is asked once', () => {
    const ids = verdicts.map(({ question }) => question.id)
    expect(ids.length).toBeGreaterThan(0)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('what was right is right (npm run eval -- --update-baseline rewrites the list on purpose)', () => {
    const { right } = readBaseline()
    expect(right.length).toBeGreaterThan(0)
    expect(regressions({ right }, verdicts)).toEqual([])
  })

  test('no reply has a figure that stands neither in its citations nor in the question', () => {
    const invented = verdicts.filter(verdict => verdict.invented.length > 0)
    expect(
      invented.map(({ question, reply, invented }) => `${question.id}: ${invented.join(' ')} in ${reply.answer}`),
    ).toEqual([])
  })
})

describe('the gate', () => {
  test('names a question that was right and is wrong now, and one that is no longer asked', () => {
    const [question] = readGoldenQuestions()
    const reply = {
      version: 1 as const,
      status: 'not_found' as const,
      answer: '没有找到。',
      citations: [],
      choices: [],
      related: [],
      notes: [],
      tookMs: 0,
    }
    const wrong: Verdict = {
      question,
      reply,
      right: false,
      causes: ['wrong status'],
      abstained: true,
      citeFirst: false,
      citeAll: false,
      answerHit: false,
      concise: false,
      invented: [],
    }
    const lost = regressions({ right: [question.id, 'gone-1'] }, [wrong])
    expect(lost).toHaveLength(2)
    expect(lost[0]).toContain(question.id)
    expect(lost[0]).toContain('wrong status')
    expect(lost[1]).toContain('gone-1')
    expect(regressions({ right: [] }, [wrong])).toEqual([])
  })
})
