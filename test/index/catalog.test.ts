import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogJsonSchema, readCatalog } from '../../index/catalog.js'
import { inPackage } from '../../index/paths.js'
import { SEEDS, tempFolder } from './support.js'

function folderWith(catalog: unknown): string {
  const folder = tempFolder()
  writeFileSync(join(folder, 'catalog.json'), typeof catalog === 'string' ? catalog : JSON.stringify(catalog))
  return folder
}

function errorOf(catalog: unknown): string {
  const folder = folderWith(catalog)
  try {
    readCatalog(folder)
  } catch (error) {
    expect((error as Error).message).toContain(join(folder, 'catalog.json'))
    return (error as Error).message
  }
  throw new Error('the catalog was accepted')
}

describe('the catalog', () => {
  it('of the seeds is in order, and gives a reason where it says more than names', () => {
    const { files } = readCatalog(SEEDS)
    expect(Object.keys(files)).toHaveLength(5)
    expect(files['hohhot-2023-yixue-chengshi.txt'].map(entry => entry.standsApart ?? false)).toEqual([
      false,
      false,
      true,
    ])
    for (const entry of Object.values(files).flat())
      if (entry.status || entry.standsApart) expect(entry.reason).toBeTruthy()
  })

  it('is empty where a folder has none', () => {
    expect(readCatalog(tempFolder())).toEqual({ files: {} })
  })

  it('comes back as it was written', () => {
    const catalog = {
      files: {
        'a.txt': [
          {
            id: 'a',
            title: '办法',
            issuer: null,
            region: '包头市',
            docNumber: '包府发〔2024〕1号',
            issuedOn: '2024-03',
            status: 'plan',
            aliases: ['办法'],
            startsAt: '办法',
            standsApart: true,
            reason: '如此',
          },
        ],
      },
    }
    expect(readCatalog(folderWith(catalog))).toEqual(catalog)
  })

  it.each([
    ['a date that is none', { issuedOn: '2024年3月' }, 'files › a.txt › 0 › issuedOn'],
    ['a status that does not exist', { status: 'valid' }, 'files › a.txt › 0 › status'],
    ['an id with white space', { id: 'a b' }, 'files › a.txt › 0 › id'],
    ['an id that would open a clause', { id: 'a#1' }, 'files › a.txt › 0 › id'],
    ['an alias of one character', { aliases: ['报'] }, 'files › a.txt › 0 › aliases › 0'],
    ['a misspelt field', { tittle: '办法' }, 'files › a.txt › 0'],
  ])('with %s names the place', (_, entry, place) => {
    expect(errorOf({ files: { 'a.txt': [entry] } })).toContain(place)
  })

  it('names all that is wrong at once', () => {
    const message = errorOf({ files: { 'a.txt': [{ issuedOn: 'x', status: 'y' }], 'b.txt': [] } })
    expect(message).toContain('3 处')
    expect(message).toContain('issuedOn')
    expect(message).toContain('status')
    expect(message).toContain('b.txt')
  })

  it('names the line, the first that is wrong where it is no JSON', () => {
    expect(
      errorOf('{\n  "files": {\n    "a.txt": [\n      { "title": "办法",\n        "status": "valid" }\n    ]\n  }\n}'),
    ).toContain('第 5 行 files › a.txt › 0 › status')
    expect(errorOf('{\n  "files": {\n    "a.txt": [{ "title": "办法" }],\n  }\n}')).toContain('catalog.json:4')
  })

  it('has a schema for editors that is the one it is checked by', () => {
    expect(JSON.parse(readFileSync(inPackage('seeds', 'catalog.schema.json'), 'utf8'))).toEqual(catalogJsonSchema())
    expect(readFileSync(inPackage('seeds', 'catalog.json'), 'utf8')).toContain('"$schema": "./catalog.schema.json"')
  })

  it('that is no JSON, or no catalog, says so', () => {
    expect(errorOf('{ "files": ')).toContain('JSON')
    expect(errorOf('[]')).toContain('整个文件')
    expect(errorOf({})).toContain('files')
  })
})
