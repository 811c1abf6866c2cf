import { fold } from '../index/fold.js'
import { namesOf } from '../index/regions.js'
import type { QuestionLanguage } from './language.js'
import type { Prepared } from './prepare.js'
import { askedParts } from './understand/parts.js'
import type { Question, Topic } from './understand/question.js'
import { understand } from './understand/understand.js'

/** Earlier turns of a conversation, oldest first. Plain data: whoever keeps conversations decides for how long. */
export interface Conversation {
  turns: readonly string[]
}

/** How many earlier turns are looked at. */
export const MOST_TURNS = 4
const ELLIPSIS = /^(?:那么?|还有|另外|其中|然后|再|它|他们?|这|这个|上面|上述|换成|如果是)|呢[?？。!]*$|^.{1,7}[?？]?$/u
const NOW = /现在|目前|如今|眼下|当前/
/** How a breach was done and by whom; which breach it is stands in the turn before: 拒不改正的话罚多少, 那单位呢. */
const CIRCUMSTANCE = /^(?:拒不?改|拒不|不改|逾期|屡|再犯|再次|情节|严重|后果|造成|个人|单位|企业|公司|罚)/
const OLD_TOPIC = 0.5
const NEW_TOPIC = 1.2
/** 多少学校开了, after 多少家培训班: it says itself what it counts. */
const COUNTS_ITSELF = /多少(?!钱)\p{Script=Han}{2}/u

/** A new conversation, or one turn more, the oldest forgotten. */
export function remember(conversation: Conversation, turn: string): Conversation {
  return { turns: [...conversation.turns, turn].slice(-MOST_TURNS) }
}

/** What a question asks, with what it leaves to the turns before it. */
export function understandTurns(
  text: string,
  conversation: Conversation,
  prepared: Prepared,
  language: QuestionLanguage,
): Question {
  let before: Question | null = null
  for (const turn of conversation.turns.slice(-MOST_TURNS))
    before = inherit(understand(turn, prepared, language), before, language)
  return inherit(understand(text, prepared, language), before, language)
}

/**
 * Fills in what a turn leaves to the one before it: the region, the topic, the year, the kind of answer.
 * A turn that stands by itself stays as it is.
 */
export function inherit(question: Question, before: Question | null, language: QuestionLanguage): Question {
  if (!before || before.smallTalk || question.smallTalk) return question
  const kindOpen =
    question.kind === 'any' ||
    question.kind === 'what' ||
    (question.kind === 'yesno' && /呢[?？]?$/.test(question.folded))
  const penalty = question.penalty || (kindOpen && before.penalty)
  const onlyHow = penalty && question.topics.every(topic => CIRCUMSTANCE.test(topic.word))
  const essentials = onlyHow ? [] : question.topics.filter(topic => topic.essential && topic.known)
  const shared = question.topics.some(topic => before.topics.some(other => sameTopic(topic, other)))
  const elliptic = ELLIPSIS.test(question.folded) || essentials.length === 0
  const followsUp = elliptic || (shared && question.regions.length === 0 && question.documents.length === 0)
  if (!followsUp) return question
  const inherited: string[] = []
  const regions = question.regions.length ? question.regions : before.regions
  const sameRegions = question.regions.length === 0 || question.regions.every(region => before.regions.includes(region))
  if (question.regions.length === 0 && before.regions.length)
    inherited.push(...before.regions.map(region => region.name))
  const documents = question.documents.length || !sameRegions ? question.documents : before.documents
  // The other city's document reports on other years; its clause says which.
  const years =
    question.years.length || !sameRegions || NOW.test(question.folded) || (question.topics.length > 0 && !elliptic)
      ? question.years
      : before.years
  const kind = kindOpen ? before.kind : question.kind
  const inner = kindOpen ? before.inner : question.inner
  const sameAmount = kind === before.kind && !COUNTS_ITSELF.test(question.folded)
  const unit = question.unit ?? (sameAmount ? before.unit : null)
  const measure = question.measure ?? (sameAmount ? before.measure : null)
  // 责任单位是谁 says nothing of its own: what it asks about is all there before.
  const fade = question.topics.length === 0 || onlyHow ? 1 : OLD_TOPIC
  const old = before.topics
    .filter(topic => !question.topics.some(own => sameTopic(own, topic) || replaces(own, topic, language)))
    .map(topic => ({
      ...topic,
      weight: topic.weight * fade,
      essential: fade === 1 && topic.essential,
    }))
  inherited.push(...old.map(topic => topic.word))
  const own = question.topics.map(topic => ({ ...topic, weight: topic.weight * (old.length ? NEW_TOPIC : 1) }))
  const reference = question.reference ?? (question.topics.length === 0 ? before.reference : null)
  return {
    ...question,
    content: onlyHow || question.topics.length === 0 ? contentWith(question, before) : question.content,
    regions,
    documents,
    years,
    kind,
    inner,
    unit,
    measure,
    penalty,
    reference,
    listName: question.listName ?? (question.topics.length === 0 ? before.listName : null),
    topics: [...own, ...old],
    inherited,
  }
}

/**
 * The questions of a turn that asks several things, each with what it leaves to the whole and to the parts before it.
 * @returns none where the turn asks one thing, or where a part is about nothing
 */
export function understandParts(question: Question, prepared: Prepared, language: QuestionLanguage): Question[] {
  const texts = askedParts(question.text, language)
  if (texts.length < 2) return []
  const parts: Question[] = []
  for (const text of texts) {
    const own = understand(text, prepared, language)
    const before = parts.at(-1)
    parts.push({
      ...inherit(own, before ?? question, language),
      regions: question.regions,
      documents: question.documents,
      years: own.years.length ? own.years : (before?.years ?? []),
    })
  }
  return parts.every(({ topics }) => topics.length > 0) ? parts : []
}

/** 每个给多少钱 names nothing: its words are those of the turn before, the regions that it leaves behind taken out. */
function contentWith(question: Question, before: Question): string {
  const left = before.regions.filter(region => !question.regions.includes(region))
  const names = left.flatMap(namesOf).sort((a, b) => b.length - a.length)
  return `${question.content}\n${names.reduce((text, name) => text.replaceAll(fold(name), '\n'), before.content)}`
}

/** 那初中呢 after 小学多少 asks about the one in place of the other. */
function replaces(own: Topic, old: Topic, { alternatives }: QuestionLanguage): boolean {
  const group = alternatives.get(own.word)
  return group !== undefined && group === alternatives.get(old.word)
}

function sameTopic(a: Topic, b: Topic): boolean {
  return (
    a.word === b.word ||
    (a.word.length >= 3 && b.word.includes(a.word)) ||
    (b.word.length >= 3 && a.word.includes(b.word)) ||
    a.variants.some(v => v.weight >= 0.9 && v.word === b.word)
  )
}
