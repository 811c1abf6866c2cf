import type { RegionMention } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'

/** A law as people shorten it, with the kind of text behind: 文明条例 for 文明行为促进条例. */
const SHORTENED = /([\p{Script=Han}]{2,16})(条例|办法|规定|细则|法)/gu
const SHORTEST = 2
const SAME = 0.75

/**
 * The one document (one of each region named) whose title a name shortens: every word of it stands in the title in order, at least two characters
 * together, and the kind of text is the same. Where regions are named, only their documents are looked at.
 * @returns null where no document is meant, or several may be
 */
export function findShortTitle(
  folded: string,
  prepared: Prepared,
  mentions: readonly RegionMention[],
  language: QuestionLanguage,
): { documents: Document[]; start: number; end: number } | null {
  const { gazetteer } = prepared.index.lexicon
  const isNear = (document: Document) => {
    const region = prepared.regionOf(document)
    return (
      !document.standsApart &&
      (mentions.length === 0 ||
        (region !== null && mentions.some(m => gazetteer.holds(m.region, region) || gazetteer.holds(region, m.region))))
    )
  }
  for (const match of folded.matchAll(SHORTENED)) {
    const [, words, kind] = match
    const start = match.index + nameStart(words, match.index, mentions, language)
    const name = folded.slice(start, match.index + words.length)
    if (name.length < SHORTEST) continue
    const meant = prepared.index.documents.filter(
      document => shortens(name, kind, prepared.localTitle(document), prepared) && isNear(document),
    )
    if (meant.length === 1 || isOneEach(meant, mentions, prepared))
      return { documents: meant, start, end: match.index + words.length + kind.length }
  }
  return null
}

/** Where in a run of words the name begins: behind a region, a 的, and words that only ask. */
function nameStart(
  words: string,
  offset: number,
  mentions: readonly RegionMention[],
  { stopPhrases }: QuestionLanguage,
): number {
  let start = 0
  for (const { end } of mentions)
    if (end > offset && end <= offset + words.length) start = Math.max(start, end - offset)
  for (;;) {
    const rest = words.slice(start)
    const lead = /^[的那这]/.exec(rest)?.[0] ?? stopPhrases.find(phrase => rest.startsWith(phrase) && phrase !== rest)
    if (!lead) return start
    start += lead.length
  }
}

/** Of two cities' 文明条例 each city has one. */
function isOneEach(documents: readonly Document[], mentions: readonly RegionMention[], prepared: Prepared): boolean {
  const regions = new Set(documents.map(document => document.region))
  return (
    documents.length > 1 &&
    regions.size === documents.length &&
    documents.length === new Set(mentions.map(m => m.region)).size &&
    documents.every(document => mentions.some(m => m.region === prepared.regionOf(document)))
  )
}

/** Whether a name is the title with words left out, or another name of what the title says (交强险条例). */
function shortens(name: string, kind: string, title: string, prepared: Prepared): boolean {
  if (!title.endsWith(kind)) return false
  const same = prepared.thesaurus.get(name) ?? []
  if (same.some(({ word, weight }) => weight >= SAME && word.length >= 4 && title.includes(word))) return true
  let at = 0
  for (let i = 0; i < name.length; ) {
    let length = Math.min(name.length - i, title.length - at)
    while (length >= 2 && title.indexOf(name.slice(i, i + length), at) < 0) length--
    if (length < 2) return false
    at = title.indexOf(name.slice(i, i + length), at) + length
    i += length
  }
  return true
}
