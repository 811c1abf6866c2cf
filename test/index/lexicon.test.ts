import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fold } from '../../index/fold.js'
import { domainWords, loadConcepts } from '../../index/lexicon.js'
import { inPackage } from '../../index/paths.js'
import { readTsv, words } from '../../index/tsv.js'
import { tempFolder } from './support.js'

const concepts = loadConcepts(inPackage('index', 'lexicon'))

function folderWith(rows: string): string {
  const folder = tempFolder()
  mkdirSync(join(folder, 'synonyms'))
  writeFileSync(join(folder, 'synonyms', 'a.tsv'), `# note\nofficial\tvariants\trelated\treason\n${rows}`)
  return folder
}

describe('the concepts', () => {
  it('say where they stand and why, and hold folded words', () => {
    expect(concepts.length).toBeGreaterThan(500)
    for (const concept of concepts) {
      expect(concept.official.length).toBeGreaterThan(0)
      expect(concept.reason).not.toBe('')
      expect(concept.source).toMatch(/^[a-z-]+\.tsv:\d+$/)
      for (const word of [...concept.official, ...concept.variants, ...concept.related]) expect(fold(word)).toBe(word)
    }
  })

  it('know what people call what the documents name', () => {
    const concept = concepts.find(c => c.official.includes('教师'))!
    expect(concept.variants).toContain('老师')
  })

  it.each([
    ['no official word', '\t老师\t\tx', 'official'],
    ['no reason', '教师\t老师\t\t', 'reason'],
    ['punctuation in a word', '教师\t“老师”\t\tx', '“老师”'],
    ['too few columns', '教师\t老师', '4 列'],
  ])('with %s are refused with their line', (_, row, value) => {
    expect(() => loadConcepts(folderWith(row))).toThrow(value)
    expect(() => loadConcepts(folderWith(row))).toThrow(/a\.tsv(?::| 第 )3/)
  })

  it('are folded and rid of doubles when read', () => {
    const [concept] = loadConcepts(folderWith('教師 教师\t老師\tＡ班\tx'))
    expect(concept).toMatchObject({ official: ['教师'], variants: ['老师'], related: ['a班'], source: 'a.tsv:3' })
  })
})

describe('the domain words', () => {
  it('are Chinese, two to ten characters, each once, in order', () => {
    const all = domainWords(concepts, ['县管校聘'])
    expect(all).toContain('县管校聘')
    expect(all).toEqual([...new Set(all)].sort())
    for (const word of all) expect(word).toMatch(/^\p{Script=Han}{2,10}$/u)
  })

  it('leave out what is no word for a dictionary', () => {
    const [concept] = loadConcepts(folderWith('师 教师\t3+2贯通 老师\t相关词\tx'))
    expect(domainWords([concept], ['縣管校聘'])).toEqual(['县管校聘', '教师', '老师'])
  })
})

describe('a data file', () => {
  it('with another header is refused, naming what was expected', () => {
    const file = join(tempFolder(), 'x.tsv')
    writeFileSync(file, '# note\n\nword\twhy\n县管校聘\tx\n')
    expect(() => readTsv(file, ['word', 'reason'])).toThrow(`${file} 第 3 行`)
    expect(() => readTsv(file, ['word', 'reason'])).toThrow('word⇥reason')
  })

  it('is read line by line, comments and line ends of Windows left out', () => {
    const file = join(tempFolder(), 'x.tsv')
    writeFileSync(file, '# note\r\nword\treason\r\n# note\r\n\r\n 县管校聘 \t x y \r\n')
    expect(readTsv(file, ['word', 'reason'])).toEqual([{ line: 5, cells: { word: '县管校聘', reason: 'x y' } }])
    expect(words(' 甲  乙　丙 ')).toEqual(['甲', '乙', '丙'])
  })
})
