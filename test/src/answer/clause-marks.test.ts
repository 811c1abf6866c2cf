import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HEDGE } from '../../../src/answer/certainty.js'
import { ClauseMarks } from '../../../src/answer/clause-marks.js'
import { segmentSpans } from '../../../src/answer/text.js'
import { seeds } from '../../index/support.js'

const DATELINE = /记者|讯[（(]|[日月]电|新华社|通讯员|来源/

/** Words that meet at their ends, figures with points, marks, white space and a character of two units. */
const TEXT = fc
  .array(
    fc.constantFrom(
      ...[
        '力争',
        '争取',
        '拟',
        '计划',
        '新华社',
        '讯',
        '（',
        '3月',
        '电',
        '1.5',
        '.',
        '7',
        '、',
        '“',
        '，',
        '。',
        '\n',
      ],
      ...['教师', ' ', 'abc', '𠮷', '取', '力争取', '拟'],
    ),
    { maxLength: 24 },
  )
  .map(parts => parts.join(''))

/** A clause somewhere in a document, and a span of it that cuts no character. */
const CASE = fc.tuple(TEXT, TEXT, TEXT).chain(([before, clause, behind]) => {
  const places = [0]
  for (const char of clause) places.push(places[places.length - 1] + char.length)
  return fc.tuple(fc.constantFrom(...places), fc.constantFrom(...places)).map(([a, b]) => ({
    document: before + clause + behind,
    clause: [before.length, before.length + clause.length] as const,
    from: before.length + Math.min(a, b),
    to: before.length + Math.max(a, b),
  }))
})

describe('the marks of a clause', () => {
  it('tell of any span what reading it tells', () => {
    fc.assert(
      fc.property(CASE, ({ document, clause, from, to }) => {
        const marks = new ClauseMarks(document, clause)
        const said = document.slice(from, to)
        expect(marks.bareLength(from, to)).toBe(said.replace(/[\s\p{P}]/gu, '').length)
        expect(marks.figureCount(from, to)).toBe(said.match(/\d+(?:\.\d+)?/g)?.length ?? 0)
        expect(marks.commaCount(from, to)).toBe(said.split('、').length - 1)
        expect(marks.opensQuote(from, to)).toBe(/[“《「]/.test(said))
        expect(marks.hedged(from, to)).toBe(HEDGE.test(said))
        expect(marks.isDateline(from, to)).toBe(DATELINE.test(said))
        let pairs = 0
        for (let i = 0; i + 1 < said.length; i++) if (/^[\p{Script=Han}\d]{2}$/u.test(said.slice(i, i + 2))) pairs++
        expect(marks.pairCount(from, to)).toBe(pairs)
      }),
      { numRuns: 3000 },
    )
  })

  it('take places beyond the clause for its ends when pairs are counted', () => {
    const marks = new ClauseMarks('前文。全市教师。后文', [3, 8])
    expect(marks.pairCount(0, 100)).toBe(3)
    expect(marks.pairCount(5, 100)).toBe(1)
    expect(marks.pairCount(100, 200)).toBe(0)
  })

  it('keep the parts of a sentence and their words, which joined are the part', () => {
    // The segmenter comes with an index.
    seeds()
    const text = '到2025年，全市新增学位5.3万个、教师1200名，力争达到90%。'
    const marks = new ClauseMarks(text, [0, text.length])
    const parts = marks.segmentsOf(0, [0, text.length])
    expect(parts).toEqual(segmentSpans(text, [0, text.length]))
    for (const part of parts) {
      const { tagged, joined } = marks.wordsOf(part)
      expect(tagged.map(word => word.text).join('')).toBe(text.slice(...part))
      expect(joined).toHaveLength(tagged.length)
      // A figure is not cut, nor parted from its unit.
      tagged.forEach(({ text: word }, w) => {
        if (w > 0 && /[\d.]$/.test(tagged[w - 1].text)) expect(joined[w], word).toBe(true)
      })
    }
  })
})
