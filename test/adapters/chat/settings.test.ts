import { describe, expect, it } from 'vitest'
import {
  clears,
  DEFAULT_SETTINGS,
  isQuiet,
  parseQuietHours,
  parseTrigger,
  withoutTrigger,
} from '../../../adapters/chat/settings.js'

describe('quiet hours', () => {
  it.each([
    ['22:00-07:00', { from: 1320, to: 420 }],
    ['22点到7点', { from: 1320, to: 420 }],
    ['22：30～6：00', { from: 1350, to: 360 }],
    ['12:00至14:00', { from: 720, to: 840 }],
    ['22-24', { from: 1320, to: 0 }],
  ])('%s', (text, hours) => {
    expect(parseQuietHours(text)).toEqual(hours)
  })

  it.each(['22:00', '25:00-07:00', '22:61-07:00', '7-7', '晚上'])('%s is no pair of times', text => {
    expect(parseQuietHours(text)).toBeNull()
  })

  it('run over midnight', () => {
    const settings = { ...DEFAULT_SETTINGS, quiet: { from: 1320, to: 420 } }
    expect([1319, 1320, 1439, 0, 419, 420].map(minute => isQuiet(settings, minute))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ])
    expect(isQuiet(DEFAULT_SETTINGS, 0)).toBe(false)
  })
})

describe('the prefix of a group', () => {
  it.each([
    ['问策 县管校聘', '县管校聘'],
    ['问策，县管校聘', '县管校聘'],
    ['问策县管校聘', '县管校聘'],
    ['  问策', ''],
  ])('%s', (text, rest) => {
    expect(withoutTrigger(DEFAULT_SETTINGS, text)).toBe(rest)
  })

  it('must stand first, and may be turned off', () => {
    expect(withoutTrigger(DEFAULT_SETTINGS, '请问策')).toBeNull()
    expect(withoutTrigger({ ...DEFAULT_SETTINGS, trigger: null }, '问策 县管校聘')).toBeNull()
  })

  it('is one short word', () => {
    expect(parseTrigger(' 小策 ')).toBe('小策')
    for (const text of ['', '两 个', '/wence', '一'.repeat(13)]) expect(parseTrigger(text)).toBeNull()
  })
})

it.each(['清除', '关', '关闭', 'off', 'None'])('%s lets a setting go', text => {
  expect(clears(text)).toBe(true)
})
