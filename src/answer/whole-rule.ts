import type { Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import { kindEvidence, wantedOf } from '../retrieve/evidence.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import { spokenBySentence } from './spoken-of.js'

/** Up to this length in characters a rule of a law is said whole, and with the case behind it. */
const WHOLE_RULE = 112
/** 实行施工总承包的，由总承包单位支付: what holds in another case than the rule before it. */
const OTHER_CASE = /^\s*(?:但|[^，。；]{2,40}的，)[^：:]*$/

/**
 * A rule of a law that is short is said whole: its cases stand beside each other (小型水库…；大中型水库…), and half of them misleads.
 * So does a rule without the case that follows it.
 */
export function wholeRule({ document: { text }, clause, prepared }: Passage, span: Span): Span {
  if (clause.kind !== 'article') return span
  const { sentences } = prepared
  let first = sentences.findIndex(one => one.span[0] <= span[0] && span[1] <= one.span[1])
  if (first < 0) return span
  let last = first
  const grown = (from: number, to: number): Span => [sentences[from].span[0], sentences[to].span[1]]
  const fits = (from: number, to: number) => {
    const [start, end] = grown(from, to)
    return end - start <= WHOLE_RULE && !text.slice(start, end).trim().includes('\n')
  }
  if (!fits(first, last)) return span
  // What a semicolon parts is one rule.
  let begin = first
  let stop = last
  while (begin > 0 && endsHalf(text, sentences[begin - 1].span)) begin--
  while (stop + 1 < sentences.length && endsHalf(text, sentences[stop].span)) stop++
  if (fits(begin, stop)) [first, last] = [begin, stop]
  const next = sentences[last + 1]
  if (next && fits(first, last + 1) && OTHER_CASE.test(text.slice(...next.span))) last++
  return grown(first, last)
}

const ITEM = /^\s*[（(][一二三四五六七八九十]+[)）]/

/**
 * Where the items of a list give a figure each (一级…三米；二级…二米) and the question does not say which of them is meant, those are
 * said together that speak as much of it.
 */
export function withItsLikes(passage: Passage, span: Span, question: Question, language: QuestionLanguage): Span[] {
  const { document, clause, prepared } = passage
  if (clause.kind !== 'article' || question.inner !== 'howmuch') return [span]
  const { sentences } = prepared
  const at = sentences.findIndex(one => one.span[0] <= span[0] && span[1] <= one.span[1])
  const isItem = (s: number) => sentences[s] !== undefined && ITEM.test(document.text.slice(...sentences[s].span))
  if (!isItem(at)) return [span]
  const spoken = spokenBySentence(passage, question)
  const isLike = (s: number) =>
    isItem(s) &&
    spoken[s] >= spoken[at] &&
    kindEvidence(sentences[s].folded, question.inner, wantedOf(question), language, question.years) === 1
  let first = at
  let last = at
  while (isLike(first - 1)) first--
  while (isLike(last + 1)) last++
  const likes = sentences.slice(first, last + 1).map(one => one.span)
  return likes.length === 1 || likes[likes.length - 1][1] - likes[0][0] > WHOLE_RULE ? [span] : likes
}

const endsHalf = (text: string, span: Span) => /[；;]\s*$/.test(text.slice(...span))
