import { describe, expect, it } from 'vitest'
import { loadQuestionLanguage } from '../../../src/language.js'
import { findPassages, matchTopic } from '../../../src/retrieve/passages.js'
import { scopeOf } from '../../../src/retrieve/scope.js'
import { FEATURES } from '../../../src/retrieve/weights.js'
import { seedDocument } from '../../index/support.js'
import { preparedSeeds, understood } from '../seed-questions.js'

function passagesOf(text: string, only: string[] | null = null) {
  const question = understood(text)
  const documents = only && new Set(only.map(seedDocument))
  return findPassages(question, preparedSeeds(), loadQuestionLanguage(), scopeOf(question, preparedSeeds()), documents)
}

describe('passages', () => {
  it('come best first, each clause once, with every feature between 0 and 1', () => {
    for (const text of ['县管校聘何时推开', '乌海2030年毛入园率', '第44条班主任津贴多少钱', '教师']) {
      const passages = passagesOf(text)
      expect(new Set(passages.map(passage => passage.position)).size).toBe(passages.length)
      passages.forEach((passage, i) => {
        if (i > 0) expect(passage.score).toBeLessThanOrEqual(passages[i - 1].score)
        for (const name of FEATURES) {
          expect(passage.features[name]).toBeGreaterThanOrEqual(0)
          expect(passage.features[name]).toBeLessThanOrEqual(1)
        }
        expect(passage.sentences).toHaveLength(passage.prepared.sentences.length)
      })
    }
  })

  it('are found once for a question and each time given as a list of their own', () => {
    const question = understood('包头教师有多少')
    const scope = scopeOf(question, preparedSeeds())
    const find = (only: Parameters<typeof findPassages>[4] = null) =>
      findPassages(question, preparedSeeds(), loadQuestionLanguage(), scope, only)
    const first = find()
    const copy = [...first]
    first.pop()
    expect(find()).toEqual(copy)
    const one = seedDocument('baotou-2025-yiwu-jiaoyu')
    expect(find(new Set([one])).every(passage => passage.document === one)).toBe(true)
    const everywhere = { documents: null, missing: [], regions: [], names: [] }
    const elsewhere = findPassages(question, preparedSeeds(), loadQuestionLanguage(), everywhere)
    expect(elsewhere.some(passage => passage.document.region !== '包头市')).toBe(true)
  })

  it.each([
    ['包头县管校聘何时全面推开', 'baotou-2025-yiwu-jiaoyu#5.2'],
    ['班主任津贴多少', 'hulunbuir-gaozhiliang-cuoshi#5.16.44'],
    ['呼市初中哪两年入学压力最大', 'hohhot-2023-yixue-chengshi#6.1'],
    ['乌海残疾儿童入学率', 'wuhai-jiaoyu-2035#2.3.h1.r4'],
  ])('of %s begin with %s', (text, id) => {
    expect(passagesOf(text)[0].clause.id).toBe(id)
  })

  it('are of the named city, and of the documents that are allowed', () => {
    expect(passagesOf('呼盟教师').every(passage => passage.document.region === '呼伦贝尔市')).toBe(true)
    expect(
      passagesOf('教师', ['baotou-2025-yiwu-jiaoyu']).every(
        passage => passage.document.id === 'baotou-2025-yiwu-jiaoyu',
      ),
    ).toBe(true)
    expect(passagesOf('教师', [])).toEqual([])
  })

  it('are none for what stands nowhere', () => {
    expect(passagesOf('')).toEqual([])
    expect(passagesOf('\ud800')).toEqual([])
  })
})

describe('a topic in a text', () => {
  const topic = understood('县管校聘').topics[0]

  it('is spoken of by its name, more than by half of it, and not by other words', () => {
    expect(matchTopic(topic, '实施县管校聘改革')).toBe(1)
    expect(matchTopic(topic, '县管理校园')).toBeLessThan(0.5)
    expect(matchTopic(topic, '广场内有棵大榆树')).toBe(0)
    expect(matchTopic(topic, '')).toBe(0)
  })
})
