import { fold } from './fold.js'
import type { Document } from './types.js'

/** One document takes the place of another. */
export interface Supersession {
  /** Id of the newer one. */
  by: string
  /** Id of the one that is held and may no longer hold. */
  of: string
  /** It says so itself, or it is a newer text of the same issuer on the same matter. */
  why: 'repeals' | 'newer'
  /** The words that say so, or both titles. */
  evidence: string
}

const REPEALS = /《([^《》]{3,60})》(?:[（(][^（）()]{1,40}[）)])?[^。；《》]{0,12}(?:同时|予以|即行)?废止/g
/** What tells two texts on the same matter apart: years, numbers, editions. */
const EDITION =
  /(?:19|20)\d{2}(?:\s*[-—–至]\s*(?:19|20)?\d{2})?年?(?:度)?|第?[一二三四五六七八九十\d]+(?:次|期|版)|[（(](?:试行|暂行|修订|修正|20\d{2})[^（）()]*[）)]|修订|试行|暂行/g

/** Which of the documents are superseded by one of the given ids, newest first. */
export function supersessions(documents: readonly Document[], ids: ReadonlySet<string>): Supersession[] {
  const byTitle = new Map<string, Document[]>()
  for (const document of documents) {
    const matter = matterOf(document)
    byTitle.set(matter, [...(byTitle.get(matter) ?? []), document])
  }
  return documents
    .filter(({ id, standsApart }) => ids.has(id) && !standsApart)
    .flatMap(document => [...repealed(document, documents), ...older(document, byTitle.get(matterOf(document)) ?? [])])
}

function repealed(document: Document, documents: readonly Document[]): Supersession[] {
  return [...document.text.matchAll(REPEALS)].flatMap(match => {
    const name = fold(match[1])
    return documents
      .filter(other => other !== document && (fold(other.title) === name || fold(other.title).endsWith(name)))
      .map(other => ({ by: document.id, of: other.id, why: 'repeals' as const, evidence: match[0] }))
  })
}

function older(document: Document, sameMatter: readonly Document[]): Supersession[] {
  return sameMatter
    .filter(
      other =>
        other !== document &&
        other.region === document.region &&
        (other.issuer === document.issuer || other.issuer === null || document.issuer === null) &&
        other.issuedOn !== null &&
        document.issuedOn !== null &&
        other.issuedOn < document.issuedOn,
    )
    .map(other => ({
      by: document.id,
      of: other.id,
      why: 'newer' as const,
      evidence: `《${other.title}》${other.issuedOn} → 《${document.title}》${document.issuedOn}`,
    }))
}

/** The title without what tells editions apart. */
function matterOf({ title }: Document): string {
  return fold(title.replace(EDITION, ''))
}
