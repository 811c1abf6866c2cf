import { describe, expect, it } from 'vitest'
import type { JudgedQuestion } from '../../../adapters/maintain/judged-questions.js'
import { ablate, unusedConcepts } from '../../../adapters/maintain/lexicon-use.js'
import type { ClauseIndex } from '../../../index/build.js'
import type { Concept } from '../../../index/lexicon.js'
import { ask } from '../../../src/ask.js'
import { checkQuestion } from '../../../src/check-questions.js'
import { prepare, withoutConcept } from '../../../src/prepare.js'
import { seeds } from '../../index/support.js'

const concept = (official: string, variants: string[], related: string[] = []): Concept => ({
  official: [official],
  variants,
  related,
  reason: '测试',
  source: `own.tsv:${official}`,
})
/** The seeds with these concepts beside those of the lexicon. */
const withConcepts = (...own: Concept[]): ClauseIndex => ({
  ...seeds().index,
  lexicon: { ...seeds().index.lexicon, concepts: [...seeds().index.lexicon.concepts, ...own] },
})
const question = (text: string, clause: string | null): JudgedQuestion => ({
  id: text,
  turns: [text],
  isRight: index => checkQuestion(index, { question: text, turns: [], clause }) === null,
})
const SUBSIDY = 'hulunbuir-gaozhiliang-cuoshi#5.16.44'

describe('leaving out one concept after another', () => {
  // 辛苦费 is 津贴 to those who ask; 熊猫费 is none.
  const helps = concept('班主任津贴', ['班主任辛苦费'])
  const harms = concept('津贴', ['熊猫费'])
  const index = withConcepts(helps, harms)
  const asked = question('呼伦贝尔班主任辛苦费多少', SUBSIDY)
  const absurd = question('呼伦贝尔熊猫费多少', null)

  it('tells which help and which harm, by the questions that turn right or wrong', () => {
    expect([asked, absurd].map(each => each.isRight(index))).toEqual([true, false])
    const { helpful, harmful, questions, right } = ablate(index, [asked, absurd])
    expect([questions, right]).toEqual([2, 1])
    expect(harmful).toContainEqual({
      source: 'own.tsv:津贴',
      official: ['津贴'],
      reason: '测试',
      gained: [absurd.id],
      lost: [],
    })
    expect(helpful.find(({ source }) => source === helps.source)?.lost).toEqual([asked.id])
  })

  it('asks only what the concept has a part in', () => {
    const far = concept('绝无仅有', ['从来没有过'])
    const asking: ClauseIndex[] = []
    const counted = { ...asked, isRight: (index: ClauseIndex) => asking.push(index) > 0 }
    const { touched } = ablate(withConcepts(far), [counted])
    expect(asking.length).toBe(1 + touched)
    expect(asking.some(({ lexicon }) => lexicon.concepts.length === seeds().index.lexicon.concepts.length + 1)).toBe(
      true,
    )
    expect(asking.slice(1).every(({ lexicon }) => lexicon.concepts.includes(far))).toBe(true)
  })

  it('changes nothing of the index that answers', () => {
    const before = ask(index, asked.id)
    ablate(index, [asked])
    expect(ask(index, asked.id)).toEqual(before)
  })

  it('answers as an index does that never had the concept', () => {
    const bare: ClauseIndex = {
      ...index,
      lexicon: { ...index.lexicon, concepts: index.lexicon.concepts.filter(other => other !== helps) },
    }
    const without = withoutConcept(index, helps)
    for (const text of ['呼伦贝尔班主任辛苦费多少', '包头县管校聘何时全面推开', '乌海双师型教师占比'])
      expect(ask(without, text)).toEqual(ask(bare, text))
    expect(prepare(without).isKnownWord('班主任辛苦费')).toBe(false)
    expect(prepare(index).isKnownWord('班主任辛苦费')).toBe(true)
    expect(prepare(without).isKnownWord('教师')).toBe(true)
  })
})

describe('a concept', () => {
  it('is unused where none of its words stands in a document, whatever characters these share', () => {
    const unused = unusedConcepts(
      withConcepts(
        concept('熊猫', ['大熊猫']),
        concept('班主任', ['班头']),
        concept('熊猫津贴', [], ['班主任']),
        concept('津校园', ['园津']),
      ),
    )
    const own = unused.filter(({ source }) => source.startsWith('own.tsv')).map(({ official }) => official[0])
    expect(own).toEqual(['熊猫', '津校园'])
  })
})
