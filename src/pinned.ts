import type { ClauseIndex } from '../index/build.js'
import type { Pin } from '../index/pins.js'
import type { Document } from '../index/types.js'
import { type Place, resolveReference } from './answer/lookup.js'
import { loadQuestionLanguage, type QuestionLanguage } from './language.js'
import { type Prepared, prepare } from './prepare.js'
import { likeness, type Telling, tellingOf } from './question-likeness.js'
import { type Scope, scopeOf } from './retrieve/scope.js'
import type { Question } from './understand/question.js'
import { understand } from './understand/understand.js'

/** From this likeness on a question asks what a pin's form asks, where nothing else tells them apart. */
export const CAPTURED = 0.5
/** From this weight on another name of a thing is the same thing. */
const SAME = 0.75

/** A question that a pin captures. */
export interface Capture {
  pin: Pin
  /** The standard question or the likeness that it is most like. */
  form: string
  likeness: number
  /** What the pin points to. */
  place: Place
}

/** A way to ask, as it is compared. */
interface Form {
  text: string
  question: Question
  telling: Telling
}

interface PreparedPin {
  pin: Pin
  place: Place
  forms: Form[]
  counterExamples: Form[]
}

const known = new WeakMap<Prepared, PreparedPin[]>()

/**
 * The pin whose standard question, or a likeness of it, asks the same: it is alike enough and not nearer to a counter-example,
 * its document is within the scope, it wants the same kind of answer, names the same regions, years, figures and things that take each other's place (小学, 初中),
 * and no document but the clause's. In doubt there is none.
 */
export function captureOf(
  question: Question,
  scope: Scope,
  prepared: Prepared,
  language: QuestionLanguage,
): Capture | null {
  if (prepared.index.pins.length === 0 || question.reference !== null) return null
  const telling = tellingOf(question, prepared, language, true)
  let best: Capture | null = null
  for (const { pin, place, forms, counterExamples } of pinsOf(prepared, language)) {
    if (scope.documents && !scope.documents.has(place.document)) continue
    if (question.documents.some(document => document !== place.document)) continue
    const alike = forms
      .filter(form => asksTheSame(question, form.question, place.document, prepared, language))
      .map(form => ({ form: form.text, likeness: likeness(telling, form.telling) }))
      .sort((a, b) => b.likeness - a.likeness)[0]
    if (!alike || alike.likeness < CAPTURED || (best && alike.likeness <= best.likeness)) continue
    const nearest = Math.max(0, ...counterExamples.map(form => likeness(telling, form.telling)))
    if (nearest < alike.likeness) best = { pin, place, ...alike }
  }
  return best
}

function pinsOf(prepared: Prepared, language: QuestionLanguage): PreparedPin[] {
  let pins = known.get(prepared)
  if (!pins) known.set(prepared, (pins = preparePins(prepared, language)))
  return pins
}

function preparePins(prepared: Prepared, language: QuestionLanguage): PreparedPin[] {
  const formOf = (text: string): Form => {
    const question = understand(text, prepared, language)
    return { text, question, telling: tellingOf(question, prepared, language, true) }
  }
  return prepared.index.pins.flatMap(pin => {
    const place = placeOfPin(pin, prepared.index.documents)
    if (!place) return []
    const { question, likenesses, counterExamples } = pin
    return [{ pin, place, forms: [question, ...likenesses].map(formOf), counterExamples: counterExamples.map(formOf) }]
  })
}

function placeOfPin({ clause }: Pin, documents: readonly Document[]): Place | null {
  const document = documents.find(({ id }) => clause.startsWith(`${id}#`))
  return document?.clauses.some(({ id }) => id === clause) ? resolveReference(document, clause) : null
}

/** Whether nothing that both say tells a question from a form, however alike their words are. */
function asksTheSame(
  question: Question,
  form: Question,
  document: Document,
  prepared: Prepared,
  language: QuestionLanguage,
): boolean {
  const own = prepared.regionOf(document)
  return (
    question.kind === form.kind &&
    question.penalty === form.penalty &&
    question.regions.every(region => region === own || form.regions.includes(region)) &&
    form.regions.every(region => question.regions.includes(region)) &&
    sameSet(question.years, form.years) &&
    sameSet(figuresOf(question), figuresOf(form)) &&
    sameSet(alternativesIn(question, language), alternativesIn(form, language)) &&
    denies(question) === denies(form) &&
    speaksOf(question, form) &&
    speaksOf(form, question)
  )
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every(each => b.includes(each)) && b.every(each => a.includes(each))
}

/** 一 alone counts nothing: 一个月 is 每月. */
function figuresOf({ folded }: Question): string[] {
  return (folded.match(/\d+(?:\.\d+)?|[一二三四五六七八九十百千万两]+/g) ?? []).filter(figure => figure !== '一')
}

function alternativesIn({ folded }: Question, { alternatives }: QuestionLanguage): string[] {
  return [...alternatives.keys()].filter(word => folded.includes(word))
}

/** 不能 and 没有 ask for another thing than 能 and 有; 能不能 and 有没有 do not. */
function denies({ folded }: Question): boolean {
  return /[不没未无非]/.test(folded.replace(/(\p{Script=Han})[不没]\1|有没有|是否|不管|无论/gu, ''))
}

/** Whether a question speaks of every thing that the other cannot do without. */
function speaksOf(question: Question, other: Question): boolean {
  return other.topics
    .filter(topic => topic.essential)
    .every(({ variants }) => variants.some(({ word, weight }) => weight >= SAME && question.folded.includes(word)))
}

/**
 * What is wrong with the pins of an index, a line of `pins.jsonl` each: a clause that is not there, a counter-example that is
 * captured, a form that is not, or that another pin captures. None where all is well.
 */
export function pinProblems(index: ClauseIndex): { line: number; problem: string }[] {
  const prepared = prepare(index)
  const language = loadQuestionLanguage()
  const captured = (text: string) => {
    const question = understand(text, prepared, language)
    return captureOf(question, scopeOf(question, prepared), prepared, language)
  }
  return index.pins.flatMap(({ line, question, likenesses, counterExamples, clause }) => {
    const problem = (problem: string) => ({ line, problem })
    if (!pinsOf(prepared, language).some(({ pin }) => pin.line === line))
      return [problem(`固定到 ${clause}，但没有收录这一条`)]
    const forms = [question, ...likenesses].flatMap(form => {
      const by = captured(form)
      if (!by) return [problem(`“${form}”自己也不会这样回答：它和反例太像，或指到了别的文件、别的地方`)]
      return by.pin.clause === clause ? [] : [problem(`“${form}”会按第 ${by.pin.line} 行回答`)]
    })
    const counters = counterExamples
      .filter(form => captured(form)?.pin.line === line)
      .map(form => problem(`反例“${form}”也会这样回答`))
    return [...forms, ...counters]
  })
}
