import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import { clauseText, seeds } from './support.js'

const sentencesOf = (text: string) => sentenceSpans(text).map(([from, to]) => text.slice(from, to))

const anyText = fc
  .array(
    fc.constantFrom(
      '教师',
      '工资',
      '。',
      '；',
      '！',
      '？',
      '!',
      ';',
      '\n',
      '（',
      '）',
      '“',
      '”',
      '《',
      '》',
      '"',
      '1.5',
      '3.',
      ' ',
      '\ud800',
      '，',
    ),
    { maxLength: 60 },
  )
  .map(parts => parts.join(''))

describe('sentences', () => {
  it('of real clauses cover them without gaps', () => {
    for (const { clause, document } of seeds().index.clauses) {
      const spans = sentenceSpans(document.text, ...clause.span)
      expect(spans.map(([from, to]) => document.text.slice(from, to)).join('')).toBe(clauseText(document, clause))
    }
  })

  it('cover any part of any text without gaps, and none is empty', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
        const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y)
        let at = from
        for (const span of sentenceSpans(text, from, to)) {
          expect(span[0]).toBe(at)
          expect(span[1]).toBeGreaterThan(at)
          at = span[1]
        }
        expect(at).toBe(to)
      }),
      { numRuns: 500 },
    )
  })

  it('end behind 。！？； and at a line end', () => {
    expect(sentencesOf('坚持党的领导。坚持优先发展！为什么？因为；所以\n完')).toEqual([
      '坚持党的领导。',
      '坚持优先发展！',
      '为什么？',
      '因为；',
      '所以\n',
      '完',
    ])
  })

  it('do not end at the full stop of a number', () => {
    expect(sentencesOf('投入资金1.6亿元。3.加强管理。')).toEqual(['投入资金1.6亿元。', '3.加强管理。'])
  })

  it('do not end inside brackets and quotation marks', () => {
    const text = '提高“公办；民办”（含农村；牧区）比例。全市推开。'
    expect(sentencesOf(text)).toEqual(['提高“公办；民办”（含农村；牧区）比例。', '全市推开。'])
  })

  it('take the closing quotation mark behind the full stop with them', () => {
    expect(sentencesOf('强调要"稳步推进。"全市推开。')).toEqual(['强调要"稳步推进。"', '全市推开。'])
  })

  it('end one by one again behind a long quotation that had to be cut', () => {
    expect(sentencesOf(`“${'教'.repeat(130)}。”甲。乙。丙。`).slice(1)).toEqual(['甲。', '乙。', '丙。'])
  })

  it('end at the line end even where a bracket was never closed', () => {
    expect(sentencesOf('（一句话\n第二句。第三句。')).toEqual(['（一句话\n', '第二句。', '第三句。'])
  })

  it('lose the white space at their ends and nothing else when trimmed', () => {
    fc.assert(
      fc.property(anyText, text => {
        const [from, to] = trimSpan(text, [0, text.length])
        expect(text.slice(from, to)).toBe(text.trim())
      }),
    )
  })

  it('carry the one figure that was asked for', () => {
    const text = '全市中小学增加中高级岗位3747个,建立制度,拓宽了教师职务晋升通道。出台意见,进一步完善教师薪酬体系。'
    expect(sentencesOf(text)[0]).toContain('3747个')
    expect(sentencesOf(text)).toHaveLength(2)
  })
})
