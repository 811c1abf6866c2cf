import { describe, expect, it } from 'vitest'
import { spansOf } from '../../../src/answer/answer-spans.js'
import { piecesOf } from '../../../src/answer/candidate-spans.js'
import { HEDGE } from '../../../src/answer/certainty.js'
import { extract } from '../../../src/answer/extract.js'
import { SPAN_FEATURES } from '../../../src/answer/span-features.js'
import { explain } from '../../../src/ask.js'
import { loadQuestionLanguage } from '../../../src/language.js'
import { findPassages } from '../../../src/retrieve/passages.js'
import { seeds } from '../../index/support.js'
import { preparedSeeds } from '../seed-questions.js'

const language = loadQuestionLanguage()

/** The first passage that is looked at for a question. */
function firstPassage(text: string) {
  const { question, scope } = explain(seeds().index, text).trace
  const passages = findPassages(question, preparedSeeds(), language, scope)
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

  it.each(QUESTIONS)('are weighed by what reading them tells: %s', text => {
    const { question, passage } = firstPassage(text)
    const { text: document } = passage.document
    const [start] = passage.clause.span
    const said = new Set<string>()
    for (const run of question.content.match(/[\p{Script=Han}\d]+/gu) ?? [])
      for (let i = 0; i + 1 < run.length; i++) said.add(run.slice(i, i + 2))
    const pairsOf = (part: string) =>
      Array.from(part, (_, i) => part.slice(i, i + 2)).filter(pair => /^[\p{Script=Han}\d]{2}$/u.test(pair))
    const echo = (part: string) => {
      const pairs = pairsOf(part)
      return pairs.length === 0 ? 0 : pairs.filter(pair => said.has(pair)).length / pairs.length
    }
    const asked = (part: string) => new Set(pairsOf(part).filter(pair => said.has(pair))).size / (said.size || 1)
    const flag = (is: boolean) => (is ? 1 : 0)
    for (const { span, features } of spansOf(passage, question, language)) {
      const own = document.slice(...span)
      const ahead = (count: number) => document.slice(Math.max(start, span[0] - count), span[0])
      const read: Partial<Record<(typeof SPAN_FEATURES)[number], number>> = {
        echo: echo(own),
        asked: asked(own),
        echoBefore: echo(ahead(12)),
        askedBefore: asked(ahead(80)),
        askedNear: asked(ahead(24)),
        figures: Math.min(3, own.match(/\d+(?:\.\d+)?/g)?.length ?? 0) / 3,
        items: Math.min(5, own.split('、').length - 1) / 5,
        hedge: flag(HEDGE.test(own)),
        quoted: flag(/[“《「]/.test(own)),
        modal: flag(/^(?:要|应|须|需|可|将|不得|必须|严禁|会)/.test(own)),
        announces: flag(/(?:[：:]|如下|以下|下列)[\s\p{P}]*$/u.test(own)),
        behindAnnouncer: flag(/(?:[：:]|如下|以下|下列)[\s\p{P}]*$/u.test(ahead(6))),
      }
      for (const [name, value] of Object.entries(read))
        expect(features[SPAN_FEATURES.indexOf(name as keyof typeof read)], `${name}: ${own}`).toBe(value)
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
