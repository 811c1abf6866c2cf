import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question, Topic } from '../understand/question.js'
import { SPOKEN_OF } from './confidence.js'
import { withoutLabel } from './text.js'

/** Where a text goes on to another thing: 教师管理、学生心理健康监测 does not speak of 心理健康教师. */
const APART = /[、,，;；:：。!！?？]/

/** How much of what must be spoken of a clause speaks of in its own words, by weight, 0 to 1; 0 where nothing must. */
export function essentialsSpoken(passage: Passage, { topics }: Question): number {
  let all = 0
  let held = 0
  for (const topic of topics) {
    if (!topic.essential) continue
    all += topic.weight
    held += topic.weight * spokenTogether(topic, passage)
  }
  return all > 0 ? held / all : 0
}

/**
 * How well a clause speaks, in its own words, of the weightiest thing that must be spoken of and that `first`
 * speaks of, beside that; 1 where there is none.
 */
export function mainSpoken(passage: Passage, first: Passage, { topics }: Question): number {
  let main: Topic | null = null
  let by = 0
  for (const topic of topics) {
    if (!topic.essential || (main && topic.weight <= main.weight)) continue
    const value = spokenTogether(topic, first)
    if (value >= SPOKEN_OF) [main, by] = [topic, value]
  }
  return main ? spokenTogether(main, passage) / by : 1
}

/** How well a clause speaks of a topic, the pieces of a compound in one breath. */
function spokenTogether(topic: Topic, { prepared }: Passage): number {
  const value = matchTopic(topic, prepared.text)
  if (topic.parts.length === 0 || value === 0) return value
  const apart = matchTopic({ ...topic, parts: [] }, prepared.text)
  if (apart === value) return value
  return prepared.folded.split(APART).reduce((best, part) => Math.max(best, matchTopic(topic, part)), apart)
}

/** How much of the words that a clause begins with are names of what must be spoken of, 0 to 1: 加强教研员队伍建设 is of little else. */
export function essentialsAhead({ prepared }: Passage, { topics }: Question): number {
  const ahead = withoutLabel(prepared.folded).split(APART, 1)[0]
  let named = 0
  for (const { essential, variants } of topics)
    if (essential)
      named += Math.max(
        0,
        ...variants.map(({ word, weight }) => (weight >= 0.9 && ahead.includes(word) ? word.length : 0)),
      )
  return named / Math.max(1, ahead.length)
}
