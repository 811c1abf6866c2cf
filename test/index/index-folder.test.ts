import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  currentBuild,
  isIndexFolder,
  keepNewest,
  listBuilds,
  loadIndex,
  makeCurrent,
  rollBack,
  saveIndex,
  setAside,
  stageBuild,
} from '../../index/index-folder.js'
import { seeds, tempFolder } from './support.js'

const minute = (n: number) => new Date(Date.UTC(2026, 2, 1, 8, n))

/** A folder with so many builds, the last one current. */
function folderWith(count: number): { folder: string; names: string[] } {
  const folder = join(tempFolder(), 'index')
  const names = Array.from({ length: count }, (_, n) => stageBuild(seeds().index, folder, minute(n)))
  makeCurrent(folder, names.at(-1)!)
  return { folder, names }
}

describe('a folder of builds', () => {
  it('answers from none before one is made current, and from that one then', () => {
    const folder = join(tempFolder(), 'index')
    const name = stageBuild(seeds().index, folder)
    expect(isIndexFolder(folder)).toBe(false)
    makeCurrent(folder, name)
    expect(loadIndex(folder).buildId).toBe(seeds().index.buildId)
    expect(currentBuild(folder)).toBe(join(folder, 'builds', name))
  })

  it('lists builds from the newest on, and marks the one that answers', () => {
    const { folder, names } = folderWith(3)
    makeCurrent(folder, names[1])
    expect(listBuilds(folder).map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
      [names[2], false],
      [names[1], true],
      [names[0], false],
    ])
  })

  it('lets the oldest go but never the one that answers, nor leaves what was interrupted', () => {
    const { folder, names } = folderWith(4)
    makeCurrent(folder, names[0])
    mkdirSync(join(folder, 'builds', `${names[3]}.new`))
    keepNewest(folder, 2)
    expect(readdirSync(join(folder, 'builds')).sort()).toEqual([names[0], names[2], names[3]])
  })

  it('goes back a build at a time, or to the one that is named', () => {
    const { folder, names } = folderWith(3)
    expect(rollBack(folder).name).toBe(names[1])
    expect(rollBack(folder).name).toBe(names[0])
    expect(() => rollBack(folder)).toThrow('没有更早的')
    expect(rollBack(folder, names[2]).name).toBe(names[2])
    expect(listBuilds(folder).find(({ isCurrent }) => isCurrent)?.name).toBe(names[2])
    expect(() => rollBack(folder, 'nowhere')).toThrow('--list')
  })

  it('keeps a build that did not pass apart, with the reason, and only the last one', () => {
    const { folder, names } = folderWith(3)
    setAside(folder, names[0], '不对')
    const place = setAside(folder, names[1], '也不对')
    expect(readFileSync(join(place, 'why.txt'), 'utf8')).toBe('也不对\n')
    expect(readdirSync(join(folder, 'failed'))).toEqual([names[1]])
    expect(listBuilds(folder).map(({ name }) => name)).toEqual([names[2]])
  })

  it('takes over from an older program, which kept one build in the folder itself', () => {
    const folder = join(tempFolder(), 'index')
    saveIndex(seeds().index, folder)
    const build = currentBuild(folder)!
    for (const name of readdirSync(build)) renameSync(join(build, name), join(folder, name))
    writeFileSync(join(folder, 'current'), '')
    expect(loadIndex(folder).buildId).toBe(seeds().index.buildId)
    saveIndex(seeds().index, folder)
    expect(existsSync(join(folder, 'meta.json'))).toBe(false)
    expect(loadIndex(folder).buildId).toBe(seeds().index.buildId)
  })

  it.each(['../elsewhere', '/etc', 'a/b', ''])('does not follow %j', name => {
    const { folder } = folderWith(1)
    writeFileSync(join(folder, 'current'), name)
    expect(isIndexFolder(folder)).toBe(false)
  })
})
