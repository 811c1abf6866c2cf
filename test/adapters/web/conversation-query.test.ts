import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTurns } from '../../../adapters/web/conversation-query.js'

const query = (...pairs: [string, string][]) => readTurns(new URLSearchParams(pairs))

describe('the questions that a link carries', () => {
  it('are the last one and up to four before it, the oldest forgotten first', () => {
    expect(query(['q', ' 问 '])).toEqual({ question: '问', turns: [] })
    expect(query(...['1', '2', '3', '4', '5'].map(turn => ['t', turn] as [string, string]), ['q', '6'])).toEqual({
      question: '6',
      turns: ['2', '3', '4', '5'],
    })
  })

  it('fit into an address that servers take, whatever was sent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 900 })),
        fc.string({ unit: 'binary', maxLength: 900 }),
        (turns, q) => {
          const read = query(...turns.map(turn => ['t', turn] as [string, string]), ['q', q])
          expect(read.question.length).toBeLessThanOrEqual(600)
          expect(read.turns.length).toBeLessThanOrEqual(4)
          expect(encodeURIComponent(read.turns.join('').toWellFormed()).length).toBeLessThanOrEqual(4000)
        },
      ),
    )
  })
})
