import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadLexicon } from '../../index/build.js'
import { fold } from '../../index/fold.js'
import { cutWords, loadSegmenter, tagWords } from '../../index/segmenter.js'
import { terms } from '../../index/terms.js'
import { clauseText, seeds } from './support.js'

describe('the segmenter', () => {
  it('refuses to work before it has its dictionary, and says what to do', () => {
    expect(() => cutWords('教师')).toThrow('loadSegmenter')
    expect(cutWords('')).toEqual([])
  })

  it('has one dictionary for a process and refuses another', () => {
    loadLexicon()
    expect(() => loadSegmenter(['另一个词'])).toThrow('一个进程只能用一份词表')
    loadLexicon()
  })

  it('cuts real clauses without loss', () => {
    for (const { clause, document } of seeds().index.clauses) {
      const text = fold(clauseText(document, clause))
      expect(cutWords(text).join('')).toBe(text)
    }
  })

  it('cuts any folded text without loss', () => {
    loadLexicon()
    const piece = fc.constantFrom(
      '县管校聘',
      '教师',
      '工资',
      '的',
      'steam',
      '2025',
      '，',
      '𠮷',
      '龘',
      '㐀',
      '+',
      '.',
      'é',
      '한',
      '😀',
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 20 }).map(parts => parts.join('')),
      fc.string({ unit: 'grapheme', maxLength: 20 }).map(fold),
    )
    fc.assert(
      fc.property(text, folded => {
        expect(cutWords(folded).join('')).toBe(folded)
        expect(
          tagWords(folded)
            .map(word => word.text)
            .join(''),
        ).toBe(folded)
      }),
      { numRuns: 300 },
    )
  })

  it('knows the words of the domain', () => {
    loadLexicon()
    expect(cutWords('推进县管校聘改革')).toContain('县管校聘')
    expect(cutWords('落实区管校聘制度')).toContain('区管校聘')
    expect(tagWords('我的')).toEqual([
      { text: '我', tag: 'r' },
      { text: '的', tag: 'uj' },
    ])
  })
})

describe('terms', () => {
  const of = (text: string) => {
    loadLexicon()
    return terms(text)
  }

  it('are whole numbers, Latin words, pairs of neighbours and longer words', () => {
    expect(of('一所幼儿园')).toEqual(['一所', '所幼', '幼儿', '儿园', '幼儿园'])
    expect(of('2022年51.60亿元')).toEqual(['2022', '年', '51.60', '亿元'])
    expect(of('推进县管校聘')).toEqual(['推进', '进县', '县管', '管校', '校聘', '县管校聘'])
    expect(of('STEAM教育、1+X证书')).toEqual(['steam', '教育', '1', 'x', '证书'])
  })

  it('of a question are those of the clause that uses its words, however they are typed', () => {
    const clause = of('全市推开“县管校聘”工作')
    for (const typed of [
      '全市推开县管校聘工作',
      '全市推開《縣管校聘》工作',
      '全市 推开 “县管 校聘” 工作',
      '**全市推开**县管校聘工作',
    ])
      expect(of(typed)).toEqual(clause)
    expect(of('１２００元')).toEqual(of('1200元'))
  })

  it('of each run of Chinese characters taken from a clause are among those of the clause', () => {
    const { clauses } = seeds().index
    const runs = clauses.flatMap(({ clause, document }) => {
      const all = new Set(terms(clauseText(document, clause)))
      return [...fold(clauseText(document, clause)).matchAll(/\p{Script=Han}{2,}/gu)].map(match => ({
        run: match[0],
        all,
      }))
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: runs.length - 1 }), fc.nat(), fc.nat(), (i, a, b) => {
        const { run, all } = runs[i]
        const from = a % (run.length - 1)
        const part = run.slice(from, from + 2 + (b % (run.length - from - 1)))
        // Longer words depend on their neighbours; the pairs are the net below them.
        for (const term of terms(part)) if (term.length === 2) expect(all).toContain(term)
        expect(terms(part).length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it('are the same before and after folding, and hold nothing but letters, digits and points', () => {
    loadLexicon()
    const plain = fc.string({ unit: 'binary', maxLength: 40 }).map(text => text.replace(/[\ud800-\udfff]/g, ''))
    fc.assert(
      fc.property(plain, text => {
        const found = terms(text)
        expect(terms(fold(text))).toEqual(found)
        for (const term of found) expect(term).toMatch(/^(?:\d+(?:\.\d+)?|[a-z][a-z0-9]*|\p{Script=Han}+)$/u)
      }),
      { numRuns: 500 },
    )
  })

  it('never tear a rare character apart', () => {
    expect(of('𠮷田')).toEqual(['𠮷田'])
    expect(of('𠮷')).toEqual(['𠮷'])
    // Simplified, 輗 is a character beyond the basic plane.
    for (const term of of('𠮷田輗車小学')) expect(term).not.toMatch(/\p{Surrogate}/u)
  })

  it('never tear a figure apart', () => {
    loadLexicon()
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.option(fc.nat({ max: 99 })), (whole, part) => {
        const figure = part === null ? String(whole) : `${whole}.${part}`
        expect(terms(`投入${figure}万元`)).toEqual(['投入', figure, '万元'])
      }),
    )
  })

  it('of nothing are none', () => {
    for (const text of ['', ' ', '。，！', '“”', '\ud800', '\u0000']) expect(of(text)).toEqual([])
  })
})
