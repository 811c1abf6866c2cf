import { readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildIndex } from '../../index/build.js'
import { recordCacheIn } from '../../index/record-cache.js'
import { SEEDS, seeds, tempFolder } from './support.js'

const cached = async (folder: string, from = SEEDS, fingerprint = 'f') => {
  const cache = recordCacheIn(folder, fingerprint)
  const built = await buildIndex(from, { cache })
  return { cache, ...built }
}

it('gives the same index without reading again what has not changed', async () => {
  const folder = tempFolder()
  const first = await cached(folder)
  const second = await cached(folder)
  expect([first.reread, second.reread]).toEqual([5, 0])
  for (const { index, findings } of [first, second]) {
    expect(index.buildId).toBe(seeds().index.buildId)
    expect(index.documents).toEqual(seeds().index.documents)
    expect([...index.store.serialize()]).toEqual([...seeds().index.store.serialize()])
    expect(index.vocabulary).toEqual(seeds().index.vocabulary)
    expect(findings).toEqual(seeds().findings)
  }
})

it('reads again a file that changed, whose catalog entry changed, or all with other linguistic data', async () => {
  const folder = tempFolder()
  const from = tempFolder()
  for (const name of ['a.txt', 'b.txt']) writeFileSync(join(from, name), `某市${name}办法\n\n第一条　家长应当配合。\n`)
  expect((await cached(folder, from)).reread).toBe(2)
  writeFileSync(join(from, 'b.txt'), '某市办法\n\n第一条　家长可以配合。\n')
  expect((await cached(folder, from)).reread).toBe(1)
  writeFileSync(join(from, 'catalog.json'), '{"files":{"a.txt":[{"title":"某市新办法"}]}}')
  const renamed = await cached(folder, from)
  expect(renamed.reread).toBe(1)
  expect(renamed.index.documents[0].title).toBe('某市新办法')
  expect((await cached(folder, from, 'another')).reread).toBe(2)
})

it('reads again what was damaged, and lets go what was not used', async () => {
  const folder = tempFolder()
  ;(await cached(folder)).cache.prune()
  expect(readdirSync(folder)).toHaveLength(5)
  truncateSync(join(folder, readdirSync(folder)[0]), 10)
  writeFileSync(join(folder, 'old'), 'x')
  const { reread, cache } = await cached(folder)
  expect(reread).toBe(1)
  cache.prune()
  expect(readdirSync(folder)).toHaveLength(5)
})

it('builds without a folder that can be written', async () => {
  const file = join(tempFolder(), 'file')
  writeFileSync(file, 'x')
  expect((await cached(join(file, 'records'))).index.buildId).toBe(seeds().index.buildId)
})
