import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readingsOf, soundOf, soundsOf } from '../../index/pinyin.js'

describe('the sound of a word', () => {
  it.each([
    ['班主任', '班主仁'],
    ['县管校聘', '县管校拼'],
    ['津贴', '金贴'],
    ['招生', '遭生'],
    ['职称', '职趁'],
    ['培训', '陪训'],
  ])('%s is that of %s', (word, typed) => {
    expect(soundOf(word)).not.toBe('')
    expect(soundOf(typed)).toBe(soundOf(word))
  })

  it.each([
    ['班主任', '办公室'],
    ['呼和浩特', '呼伦贝尔'],
    ['教师', '教室室'],
    ['兰', '南'],
    ['女', '努'],
  ])('%s is not that of %s', (word, other) => {
    expect(soundOf(other)).not.toBe(soundOf(word))
  })

  it.each(['', '1', '，', '教师1', '教师，', '😀', 'a', 'abc', 'a教'])(
    '%j has none, for it is not all Chinese',
    text => {
      expect(soundOf(text)).toBe('')
    },
  )
})

describe('the readings of a character', () => {
  it('are without tone, blurred, and at most three', () => {
    expect(readingsOf('重')).toEqual(expect.arrayContaining(['zong', 'cong']))
    expect(readingsOf('长')).toEqual(expect.arrayContaining(['can', 'zan']))
    expect(readingsOf('师')).toEqual(['si'])
    for (const char of '教师工资和学校的了着重行乐') {
      expect(readingsOf(char).length).toBeLessThanOrEqual(3)
      for (const reading of readingsOf(char)) expect(reading).toMatch(/^[a-zü]+$/)
    }
  })

  it.each(['a', '1', '，', ' ', '\ud800', ''])('of %j are none', char => {
    expect(readingsOf(char)).toEqual([])
  })

  it('make up the sounds of a run, sixteen at most, its own among them', () => {
    expect(soundsOf('重庆')).toEqual(expect.arrayContaining(['cong qin', 'zong qin']))
    expect(soundsOf('教师a')).toEqual([])
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'教师工资津贴班主任招生职称培训县管校聘'), { minLength: 1, maxLength: 6 }),
        chars => {
          const sounds = soundsOf(chars.join(''))
          expect(sounds.length).toBeGreaterThan(0)
          expect(sounds.length).toBeLessThanOrEqual(16)
          expect(new Set(sounds).size).toBe(sounds.length)
          for (const sound of sounds) expect(sound.split(' ')).toHaveLength(chars.length)
        },
      ),
    )
  })
})
