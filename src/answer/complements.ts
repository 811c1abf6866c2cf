import type { Answer } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import { saysOfAnother } from './able.js'
import type { Asked } from './asked.js'
import { lacksThing } from './asked-thing.js'
import { inOneReply } from './compose.js'
import { supports } from './confidence.js'
import { answerFrom, type Statement } from './statement.js'

/** A second passage is added only for a fair part of the question. */
const WORTH_A_SECOND = 0.22

/** Passages of the same city that speak of what the first one leaves out. */
export function complements(main: Passage, passages: readonly Passage[], asked: Asked): Statement[] {
  const { question, language } = asked
  // One sentence settles whether something is so; a second one about another matter would unsettle it.
  if (question.inner === 'yesno') return []
  const left = question.topics
    .map((topic, t) => (topic.essential && topic.weight >= 0.5 && main.matches[t] < 0.3 ? t : -1))
    .filter(t => t >= 0)
  const share =
    left.reduce((sum, t) => sum + question.topics[t].weight, 0) /
    question.topics.reduce((sum, topic) => sum + topic.weight, 0.001)
  if (left.length === 0 || share < WORTH_A_SECOND) return []
  const other = passages.find(
    passage =>
      passage !== main &&
      passage.clause.kind !== 'heading' &&
      passage.document.region === main.document.region &&
      supports(passage, question, language).coverage >= 0.4 &&
      passage.score >= main.score * 0.6 &&
      left.every(t => passage.matches[t] >= 0.7),
  )
  return other ? [answerFrom(other, asked)] : []
}

/** Two passages that only together speak of all that was asked (A 和 B 是同一年吗); null where no two do. */
export function answerPair(passages: readonly Passage[], asked: Asked): Answer | null {
  const { question, language } = asked
  const [main] = passages
  if (!main || supports(main, question, language).coverage < 0.5 || !mayAnswer(main, asked)) return null
  const left = question.topics.flatMap((topic, t) => (topic.essential && main.matches[t] < 0.45 ? [t] : []))
  const other =
    left.length > 0 &&
    passages
      .slice(1, 8)
      .find(
        p =>
          p.document.region === main.document.region &&
          supports(p, question, language).coverage >= 0.45 &&
          mayAnswer(p, asked) &&
          left.every(t => p.matches[t] >= 0.8),
      )
  if (!other) return null
  const statements = [main, other].map(passage => answerFrom(passage, asked))
  if (question.inner === 'when' && statements.some(f => f.extract.evidence === 0)) return null
  return inOneReply(statements, asked)
}

function mayAnswer(passage: Passage, asked: Asked): boolean {
  return !lacksThing(passage, asked.question, asked.language) && !saysOfAnother(passage, asked)
}
