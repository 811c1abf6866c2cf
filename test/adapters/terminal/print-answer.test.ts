import { describe, expect, it } from 'vitest'
import { printable } from '../../../adapters/terminal/print-answer.js'
import { sourceLine } from '../../../adapters/wording.js'
import { asked } from '../../src/seed-questions.js'

describe('what the terminal prints', () => {
  it('has no control characters and no marks that turn the line around', () => {
    expect(printable('a\u0000\u0007\u001b[31mb\u007f\u009bc\u202ed\u2066e')).toBe('a[31mbcde')
  })

  it('keeps line ends, tabs and every sign that is shown', () => {
    const text = '第一行\n\t第二行 “‘《》’” 😀 ½ é'
    expect(printable(text)).toBe(text)
  })
})

describe('the line of a source', () => {
  it.each([
    ['若干措施第44条', '《呼伦贝尔市推进教育高质量发展若干措施》（送审稿，未印发）'],
    ['乌海框5', '《乌海教育现代化2035》 中共乌海市委委员会、乌海市人民政府，乌党发〔2020〕17号，2020-10-29（规划）'],
    [
      '审议意见督办责任人是谁',
      '《呼和浩特市人大常委会关于《市政府关于呼和浩特市“宜学城市”三年行动方案进展情况报告》的审议意见》 呼和浩特市人大常委会，2023-07-20（正式文件）',
    ],
  ])('of %s: %s', (question, line) => {
    expect(sourceLine(asked(question).citations[0])).toBe(line)
  })
})
