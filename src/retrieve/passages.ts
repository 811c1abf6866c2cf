import type { Clause, Document } from '../../index/types.js'
import { FoldedText, type Searchable } from '../folded-text.js'
import type { QuestionLanguage } from '../language.js'
import type { Prepared, PreparedClause } from '../prepare.js'
import type { Question, Topic } from '../understand/question.js'
import { DocumentTally } from './documents.js'
import { evidenceFor } from './evidence.js'
import { regionFit, type Scope } from './scope.js'
import { FEATURES, type Features, loadWeights, type WeighedApart, weighedTogether } from './weights.js'

/** A clause with the reasons for its rank. */
export interface Passage {
  position: number
  clause: Clause
  document: Document
  prepared: PreparedClause
  features: Features
  score: number
  /** How much higher it scores than the best of all others; negative where it is not the first. */
  lead: number
  /** By which weights its score was made. */
  weighed: WeighedApart
  /** Index of its best sentence. */
  best: number
  /** How much of the question each sentence speaks of, its surroundings taken into account, 0 to 1. */
  sentences: number[]
  /** For each topic the best match anywhere in the clause, its headings and its document's title. */
  matches: number[]
}

/** Candidates looked at: a tenth of a small corpus, never more than the most. */
const FEWEST_CANDIDATES = 40
const MOST_CANDIDATES = 80
/** Other names of a topic that help to choose candidates. */
const MOST_VARIANTS = 10
/** Of these only so many are read sentence by sentence. */
const MOST_READ = 24
/** What a pair of characters counts beside the words of the topics when candidates are chosen. */
const PAIR_WEIGHT = 0.4

const known = new WeakMap<Question, { prepared: Prepared; scope: Scope; passages: readonly Passage[] }>()

/** The clauses that may answer, best first. What is found in all documents is remembered as long as the question is. */
export function findPassages(
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
  scope: Scope,
  only: ReadonlySet<Document> | null = null,
): Passage[] {
  const before = only === null ? known.get(question) : undefined
  if (before?.prepared === prepared && before.scope === scope) return [...before.passages]
  const passages = search(question, prepared, language, scope, only)
  if (only === null) known.set(question, { prepared, scope, passages: [...passages] })
  return passages
}

function search(
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
  scope: Scope,
  only: ReadonlySet<Document> | null,
): Passage[] {
  const { index } = prepared
  const filter = (position: number) => {
    const { document } = index.clauses[position]
    if (only && !only.has(document)) return false
    return (
      !scope.documents ||
      scope.documents.has(document) ||
      // Of a clause that is refused whatever it says nothing is prepared.
      regionFit(document, { includes: part => prepared.clause(position).text.includes(part) }, scope, prepared) > 0
    )
  }
  const pairs = questionPairs(question, prepared)
  const tally = new DocumentTally(pairs, prepared)
  const candidates = index.store.candidates(
    weighTerms(question, pairs, prepared),
    Math.max(FEWEST_CANDIDATES, Math.min(MOST_CANDIDATES, Math.round(index.clauses.length / 10))),
    filter,
    (position, term) => tally.add(position, term),
  )
  const top = candidates[0]?.score ?? 1
  const documentScores = tally.scores(candidates.map(({ clause }) => index.clauses[clause].document))
  const looking: Looking = {
    question,
    prepared,
    scope,
    pairs,
    pairWeight: pairs.reduce((sum, { weight }) => sum + weight, 0),
    topicWeight: question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1,
    evidence: evidenceFor(question, language),
    titles: new Map(),
  }
  const views = candidates.map(({ clause, score }) => glance(clause, score / top, looking, documentScores))
  views.sort((a, b) => b.promise - a.promise || a.position - b.position)
  const passages = views.map((view, i) => read(view, i < MOST_READ, looking))
  shareWithinDocuments(passages, question)
  weighDocuments(passages, documentScores, scope, prepared)
  lookAtWholes(passages, looking)
  const weighed = weighedTogether(passages)
  const by = loadWeights()[weighed]
  for (const passage of passages) {
    passage.weighed = weighed
    passage.score = 0
    for (const name of FEATURES) passage.score += by[name] * passage.features[name]
  }
  passages.sort((a, b) => b.score - a.score || a.position - b.position)
  passages.forEach((passage, i) => {
    passage.lead = passage.score - (passages[i === 0 ? 1 : 0]?.score ?? 0)
  })
  return passages
}

/** A question while its candidates are looked at, with what is the same for all of them. */
interface Looking {
  question: Question
  prepared: Prepared
  scope: Scope
  pairs: readonly Pair[]
  /** What all pairs weigh together, and all topics; the latter never 0. */
  pairWeight: number
  topicWeight: number
  /** How well a text could hold what is asked for, 0 to 1. */
  evidence: (text: FoldedText) => number
  /** How the titles of the candidates' documents speak of the question. */
  titles: Map<Document, Titled>
}

/** What other passages of its document speak of speaks for a passage, too. */
function shareWithinDocuments(passages: readonly Passage[], question: Question): void {
  const total = question.topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  const byDocument = new Map<Document, number[]>()
  for (const { document, matches } of passages) {
    const best = byDocument.get(document)
    byDocument.set(
      document,
      matches.map((value, t) => Math.max(value, best?.[t] ?? 0)),
    )
  }
  for (const passage of passages)
    passage.features.document =
      byDocument.get(passage.document)!.reduce((sum, value, t) => sum + question.topics[t].weight * value, 0) / total
}

/** What speaks for a document as a whole: its BM25, what its candidates score together, the longest run of the question in them. */
function weighDocuments(
  passages: readonly Passage[],
  scores: ReadonlyMap<Document, number>,
  scope: Scope,
  prepared: Prepared,
): void {
  const sums = new Map<Document, number>()
  const phrases = new Map<Document, number>()
  const unnamed = new Map<Document, number>()
  for (const { document, features } of passages) {
    sums.set(document, (sums.get(document) ?? 0) + features.score)
    phrases.set(document, Math.max(phrases.get(document) ?? 0, features.phrase))
    if (!unnamed.has(document)) unnamed.set(document, namesNone(document, scope, prepared) ? 1 : 0)
  }
  const most = Math.max(...sums.values())
  for (const { document, features } of passages) {
    features.documentScore = scores.get(document)!
    features.documentSum = most > 0 ? sums.get(document)! / most : 0
    features.documentPhrase = phrases.get(document)!
    features.unnamed = unnamed.get(document)!
    features.local = !scope.documents && prepared.regionOf(document) ? 1 : 0
  }
}

/** Regions are asked about, and the document names none of them where it says what it is about. */
function namesNone(document: Document, scope: Scope, prepared: Prepared): boolean {
  if (scope.names.length === 0) return false
  const whole = prepared.whole(document)
  return !scope.names.some(name => whole.includes(name))
}

/** How much of the question the whole document speaks of. */
function lookAtWholes(passages: readonly Passage[], looking: Looking): void {
  const known = new Map<Document, number>()
  for (const { document, features } of passages) {
    let share = known.get(document)
    if (share === undefined)
      known.set(document, (share = shareOf(heldIn(looking.prepared.whole(document), looking), looking)))
    features.whole = share
  }
}

/** Index terms of the question and its synonyms, each with how much it tells. */
function weighTerms(question: Question, pairs: readonly Pair[], prepared: Prepared): Map<string, number> {
  const weighted = new Map<string, number>()
  const add = (term: string, weight: number) => weighted.set(term, Math.max(weighted.get(term) ?? 0, weight))
  for (const topic of question.topics) {
    for (const variant of topic.variants.slice(0, MOST_VARIANTS)) {
      const parts = prepared.terms(variant.word)
      for (const term of parts) add(term, (topic.weight * variant.weight) / Math.sqrt(parts.length))
    }
    for (const part of topic.parts)
      for (const variant of part.slice(0, 5))
        for (const term of prepared.terms(variant.word))
          add(term, (topic.weight * variant.weight) / (2 * topic.parts.length))
  }
  for (const year of question.years) add(year, 0.3)
  for (const document of question.documents)
    for (const term of prepared.terms(document.title).slice(0, 12)) add(term, 0.1)
  for (const { text, weight } of pairs) add(text, PAIR_WEIGHT * Math.min(1, weight / 6))
  return weighted
}

/** Pairs of neighbouring characters of the whole question: a net for what the segmenter cut otherwise. */
function questionPairs(question: Question, prepared: Prepared): Pair[] {
  const pairs = new Map<string, number>()
  const all = prepared.index.clauses.length
  for (const run of question.content.match(/\p{Script=Han}+|\d+(?:\.\d+)?|[a-z]+/gu) ?? []) {
    const parts = /^\p{Script=Han}/u.test(run)
      ? Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2))
      : [run]
    for (const part of parts) {
      const frequency = prepared.index.store.frequency(part)
      if (frequency > 0) pairs.set(part, Math.log(1 + all / frequency))
    }
  }
  return [...pairs].map(([text, weight]) => ({ text, weight }))
}

/** Two neighbouring characters of the question, or a figure, with its inverse document frequency. */
interface Pair {
  text: string
  weight: number
}

/** The name of a figure: 学前教育毛入园率 is not spoken of where only 学前教育 is. */
const INDICATOR = /[率费额数价线比]$/

/** How well a folded text speaks of a topic: a whole name of it, or most of a long one in pieces. */
export function matchTopic(topic: Topic, folded: Searchable): number {
  let best = 0
  let counties = 0
  for (const { word, weight } of topic.variants) {
    if (weight === 0.5 && folded.includes(word) && ++counties >= 2) best = Math.max(best, 0.9)
    if (weight <= best || (word.length === 1 && !WHOLE_CHARACTERS.has(word))) continue
    if (folded.includes(word)) best = weight
    else if (word.length >= 4 && weight >= 0.9 && word.length <= 12 && weight * IN_PIECES > best) {
      const part = shareOfPairs(word, folded)
      if (part >= MOST_PAIRS && (!INDICATOR.test(word) || folded.includes(word.slice(-2))))
        best = Math.max(best, weight * part * IN_PIECES)
    }
    // Nothing counts more than the asker's own word.
    if (best >= 1) return best
  }
  if (best < 0.8 && topic.parts.length > 0) {
    const held = topic.parts.map(part =>
      part.reduce((most, v) => (v.weight > most && folded.includes(v.word) ? v.weight : most), 0),
    )
    const mean = held.reduce((sum, value) => sum + value, 0) / held.length
    const headless = INDICATOR.test(topic.word) && held[held.length - 1] === 0
    best = Math.max(best, held.every(value => value > 0) ? 0.85 * mean : headless ? 0.2 * mean : 0.45 * mean)
  }
  return best
}

/** A long name counts so much where most of its pairs of characters are there. */
const IN_PIECES = 0.75
const MOST_PAIRS = 0.6

/** Which share of a word's pairs of characters a text holds; 0 as soon as they cannot be most of them. */
function shareOfPairs(word: string, folded: Searchable): number {
  const all = word.length - 1
  let held = 0
  for (let i = 0; i < all; i++) {
    if (folded.includes(word.slice(i, i + 2))) held++
    else if ((held + all - i - 1) / all < MOST_PAIRS) return 0
  }
  return held / all
}

/** Characters that are words by themselves in official texts; others stand inside unrelated words. */
const WHOLE_CHARACTERS = new Set(['犬', '猫'])

const NEIGHBOUR = 0.7
const PATH = 0.75
const CLAUSE = 0.55
const TITLE = 0.5

/** What a clause without sentences says. */
const NOTHING = new FoldedText('')

/** A candidate seen as a whole, before its sentences are read. */
interface Glance {
  position: number
  score: number
  inPath: number[]
  inTitle: number[]
  inClause: number[]
  /** For each pair of the question 1 where the clause holds it. */
  pairs: Uint8Array
  bigrams: number
  /** How likely it is worth reading. */
  promise: number
}

/** How a document's title speaks of the question: of each topic, and of which pairs. */
interface Titled {
  topics: number[]
  pairs: Uint8Array
}

function titled(document: Document, looking: Looking): Titled {
  let title = looking.titles.get(document)
  if (!title) {
    const text = looking.prepared.title(document)
    title = { topics: matchTopics(looking.question.topics, text), pairs: heldIn(text, looking) }
    looking.titles.set(document, title)
  }
  return title
}

function matchTopics(topics: readonly Topic[], text: Searchable): number[] {
  return topics.map(topic => matchTopic(topic, text))
}

function glance(
  position: number,
  score: number,
  looking: Looking,
  documentScores: ReadonlyMap<Document, number>,
): Glance {
  const { prepared, topicWeight } = looking
  const { topics } = looking.question
  const { document } = prepared.index.clauses[position]
  const own = prepared.clause(position)
  const inPath = matchTopics(topics, own.pathText)
  const inTitle = titled(document, looking).topics
  const inClause = matchTopics(topics, own.text)
  let covered = 0
  for (let t = 0; t < topics.length; t++)
    covered += topics[t].weight * Math.max(inClause[t], PATH * inPath[t], TITLE * inTitle[t])
  const pairs = heldIn(own.text, looking)
  const bigrams = shareOf(pairs, looking)
  const promise = covered / topicWeight + 0.5 * bigrams + 0.3 * score + 0.3 * documentScores.get(document)!
  return { position, score, inPath, inTitle, inClause, pairs, bigrams, promise }
}

/** Reads a candidate sentence by sentence (`closely`), or estimates what its best sentence speaks of. */
function read(view: Glance, closely: boolean, looking: Looking): Passage {
  const { question, prepared, scope, topicWeight, evidence } = looking
  const { position, score, inPath, inTitle, inClause, bigrams } = view
  const { clause, document } = prepared.index.clauses[position]
  const own = prepared.clause(position)
  const { topics } = question
  const covered = (values: readonly number[]) => {
    let sum = 0
    for (let t = 0; t < topics.length; t++) sum += topics[t].weight * values[t]
    return sum / topicWeight
  }
  const { sentences, best } = closely
    ? readSentences(view, looking)
    : {
        sentences: new Array<number>(own.sentences.length).fill(
          covered(inClause.map((value, t) => Math.max(CLAUSE * value, PATH * inPath[t], TITLE * inTitle[t]))),
        ),
        best: 0,
      }
  const sentence = own.sentences[best]?.text ?? NOTHING
  const text = sentence.folded
  const features: Features = {
    sentence: sentences[best] ?? 0,
    clause: covered(inClause),
    path: covered(inPath),
    title: covered(inTitle),
    bigrams,
    score,
    // The 责任单位 line of its group says who, whatever the clause itself says.
    kind:
      question.inner === 'who' && clause.responsible !== null
        ? 1
        : clause.row
          ? rowEvidence(clause.row.unit, clause.row.cells, question)
          : closely
            ? Math.max(evidence(sentence), 0.6 * evidence(own.text))
            : 0.3,
    year: yearMatch(question.years, text, own, document),
    named: question.documents.includes(document) ? 1 : 0,
    heading: clause.kind === 'heading' ? 1 : 0,
    furnishing: clause.kind === 'furnishing' ? 1 : 0,
    row: clause.kind === 'row' ? 1 : 0,
    length: Math.min(1, own.folded.length / 1500),
    region: scope.documents ? regionFit(document, own.text, scope, prepared) : 0,
    document: 0,
    context: closely ? shareAround(view, own, document, looking) : bigrams,
    whole: 0,
    phrase: closely ? longestRun(question.content, own.text) : 0.2,
    opening: closely ? shareOf(titled(document, looking).pairs, looking) : 0,
    documentScore: 0,
    documentSum: 0,
    documentPhrase: 0,
    local: 0,
    unnamed: 0,
    advice:
      /审议意见$/.test(document.title) &&
      !question.documents.includes(document) &&
      !/人大|审议|建议/.test(question.folded)
        ? 1
        : 0,
  }
  const matches = topics.map((_, t) => Math.max(inClause[t], inPath[t] * 0.9, inTitle[t] * 0.7))
  return {
    position,
    clause,
    document,
    prepared: own,
    features,
    score: 0,
    lead: 0,
    weighed: 'clauses',
    best,
    sentences,
    matches,
  }
}

/** What each sentence speaks of, its surroundings taken into account, and which one answers best. */
function readSentences(view: Glance, looking: Looking): { sentences: number[]; best: number } {
  const { question, prepared, topicWeight, evidence } = looking
  const { inPath, inTitle, inClause } = view
  const { document } = prepared.index.clauses[view.position]
  const own = prepared.clause(view.position)
  const { topics } = question
  const perSentence = own.sentences.map(sentence =>
    topics.map((topic, t) => (inClause[t] > 0 ? matchTopic(topic, sentence.text) : 0)),
  )
  let best = 0
  let bestValue = -1
  const sentences = perSentence.map((row, s) => {
    let around = 0
    let inside = 0
    const before = perSentence[s - 1]
    const behind = perSentence[s + 1]
    for (let t = 0; t < topics.length; t++) {
      const { weight } = topics[t]
      const near = NEIGHBOUR * Math.max(before ? before[t] : 0, behind ? behind[t] : 0)
      around += weight * Math.max(row[t], near, PATH * inPath[t], CLAUSE * inClause[t], TITLE * inTitle[t])
      inside += weight * row[t]
    }
    const value = around / topicWeight
    const { text } = own.sentences[s]
    const ranked =
      value +
      0.25 * (inside / topicWeight) +
      0.12 * evidence(text) +
      0.12 * yearMatch(question.years, text.folded, own, document) +
      0.1 * shareOf(heldIn(text, looking, view.pairs), looking)
    if (ranked > bestValue) {
      bestValue = ranked
      best = s
    }
    return value
  })
  return { sentences, best }
}

/** The figures of a row are in its table's unit; a count asked of percentages is not there. */
function rowEvidence(unit: string, cells: readonly string[], question: Question): number {
  if (question.inner !== 'howmuch') return 0.3
  const counts = cells.slice(1).some(cell => Number(/\d+(?:\.\d+)?/.exec(cell)?.[0] ?? 0) > 100)
  const percent = /%|百分/.test(unit) && !counts
  return question.unit === null || (question.unit === 'percent') === percent ? 1 : 0.2
}

const LONG_RUN = 12

/** The longest run of characters of the question that stands in the text, 1 for twelve and more. */
function longestRun(content: string, text: Searchable): number {
  let best = 1
  for (let at = 0; at + best < content.length; at++) {
    while (at + best < content.length) {
      const run = content.slice(at, at + best + 1)
      if (run.includes('\n') || !text.includes(run)) break
      best++
    }
  }
  return Math.min(1, best / LONG_RUN)
}

/**
 * For each pair of the question 1 where a text holds it.
 * @param among where the text is part of another one, the pairs which that one holds
 */
function heldIn(text: FoldedText, { pairs }: Looking, among: Uint8Array | null = null): Uint8Array {
  const held = new Uint8Array(pairs.length)
  for (let p = 0; p < pairs.length; p++)
    if ((among === null || among[p] === 1) && text.includes(pairs[p].text)) held[p] = 1
  return held
}

/** The weighted share of the question's pairs that are held. */
function shareOf(held: Uint8Array, { pairs, pairWeight }: Looking): number {
  let weight = 0
  for (let p = 0; p < pairs.length; p++) if (held[p] === 1) weight += pairs[p].weight
  return pairWeight === 0 ? 0 : weight / pairWeight
}

/** The share of the pairs that the clause, its headings or its document's title hold. */
function shareAround(view: Glance, { pathText }: PreparedClause, document: Document, looking: Looking): number {
  const inTitle = titled(document, looking).pairs
  const held = view.pairs.map((inClause, p) =>
    inClause === 1 || inTitle[p] === 1 || pathText.includes(looking.pairs[p].text) ? 1 : 0,
  )
  return shareOf(held, looking)
}

/** 1 where the sentence names the year that is asked for, less where only its clause or the document's date does. */
export function yearMatch(years: readonly string[], text: string, clause: PreparedClause, document: Document): number {
  if (years.length === 0) return 0
  let sum = 0
  for (const year of years) {
    if (text.includes(year)) sum += 1
    else if (clause.folded.includes(year) || clause.path.includes(year)) sum += 0.5
    else if (document.issuedOn?.startsWith(year) && !/(?:19|20)\d\d年/.test(text)) sum += 0.45
  }
  return sum / years.length
}
