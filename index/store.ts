import MiniSearch, { type Options } from 'minisearch'
import { terms } from './terms.js'
import type { Clause, Document } from './types.js'

/** A clause found for its terms, with MiniSearch's BM25+ score. */
export interface Candidate {
  clause: number
  score: number
}

interface Entry {
  id: number
  title: string
  path: string
  text: string
}

/**
 * A term in ASCII, four characters for each of its own. MiniSearch keeps terms in a radix tree that scans the children of a
 * node one after the other: with Chinese characters its root has thousands (loading 100,000 terms took 6 s, now 0.5 s).
 */
function encode(term: string): string {
  let code = ''
  for (let i = 0; i < term.length; i++) code += term.charCodeAt(i).toString(36).padStart(4, '0')
  return code
}

/** One set of options for building and loading: an index loaded with others would answer wrongly without an error. */
const OPTIONS: Options<Entry> = {
  fields: ['title', 'path', 'text'],
  tokenize: text => text.split('\u0001'),
  processTerm: encode,
  searchOptions: { boost: { title: 0.6, path: 1.2, text: 1 }, bm25: { k: 1.2, b: 0.6, d: 0.5 } },
}
/** Postings one question may touch; rarer terms come first, commoner ones are left to the ranking. */
const POSTING_BUDGET = 6000
const FEWEST_TERMS = 4
const MOST_TERMS = 28

/** Of the terms matched those that stand in the clause itself; its document's title every clause shares. */
function termsInClause(match: Record<string, string[]>, termOf: ReadonlyMap<string, string>): string[] {
  const held: string[] = []
  for (const code in match) if (match[code].length > 1 || match[code][0] !== 'title') held.push(termOf.get(code)!)
  return held
}

/** The inverted index over clauses. Nothing outside this file knows that MiniSearch is there. */
export class ClauseStore {
  private constructor(
    private readonly search: MiniSearch<Entry>,
    private readonly frequencies: Map<string, number>,
  ) {}

  /** Builds the store; clause numbers are positions in `clauses`. */
  static build(clauses: readonly { clause: Clause; document: Document }[]): ClauseStore {
    const search = new MiniSearch<Entry>(OPTIONS)
    const frequencies = new Map<string, number>()
    const titles = new Map<Document, string[]>()
    clauses.forEach(({ clause, document }, id) => {
      let title = titles.get(document)
      if (!title) titles.set(document, (title = [...new Set(terms(document.title))]))
      const path = terms(clause.path.join('\n'))
      const text = terms(document.text.slice(clause.span[0], clause.span[1]))
      search.add({ id, title: title.join('\u0001'), path: path.join('\u0001'), text: text.join('\u0001') })
      for (const term of new Set([...path, ...text])) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
    })
    return new ClauseStore(search, frequencies)
  }

  /** In how many clauses a term stands (text or headings). */
  frequency(term: string): number {
    return this.frequencies.get(term) ?? 0
  }

  /**
   * Clauses that hold the weighted terms, best first. Terms are taken from the rarest on until the postings they touch
   * reach a budget: common terms do not choose candidates.
   * @param filter clauses it refuses are left out
   * @param onMatch told of every clause found, refused or not, with the chosen terms in its text and headings
   */
  candidates(
    weighted: ReadonlyMap<string, number>,
    limit: number,
    filter?: (clause: number) => boolean,
    onMatch?: (clause: number, terms: readonly string[]) => void,
  ): Candidate[] {
    const known = [...weighted.keys()]
      .filter(term => this.frequencies.has(term))
      .sort((a, b) => this.frequency(a) - this.frequency(b) || (a < b ? -1 : 1))
    const chosen: string[] = []
    let postings = 0
    for (const term of known) {
      postings += this.frequency(term)
      if ((chosen.length >= FEWEST_TERMS && postings > POSTING_BUDGET) || chosen.length === MOST_TERMS) break
      chosen.push(term)
    }
    if (chosen.length === 0) return []
    const weights = new Map(chosen.map(term => [encode(term), weighted.get(term)!]))
    const termOf = new Map(chosen.map(term => [encode(term), term]))
    const found = this.search.search(chosen.join('\u0001'), {
      boostTerm: code => weights.get(code) ?? 1,
      filter: ({ id, match }) => {
        onMatch?.(id, termsInClause(match, termOf))
        return filter?.(id) ?? true
      },
    })
    return found.slice(0, limit).map(result => ({ clause: result.id as number, score: result.score }))
  }

  /** Lines of JSON that {@link ClauseStore.load} reads; in pieces because one string could exceed the engine's limit. */
  *serialize(): Generator<string> {
    const { index, ...rest } = this.search.toJSON() as unknown as { index: unknown[] } & Record<string, unknown>
    yield JSON.stringify(rest)
    for (let i = 0; i < index.length; i += 2000) yield JSON.stringify({ postings: index.slice(i, i + 2000) })
    const entries = [...this.frequencies]
    for (let i = 0; i < entries.length; i += 20000) yield JSON.stringify({ frequencies: entries.slice(i, i + 20000) })
  }

  /** @throws Error where a line is not what {@link serialize} wrote. */
  static load(lines: Iterable<string>): ClauseStore {
    let rest: Record<string, unknown> | null = null
    const index: unknown[] = []
    const frequencies = new Map<string, number>()
    for (const line of lines) {
      const piece = JSON.parse(line) as Record<string, unknown>
      if (Array.isArray(piece.postings)) for (const posting of piece.postings) index.push(posting)
      else if (Array.isArray(piece.frequencies))
        for (const [term, count] of piece.frequencies as [string, number][]) frequencies.set(term, count)
      else rest = piece
    }
    if (!rest) throw new Error('索引文件缺少开头')
    const search = MiniSearch.loadJS<Entry>({ ...rest, index } as never, OPTIONS)
    return new ClauseStore(search, frequencies)
  }
}
