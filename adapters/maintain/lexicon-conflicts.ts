import { join } from 'node:path'
import { fold } from '../../index/fold.js'
import { type Concept, loadConcepts } from '../../index/lexicon.js'
import { inPackage } from '../../index/paths.js'
import { readTsv, words } from '../../index/tsv.js'

/** A word that two rows of the lexicon contradict each other on, or that stands twice. */
export interface Conflict {
  kind: 'elsewhere' | 'stop-word' | 'region' | 'duplicate'
  word: string
  /** `file:line` of each row. */
  at: string[]
  /** What is wrong, in Chinese. */
  message: string
}

/** A word with the row it stands in. */
interface Entry {
  word: string
  at: string
}

/** All rows of the lexicon that words may contradict each other in. */
export interface LexiconRows {
  concepts: readonly Concept[]
  domainWords: readonly Entry[]
  stopWords: readonly Entry[]
  generalWords: readonly Entry[]
  /** Words that take each other's place; the row is the group. */
  alternatives: readonly Entry[]
  /** Names and aliases of regions. */
  regions: readonly Entry[]
}

/** Reads the rows with their places. @throws Error naming the line of a row that is no row */
export function readLexiconRows(folder: string = inPackage('index', 'lexicon')): LexiconRows {
  const entries = (file: string, line: number, all: readonly string[]) =>
    all.map(word => ({ word: fold(word), at: `${file}:${line}` }))
  const read = (file: string, column: 'word' | 'words') =>
    readTsv(join(folder, file), [column, 'reason']).flatMap(({ line, cells }) =>
      entries(file, line, words(cells[column])),
    )
  const regions = readTsv(join(folder, 'regions.tsv'), ['code', 'name', 'level', 'parent', 'aliases', 'reason'])
  return {
    concepts: loadConcepts(folder),
    domainWords: read('words.tsv', 'word'),
    stopWords: read('stop-words.tsv', 'words'),
    generalWords: read('general-words.tsv', 'words'),
    alternatives: read('alternatives.tsv', 'words'),
    regions: regions.flatMap(({ line, cells }) => entries('regions.tsv', line, [cells.name, ...words(cells.aliases)])),
  }
}

/**
 * Finds words that are official in one concept and a variant in another that leads elsewhere, stop words that are synonyms or
 * general words, names of regions that are synonyms, and what stands twice. That two regions share a name is refused when the
 * lexicon is loaded.
 */
export function findConflicts(rows: LexiconRows): Conflict[] {
  const { concepts, domainWords, stopWords, generalWords, alternatives } = rows
  const names = concepts.flatMap(({ official, variants, source }) =>
    [...official, ...variants].map(word => ({ word, at: source })),
  )
  return [
    ...elsewhere(concepts),
    ...inBoth('stop-word', stopWords, names, '是停用词，问句里会先被去掉，同义词用不上'),
    ...inBoth('stop-word', stopWords, generalWords, '既是停用词又是泛词，泛词一栏用不上'),
    ...inBoth('stop-word', stopWords, domainWords, '既是停用词又是领域词'),
    ...inBoth('region', rows.regions, names, '是地名，又是同义词'),
    ...inBoth('region', rows.regions, stopWords, '是地名，又是停用词'),
    ...inBoth('duplicate', domainWords, names, '已是同义词条目，words.tsv 里多余'),
    ...sameOfficial(concepts),
    ...twiceInConcept(concepts),
    ...twice(domainWords, 'words.tsv'),
    ...twice(stopWords, 'stop-words.tsv'),
    ...twice(generalWords, 'general-words.tsv'),
    ...twice(alternatives, 'alternatives.tsv'),
  ]
}

function elsewhere(concepts: readonly Concept[]): Conflict[] {
  const byOfficial = new Map<string, Concept[]>()
  for (const concept of concepts)
    for (const word of concept.official) byOfficial.set(word, [...(byOfficial.get(word) ?? []), concept])
  return concepts.flatMap(concept =>
    concept.variants.flatMap(word =>
      (byOfficial.get(word) ?? [])
        .filter(other => other !== concept && !other.official.some(name => concept.official.includes(name)))
        .map(
          (other): Conflict => ({
            kind: 'elsewhere',
            word,
            at: [other.source, concept.source],
            message: `在前一行是文件的写法，在后一行却是“${concept.official[0]}”的另一种说法`,
          }),
        ),
    ),
  )
}

function inBoth(kind: Conflict['kind'], some: readonly Entry[], others: readonly Entry[], message: string): Conflict[] {
  const byWord = new Map(some.map(({ word, at }) => [word, at]))
  return others.flatMap(({ word, at }) => {
    const first = byWord.get(word)
    return first === undefined ? [] : [{ kind, word, at: [first, at], message }]
  })
}

function sameOfficial(concepts: readonly Concept[]): Conflict[] {
  const seen = new Map<string, Concept>()
  return concepts.flatMap((concept): Conflict[] => {
    const key = [...concept.official].sort().join(' ')
    const before = seen.get(key)
    if (!before) {
      seen.set(key, concept)
      return []
    }
    const at = [before.source, concept.source]
    return [{ kind: 'duplicate', word: concept.official[0], at, message: '同一个概念写了两行，请并成一行' }]
  })
}

function twiceInConcept(concepts: readonly Concept[]): Conflict[] {
  return concepts.flatMap(({ official, variants, related, source }) => {
    const all = [...official, ...variants, ...related]
    return [...new Set(all.filter((word, i) => all.indexOf(word) < i))].map(
      (word): Conflict => ({ kind: 'duplicate', word, at: [source], message: '在同一行的两栏里' }),
    )
  })
}

function twice(entries: readonly Entry[], file: string): Conflict[] {
  const seen = new Map<string, string>()
  return entries.flatMap(({ word, at }): Conflict[] => {
    const before = seen.get(word)
    if (before === undefined) {
      seen.set(word, at)
      return []
    }
    return [{ kind: 'duplicate', word, at: [before, at], message: `在 ${file} 里写了两次` }]
  })
}
