import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../index/build.js'
import { ask } from '../../src/ask.js'
import { rehearse } from '../../src/rehearse.js'
import { SEEDS, seeds } from '../index/support.js'

const QUESTIONS = ['包头市县管校聘什么时候全面推开', '呼和浩特新增多少个学位', '彩礼要退吗', '你好']

describe('a rehearsal', () => {
  it('changes no answer', async () => {
    const rehearsed = (await buildIndex(SEEDS)).index
    rehearse(rehearsed, 30)
    for (const question of QUESTIONS) expect(ask(rehearsed, question)).toEqual(ask(seeds().index, question))
  })

  it('leaves an index without headings alone', () => {
    const { index } = seeds()
    expect(() => rehearse({ ...index, clauses: [], documents: [] }, 5)).not.toThrow()
  })
})
