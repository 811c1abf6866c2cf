import type { Span } from '../../index/types.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'

/** How much of the question the sentence speaks of that speaks of most, of those that some spans stand in; 0 to 1. */
export function spokenAround(spans: readonly Span[], passage: Passage, question: Question): number {
  const { sentences } = passage.prepared
  const spoken = spokenBySentence(passage, question)
  return Math.max(0, ...spoken.filter((_, s) => spans.some(span => overlap(sentences[s].span, span))))
}

/** How much of the question each sentence itself speaks of, by weight, 0 to 1. */
export function spokenBySentence({ prepared }: Passage, { topics }: Question): number[] {
  const all = topics.reduce((sum, topic) => sum + topic.weight, 0) || 1
  return prepared.sentences.map(
    ({ folded }) => topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, folded), 0) / all,
  )
}

/** Whether two spans share a character. */
export function overlap(a: Span, b: Span): boolean {
  return a[0] < b[1] && b[0] < a[1]
}
