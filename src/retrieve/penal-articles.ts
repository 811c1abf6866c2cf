import { type ArticlePart, articleParts } from '../../index/article-parts.js'
import { type CrossReference, crossReferences } from '../../index/cross-references.js'
import { fold } from '../../index/fold.js'
import { sentenceSpans, trimSpan } from '../../index/sentences.js'
import type { Clause, Document, Span } from '../../index/types.js'
import { FoldedText } from '../folded-text.js'

/** What a law does to a conduct: the words that name the sanction, with the conduct, wherever that is described. */
export interface Penalty {
  document: Document
  /** The article that holds the sanction. */
  clause: Clause
  /** The words that name the sanction; the conduct stands before them where one sentence says both. */
  sanction: Span
  /** The item that names the conduct where the sanction stands in the line that announces it. */
  conduct: Span | null
  /** Folded words of the penal article that describe the conduct. */
  own: FoldedText
  /** Where prohibitions that the penal article only numbers are written out: 违反本条例第三十五条规定的. */
  rules: readonly Rule[]
  /** Folded words of the sanction. */
  says: string
  /** The sanction names a sum of money. */
  fines: boolean
  /** The breach is that something was not done. */
  neglects: boolean
  /** The breach is that it was done without a licence. */
  needsLicence: boolean
}

/** What a penal article refers to by its number: one paragraph or item, or all that it refers to. */
export interface Rule {
  places: { clause: Clause; span: Span }[]
  /** Its folded words, the line that announces an item before it. */
  text: FoldedText
}

/** A penalty with one of the rules whose breach it punishes, null where it says itself what the breach is. */
export interface Reading {
  penalty: Penalty
  rule: Rule | null
}

/** Names a sanction. */
const SANCTION =
  /罚款|拘留|吊销|没收|警告|责令|扣留|暂扣|扣押|处罚|赔偿金|赔偿损失|滞纳金|停产|停业|停止.{0,8}资格|暂停|撤销|通报批评|有期徒刑|拘役|记\d{1,2}分|不得(?:再次|重新)|\d年内/
/** A sum of money in a sanction. */
export const MONEY = /罚款|元|倍|赔偿金/
/** The breach is that something was left undone, or done without a licence. */
const NEGLECTS = /未(?!成年)|没有(?!违法)|拒绝|拒不(?!改正)|不(?:按|履行|办理|移交|缴纳)/
const NEEDS_LICENCE = /未(?:依法)?取得|未经|擅自|未办理/
/** Articles that only point to other laws, or divide the power to punish, punish nothing. */
const DEFERS = /从其规定|依照其规定|法律、(?:行政)?法规(?:已有|另有|已经|已作)/

/** The penalties of a law in its order. */
export interface LawPenalties {
  count: number
  /** The readings of a penalty stand together. */
  readings: readonly Reading[]
  holders: ReadonlyMap<string, Holders>
}

/** Where a character stands. */
export interface Holders {
  /** In how many penalties. */
  penalties: number
  /** In which readings. */
  readings: number[]
}

/** The penalties of the documents last asked for. */
let known = new WeakMap<Document, LawPenalties>()
let knownCount = 0
/** Documents whose penalties are kept before all are forgotten. */
const MOST_KNOWN = 1000

/** The penalties of a law, remembered for a while. */
export function penaltiesOf(document: Document): LawPenalties {
  let penalties = known.get(document)
  if (!penalties) {
    if (++knownCount > MOST_KNOWN) {
      known = new WeakMap()
      knownCount = 1
    }
    const read = readPenalties(document)
    const readings = read.flatMap(penalty =>
      (penalty.rules.length ? penalty.rules : [null]).map((rule): Reading => ({ penalty, rule })),
    )
    known.set(document, (penalties = { count: read.length, readings, holders: holdersOf(readings) }))
  }
  return penalties
}

function holdersOf(readings: readonly Reading[]): Map<string, Holders> {
  const holders = new Map<string, Holders>()
  for (const [i, { penalty, rule }] of readings.entries())
    for (const character of new Set(penalty.own.folded + (rule?.text.folded ?? ''))) {
      if (!HAN.test(character)) continue
      let own = holders.get(character)
      if (!own) holders.set(character, (own = { penalties: 0, readings: [] }))
      const last = own.readings.at(-1)
      if (last === undefined || readings[last].penalty !== penalty) own.penalties++
      own.readings.push(i)
    }
  return holders
}

const HAN = /\p{Script=Han}/u

function readPenalties(document: Document): Penalty[] {
  const byPlace = new Map<string, Clause>()
  for (const clause of document.clauses)
    if (clause.kind === 'article' && !byPlace.has(clause.place)) byPlace.set(clause.place, clause)
  const parts = new Map<Clause, ArticlePart[]>()
  const partsOf = (clause: Clause) => {
    let own = parts.get(clause)
    if (!own) parts.set(clause, (own = articleParts(document, clause)))
    return own
  }
  const ruleTexts = new Map<string, FoldedText>()
  return [...byPlace.values()].flatMap(clause => {
    const text = document.text.slice(...clause.span)
    return SANCTION.test(text) && !(DEFERS.test(text) && text.length < 120)
      ? readArticle(document, clause, partsOf, byPlace, ruleTexts)
      : []
  })
}

function readArticle(
  document: Document,
  clause: Clause,
  partsOf: (clause: Clause) => ArticlePart[],
  byPlace: ReadonlyMap<string, Clause>,
  ruleTexts: Map<string, FoldedText>,
): Penalty[] {
  const { text } = document
  const out: Penalty[] = []
  const own = partsOf(clause)
  // What another article punishes is no breach of this one: 依照本条例第十九条的规定处罚.
  const add = (sanction: Span, conduct: Span | null, context: Span | null, paragraph: number) => {
    const said = text.slice(...sanction)
    const described = [context, conduct, sanction].filter(span => span !== null).map(span => text.slice(...span))
    const lead = context ? crossReferences(text.slice(...context)) : []
    const references = [conduct, sanction]
      .filter(span => span !== null)
      .flatMap(span => crossReferences(text.slice(...span)))
    const pointed =
      references.length + lead.length === 0 && BREAKS_ITSELF.test(said)
        ? before(own, sanction, clause)
        : (references.length ? references.map(r => within(r, lead)) : lead)
            .flatMap(reference => resolve(reference, clause, paragraph, partsOf, byPlace))
            .filter(({ clause: rule, parts }) => rule === clause || !MONEY.test(textOf(parts, text)))
    const folded = fold(described.join('\n'))
    const says = fold(said)
    out.push({
      document,
      clause,
      sanction,
      conduct,
      own: new FoldedText(folded),
      rules: rulesOf(pointed, text, partsOf, ruleTexts),
      says,
      fines: MONEY.test(says),
      neglects: NEGLECTS.test(folded),
      needsLicence: NEEDS_LICENCE.test(folded),
    })
  }
  own.forEach((part, i) => {
    const line = text.slice(...part.span)
    const announces = own[i + 1]?.item != null && part.item === null
    if (part.item !== null) {
      const intro = own.findLast((p, k) => k < i && p.item === null && p.paragraph === part.paragraph)
      const announced = intro ? text.slice(...intro.span) : ''
      if (SANCTION.test(line)) add(part.span, null, intro?.span ?? null, part.paragraph)
      else if (intro && SANCTION.test(announced)) add(intro.span, part.span, null, part.paragraph)
    } else if (!announces) {
      let opening: Span | null = null
      for (const span of sentencesOf(text, part.span)) {
        const goesOn = opening !== null && GOES_ON.test(text.slice(...span))
        if (!goesOn) opening = span
        if (SANCTION.test(text.slice(...span))) add(span, null, goesOn ? opening : null, part.paragraph)
      }
    }
  })
  return out
}

/** Parts that are weighed each for itself; of more only all together. */
const MOST_RULES = 24

/** @param texts what was folded before, for the same rule is broken in many articles */
function rulesOf(
  pointed: readonly { clause: Clause; parts: ArticlePart[] }[],
  text: string,
  partsOf: (clause: Clause) => ArticlePart[],
  texts: Map<string, FoldedText>,
): Rule[] {
  const folded = (parts: readonly ArticlePart[]) => {
    const key = parts.map(({ span }) => span[0]).join()
    let known = texts.get(key)
    if (!known) texts.set(key, (known = new FoldedText(fold(textOf(parts, text)))))
    return known
  }
  const lineOver = (clause: Clause, { item, paragraph }: ArticlePart) =>
    item === null ? undefined : partsOf(clause).find(part => part.item === null && part.paragraph === paragraph)
  const single = pointed.flatMap(({ clause, parts }) =>
    parts
      .filter(part => part.item !== null || !parts.some(p => p.item !== null && p.paragraph === part.paragraph))
      .map((part): Rule => {
        const line = lineOver(clause, part)
        return { places: [{ clause, span: part.span }], text: folded(line ? [line, part] : [part]) }
      }),
  )
  if (single.length <= MOST_RULES) return single
  const places = pointed.map(({ clause, parts }): Rule['places'][number] => ({
    clause,
    span: [parts[0].span[0], parts.at(-1)!.span[1]],
  }))
  return [{ places, text: folded(pointed.flatMap(({ parts }) => parts)) }]
}

/** A sentence that says what else a breach costs; which breach stands in the sentence before: 逾期不补建的，每逾期一天，处以100元罚款. */
const GOES_ON = /^(?:逾期|拒不|仍不|屡|情节|造成|后果|经(?:责令|教育|催告)|再次)/

/** 违反本条规定的: the article itself says what must not be done, and the fine behind it. */
const BREAKS_ITSELF = /违反本条(?:规定|要求)/

/** What an article says before its own sanction. */
function before(
  parts: readonly ArticlePart[],
  sanction: Span,
  clause: Clause,
): { clause: Clause; parts: ArticlePart[] }[] {
  const rule = parts.filter(({ span }) => span[1] <= sanction[0])
  return rule.length ? [{ clause, parts: rule }] : []
}

/** Whole sentences: what a semicolon parts (责令改正；拒不改正的，处…罚款) is one sanction. */
function sentencesOf(text: string, [start, end]: Span): Span[] {
  const out: [number, number][] = []
  for (const [from, to] of sentenceSpans(text, start, end)) {
    const last = out.at(-1)
    if (last && /[；;]\s*$/.test(text.slice(last[0], last[1]))) last[1] = to
    else out.push([from, to])
  }
  return out.map(span => trimSpan(text, span))
}

/** 违反第一项规定 under an introduction that names 第十五条第一款 is its item. */
function within(reference: CrossReference, lead: readonly CrossReference[]): CrossReference {
  const holder = lead.at(-1)
  return reference.article === null && reference.paragraph === null && holder
    ? { ...reference, article: holder.article, paragraph: holder.paragraph }
    : reference
}

function resolve(
  { article, paragraph, item }: CrossReference,
  from: Clause,
  current: number,
  partsOf: (clause: Clause) => ArticlePart[],
  byPlace: ReadonlyMap<string, Clause>,
): { clause: Clause; parts: ArticlePart[] }[] {
  const clause = article === null ? from : byPlace.get(article)
  if (!clause || (article === null && paragraph === null && item === null)) return []
  const wanted = paragraph === 0 ? current - 1 : paragraph
  const inside = partsOf(clause).filter(part => wanted === null || part.paragraph === wanted)
  const parts = item === null ? inside : inside.filter(part => part.item === item)
  if (parts.length === 0) return []
  return [{ clause, parts }]
}

function textOf(parts: readonly ArticlePart[], text: string): string {
  return parts.map(part => text.slice(...part.span)).join('\n')
}
