import { existsSync, readdirSync } from 'node:fs'
import { buildIndex, type ClauseIndex } from '../index/build.js'
import { IndexMismatchError, isIndexFolder, loadIndex, saveIndex, sourceOf } from '../index/index-folder.js'
import { inPackage } from '../index/paths.js'
import { prepare } from '../src/prepare.js'
import { rehearse } from '../src/rehearse.js'
import { readEnvironment } from './environment.js'
import { UserError } from './user-error.js'

/**
 * The index to answer from: the named folder's, or the default one, which is built from `seeds/` the first time it is missing
 * and again where it was built by another version.
 * @throws UserError where the named folder holds none
 */
export async function openIndex(folder: string | undefined): Promise<ClauseIndex> {
  if (folder !== undefined) {
    if (!existsSync(folder))
      throw new UserError(`没有索引文件夹 ${folder}：先运行 wence index --from 文件夹 --out ${folder}`)
    return loadIndex(folder)
  }
  const { indexFolder: place, indexIsNamed } = readEnvironment()
  const seeds = inPackage('seeds')
  if (isIndexFolder(place)) {
    try {
      return loadIndex(place)
    } catch (error) {
      if (!(error instanceof IndexMismatchError)) throw error
      const source = sourceOf(place)
      // Only what came from the package's own documents is built again unasked.
      if (source !== seeds)
        throw new UserError(`${place} 是旧版本由 ${source} 生成的：请运行 wence index --from ${source} --out ${place}`)
      console.error('索引是旧版本生成的，正在重新生成……')
    }
  } else if (indexIsNamed)
    throw new UserError(
      `WENCE_INDEX 指向的 ${place} 里没有索引：请检查路径，或运行 wence index --from 文件夹 --out ${place}`,
    )
  else if (existsSync(place) && readdirSync(place).length > 0)
    throw new UserError(`${place} 不是能用的索引：请移走它，或用 --index 指定索引`)
  else console.error(`还没有索引，正在由 ${seeds} 生成（只需几秒）……`)
  return buildSeeds(seeds, place)
}

/** The same with what questions need beyond it made ready, so that the time of a reply is the time of the answer. */
export async function openForQuestions(folder: string | undefined): Promise<ClauseIndex> {
  const index = await openIndex(folder)
  prepare(index).bySound()
  return index
}

/** Questions rehearsed before the first of many: fewer leave it slow, more make it wait longer than they save. */
export const REHEARSED = 40

/** The same for whoever has many questions, and does not want to wait longer for the first than for the others. */
export async function openForManyQuestions(folder: string | undefined): Promise<ClauseIndex> {
  const index = await openForQuestions(folder)
  rehearse(index, REHEARSED)
  return index
}

async function buildSeeds(seeds: string, place: string): Promise<ClauseIndex> {
  const started = performance.now()
  const { index } = await buildIndex(seeds)
  try {
    saveIndex(index, place)
    console.error(
      `已生成 ${index.documents.length} 份文件、${index.clauses.length} 条，用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒，存于 ${place}`,
    )
  } catch (error) {
    console.error(`索引没能存下（${(error as Error).message}），这次先用内存里的`)
  }
  return index
}
