import { articleParts } from '../../index/article-parts.js'
import type { PlacedClause } from '../../index/build.js'
import { fold } from '../../index/fold.js'
import { parseNumeral } from '../../index/numerals.js'
import type { Clause, Document, Span } from '../../index/types.js'
import type { Prepared } from '../prepare.js'
import type { ClauseReference } from '../understand/question.js'
import { findReference } from '../understand/references.js'

/** A clause with all that stands under it, as positions in its document. */
export interface Place {
  document: Document
  /** Ordinals of its clauses, the first one the clause itself. */
  ordinals: number[]
  /** The paragraph or item of an article that is meant, where it is not the whole. */
  part?: Span
}

/**
 * The place of a document that a reference names. Steps must stand in the clause's place in order, the last one at its end;
 * of several such places the outermost and first is taken.
 * @param places numbers from the outermost in: ['44'], ['5', '2'], ['框5'], ['c3'] for 第三章
 * @param bracketed whether the person wrote the number in brackets, （十六）, and so does not mean a measure 16.
 * @returns null where the document has no such place
 */
export function resolvePlace(document: Document, places: readonly string[], bracketed = false): Place | null {
  // People say 第三章 or 第三部分 of 三、, too, but never of 第三条.
  const loosely = places.map(place => place.replace(/^[bcs]/, ''))
  return (
    findPlace(document, places, () => true, bracketed) ??
    findPlace(document, loosely, clause => clause.kind !== 'article', true)
  )
}

/** The place of a document that a question's reference names; null where the document has none. */
export function placeOf(document: Document, { places, text, within }: ClauseReference): Place | null {
  return partOfArticle(document, places[0], within) ?? resolvePlace(document, places, /^第?\(/.test(text))
}

/** 第二款, 第（三）项 of an article; null where the document has no such article, or the article no such part. */
function partOfArticle(
  document: Document,
  article: string,
  { paragraph, item }: ClauseReference['within'],
): Place | null {
  if (paragraph === null && item === null) return null
  const clause = document.clauses.find(c => c.kind === 'article' && c.place === article)
  if (!clause) return null
  const inside = articleParts(document, clause).filter(p => paragraph === null || p.paragraph === paragraph)
  const first = inside.find(p => p.item === item)
  if (!first) return null
  // A paragraph is said with the items under it.
  const last = item === null ? inside.at(-1)! : first
  const holder = document.clauses.findLast(c => c.span[0] <= first.span[0])!
  return { document, ordinals: [holder.ordinal], part: [first.span[0], last.span[1]] }
}

function findPlace(
  document: Document,
  places: readonly string[],
  fits: (clause: Clause) => boolean,
  bracketed: boolean,
): Place | null {
  const scored = document.clauses
    .filter(
      clause =>
        clause.place !== '' &&
        clause.kind !== 'furnishing' &&
        fits(clause) &&
        !/(?:^|\.)(?:p|n|u|r)\d+$/.test(clause.place),
    )
    .map(clause => ({ clause, parts: clause.place.split('.').map(part => part.replace(/^框$/, '')) }))
    .filter(({ parts }) => endsWithSteps(parts, places))
    .sort(
      (a, b) =>
        rank(a.clause, places, bracketed) - rank(b.clause, places, bracketed) ||
        a.parts.length - b.parts.length ||
        a.clause.ordinal - b.clause.ordinal,
    )
  const found = scored[0]?.clause
  if (!found) return null
  const ordinals = [found.ordinal]
  for (const clause of document.clauses.slice(found.ordinal + 1)) {
    const inside = clause.place === found.place || clause.place.startsWith(`${found.place}.`)
    // The units responsible for a group stand behind it; within a chapter they are of its groups.
    const ofGroup = found.kind !== 'heading' || /[（(]/.test(found.label)
    if (!inside || (clause.kind === 'responsible' && ofGroup)) break
    ordinals.push(clause.ordinal)
  }
  return { document, ordinals }
}

/** 第16条 of a text without articles is its measure 16., not its （十六）. */
function rank({ kind, label }: Clause, places: readonly string[], bracketed: boolean): number {
  if (kind === 'article' || kind === 'box') return 0
  return !bracketed && places.length === 1 && /^\d+[.．、]$/.test(label) ? 1 : 2
}

/** Several steps lead down from the top: 五（二） is no （二） of another part. */
function endsWithSteps(parts: readonly string[], steps: readonly string[]): boolean {
  if (parts.at(-1) !== steps.at(-1)) return false
  const numbered = parts.filter(part => !/^h\d+$/.test(part))
  if (steps.length > 1 && numbered[0] !== steps[0]) return false
  let at = 0
  for (const part of numbered) if (part === steps[at]) at++
  return at === steps.length
}

/**
 * A reference as a person writes it on the command line: 44, 第四十四条, 五（二）, 框5, 3.7.3, or a clause's own id or place.
 * @returns null where it is none or the document has no such place
 */
export function resolveReference(document: Document, written: string): Place | null {
  if (written.trim() === '') return null
  const own = document.clauses.find(
    clause =>
      clause.id === written ||
      clause.id === `${document.id}#${written.replace(/^#/, '')}` ||
      (clause.place !== '' && clause.place === written),
  )
  if (own) return resolveExact(document, own.ordinal)
  const folded = fold(written)
  if (/^\d+(?:[.-]\d+)*$/.test(folded)) return resolvePlace(document, folded.split('.'))
  const numeral = parseNumeral(folded)
  if (numeral !== null) return resolvePlace(document, [String(numeral)])
  const reference = findReference(folded) ?? findReference(`第${folded}条`)
  const byNumber = reference ? placeOf(document, reference.reference) : null
  if (byNumber) return byNumber
  const byHeading = document.clauses.find(clause => fold(clause.path.at(-1) ?? '').includes(folded))
  return byHeading ? resolveExact(document, byHeading.ordinal) : null
}

function resolveExact(document: Document, ordinal: number): Place {
  const { place } = document.clauses[ordinal]
  const ordinals = [ordinal]
  for (const clause of document.clauses.slice(ordinal + 1)) {
    if (place === '' || !clause.place.startsWith(`${place}.`)) break
    ordinals.push(clause.ordinal)
  }
  return { document, ordinals }
}

/** The clauses of a place with their document. */
export function clausesOf(place: Place, prepared: Prepared): PlacedClause[] {
  return place.ordinals.map(ordinal => prepared.index.clauses[prepared.position(place.document, ordinal)])
}

/** The whole span of a place in the clean text. */
export function spanOf(place: Place): Span {
  if (place.part) return place.part
  const { clauses } = place.document
  return [clauses[place.ordinals[0]].span[0], clauses[place.ordinals.at(-1)!].span[1]]
}
