import { describe, expect, it } from 'vitest'
import { fold } from '../../index/fold.js'
import { soundOf } from '../../index/pinyin.js'
import { countWords, mergeVocabulary } from '../../index/vocabulary.js'
import { readText, seeds } from './support.js'

describe('the vocabulary of the real documents', () => {
  const { vocabulary, phrases } = seeds().index

  it('is most frequent first, each word once, with its sound', () => {
    const counts = vocabulary.map(entry => entry.count)
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect(new Set(vocabulary.map(entry => entry.word)).size).toBe(vocabulary.length)
    for (const { word, sound } of vocabulary.slice(0, 300)) expect(sound).toBe(soundOf(word))
  })

  it('holds only words that stand in a document', () => {
    const texts = seeds()
      .index.documents.map(document => fold(document.text))
      .join('\n')
    for (const { word, count } of vocabulary) {
      // Words of the lexicon that no document uses follow with count 0.
      if (count === 0) continue
      expect(word.length).toBeGreaterThanOrEqual(2)
      expect(word.length).toBeLessThanOrEqual(8)
      expect(texts).toContain(word)
    }
    for (const phrase of phrases) expect(texts).toContain(phrase)
  })

  it('knows the names that the documents put in marks', () => {
    expect(phrases).toEqual(expect.arrayContaining(['县管校聘', '宜学城市', '乌海教育现代化2035', '名校+']))
    expect(phrases).toEqual([...new Set(phrases)].sort())
    expect(vocabulary.map(entry => entry.word)).toContain('县管校聘')
  })
})

describe('the vocabulary of a text', () => {
  it('counts each word as often as it stands there', () => {
    const { vocabulary } = mergeVocabulary(
      readText('某市教育情况\n\n教师，图书馆，教师。教师和幼儿园。').documents.map(countWords),
    )
    const count = (word: string) => vocabulary.find(entry => entry.word === word)?.count
    expect(count('教师')).toBe(3)
    expect(count('幼儿园')).toBe(1)
    expect(count('大学')).toBeUndefined()
  })

  it('takes for names what stands in quotation or book-title marks, and not what is too short, too long or a sentence', () => {
    const { phrases } = mergeVocabulary(
      readText(
        '某市教育情况\n\n实施“银龄计划”和"阳光招生"，落实《学前教育办法》，所谓“好”，所谓“办好人民满意的教育，建设教育强国”。',
      ).documents.map(countWords),
    )
    expect(phrases).toEqual(['学前教育办法', '银龄计划', '阳光招生'].sort())
  })

  it('of several documents adds up what each counts', () => {
    const texts = ['某市教育情况\n\n教师，图书馆。', '某县教育情况\n\n教师，“银龄计划”。']
    const apart = mergeVocabulary(texts.flatMap(text => readText(text).documents.map(countWords)))
    expect(apart.vocabulary.find(({ word }) => word === '教师')?.count).toBe(2)
    expect(apart.phrases).toEqual(['银龄计划'])
  })

  it('of no documents is empty', () => {
    expect(mergeVocabulary([])).toEqual({ vocabulary: [], phrases: [] })
  })
})
