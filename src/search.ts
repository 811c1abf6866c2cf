import type { ClauseIndex } from '../index/build.js'
import { fold } from '../index/fold.js'
import { terms } from '../index/terms.js'
import type { Document } from '../index/types.js'
import { placeOf } from './answer/lookup.js'
import { type Conversation, understandTurns } from './conversation.js'
import { loadQuestionLanguage } from './language.js'
import { type Prepared, prepare } from './prepare.js'
import { findPassages, type Passage } from './retrieve/passages.js'
import { scopeOf } from './retrieve/scope.js'
import type { Question } from './understand/question.js'

/** What staff may narrow a search to. */
export interface SearchFilter {
  /** A region by any of its names. */
  region?: string
  /** A document's id, or part of the id or title of one or more. */
  document?: string
  /** The year a document was issued in, or that a clause names. */
  year?: string
  status?: string
}

/** The filter names a region that is none. */
export class UnknownRegionError extends Error {}

export interface Hit {
  passage: Passage
  score: number
}

/**
 * Clauses for staff, best first: a clause named by its number first, then by rank.
 * @param limit 1 to 1000
 * @throws UnknownRegionError where the filter names a region that is none
 */
export function search(
  index: ClauseIndex,
  query: string,
  limit: number,
  filter: SearchFilter = {},
  conversation: Conversation = { turns: [] },
): Hit[] {
  return searchExplained(index, query, limit, filter, conversation).hits
}

/** The same with how the query was understood. */
export function searchExplained(
  index: ClauseIndex,
  query: string,
  limit: number,
  filter: SearchFilter = {},
  conversation: Conversation = { turns: [] },
): { question: Question; hits: Hit[] } {
  const prepared = prepare(index)
  const language = loadQuestionLanguage()
  const question = understandTurns(query, conversation, prepared, language)
  const region = filter.region === undefined ? null : index.lexicon.gazetteer.find(fold(filter.region))[0]?.region
  if (region === undefined) throw new UnknownRegionError(`不认识这个地区：${filter.region}`)
  const scope = scopeOf({ ...question, regions: region ? [region] : question.regions }, prepared)
  const base = region ? (scope.documents ?? new Set<Document>()) : new Set(index.documents)
  const byId = index.documents.find(({ id }) => id === filter.document)
  const fits = [...base].filter(
    document =>
      (filter.document === undefined || (byId ? document === byId : isNamed(document, filter.document))) &&
      (filter.status === undefined || document.status === filter.status),
  )
  const among = (documents: Document[]) => {
    const only = documents.length === index.documents.length ? null : new Set(documents)
    return findPassages(question, prepared, language, scope, only)
  }
  const phrases = quotedPhrases(query)
  const ranked = filter.year === undefined ? among(fits) : ofYear(filter.year, fits, among)
  const passages = phrases.length ? withPhrases(phrases, ranked, new Set(fits), filter.year, prepared) : ranked
  const named = question.reference
    ? (question.documents.length ? question.documents : fits.length <= 20 ? fits : [])
        .map(document => placeOf(document, question.reference!))
        .filter(place => place !== null)
    : []
  const first = named.map(place => prepared.position(place.document, place.ordinals[0]))
  const hits = passages.map(passage => ({ passage, score: passage.score }))
  const front = first.map(
    position => hits.find(hit => hit.passage.position === position) ?? bare(position, index, prepared.clause(position)),
  )
  const all = [...front, ...hits.filter(hit => !first.includes(hit.passage.position))]
  return { question, hits: all.slice(0, limit) }
}

/** What a query puts in quotation marks, folded: it must stand in a clause word for word. */
export function quotedPhrases(query: string): string[] {
  return [...query.matchAll(/["“”「『]([^"“”「」『』]{1,60})["“”」』]/gu)]
    .map(match => fold(match[1]).trim())
    .filter(Boolean)
}

const MOST_WITH_PHRASE = 1000

/** The clauses that hold all phrases: those ranked in their order, behind them the others of the index. */
function withPhrases(
  phrases: readonly string[],
  ranked: readonly Passage[],
  documents: ReadonlySet<Document>,
  year: string | undefined,
  prepared: Prepared,
): Passage[] {
  const { index } = prepared
  const holds = (position: number) => phrases.every(phrase => prepared.clause(position).folded.includes(phrase))
  const isOfYear = (position: number) =>
    year === undefined ||
    index.clauses[position].document.issuedOn?.startsWith(year) ||
    prepared.clause(position).folded.includes(year)
  const first = ranked.filter(({ position }) => holds(position))
  const known = new Set(first.map(({ position }) => position))
  const weights = new Map(phrases.flatMap(phrase => terms(phrase).map(term => [term, 1] as const)))
  const further = index.store
    .candidates(
      weights,
      MOST_WITH_PHRASE,
      position => documents.has(index.clauses[position].document) && holds(position) && isOfYear(position),
    )
    .filter(({ clause }) => !known.has(clause))
  return [...first, ...further.map(({ clause }) => bare(clause, index, prepared.clause(clause)).passage)]
}

function isNamed(document: Document, name: string): boolean {
  return [document.id, document.title, ...document.aliases].some(known => known.includes(name))
}

/**
 * The year narrows the documents before the best passages are taken, for a cut made first would lose the clauses of
 * an old document behind those of newer ones: documents issued that year whole, of the others the clauses that name it.
 */
function ofYear(year: string, documents: Document[], among: (documents: Document[]) => Passage[]): Passage[] {
  const issued = documents.filter(document => document.issuedOn?.startsWith(year))
  const others = documents.filter(document => !document.issuedOn?.startsWith(year) && document.text.includes(year))
  const whole = issued.length ? among(issued) : []
  const naming = others.length
    ? among(others).filter(({ prepared }) => prepared.folded.includes(year) || prepared.path.includes(year))
    : []
  return [...whole, ...naming].sort((left, right) => right.score - left.score || left.position - right.position)
}

function bare(position: number, index: ClauseIndex, own: Passage['prepared']): Hit {
  const { clause, document } = index.clauses[position]
  const passage: Passage = {
    position,
    clause,
    document,
    prepared: own,
    features: {} as Passage['features'],
    score: 0,
    lead: 0,
    weighed: 'clauses',
    best: 0,
    sentences: [],
    matches: [],
  }
  return { passage, score: 0 }
}
