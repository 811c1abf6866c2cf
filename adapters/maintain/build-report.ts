import type { ClauseIndex } from '../../index/build.js'
import { type BuildChanges, compareBuilds } from '../../index/build-changes.js'
import { likeness, type Sketch } from '../../index/likeness.js'
import { readDocumentsOf, readMeta } from '../../index/saved-build.js'
import { type Supersession, supersessions } from '../../index/supersession.js'
import type { Document, Finding } from '../../index/types.js'

/** What a build did, for the maintainer. */
export interface BuildReport {
  buildId: string
  documents: number
  clauses: number
  /** Files that had to be read anew. */
  reread: number
  /** Null where there was no build before. */
  changes: BuildChanges | null
  /** Of new and changed documents: others that say nearly the same. */
  nearDuplicates: { id: string; other: string; likeness: number }[]
  supersessions: Supersession[]
  /** Names in new and changed documents that neither the lexicon nor the build before knows, with how often they stand there. */
  newWords: { word: string; count: number }[]
  findings: Finding[]
}

/** Two documents that share so much are probably the same one twice, or two cities' notice of the same matter. */
const NEAR = 0.6
const FEWEST_TIMES = 2
const MOST_WORDS = 30

/**
 * Compares a new build with the one that answers.
 * @param before the folder of that build, null where there is none
 * @param sketches of the index's documents, in their order
 */
export function reportBuild(
  index: ClauseIndex,
  { before, reread, sketches }: { before: string | null; reread: number; sketches: readonly Sketch[] },
): BuildReport {
  const meta = before === null ? null : readMeta(before)
  const changes = meta ? compareBuilds(meta.texts, index.documents, ids => readDocumentsOf(before!, ids)) : null
  const fresh = changes
    ? new Set([...changes.added, ...changes.changed.map(({ id }) => id)])
    : new Set(index.documents.map(({ id }) => id))
  return {
    buildId: index.buildId,
    documents: index.documents.length,
    clauses: index.clauses.length,
    reread,
    changes,
    nearDuplicates: nearDuplicates(index.documents, sketches, fresh),
    supersessions: supersessions(index.documents, fresh),
    newWords: newWords(index, newTexts(index.documents, changes)),
    findings: index.findings,
  }
}

function nearDuplicates(
  documents: readonly Document[],
  sketches: readonly Sketch[],
  fresh: ReadonlySet<string>,
): BuildReport['nearDuplicates'] {
  const pairs: BuildReport['nearDuplicates'] = []
  documents.forEach((document, i) => {
    if (!fresh.has(document.id)) return
    documents.forEach((other, j) => {
      // A pair of two fresh ones is told once.
      if (i === j || (fresh.has(other.id) && j < i)) return
      const alike = likeness(sketches[i], sketches[j])
      if (alike >= NEAR) pairs.push({ id: document.id, other: other.id, likeness: Math.round(alike * 100) / 100 })
    })
  })
  return pairs.sort((a, b) => b.likeness - a.likeness)
}

/** What was not there before: new documents whole, of changed ones the clauses that are new or written otherwise. */
function newTexts(documents: readonly Document[], changes: BuildChanges | null): string[] {
  if (!changes) return documents.map(({ text }) => text)
  const added = new Set(changes.added)
  return [
    ...documents.filter(({ id }) => added.has(id)).map(({ text }) => text),
    ...changes.changed.flatMap(({ clauses }) => clauses.flatMap(({ after }) => after ?? [])),
  ]
}

/** Names that texts put in quotation marks: what segmenters do not know and people will ask for. */
function newWords({ documents, lexicon }: ClauseIndex, texts: readonly string[]): BuildReport['newWords'] {
  const known = new Set(lexicon.words)
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const [, word] of text.matchAll(/[“"]([\p{Script=Han}+\d]{2,10})[”"]/gu))
      if (!known.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  // What stands as often elsewhere was there before.
  const isNew = (word: string, count: number) =>
    documents.reduce((all, { text }) => all + text.split(word).length - 1, 0) <= count
  return [...counts]
    .filter(([word, count]) => count >= FEWEST_TIMES && isNew(word, count))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word, count]) => ({ word, count }))
}
