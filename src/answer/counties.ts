import type { Prepared } from '../prepare.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import type { Asked } from './asked.js'
import { supports } from './confidence.js'

/** Asks for districts: 哪些旗县, 几个区, 轮到哪个县. */
const ASKS_COUNTIES =
  /(?:哪|几)(?:些|几|一|两|个)*(?:旗县区|旗市区|旗县|区县|县区|区|县|旗)|(?:几|多少)个?[(]?(?:区|旗|县)/
/** 哪几个地方 mostly asks for them, too. */
const ASKS_PLACES = /哪(?:些|几)个?(?:地方|地区)/

/** Whether districts are asked for. */
export function asksCounties({ folded }: Question): boolean {
  return ASKS_COUNTIES.test(folded)
}

/** Whether a passage names districts of the covered regions, or says how many. */
export function namesCounties({ prepared: { folded } }: Passage, prepared: Prepared): boolean {
  return prepared.countyNames.some(name => folded.includes(name)) || /[\d一二三四五六七八九]个(?:区|旗|县)/.test(folded)
}

/** How near in score a passage must come to one before it to be preferred for what it holds. */
const NEAR_IN_SCORE = 0.75

/** Of passages that are near each other those first that name the districts, or the year, that are asked for. */
export function preferring(passages: readonly Passage[], { question, prepared, language }: Asked): Passage[] {
  const counties = asksCounties(question) || ASKS_PLACES.test(question.folded)
  if (passages.length < 2 || (!counties && question.years.length === 0)) return [...passages]
  const least = passages[0].score * NEAR_IN_SCORE
  const worth = (passage: Passage) =>
    (counties && namesCounties(passage, prepared) ? 2 : 0) +
    (question.years.some(year => passage.prepared.folded.includes(year)) ? 1 : 0)
  const near = passages.filter(passage => passage.score >= least)
  const rest = passages.filter(passage => passage.score < least)
  const spoken = (passage: Passage) => (counties ? supports(passage, question, language).coverage : 0)
  near.sort((a, b) => worth(b) - worth(a) || spoken(b) - spoken(a) || b.score - a.score)
  return [...near, ...rest]
}
