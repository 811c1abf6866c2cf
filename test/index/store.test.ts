import fc from 'fast-check'
import MiniSearch from 'minisearch'
import { describe, expect, it } from 'vitest'
import { finish } from '../../index/steps.js'
import { ClauseStore, documentPostings } from '../../index/store.js'
import { terms } from '../../index/terms.js'
import { clauseText, readText, seeds } from './support.js'

/** The simple search that the store must agree with: which clauses hold a term, in their text, their headings or their title. */
const scanned = () =>
  seeds().index.clauses.map(({ clause, document }) => ({
    own: new Set([...terms(clauseText(document, clause)), ...terms(clause.path.join('\n'))]),
    title: new Set(terms(document.title)),
  }))

const load = (lines: Iterable<string>) => finish(ClauseStore.loadSteps(lines))
const weightsOf = (words: readonly string[]) => new Map(words.map(word => [word, 1]))
const numbers = (store: ClauseStore, words: readonly string[], limit = 10_000) =>
  store.candidates(weightsOf(words), limit).map(found => found.clause)
const inWordOrder = (list: readonly string[]) => [...list].sort()
const inOrder = (list: readonly number[]) => [...list].sort((a, b) => a - b)

describe('the store', () => {
  it('finds for a single term the clauses that a scan finds, no more and no fewer', () => {
    const { store } = seeds().index
    const clauses = scanned()
    const all = [...new Set(clauses.flatMap(clause => [...clause.own]))].sort()
    fc.assert(
      fc.property(fc.constantFrom(...all), term => {
        const holding = clauses.flatMap((clause, i) => (clause.own.has(term) || clause.title.has(term) ? [i] : []))
        expect(inOrder(numbers(store, [term]))).toEqual(holding)
        expect(store.frequency(term)).toBe(clauses.filter(clause => clause.own.has(term)).length)
      }),
      { numRuns: 300 },
    )
  })

  it('finds for several terms what any of them finds', () => {
    const { store } = seeds().index
    const all = [...new Set(scanned().flatMap(clause => [...clause.own]))]
      .filter(term => store.frequency(term) < 100)
      .sort()
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...all), { minLength: 2, maxLength: 6 }), words => {
        const each = new Set(words.flatMap(word => numbers(store, [word])))
        expect(inOrder(numbers(store, words))).toEqual(inOrder([...each]))
      }),
      { numRuns: 100 },
    )
  })

  it('finds nothing for a term that is a part of another, or that no clause holds', () => {
    const { store } = seeds().index
    expect(store.frequency('县管校聘')).toBeGreaterThan(0)
    for (const term of ['县管校', '聘', '没有这个词', '', '\u0001', 'zzzz']) {
      expect(store.frequency(term)).toBe(0)
      expect(numbers(store, [term])).toEqual([])
    }
    expect(store.candidates(new Map(), 10)).toEqual([])
  })

  it('keeps terms apart whose codes stand next to one another', () => {
    // Each character is written in four ASCII characters: no term may match across their borders.
    const pool = ['教', '教师', '师', '师教', 'a', 'aa', 'aaa', '1', '11', '1.1', '11.1', '𠮷', '一', '丁', '一丁']
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.constantFrom(...pool), { maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        lists => {
          const { documents } = readText(
            `某文\n\n${lists.map((list, i) => `${i + 1}、${['说明', ...list].join('，')}。`).join('\n')}`,
          )
          const clauses = documents.flatMap(document => document.clauses.map(clause => ({ clause, document })))
          const store = ClauseStore.merge(documents.map(documentPostings))
          for (const term of new Set(pool.flatMap(terms))) {
            const holding = clauses.flatMap(({ clause, document }, i) =>
              [clauseText(document, clause), clause.path.join('\n'), document.title].some(t => terms(t).includes(term))
                ? [i]
                : [],
            )
            expect(inOrder(numbers(store, [term]))).toEqual(holding)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('gives the best first, no more than asked for, and the same every time', () => {
    const { store } = seeds().index
    const words = terms('县管校聘全面推开')
    const found = store.candidates(weightsOf(words), 5)
    expect(found).toHaveLength(5)
    expect(found.map(f => f.score)).toEqual([...found.map(f => f.score)].sort((a, b) => b - a))
    expect(store.candidates(weightsOf(words), 5)).toEqual(found)
    expect(store.candidates(weightsOf(words), 10_000).slice(0, 5)).toEqual(found)
    const best = seeds().index.clauses[found[0].clause]
    expect(clauseText(best.document, best.clause)).toContain('县管校聘')
  })

  it('counts a term for more that weighs more', () => {
    const { store, clauses } = seeds().index
    const first = (weights: [string, number][]) => clauses[store.candidates(new Map(weights), 1)[0].clause].clause.id
    expect(
      first([
        ['班主任津贴', 1],
        ['曲棍球', 0.01],
      ]),
    ).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.44')
    expect(
      first([
        ['班主任津贴', 0.01],
        ['曲棍球', 1],
      ]),
    ).toBe('hulunbuir-gaozhiliang-cuoshi#4.12.30')
  })

  it('leaves out what the filter refuses', () => {
    const { store } = seeds().index
    const even = store.candidates(weightsOf(['教师']), 10_000, clause => clause % 2 === 0)
    expect(even.length).toBeGreaterThan(0)
    expect(inOrder(even.map(f => f.clause))).toEqual(
      inOrder(numbers(store, ['教师']).filter(clause => clause % 2 === 0)),
    )
  })

  it('scores as MiniSearch does', () => {
    const { index } = seeds()
    const judge = new MiniSearch<{ id: number; title: string; path: string; text: string }>({
      fields: ['title', 'path', 'text'],
      tokenize: text => text.split(' '),
      searchOptions: { boost: { title: 0.6, path: 1.2, text: 1 }, bm25: { k: 1.2, b: 0.6, d: 0.5 } },
    })
    index.clauses.forEach(({ clause, document }, id) => {
      judge.add({
        id,
        title: [...new Set(terms(document.title))].join(' '),
        path: terms(clause.path.join('\n')).join(' '),
        text: terms(clauseText(document, clause)).join(' '),
      })
    })
    // Few and rare enough to be within the budget of a question.
    const all = [...new Set(scanned().flatMap(clause => [...clause.own]))]
      .filter(term => index.store.frequency(term) < 300)
      .sort()
    const weight = fc.double({ min: 0.01, max: 1.5, noNaN: true })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...all), weight), { maxLength: 12, selector: ([term]) => term }),
        fc.integer({ min: 1, max: 100 }),
        (weighted, limit) => {
          const rarestFirst = [...weighted].sort(
            ([a], [b]) => index.store.frequency(a) - index.store.frequency(b) || (a < b ? -1 : 1),
          )
          const found = judge.search(rarestFirst.map(([term]) => term).join(' '), {
            boostTerm: (_, i) => rarestFirst[i][1],
          })
          expect(index.store.candidates(new Map(weighted), limit)).toEqual(
            found.slice(0, limit).map(({ id, score }) => ({ clause: id, score })),
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  it('tells of every clause that holds a term in its text or headings, refused or not, and of its terms alone', () => {
    const { store } = seeds().index
    const words = ['教师', '课后']
    const told = new Map<number, string[]>()
    store.candidates(
      weightsOf(words),
      1,
      () => false,
      (clause, term) => told.set(clause, [...(told.get(clause) ?? []), term]),
    )
    scanned().forEach(({ own }, clause) => {
      expect(inWordOrder(told.get(clause) ?? [])).toEqual(inWordOrder(words.filter(word => own.has(word))))
    })
  })

  it('written and read again finds the same with the same scores', () => {
    const { store } = seeds().index
    const again = load(store.serialize())
    const all = [...new Set(scanned().flatMap(clause => [...clause.own]))].sort()
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 5 }), words => {
        expect(again.candidates(weightsOf(words), 50)).toEqual(store.candidates(weightsOf(words), 50))
        for (const word of words) expect(again.frequency(word)).toBe(store.frequency(word))
      }),
      { numRuns: 100 },
    )
  })

  it('is not read from lines without a beginning, or that are not JSON', () => {
    const [, ...rest] = [...seeds().index.store.serialize()]
    expect(() => load(rest)).toThrow('开头')
    expect(() => load([])).toThrow('开头')
    expect(() => load(['{'])).toThrow(SyntaxError)
  })

  it('is the same however the documents are cut into parts', () => {
    const postings = seeds().index.documents.map(documentPostings)
    const whole = [...ClauseStore.merge(postings).serialize()]
    expect([...seeds().index.store.serialize()]).toEqual(whole)
    const [first, ...others] = seeds().index.documents
    const apart = ClauseStore.merge([documentPostings(first)])
    const { clauses } = seeds().index
    for (const term of ['教师', '县管校聘', '教育'])
      expect(apart.frequency(term)).toBe(
        clauses.filter(
          ({ clause, document }) =>
            document === first &&
            new Set([...terms(clauseText(document, clause)), ...terms(clause.path.join('\n'))]).has(term),
        ).length,
      )
    expect(others.length).toBeGreaterThan(0)
  })

  it('of no clauses finds nothing', () => {
    const store = ClauseStore.merge([])
    expect(numbers(store, ['教师'])).toEqual([])
    expect(numbers(load(store.serialize()), ['教师'])).toEqual([])
  })
})
