import { describe, expect, it } from 'vitest'
import { loadLexicon } from '../../index/build.js'
import type { Concept } from '../../index/lexicon.js'
import { Thesaurus } from '../../src/thesaurus.js'

const concept = (official: string[], variants: string[], related: string[] = []): Concept => ({
  official,
  variants,
  related,
  reason: '',
  source: '',
})

describe('the thesaurus', () => {
  it('puts the words of documents before those of people, and what is only related last', () => {
    const thesaurus = new Thesaurus([concept(['教师'], ['老师', '先生'], ['师资'])])
    expect(thesaurus.get('老师').map(other => other.word)).toEqual(['教师', '先生', '师资'])
    expect(thesaurus.get('教师').map(other => other.word)).toEqual(['老师', '先生', '师资'])
    expect(thesaurus.has('师资')).toBe(false)
    expect(thesaurus.get('师资')).toEqual([])
  })

  it('gives a word of several concepts the words of all of them, each at its best', () => {
    const thesaurus = new Thesaurus([
      concept(['补助'], ['补贴'], ['资助']),
      concept(['津贴'], ['补贴', '钱']),
      concept(['资助'], ['补贴']),
    ])
    const others = new Map(thesaurus.get('补贴').map(({ word, weight }) => [word, weight]))
    expect([...others.keys()]).toEqual(['补助', '资助', '津贴', '钱'])
    expect(others.get('资助')).toBe(others.get('补助'))
  })

  it('has no other word for a word that stands alone', () => {
    const thesaurus = new Thesaurus([concept(['劳动教育'], []), concept(['校车'], ['校车'])])
    expect(thesaurus.has('劳动教育')).toBe(false)
    expect(thesaurus.has('校车')).toBe(false)
    expect([...thesaurus.words()]).toEqual([])
  })

  it('agrees with a look through every concept of the lexicon', () => {
    const { concepts } = loadLexicon()
    const thesaurus = new Thesaurus(concepts)
    for (const word of [...thesaurus.words()].filter((_, i) => i % 97 === 0)) {
      const holding = concepts.filter(({ official, variants }) => [...official, ...variants].includes(word))
      const expected = new Set(
        holding.flatMap(({ official, variants, related }) => [...official, ...variants, ...related]),
      )
      expected.delete(word)
      expect(new Set(thesaurus.get(word).map(other => other.word))).toEqual(expected)
    }
  })
})
