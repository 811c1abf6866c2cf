import { fold } from '../../index/fold.js'
import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import { kindEvidence, wantedOf } from '../retrieve/evidence.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import type { Extract } from './extract.js'
import { segmentSpans, sentenceOf } from './text.js'

/** Longest answer for several years in characters. */
const YEARS_LIMIT = 220
/** From this length on what is said of several years is cut to the figure of each. */
const YEARS_ROOM = 118

/**
 * For several years the sentence of each, in the order of the text, cut to what it says of its year where all are too long; null
 * where the clause names fewer than two of them.
 */
export function extractYears(passage: Passage, question: Question, language: QuestionLanguage): Extract | null {
  const sentences = new Map<number, Span>()
  const cut = new Map<number, Span>()
  for (const year of question.years) {
    const held = passage.prepared.sentences
      .map((sentence, s) => ({ sentence, value: passage.sentences[s] }))
      .filter(({ sentence }) => sentence.folded.includes(year))
    const best = held.sort((a, b) => b.value - a.value)[0]?.sentence.span
    if (!best) continue
    sentences.set(best[0], best)
    const own = ofYear(best, year, passage, question, language)
    cut.set(own[0], own)
  }
  const whole = sentences.size < 2 ? null : sayYears(sentences.values(), passage)
  const short = cut.size < 2 || (whole && whole.text.length <= YEARS_ROOM) ? null : sayYears(cut.values(), passage)
  const said = short ?? whole
  if (!said || said.text.length > YEARS_LIMIT) return null
  return {
    ...said,
    coverage: 1,
    evidence: kindEvidence(fold(said.text), question.inner, question.unit, language),
  }
}

function sayYears(of: Iterable<Span>, { document }: Passage): Pick<Extract, 'text' | 'spans'> {
  const spans = [...of].sort((a, b) => a[0] - b[0])
  const said = spans.map(span => sentenceOf(document, span).replace(/。$/, '；')).join('')
  return { text: said.replace(/；$/, '。'), spans }
}

/** From the part of the sentence that names the year to the figure that speaks most of the question; the whole where none does. */
function ofYear(
  sentence: Span,
  year: string,
  { document }: Passage,
  question: Question,
  language: QuestionLanguage,
): Span {
  const parts = segmentSpans(document.text, sentence)
  const said = parts.map(part => fold(document.text.slice(...part)))
  const first = said.findIndex(part => part.includes(year))
  let best: Span | null = null
  let most = 0
  for (let last = first; first >= 0 && last < parts.length; last++) {
    if (last > first && question.years.some(other => other !== year && said[last].includes(other))) break
    if (kindEvidence(said[last], question.inner, wantedOf(question), language, question.years) < 1) continue
    const spoken = 0.01 + question.topics.reduce((sum, topic) => sum + topic.weight * matchTopic(topic, said[last]), 0)
    if (spoken > most) [best, most] = [[parts[first][0], parts[last][1]], spoken]
  }
  return best ?? sentence
}
