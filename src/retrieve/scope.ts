import { fold } from '../../index/fold.js'
import type { Region } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { Searchable } from '../folded-text.js'
import type { Prepared } from '../prepare.js'
import type { Question } from '../understand/question.js'

/** Which documents may answer a question, and how well each speaks for the regions it names. */
export interface Scope {
  /** Documents that speak for a named region, or are named themselves; null where none is named. */
  documents: ReadonlySet<Document> | null
  /** Named regions that have no document of their own. */
  missing: Region[]
  /** The regions named, the outer of two nested ones left out. */
  regions: Region[]
  /** Names of the regions, folded: a clause of a general text that names one speaks of it. */
  names: string[]
}

/** A region is named: its documents answer; a text of no region may, where it is law or names the region. */
export function scopeOf(question: Question, prepared: Prepared): Scope {
  const named = question.regions.filter(region => region.level !== 'state')
  if (named.length === 0) return { documents: null, missing: [], regions: [], names: [] }
  const documents = new Set<Document>()
  const missing: Region[] = []
  const inner = innermost(named, prepared)
  for (const region of inner) {
    const own = documentsOf(region, prepared)
    if (own.size === 0) missing.push(region)
    for (const document of own) documents.add(document)
  }
  // A document that is named by its full title or number may be asked about whatever region is named beside it.
  for (const document of question.documents) documents.add(document)
  return {
    documents,
    missing,
    regions: inner,
    names: inner
      .flatMap(region => [region.name, ...region.aliases])
      .map(fold)
      .filter(name => name.length >= 2),
  }
}

/** How well a document speaks for the named regions: 1 its own, less for a general text, 0 for another region's. */
export function regionFit(document: Document, clauseText: Searchable, scope: Scope, prepared: Prepared): number {
  if (!scope.documents) return 1
  let fits = known.get(scope)
  if (!fits) known.set(scope, (fits = new Map()))
  let fit = fits.get(document)
  if (!fit) fits.set(document, (fit = fitOf(document, scope.documents, scope, prepared)))
  return fit.byName && scope.names.some(name => clauseText.includes(name)) ? NAMES_REGION : fit.usual
}

/** How well a document speaks for the regions of a scope: a clause that names one may speak better for it. */
interface Fit {
  usual: number
  /** Only of texts whose region is not certain is it asked whether they name the region. */
  byName: boolean
}

const NAMES_REGION = 0.7
const known = new WeakMap<Scope, Map<Document, Fit>>()

function fitOf(document: Document, own: ReadonlySet<Document>, scope: Scope, prepared: Prepared): Fit {
  if (own.has(document)) return { usual: isWithin(document, scope, prepared) ? 0.8 : 1, byName: false }
  if (document.standsApart) return { usual: 0, byName: false }
  const byName = document.region === null || document.status === 'unknown'
  if (byName && scope.names.some(name => prepared.title(document).includes(name)))
    return { usual: NAMES_REGION, byName: false }
  return { usual: document.region === null || bindsFromAbove(document, scope, prepared) ? 0.3 : 0, byName }
}

/** A city's document under a question about its province: it may answer, but the province's own comes first. */
function isWithin(document: Document, scope: Scope, prepared: Prepared): boolean {
  const bound = prepared.regionOf(document)
  if (!bound) return false
  const { gazetteer } = prepared.index.lexicon
  return scope.regions.some(region => region !== bound && gazetteer.holds(region, bound))
}

/** Of 包头 and 昆区 only the inner one decides; both lead to the same documents. */
function innermost(regions: readonly Region[], prepared: Prepared): Region[] {
  const { gazetteer } = prepared.index.lexicon
  return regions.filter(region => !regions.some(other => other !== region && gazetteer.holds(region, other)))
}

const cache = new WeakMap<Prepared, Map<Region, Set<Document>>>()

/** Documents that speak for a region: theirs, and those of what holds it (a city's for its district) or it holds. */
function documentsOf(region: Region, prepared: Prepared): Set<Document> {
  let known = cache.get(prepared)
  if (!known) cache.set(prepared, (known = new Map()))
  let found = known.get(region)
  if (found) return found
  found = new Set()
  const { gazetteer } = prepared.index.lexicon
  for (const document of prepared.index.documents) {
    const bound = prepared.regionOf(document)
    if (bound && (gazetteer.holds(region, bound) || (bound.level !== 'province' && gazetteer.holds(bound, region))))
      found.add(document)
  }
  known.set(region, found)
  return found
}

/** A document of the province or the state may answer for its city. */
function bindsFromAbove(document: Document, scope: Scope, prepared: Prepared): boolean {
  const bound = prepared.regionOf(document)
  if (!bound) return false
  const { gazetteer } = prepared.index.lexicon
  return scope.regions.some(region => gazetteer.holds(bound, region))
}
