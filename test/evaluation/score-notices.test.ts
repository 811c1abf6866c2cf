import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/reply.js'
import { commonLength, foldCharacters, judgeNotice, rougeL, summarizeNotices } from './score-notices.js'

const question = { id: 'n-1', question: '延期缴纳最长多久？', docid: 'gold', answer: '最长不超过3个月。' }

function reply(docId: string | null, quote: string, answer: string, status: Reply['status'] = 'answered'): Reply {
  const citation = {
    docId: docId ?? '',
    title: '通知',
    issuer: null,
    region: null,
    docNumber: null,
    issuedOn: null,
    docStatus: 'unknown' as const,
    clauseId: 'c',
    path: [],
    quote,
    span: [0, quote.length] as [number, number],
    url: null,
  }
  return {
    version: 1,
    status,
    answer,
    citations: docId === null ? [] : [citation],
    choices: [],
    related: [],
    notes: [],
    tookMs: 2,
  }
}

const judged = (of: Reply, foundDocuments: string[] = []) => judgeNotice({ question, reply: of, foundDocuments })

describe('the overlap of an answer with the gold span', () => {
  test('is the F1 of the longest common subsequence of characters', () => {
    expect(commonLength([...'abcde'], [...'axcxe'])).toBe(3)
    expect(rougeL('不超过3个月', '最长不超过3个月')).toBeCloseTo((2 * 1 * (6 / 8)) / (1 + 6 / 8), 12)
    expect(rougeL('三天', '最长不超过3个月')).toBe(0)
    expect(rougeL('', '最长')).toBe(0)
  })

  test('leaves out punctuation, symbols and white space', () => {
    expect(foldCharacters('（最长）　3 个月，+％。').join('')).toBe('最长3个月')
    expect(rougeL('最长 不超过３个月', '最长不超过3个月。')).toBe(1)
  })

  test('counts nothing where the cited document is another', () => {
    const verdicts = [
      judged(reply('gold', '最长不超过3个月', '最长不超过3个月')),
      judged(reply('other', '最长不超过3个月', '最长不超过3个月')),
    ]
    expect(summarizeNotices(verdicts)).toMatchObject({
      citedDoc1: 0.5,
      rougeL: 0.5,
      rougeLGivenDoc: 1,
      quoteHoldsGold: 0.5,
    })
  })
})

describe('a document is found', () => {
  test('at its place among the distinct documents', () => {
    expect(judged(reply('gold', '', ''), ['gold']).rank).toBe(1)
    expect(judged(reply('gold', '', ''), ['a', 'a', 'b', 'gold', 'gold']).rank).toBe(3)
    expect(judged(reply('gold', '', ''), ['a']).rank).toBe(0)
  })

  test('within one, five and ten', () => {
    const at = (rank: number) =>
      judged(reply('gold', '', ''), [...Array.from({ length: rank - 1 }, (_, i) => `other-${i}`), 'gold'])
    const summary = summarizeNotices([at(1), at(2), at(6), judged(reply('gold', '', ''), ['a'])])
    expect(summary).toMatchObject({ doc1: 1 / 4, doc5: 2 / 4, doc10: 3 / 4 })
    expect(summary.mrr10).toBeCloseTo((1 + 1 / 2 + 1 / 6) / 4, 12)
  })
})

describe('a quote', () => {
  test('holds the gold span from four fifths of it on', () => {
    expect(judged(reply('gold', '最长不超过3个', '')).quoteHolds).toBe(true)
    expect(judged(reply('gold', '最长不超过', '')).quoteHolds).toBe(false)
    expect(judged(reply(null, '', '')).quoteHolds).toBe(false)
  })
})

test('not_found and help are abstentions, as every question has an answer', () => {
  expect(judged(reply(null, '', '', 'not_found')).abstained).toBe(true)
  expect(judged(reply(null, '', '', 'help')).abstained).toBe(true)
  expect(judged(reply('gold', '', '', 'choose')).abstained).toBe(false)
})
