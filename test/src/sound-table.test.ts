import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { soundOf, soundsOf } from '../../index/pinyin.js'
import { SoundTable } from '../../src/sound-table.js'

const tableOf = (words: readonly string[]) => {
  const table = new SoundTable()
  for (const word of words) table.add(word, soundOf(word))
  return table
}

describe('a table of sounds', () => {
  it('gives the words that sound alike, in their order', () => {
    const table = tableOf(['县管校聘', '心理', '新历', '教师'])
    expect(table.alike('县管校品')).toEqual(['县管校聘'])
    expect(table.alike('心里')).toEqual(['心理', '新历'])
    expect(table.alike('教室')).toEqual(['教师'])
    expect(table.alike('心')).toEqual([])
    expect(table.alike('')).toEqual([])
    expect(table.alike('ab')).toEqual([])
  })

  it('keeps nothing of a word that has no sound', () => {
    expect(tableOf(['3+2', 'abc']).alike('abc')).toEqual([])
  })

  it('finds what a look at every word finds', () => {
    // Characters of several readings, of like sounds, and one of two units.
    const character = fc.constantFrom(
      '重',
      '长',
      '行',
      '校',
      '教',
      '较',
      '师',
      '实',
      '十',
      '心',
      '新',
      '理',
      '里',
      '𠮷',
      'a',
    )
    const word = fc.array(character, { minLength: 1, maxLength: 6 }).map(list => list.join(''))
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), word, (words, run) => {
        const expected = soundsOf(run).flatMap(sound =>
          words.filter(known => known.length === run.length && soundOf(known) === sound),
        )
        expect(tableOf(words).alike(run)).toEqual(expected)
        for (const known of words)
          if (soundsOf(known).includes(soundOf(known)) && soundOf(known)) {
            expect(tableOf(words).alike(known)).toContain(known)
          }
      }),
    )
  })
})
