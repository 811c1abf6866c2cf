import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readGoldenQuestions } from '../evaluation/golden-sets.js'
import { seeds } from '../index/support.js'
import { asked, expectSound } from './seed-questions.js'

const turnLists = readGoldenQuestions().map(question => question.turns)
const words = [
  ...new Set(
    turnLists
      .flat()
      .join(' ')
      .match(/\p{Script=Han}{2,4}|\d+/gu),
  ),
]

/** Questions out of the words of real ones, with what keyboards, platforms and bad programs put between them. */
const questions = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...words) },
      fc.constantFrom(
        '多少',
        '什么时候',
        '哪些',
        '由谁负责',
        '和',
        '对比',
        '第四十四条',
        '框5',
        '五（二）',
        '一、',
        '乌海',
        '包头',
        '呼市',
        '北京',
      ),
      fc.constantFrom(
        '\ud83d',
        '\udc00',
        '\u0000',
        '\u001b[31m',
        '\u202e',
        '😀',
        '\u200b',
        '<at type="all"/>',
        '[CQ:at,qq=all]',
        '{{',
        '\\',
        '"',
        '\n',
        '\t',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 14 },
  )
  .map(parts => parts.join(''))

function expectSoundTwice(turns: readonly string[]): void {
  const answer = asked(...turns)
  expectSound(answer, turns)
  expect(asked(...turns)).toEqual(answer)
}

describe('every reply is sound, and the same when asked again', () => {
  it('to the golden questions', () => {
    for (const turns of turnLists) expectSoundTwice(turns)
  })

  it.each([
    ['a mention of everybody before', (text: string) => `[CQ:at,qq=all]${text}`],
    ['mark-up behind', (text: string) => `${text}<at type="all"/><script>alert(1)</script>`],
    ['control characters before and a broken character behind', (text: string) => `\u0000\u001b[31m${text}\ud83d`],
    ['a story of 100 kB before', (text: string) => `${'我家的情况是这样的，'.repeat(10_000)}${text}`],
  ])('to the golden questions with %s', (_, disguise) => {
    for (const turns of turnLists.filter((_, i) => i % 3 === 0)) {
      const asIs = [...turns.slice(0, -1), disguise(turns[turns.length - 1])]
      expectSound(asked(...asIs), asIs)
    }
  })

  it('to whatever words and characters, after whatever turns', () => {
    const before = fc.array(fc.oneof(fc.constantFrom(...turnLists.flat()), questions), { maxLength: 3 })
    fc.assert(
      fc.property(before, questions, (turns, question) => expectSoundTwice([...turns, question])),
      { numRuns: 400 },
    )
  })

  it('to any string', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string(),
    )
    fc.assert(
      fc.property(any, text => expectSoundTwice([text])),
      { numRuns: 400 },
    )
  })

  it.each([
    '政策',
    '班主任津贴多少',
    '责任单位是谁？',
    '1',
    '第',
    '（',
    '和',
    '一',
    '\u0000',
    ' ',
    'a',
    '\ud83d',
    '😀',
  ])('to 100 kB of %j', piece => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    expectSound(asked(text), [text])
  })
})

describe('asking', () => {
  it('leaves the index as it was', () => {
    const { index } = seeds()
    const before = JSON.stringify(index.documents)
    for (const turns of turnLists.slice(0, 30)) asked(...turns)
    expect(JSON.stringify(index.documents)).toBe(before)
  })

  it('does not depend on what was asked before', () => {
    const first = asked(...turnLists[0])
    for (const turns of turnLists.slice(1, 40)) asked(...turns)
    expect(asked(...turnLists[0])).toEqual(first)
  })
})
