import { describe, expect, it } from 'vitest'
import { piecesOf } from '../../../src/answer/candidate-spans.js'
import { extract } from '../../../src/answer/extract.js'
import { SPAN_FEATURES, spansOf } from '../../../src/answer/span-features.js'
import { explain } from '../../../src/ask.js'
import { loadQuestionLanguage } from '../../../src/language.js'
import { seeds } from '../../index/support.js'

const language = loadQuestionLanguage()

/** The first passage that is looked at for a question. */
function firstPassage(text: string) {
  const { question, passages } = explain(seeds().index, text).trace
  const passage = passages.find(({ clause }) => clause.kind !== 'heading' && clause.kind !== 'row')!
  return { question, passage }
}

const QUESTIONS = [
  '包头县管校聘何时全面推开',
  '呼和浩特2022年一般公共预算教育支出是多少？',
  '呼伦贝尔 校园足球特色学校 几所',
  '乌海怎样加强教师队伍建设',
  '乌海的“四位一体”育人模式是哪四方？',
]

describe('the pieces of a passage', () => {
  it.each(QUESTIONS)('follow each other without a gap within a sentence: %s', text => {
    const { question, passage } = firstPassage(text)
    const pieces = piecesOf(passage, question, true)
    expect(pieces.length).toBeGreaterThan(1)
    for (const [i, piece] of pieces.slice(1).entries())
      if (piece.sentence === pieces[i].sentence) expect(piece.span[0]).toBe(pieces[i].span[1])
  })

  it.each(QUESTIONS)('never part a figure from its digits: %s', text => {
    const { question, passage } = firstPassage(text)
    for (const { span } of piecesOf(passage, question, true))
      expect(passage.document.text.slice(span[0] - 1, span[0] + 1)).not.toMatch(/^[\d.]\d$/)
  })
})

describe('the spans that may answer', () => {
  it.each(QUESTIONS)('lie in the clause and have every feature: %s', text => {
    const { question, passage } = firstPassage(text)
    const spans = spansOf(passage, question, language)
    expect(spans.length).toBeGreaterThan(1)
    for (const { span, features } of spans) {
      expect(span[0]).toBeGreaterThanOrEqual(passage.clause.span[0])
      expect(span[1]).toBeLessThanOrEqual(passage.clause.span[1])
      expect(features).toHaveLength(SPAN_FEATURES.length)
      expect([...features].every(Number.isFinite)).toBe(true)
    }
  })
})

describe('the extract', () => {
  const said = (text: string) => {
    const { question, passage } = firstPassage(text)
    return extract(passage, question, language).text
  }

  it('of a year that was asked for is not that of another year', () => {
    expect(said('2022年乌海学生体质健康优良率要达到多少？')).toContain('30%')
  })

  it('keeps the words that say how certain it is', () => {
    expect(said('包头县管校聘何时全面推开')).toContain('计划')
  })

  it('of an enumeration by place is the item of the place', () => {
    expect(said('鹿城石拐那边秋招才给几个教师名额呀')).toBe('石拐区13个。')
  })

  it('says whole names, not only how they are', () => {
    expect(said('乌海的“四位一体”育人模式是哪四方？')).toContain('政府、学校、家庭和社会')
  })
})
