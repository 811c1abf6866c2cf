import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findConflicts, readLexiconRows } from '../../../adapters/maintain/lexicon-conflicts.js'
import { tempFolder } from '../../index/support.js'

/** A lexicon of these rows, cells parted by `|`. */
function conflictsOf(
  rows: Partial<Record<'a' | 'b' | 'words' | 'stop' | 'general' | 'alternatives' | 'regions', string[]>>,
) {
  const folder = tempFolder()
  mkdirSync(join(folder, 'synonyms'))
  const write = (name: string, columns: string, lines: string[] = []) =>
    writeFileSync(join(folder, name), [columns, ...lines].map(line => `${line.replaceAll('|', '\t')}\n`).join(''))
  write('synonyms/a.tsv', 'official|variants|related|reason', rows.a)
  write('synonyms/b.tsv', 'official|variants|related|reason', rows.b)
  write('words.tsv', 'word|reason', rows.words)
  write('stop-words.tsv', 'words|reason', rows.stop)
  write('general-words.tsv', 'words|reason', rows.general)
  write('alternatives.tsv', 'words|reason', rows.alternatives)
  write('regions.tsv', 'code|name|level|parent|aliases|reason', rows.regions)
  return findConflicts(readLexiconRows(folder)).map(({ kind, word, at }) => [kind, word, ...at])
}

describe('the lexicon contradicts itself where', () => {
  it('a word that documents write in one row is another thing’s name in another', () => {
    expect(conflictsOf({ a: ['供暖|暖气||x'], b: ['供热|供暖||x'] })).toEqual([
      ['elsewhere', '供暖', 'a.tsv:2', 'b.tsv:2'],
    ])
  })

  it('a word to be left out of questions is a synonym, a general word or a word of its own', () => {
    const rows = { a: ['规定|规矩||x'], stop: ['规定 规矩 目标 两为主|x'], general: ['目标|x'], words: ['两为主|x'] }
    expect(conflictsOf(rows)).toEqual([
      ['stop-word', '规定', 'stop-words.tsv:2', 'a.tsv:2'],
      ['stop-word', '规矩', 'stop-words.tsv:2', 'a.tsv:2'],
      ['stop-word', '目标', 'stop-words.tsv:2', 'general-words.tsv:2'],
      ['stop-word', '两为主', 'stop-words.tsv:2', 'words.tsv:2'],
    ])
  })

  it('a region goes by a word that means something else', () => {
    expect(conflictsOf({ a: ['合作|协作||x'], regions: ['623001|合作市|county||合作|x'] })).toEqual([
      ['region', '合作', 'regions.tsv:2', 'a.tsv:2'],
    ])
  })

  it('something stands twice: a concept, a word in two columns, a word of a list', () => {
    expect(
      conflictsOf({
        a: ['教师|老师|教师|x'],
        b: ['教师|先生||x'],
        words: ['县管校聘|x', '县管校聘|x', '老师|x'],
        stop: ['请问|x', '请问|x'],
        alternatives: ['小学 初中|x', '小学 中学|x'],
      }),
    ).toEqual([
      ['duplicate', '老师', 'words.tsv:4', 'a.tsv:2'],
      ['duplicate', '教师', 'a.tsv:2', 'b.tsv:2'],
      ['duplicate', '教师', 'a.tsv:2'],
      ['duplicate', '县管校聘', 'words.tsv:2', 'words.tsv:3'],
      ['duplicate', '请问', 'stop-words.tsv:2', 'stop-words.tsv:3'],
      ['duplicate', '小学', 'alternatives.tsv:2', 'alternatives.tsv:3'],
    ])
  })

  it('marks and widths that do not count are no difference', () => {
    expect(conflictsOf({ a: ['ｅｔｃ通道|快速通道||x'], b: ['高速|ETC通道||x'] })).toHaveLength(1)
  })
})

it('does not contradict itself where two rows share an official name, or a word only stands related', () => {
  expect(conflictsOf({ a: ['供热 供暖|暖气||x', '收费|费用|供热|x'], b: ['供热 采暖|供暖||x'] })).toEqual([])
})
