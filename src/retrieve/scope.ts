import { fold } from '../../index/fold.js'
import type { Region } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { Prepared } from '../prepare.js'
import type { Question } from '../understand/question.js'

/** Which documents may answer a question. */
export interface Scope {
  /** null: all of them. */
  documents: ReadonlySet<Document> | null
  /** Named regions that no document speaks for. */
  missing: Region[]
  /** Named regions that only a law of their province or of the state speaks for. */
  general: Region[]
}

/** A region is named: only its documents answer, or, where it has none, the laws that bind it from above. */
export function scopeOf(question: Question, prepared: Prepared): Scope {
  const named = question.regions.filter(region => region.level !== 'state')
  if (named.length === 0) return { documents: null, missing: [], general: [] }
  const documents = new Set<Document>()
  const missing: Region[] = []
  const general: Region[] = []
  for (const region of innermost(named, prepared)) {
    const own = documentsOf(region, prepared)
    if (own.size > 0) for (const document of own) documents.add(document)
    else {
      const above = prepared.index.documents.filter(document => bindsFromAbove(document, region, prepared))
      if (above.length === 0) missing.push(region)
      else general.push(region)
      for (const document of above) documents.add(document)
    }
  }
  // A document that is named by its full title or number may be asked about whatever region is named beside it.
  for (const document of question.documents) documents.add(document)
  return { documents, missing, general }
}

/** Of 包头 and 昆区 only the inner one decides; both lead to the same documents. */
function innermost(regions: readonly Region[], prepared: Prepared): Region[] {
  const { gazetteer } = prepared.index.lexicon
  return regions.filter(region => !regions.some(other => other !== region && gazetteer.holds(region, other)))
}

const cache = new WeakMap<Prepared, Map<Region, Set<Document>>>()

/** Documents that speak for a region: theirs, those of what holds it or it holds, and those without a region that name it. */
function documentsOf(region: Region, prepared: Prepared): Set<Document> {
  let known = cache.get(prepared)
  if (!known) cache.set(prepared, (known = new Map()))
  let found = known.get(region)
  if (found) return found
  found = new Set()
  const { gazetteer } = prepared.index.lexicon
  const names = [region.name, ...region.aliases].map(fold).filter(name => name.length >= 2)
  for (const document of prepared.index.documents) {
    const bound = prepared.regionOf(document)
    if (bound && (gazetteer.holds(region, bound) || (bound.level !== 'province' && gazetteer.holds(bound, region)) || bound === region)) found.add(document)
    else if (!bound && document.status !== 'in_force' && names.some(name => fold(document.text).includes(name))) found.add(document)
    else if (bound && names.some(name => fold(document.title + document.text.slice(0, 160)).includes(name)) && document.status === 'unknown') found.add(document)
    else if (bound?.level === 'province' && bound !== region && gazetteer.holds(bound, region) && document.status === 'unknown') found.add(document)
  }
  known.set(region, found)
  return found
}

/** A law in force of the state or of a region that holds this one. */
function bindsFromAbove(document: Document, region: Region, prepared: Prepared): boolean {
  if (document.standsApart || document.status !== 'in_force') return false
  const bound = prepared.regionOf(document)
  if (!bound) return document.region === null
  return prepared.index.lexicon.gazetteer.holds(bound, region)
}
