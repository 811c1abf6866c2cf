import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndex, loadLexicon, textHash } from '../../index/build.js'
import { compareBuilds } from '../../index/build-changes.js'
import { currentBuild, IndexMismatchError, isIndexFolder, loadIndex, saveIndex } from '../../index/index-folder.js'
import { terms } from '../../index/terms.js'
import type { Document } from '../../index/types.js'
import { SEEDS, seeds, tempFolder } from './support.js'

const FILES = ['documents.jsonl', 'findings.jsonl', 'meta.json', 'search.jsonl', 'vocabulary.json']
const QUESTIONS = [
  '包头县管校聘何时全面推开',
  '班主任津贴多少钱',
  '2022年一般公共预算教育支出',
  '乌海九年义务教育巩固率2030年目标',
  '框5',
  '>97',
  '双减',
  '呼市新建多少所学校',
  '',
]
const weights = (question: string) => new Map(terms(question).map(term => [term, 1]))

/** The seeds' index, saved in a folder of its own. */
function savedIndex(): string {
  const folder = join(tempFolder(), 'index')
  saveIndex(seeds().index, folder)
  return folder
}

function errorOf(action: () => unknown): Error {
  try {
    action()
  } catch (error) {
    return error as Error
  }
  throw new Error('expected an error')
}

function sourceWith(files: Record<string, string>): string {
  const folder = tempFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const LAW = '某市教育办法\n\n第一条　教师应当备课。\n第二条　学校应当公开信息。\n'

describe('an index', () => {
  it('saved and loaded holds the same documents and finds the same', () => {
    const { index } = seeds()
    const loaded = loadIndex(savedIndex())
    expect(loaded.documents).toEqual(index.documents)
    expect(loaded.clauses.map(({ clause, document }) => [document.id, clause.id])).toEqual(
      index.clauses.map(({ clause, document }) => [document.id, clause.id]),
    )
    expect(loaded.vocabulary).toEqual(index.vocabulary)
    expect(loaded.phrases).toEqual(index.phrases)
    expect(loaded.buildId).toBe(index.buildId)
    let found = 0
    for (const question of QUESTIONS) {
      const expected = index.store.candidates(weights(question), 50)
      found += expected.length
      expect(loaded.store.candidates(weights(question), 50)).toEqual(expected)
    }
    expect(found).toBeGreaterThan(50)
  })

  it('knows where the clauses of each document begin', () => {
    for (const index of [seeds().index, loadIndex(savedIndex())])
      for (const document of index.documents) {
        const first = index.firstClause.get(document)!
        document.clauses.forEach((clause, i) => {
          expect(index.clauses[first + i]).toEqual({ clause, document })
        })
      }
  })

  it('gives no two clauses the same id', () => {
    const ids = seeds().index.clauses.map(({ clause }) => clause.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('built twice from the same documents is the same build, and from others another', async () => {
    const buildId = async (text: string) => (await buildIndex(sourceWith({ 'a.txt': text }))).index.buildId
    const first = await buildId(LAW)
    expect(await buildId(LAW)).toBe(first)
    expect(await buildId(`${LAW}第三条　家长应当配合。\n`)).not.toBe(first)
  })

  it('tells how far it is', async () => {
    const steps: [number, number][] = []
    await buildIndex(SEEDS, { onProgress: (done, all) => void steps.push([done, all]) })
    expect(steps).toEqual([
      [1, 5],
      [2, 5],
      [3, 5],
      [4, 5],
      [5, 5],
    ])
  })

  it('of files with the same name gives each document an id of its own, and says so', async () => {
    const { index, findings } = await buildIndex(sourceWith({ 'a/x.txt': LAW, 'b/x.txt': LAW, 'x-2.txt': LAW }))
    expect(index.documents.map(document => [document.file, document.id])).toEqual([
      ['a/x.txt', 'x'],
      ['b/x.txt', 'x-2'],
      ['x-2.txt', 'x-2-2'],
    ])
    for (const document of index.documents)
      for (const clause of document.clauses) expect(clause.id.startsWith(`${document.id}#`)).toBe(true)
    expect(findings.filter(finding => finding.message.includes('已被占用')).map(finding => finding.file)).toEqual([
      'b/x.txt',
      'x-2.txt',
    ])
  })

  it('reports a file that the catalog names and the folder lacks', async () => {
    const { findings } = await buildIndex(sourceWith({ 'a.txt': LAW, 'catalog.json': '{"files":{"b.txt":[{}]}}' }))
    expect(findings).toMatchObject([{ file: 'b.txt', kind: 'metadata' }])
  })

  it('of a broken catalog is not built, and the error names the catalog', async () => {
    const folder = sourceWith({ 'a.txt': LAW, 'catalog.json': '{' })
    await expect(buildIndex(folder)).rejects.toThrow(join(folder, 'catalog.json'))
  })
})

describe('a folder with an index', () => {
  it('holds its four files and nothing half written beside them', () => {
    const folder = savedIndex()
    expect(readdirSync(folder).sort()).toEqual(['builds', 'current'])
    expect(readdirSync(join(folder, 'builds'))).toHaveLength(1)
    expect(readdirSync(currentBuild(folder)!).sort()).toEqual(FILES)
    expect(readdirSync(dirname(folder))).toEqual(['index'])
    expect(isIndexFolder(folder)).toBe(true)
    expect(isIndexFolder(dirname(folder))).toBe(false)
  })

  it('is replaced whole by the next build', async () => {
    const folder = savedIndex()
    const { index } = await buildIndex(sourceWith({ 'a.txt': LAW }))
    saveIndex(index, folder)
    expect(loadIndex(folder).documents.map(document => document.id)).toEqual(['a'])
    expect(readdirSync(dirname(folder))).toEqual(['index'])
  })

  it('is made with the folders above it', () => {
    const folder = join(tempFolder(), 'a', 'b', 'index')
    saveIndex(seeds().index, folder)
    expect(loadIndex(folder).buildId).toBe(seeds().index.buildId)
  })

  it('is saved and found under a name with a slash at its end, and nothing is left beside it', () => {
    const folder = join(tempFolder(), 'index')
    for (let i = 0; i < 2; i++) saveIndex(seeds().index, `${folder}/`)
    expect(loadIndex(`${folder}/`).buildId).toBe(seeds().index.buildId)
    expect(readdirSync(dirname(folder))).toEqual(['index'])
  })

  it('takes the place of an empty folder', () => {
    const folder = tempFolder()
    saveIndex(seeds().index, folder)
    expect(loadIndex(folder).buildId).toBe(seeds().index.buildId)
  })

  it('does not take the place of a folder with another program’s meta.json', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'meta.json'), '{"album":"2024"}')
    writeFileSync(join(folder, 'a.jpg'), 'x')
    expect(isIndexFolder(folder)).toBe(false)
    expect(errorOf(() => saveIndex(seeds().index, folder)).message).toContain(folder)
    expect(readdirSync(folder).sort()).toEqual(['a.jpg', 'meta.json'])
  })

  it('does not take the place of a folder or file that is none, and leaves it as it was', () => {
    const folder = tempFolder()
    const photos = join(folder, 'photos')
    mkdirSync(photos)
    writeFileSync(join(photos, 'a.jpg'), 'x')
    writeFileSync(join(folder, 'file'), 'x')
    for (const target of [photos, join(folder, 'file')]) {
      const { message } = errorOf(() => saveIndex(seeds().index, target))
      expect(message).toContain(target)
      expect(message).toContain('--out')
    }
    expect(readdirSync(folder).sort()).toEqual(['file', 'photos'])
    expect(readdirSync(photos)).toEqual(['a.jpg'])
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('x')
  })
})

describe('a damaged index never answers', () => {
  const damage: [string, (file: string) => void][] = [
    ['missing', file => rmSync(file)],
    ['empty', file => truncateSync(file, 0)],
    ['cut off', file => truncateSync(file, Math.floor(readFileSync(file).length / 2))],
    [
      'changed in one byte',
      file => {
        const bytes = readFileSync(file)
        bytes[Math.floor(bytes.length / 3)] ^= 1
        writeFileSync(file, bytes)
      },
    ],
    [
      'cut off by one line',
      file => writeFileSync(file, readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1).join('\n')),
    ],
    ['longer than written', file => appendFileSync(file, '\n')],
  ]

  for (const name of FILES.filter(file => file !== 'meta.json'))
    it.each(damage)(`where ${name} is %s: the error names it and the command that mends it`, (_, harm) => {
      const folder = savedIndex()
      harm(join(currentBuild(folder)!, name))
      const { message } = errorOf(() => loadIndex(folder))
      expect(message).toContain(join(currentBuild(folder)!, name))
      expect(message).toMatch(new RegExp(`wence index --from .+ --out ${folder}`))
    })

  it.each([
    ['missing', (file: string) => rmSync(file)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['cut off', (file: string) => truncateSync(file, 40)],
    ['of something else', (file: string) => writeFileSync(file, '{"name":"photos"}')],
    [
      'without checksums',
      (file: string) =>
        writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), checksums: {} })),
    ],
  ])('where meta.json is %s', (_, harm) => {
    const folder = savedIndex()
    harm(join(currentBuild(folder)!, 'meta.json'))
    const { message } = errorOf(() => loadIndex(folder))
    expect(message).toContain(folder)
    expect(message).toMatch(/meta\.json|documents\.jsonl/)
    expect(message).toContain('wence index')
  })

  it('where the folder is empty or does not exist', () => {
    const folder = tempFolder()
    for (const target of [folder, join(folder, 'nowhere')]) {
      const { message } = errorOf(() => loadIndex(target))
      expect(message).toContain(target)
      expect(message).toContain('wence index')
    }
  })

  it.each([
    ['another lexicon', { fingerprint: 'x' }],
    ['another version of the program', { format: 99 }],
  ])('where it was built with %s', (_, change) => {
    const folder = savedIndex()
    const file = join(currentBuild(folder)!, 'meta.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }))
    const error = errorOf(() => loadIndex(folder))
    expect(error).toBeInstanceOf(IndexMismatchError)
    expect(error.message).toMatch(new RegExp(`wence index --from .+ --out ${folder}`))
  })

  it('where files of two builds are mixed', async () => {
    const folder = savedIndex()
    const other = join(tempFolder(), 'other')
    saveIndex((await buildIndex(sourceWith({ 'a.txt': LAW }))).index, other)
    cpSync(join(currentBuild(other)!, 'documents.jsonl'), join(currentBuild(folder)!, 'documents.jsonl'))
    expect(errorOf(() => loadIndex(folder)).message).toContain('documents.jsonl')
  })

  it('and is mended by a new build in its place', () => {
    const folder = savedIndex()
    rmSync(join(currentBuild(folder)!, 'search.jsonl'))
    saveIndex(seeds().index, folder)
    expect(existsSync(join(currentBuild(folder)!, 'search.jsonl'))).toBe(true)
    expect(loadIndex(folder).buildId).toBe(seeds().index.buildId)
  })
})

describe('the comparison of two builds', () => {
  const build = async (files: Record<string, string>) => (await buildIndex(sourceWith(files))).index.documents
  const compare = (before: readonly Document[], after: readonly Document[]) =>
    compareBuilds(Object.fromEntries(before.map(document => [document.id, textHash(document)])), after, ids =>
      before.filter(({ id }) => ids.has(id)),
    )

  it('names what is new, gone and changed, clause by clause', async () => {
    const before = await build({ 'a.txt': LAW, 'b.txt': LAW, 'c.txt': LAW })
    const after = await build({ 'a.txt': LAW, 'b.txt': `${LAW}第三条　家长应当配合。`, 'd.txt': LAW })
    expect(compare(before, after)).toEqual({
      added: ['d'],
      removed: ['c'],
      changed: [{ id: 'b', clauses: [{ mark: '+', clauseId: 'b#3', before: null, after: '第三条　家长应当配合。' }] }],
    })
  })

  it('tells a clause written otherwise from one that is gone', async () => {
    const more = `${LAW}第三条　家长应当配合。\n第四条　本办法自印发之日起施行。\n`
    const [{ clauses }] = compare(
      await build({ 'b.txt': more }),
      await build({ 'b.txt': more.replace('应当配合', '可以配合').replace(/第四条.*\n/, '') }),
    ).changed
    expect(clauses.map(({ mark, clauseId }) => [mark, clauseId])).toEqual([
      ['~', 'b#3'],
      ['-', 'b#4'],
    ])
  })

  it('finds a document changed of which only the catalog says something else', async () => {
    const catalog = (title: string) => JSON.stringify({ files: { 'a.txt': [{ title }] } })
    const { changed } = compare(
      await build({ 'a.txt': LAW, 'catalog.json': catalog('甲办法') }),
      await build({ 'a.txt': LAW, 'catalog.json': catalog('乙办法') }),
    )
    expect(changed).toEqual([{ id: 'a', clauses: [] }])
  })

  it('of a build with itself finds nothing, and of nothing with a build all of it', () => {
    const { documents } = seeds().index
    expect(compare(documents, documents)).toEqual({ added: [], removed: [], changed: [] })
    expect(compare([], documents)).toEqual({ added: documents.map(({ id }) => id), removed: [], changed: [] })
  })
})

describe('the lexicon', () => {
  it('is loaded once, with a fingerprint', () => {
    expect(loadLexicon()).toBe(loadLexicon())
    expect(loadLexicon().fingerprint).toMatch(/^[0-9a-f]{64}$/)
  })
})
