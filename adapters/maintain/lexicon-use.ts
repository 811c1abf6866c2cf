import type { ClauseIndex } from '../../index/build.js'
import { fold } from '../../index/fold.js'
import type { Concept } from '../../index/lexicon.js'
import { understandTurns } from '../../src/conversation.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { prepare, withoutConcept } from '../../src/prepare.js'
import type { JudgedQuestion } from './judged-questions.js'

/** A row of the lexicon, as it is told to a maintainer. */
export interface Row {
  /** `file:line` */
  source: string
  official: string[]
  reason: string
}

/** What becomes of the questions that a concept has a part in, where it is left out. */
export interface Ablated extends Row {
  /** Questions that are right only without it. */
  gained: string[]
  /** Questions that are right only with it. */
  lost: string[]
}

/** What leaving out each concept brings on questions whose answers are known. */
export interface Ablation {
  questions: number
  right: number
  /** Concepts that have a part in a question. */
  touched: number
  /** Without them fewer questions are right. */
  helpful: Ablated[]
  /** Without them more questions are right. */
  harmful: Ablated[]
}

/** Concepts none of whose words stands in a document of the index: on these documents they can bring nothing. */
export function unusedConcepts(index: ClauseIndex): Row[] {
  const prepared = prepare(index)
  const texts = index.documents.map(({ title, text }) => fold(`${title}\n${text}`))
  const stands = (word: string) =>
    (word.length === 1 || prepared.frequency(word) > 0) && texts.some(text => text.includes(word))
  return index.lexicon.concepts
    .filter(({ official, variants, related }) => ![...official, ...variants, ...related].some(stands))
    .map(rowOf)
}

/**
 * Leaves out each concept that a question's words touch, one at a time, and asks those questions again.
 * @param onProgress told how many of the concepts are done
 */
export function ablate(
  index: ClauseIndex,
  questions: readonly JudgedQuestion[],
  onProgress: (done: number, all: number) => void = () => {},
): Ablation {
  const before = new Map(questions.map(question => [question, question.isRight(index)]))
  const touching = touchedBy(index, questions)
  const helpful: Ablated[] = []
  const harmful: Ablated[] = []
  let done = 0
  for (const [concept, touched] of touching) {
    const without = withoutConcept(index, concept)
    const gained: string[] = []
    const lost: string[] = []
    for (const question of touched) {
      const isRight = question.isRight(without)
      if (isRight !== before.get(question)) (isRight ? gained : lost).push(question.id)
    }
    if (gained.length > lost.length) harmful.push({ ...rowOf(concept), gained, lost })
    if (lost.length > gained.length) helpful.push({ ...rowOf(concept), gained, lost })
    onProgress(++done, touching.size)
  }
  const worst = (a: Ablated, b: Ablated) =>
    Math.abs(b.gained.length - b.lost.length) - Math.abs(a.gained.length - a.lost.length)
  return {
    questions: questions.length,
    right: [...before.values()].filter(Boolean).length,
    touched: touching.size,
    helpful: helpful.sort(worst),
    harmful: harmful.sort(worst),
  }
}

/** The concepts whose words stand in a question or a turn before it, as typed or as mended: others change nothing of it. */
function touchedBy(index: ClauseIndex, questions: readonly JudgedQuestion[]): Map<Concept, JudgedQuestion[]> {
  const prepared = prepare(index)
  const language = loadQuestionLanguage()
  const texts = questions.map(({ turns }) =>
    turns.flatMap(turn => [fold(turn), understandTurns(turn, { turns: [] }, prepared, language).folded]).join('\n'),
  )
  const touching = new Map<Concept, JudgedQuestion[]>()
  for (const concept of index.lexicon.concepts) {
    const names = [...concept.official, ...concept.variants]
    const touched = questions.filter((_, i) => names.some(name => texts[i].includes(name)))
    if (touched.length > 0) touching.set(concept, touched)
  }
  return touching
}

function rowOf({ source, official, reason }: Concept): Row {
  return { source, official, reason }
}
