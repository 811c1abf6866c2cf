import { describe, expect, it } from 'vitest'
import { asksResponsible } from '../../../src/answer/responsible.js'
import { understood } from '../seed-questions.js'

describe('a question for the units responsible', () => {
  it.each([['责任单位是谁'], ['班主任津贴由哪些单位负责'], ['这事归谁管'], ['哪个部门牵头'], ['我该找谁']])(
    'is %s',
    text => {
      expect(asksResponsible(understood(text))).toBe(true)
    },
  )

  it.each([['班主任津贴多少'], ['县管校聘何时推开'], ['谁入选了名校长培养计划']])('is not %s', text => {
    expect(asksResponsible(understood(text))).toBe(false)
  })
})
