import type { ClauseIndex } from '../index/build.js'
import { fold } from '../index/fold.js'
import type { Concept } from '../index/lexicon.js'
import { soundOf } from '../index/pinyin.js'
import { type Gazetteer, namesOf, type Region } from '../index/regions.js'
import { sentenceSpans, trimSpan } from '../index/sentences.js'
import { terms } from '../index/terms.js'
import type { Document, Span } from '../index/types.js'
import { FoldedText } from './folded-text.js'
import { SoundTable } from './sound-table.js'
import { Thesaurus } from './thesaurus.js'

/** A sentence of a clause, folded once. */
export interface Sentence {
  /** In the document's clean text. */
  span: Span
  folded: string
  /** The same, to be searched for many words. */
  text: FoldedText
}

/** A clause as questions look at it. */
export interface PreparedClause {
  folded: string
  /** The headings above it, its own lead included. */
  path: string
  /** Both, to be searched for many words. */
  text: FoldedText
  pathText: FoldedText
  sentences: Sentence[]
}

/** What questions need of an index beyond the index itself: computed once for each index, lazily where it is large. */
export interface Prepared {
  index: ClauseIndex
  clause(position: number): PreparedClause
  title(document: Document): FoldedText
  /** The folded title without its region, 中华人民共和国, and what stands in brackets behind. */
  localTitle(document: Document): string
  /** The folded text of a document's beginning, for what it is about as a whole. */
  whole(document: Document): FoldedText
  thesaurus: Thesaurus
  phrases: Set<string>
  /** Folded names of documents → the documents that bear them, by their first two characters. */
  documentNames: Map<string, { name: string; documents: Document[]; exact: boolean }[]>
  /** How words of the corpus and the lexicon sound. */
  bySound(): SoundTable
  isKnownWord(word: string): boolean
  /** Whether a folded name is a document's whole title, 中华人民共和国 before it or not. */
  isTitle(document: Document, name: string): boolean
  /** Folded names of the counties of the covered regions that stand in the documents. */
  countyNames: string[]
  regionOf(document: Document): Region | null
  /** Regions that have documents, in the order of the documents. */
  coveredRegions: Region[]
  /** Their names, folded; few enough to be trusted wherever they stand in a question. Empty where many regions are covered. */
  coveredNames: ReadonlySet<string>
  /** Folded names of two characters of the covered regions: a question that begins with one begins with the region. */
  coveredHeads: readonly string[]
  /** The terms of a word of the lexicon or of a question, remembered. */
  terms(word: string): readonly string[]
  /** In how many clauses a word stands: the rarest of its terms. */
  frequency(word: string): number
  /** The clause of `document` at `ordinal`, as a position in the index. */
  position(document: Document, ordinal: number): number
}

/** The documents that state policy, without the texts that only stand beside them. */
export function policyDocuments({ documents }: ClauseIndex): Document[] {
  return documents.filter(({ standsApart }) => !standsApart)
}

const cache = new WeakMap<ClauseIndex, Prepared>()

/** Prepares an index for questions; the same object for the same index. */
export function prepare(index: ClauseIndex): Prepared {
  let prepared = cache.get(index)
  if (!prepared) {
    prepared = build(index)
    cache.set(index, prepared)
  }
  return prepared
}

/**
 * The same index as if its lexicon lacked a concept; all else that is prepared of it is shared. The concept's words stay in the
 * segmenter's dictionary, as the clauses were cut by it.
 */
export function withoutConcept(index: ClauseIndex, concept: Concept): ClauseIndex {
  const prepared = prepare(index)
  const concepts = index.lexicon.concepts.filter(other => other !== concept)
  const others = new Set(index.vocabulary.map(({ word }) => word))
  for (const { official, variants } of concepts) for (const word of [...official, ...variants]) others.add(word)
  const lost = new Set([...concept.official, ...concept.variants].filter(word => !others.has(word)))
  const without = { ...index, lexicon: { ...index.lexicon, concepts } }
  cache.set(without, {
    ...prepared,
    index: without,
    thesaurus: new Thesaurus(concepts),
    isKnownWord: word => prepared.isKnownWord(word) && !lost.has(word),
  })
  return without
}

function build(index: ClauseIndex): Prepared {
  const { gazetteer, concepts } = index.lexicon
  const clauses: (PreparedClause | undefined)[] = new Array(index.clauses.length)
  let preparedClauses = 0
  const titles = new Map<Document, FoldedText>()
  const wholes = new Map<Document, FoldedText>()
  const locals = new Map<Document, string>()
  const frequencies = new Map<string, number>()
  const cuts = new Map<string, readonly string[]>()
  const known = new Set<string>()
  for (const { word } of index.vocabulary) known.add(word)
  for (const { official, variants } of concepts) {
    for (const word of official) known.add(word)
    for (const word of variants) known.add(word)
  }
  let sounds: SoundTable | null = null
  const coveredRegions = coveredBy(index)
  const prepared: Prepared = {
    index,
    clause(position) {
      let clause = clauses[position]
      if (!clause) {
        if (++preparedClauses > MOST_PREPARED) {
          clauses.fill(undefined)
          preparedClauses = 1
        }
        clauses[position] = clause = prepareClause(index, position)
      }
      return clause
    },
    title(document) {
      let title = titles.get(document)
      if (title === undefined) titles.set(document, (title = new FoldedText(fold(document.title) + opening(document))))
      return title
    },
    localTitle(document) {
      let title = locals.get(document)
      if (title === undefined) locals.set(document, (title = localTitle(document, gazetteer)))
      return title
    },
    whole(document) {
      let text = wholes.get(document)
      if (text === undefined)
        wholes.set(document, (text = new FoldedText(`${fold(document.title)}\n${fold(document.text.slice(0, WHOLE))}`)))
      return text
    },
    thesaurus: new Thesaurus(concepts),
    phrases: new Set(index.phrases),
    documentNames: nameDocuments(index),
    bySound: () => (sounds ??= soundTable(index)),
    isKnownWord: word => known.has(word),
    isTitle: (document, name) => fold(document.title).replace(/^中华人民共和国/, '') === name,
    countyNames: countyNames(index, coveredRegions),
    regionOf: document => (document.region ? (gazetteer.byName.get(document.region) ?? null) : null),
    coveredRegions,
    coveredNames: new Set(coveredRegions.length <= 12 ? coveredRegions.flatMap(namesOf).map(fold) : []),
    coveredHeads: coveredRegions.flatMap(({ aliases }) => aliases.map(fold)).filter(({ length }) => length === 2),
    terms(word) {
      let parts = cuts.get(word)
      if (!parts) {
        if (cuts.size > MOST_REMEMBERED) cuts.clear()
        cuts.set(word, (parts = terms(word)))
      }
      return parts
    },
    frequency(word) {
      let count = frequencies.get(word)
      if (count === undefined) {
        const parts = prepared.terms(word)
        count = parts.length === 0 ? 0 : Math.min(...parts.map(term => index.store.frequency(term)))
        if (frequencies.size > MOST_REMEMBERED) frequencies.clear()
        frequencies.set(word, count)
      }
      return count
    },
    position: (document, ordinal) => index.firstClause.get(document)! + ordinal,
  }
  return prepared
}

/** Words whose terms and frequencies are remembered before all are forgotten. */
const MOST_REMEMBERED = 50_000

/** Clauses that are kept prepared before all are forgotten: thousands of laws would fill the memory of a long run. */
const MOST_PREPARED = 40_000

function coveredBy({ documents, lexicon }: ClauseIndex): Region[] {
  const covered = new Set<Region>()
  for (const document of documents) {
    const region = document.region ? lexicon.gazetteer.byName.get(document.region) : undefined
    if (region && !document.standsApart) covered.add(region)
  }
  return [...covered]
}

const OPENING = 120
const WHOLE = 4000

/** A document without a title line says in its first words what it is about. */
function opening(document: Document): string {
  return document.status === 'unknown' || document.status === 'news' ? fold(document.text.slice(0, OPENING)) : ''
}

function countyNames(index: ClauseIndex, covered: readonly Region[]): string[] {
  if (covered.length > 12) return []
  const { gazetteer } = index.lexicon
  const counties = gazetteer.regions.filter(
    region => region.level === 'county' && covered.some(outer => gazetteer.holds(outer, region)),
  )
  return counties
    .flatMap(namesOf)
    .map(fold)
    .filter(name => terms(name).every(term => index.store.frequency(term) > 0))
}

function prepareClause(index: ClauseIndex, position: number): PreparedClause {
  const { clause, document } = index.clauses[position]
  const spans = clause.row ? [clause.span] : sentenceSpans(document.text, clause.span[0], clause.span[1])
  const sentences = spans
    .map(span => trimSpan(document.text, span))
    .filter(([start, end]) => end > start)
    .map((span): Sentence => {
      const text = new FoldedText(fold(document.text.slice(span[0], span[1])))
      return { span, folded: text.folded, text }
    })
  const text = new FoldedText(sentences.map(sentence => sentence.folded).join(''))
  const pathText = new FoldedText(fold(clause.path.join('\n')))
  return { folded: text.folded, path: pathText.folded, text, pathText, sentences }
}

/** A text without a title may be called by who issued it; 人力资源社会保障部 in a question is the organ. */
const NAMES_ORGAN = /(?:[部局厅委办]|委员会|政府|办公室|指挥部|领导小组|总局|机制|热线|中心)$/

/** The ways to type a 发文字号: the year in any brackets or in none. */
function writings(docNumber: string): string[] {
  const [, head, year, rest] = /^(.*?)[〔[(（【［]?((?:19|20)\d\d)[〕\])）】］]?(.*)$/u.exec(docNumber) ?? []
  if (year === undefined) return [docNumber]
  return [docNumber, ...['〔〕', '[]', '()', '【】', '  '].map(([open, close]) => head + open + year + close + rest)]
}

/** A document answers to its title, its number, the aliases of the catalog, and its title without the region before it. */
function nameDocuments(index: ClauseIndex): Prepared['documentNames'] {
  const { gazetteer } = index.lexicon
  const byName = new Map<string, { name: string; documents: Document[]; exact: boolean }>()
  const add = (raw: string, document: Document, exact: boolean) => {
    const name = fold(raw)
    if (name.length < 2) return
    const entry = byName.get(name)
    if (!entry) byName.set(name, { name, documents: [document], exact })
    else if (!entry.documents.includes(document)) entry.documents.push(document)
  }
  for (const document of index.documents) {
    if (!NAMES_ORGAN.test(document.title)) add(document.title, document, true)
    if (document.docNumber) for (const number of writings(document.docNumber)) add(number, document, true)
    for (const alias of document.aliases) add(alias, document, false)
    if (/人大常委会|人民代表大会/.test(document.issuer ?? '') && /审议意见/.test(document.title))
      for (const name of ['人大', '人大常委会']) add(name, document, false)
    const folded = fold(document.title)
    const short = shortTitle(document)
    const local = localTitle(document, gazetteer)
    for (const name of [short, local, local.replace(/^实施/, '')])
      if (!NAMES_ORGAN.test(name) && name !== folded && name.length >= 4 && name.length <= 30)
        add(name, document, name === short)
  }
  const table: Prepared['documentNames'] = new Map()
  for (const entry of byName.values()) {
    const key = entry.name.slice(0, 2)
    const row = table.get(key)
    if (row) row.push(entry)
    else table.set(key, [entry])
  }
  for (const row of table.values()) row.sort((a, b) => b.name.length - a.name.length)
  return table
}

function shortTitle(document: Document): string {
  return fold(document.title)
    .replace(/^中华人民共和国/, '')
    .replace(/\(.*\)$/, '')
}

function localTitle(document: Document, gazetteer: Gazetteer): string {
  const short = shortTitle(document)
  const mention = gazetteer.find(short)[0]
  return mention?.start === 0 ? short.slice(mention.end) : short
}

function soundTable(index: ClauseIndex): SoundTable {
  const table = new SoundTable()
  for (const { word, sound } of index.vocabulary) table.add(word, sound)
  const { gazetteer } = index.lexicon
  const covered = coveredBy(index)
  for (const region of gazetteer.regions.filter(
    // The thousands of counties that no document is of would only make words into their names.
    r => r.level !== 'county' || covered.some(outer => gazetteer.holds(outer, r)),
  ))
    for (const name of namesOf(region)) if (name.length >= 3) table.add(fold(name), soundOf(fold(name)))
  return table
}
