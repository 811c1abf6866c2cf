import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { watchIndex } from '../../adapters/live-index.js'
import { buildIndex } from '../../index/build.js'
import { currentBuild, makeCurrent, saveIndex, stageBuild } from '../../index/index-folder.js'
import { ask } from '../../src/ask.js'
import { seeds, tempFolder } from '../index/support.js'

/** A log whose next line can be awaited. */
function awaited() {
  const stream = new PassThrough()
  const log = pino({ base: undefined }, stream)
  return {
    log,
    next: async () => JSON.parse(String((await once(stream, 'data'))[0])) as { msg: string; build?: string },
  }
}

async function indexOf(sum: string) {
  const from = tempFolder()
  writeFileSync(join(from, 'a.txt'), `赤峰市教育局关于课后服务的通知\n\n一、每生每学期补助经费${sum}元。\n`)
  return (await buildIndex(from)).index
}

it('answers from the build that becomes current, and goes on from the old one where it cannot be read', async () => {
  const folder = join(tempFolder(), 'index')
  saveIndex(seeds().index, folder)
  const { log, next } = awaited()
  const live = watchIndex(folder, seeds().index, log, 5)
  expect(live.get().buildId).toBe(seeds().index.buildId)

  const other = await indexOf('300')
  let told = next()
  saveIndex(other, folder)
  expect(await told).toMatchObject({ msg: '已换用新索引', build: other.buildId })
  expect(ask(live.get(), '赤峰课后服务每学期补助多少钱').answer).toContain('300元')

  const name = stageBuild(await indexOf('400'), folder)
  writeFileSync(join(folder, 'builds', name, 'search.jsonl'), 'x')
  told = next()
  makeCurrent(folder, name)
  expect((await told).msg).toBe('新索引读不了，继续用原来的')
  expect(ask(live.get(), '赤峰课后服务每学期补助多少钱').answer).toContain('300元')

  const third = await indexOf('500')
  told = next()
  saveIndex(third, folder)
  expect(await told).toMatchObject({ build: third.buildId })
  expect(currentBuild(folder)).toContain(third.buildId.slice(0, 8))
  live.close()
})
