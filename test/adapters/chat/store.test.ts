import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../adapters/chat/settings.js'
import type { Action } from '../../../adapters/chat/shown.js'
import { MENU_DAYS, openStore } from '../../../adapters/chat/store.js'
import { tempFolder } from '../../index/support.js'

const action: Action = { do: 'clause', clauseId: 'baotou-2025-yiwu-jiaoyu#5.2' }
const DAY = 24 * 60 * 60 * 1000

it('keeps settings, buttons, updates and counts over a restart', async () => {
  const file = join(tempFolder(), 'new', 'chat.db')
  const first = await openStore(file)
  expect(await first.settings('test:1')).toEqual(DEFAULT_SETTINGS)
  await first.saveSettings('test:1', { ...DEFAULT_SETTINGS, city: '包头市', quiet: { from: 0, to: 60 } })
  await first.keepMenu('m', 'test:1', [{ do: 'next', clauseId: 'x#1' }, action])
  expect(await first.takeOnce('test:77')).toBe(true)
  await first.countUndelivered('test', '403')
  await first.close()

  const second = await openStore(file)
  expect(await second.settings('test:1')).toMatchObject({ city: '包头市', quiet: { from: 0, to: 60 } })
  expect(await second.settings('test:2')).toEqual(DEFAULT_SETTINGS)
  expect(await second.action('m', 'test:1', 1)).toEqual(action)
  expect(await second.takeOnce('test:77')).toBe(false)
  expect(await second.takeOnce('test:78')).toBe(true)
  await second.countUndelivered('test', '403')
  expect(await second.undelivered()).toEqual([{ platform: 'test', reason: '403', count: 2 }])
  await second.close()
})

it('counts all that is lost at once', async () => {
  const store = await openStore(':memory:')
  await Promise.all(Array.from({ length: 50 }, () => store.countUndelivered('test', '403')))
  expect(await store.undelivered()).toEqual([{ platform: 'test', reason: '403', count: 50 }])
})

it('gives an action to the chat it was shown in alone, and not beyond its days', async () => {
  let now = new Date('2026-03-01')
  const store = await openStore(':memory:', () => now)
  await store.keepMenu('m', 'test:1', [action])
  expect(await store.action('m', 'test:2', 0)).toBeNull()
  expect(await store.action('m', 'test:1', 1)).toBeNull()
  expect(await store.action('other', 'test:1', 0)).toBeNull()
  now = new Date(now.getTime() + MENU_DAYS * DAY - 1000)
  expect(await store.action('m', 'test:1', 0)).toEqual(action)
  expect(await store.action('m', 'test:1', 0, DAY)).toBeNull()
  now = new Date(now.getTime() + 2000)
  expect(await store.action('m', 'test:1', 0)).toBeNull()
  await store.close()
})

it('takes an update once though it comes many times at once', async () => {
  const store = await openStore(':memory:')
  const taken = await Promise.all(Array.from({ length: 20 }, () => store.takeOnce('test:5')))
  expect(taken.filter(Boolean)).toHaveLength(1)
  await store.close()
})

it('lets go what is old, and keeps settings', async () => {
  let now = new Date('2026-03-01')
  const store = await openStore(':memory:', () => now)
  await store.takeOnce('test:5')
  await store.saveSettings('test:1', { ...DEFAULT_SETTINGS, city: '包头市' })
  now = new Date('2026-04-01')
  await store.sweep()
  expect(await store.takeOnce('test:5')).toBe(true)
  expect((await store.settings('test:1')).city).toBe('包头市')
  await store.close()
})

it('says so where the file cannot be opened, and does not wait for ever', async () => {
  const folder = tempFolder()
  await expect(openStore(folder)).rejects.toThrow(`打不开数据库 ${folder}`)
})

it('names the driver that a server needs', async () => {
  await expect(openStore('postgres://u:p@localhost/wence')).rejects.toThrow('npm install @minatojs/driver-postgres')
})
