import { fold } from '../../index/fold.js'
import { type Unable, unableBy } from '../../src/answer/able.js'
import { groupOf } from '../../src/answer/answer-groups.js'
import type { Asked } from '../../src/answer/asked.js'
import { supports } from '../../src/answer/confidence.js'
import { rankSpans } from '../../src/answer/extract.js'
import { SPAN_FEATURES } from '../../src/answer/span-features.js'
import { spanWeights, verbatimOf } from '../../src/answer/span-model.js'
import { sentenceOf } from '../../src/answer/text.js'
import type { Trace } from '../../src/ask.js'
import type { Answer } from '../../src/reply.js'
import type { Passage } from '../../src/retrieve/passages.js'
import { FEATURES, loadWeights } from '../../src/retrieve/weights.js'
import { printable } from './print-answer.js'

const line = (name: string, value: string) => console.log(`  ${name}：${printable(value || '（无）')}`)
const shown = (text: string, limit: number) => {
  const whole = printable(text.replace(/\s+/g, ' '))
  return whole.length > limit ? `${whole.slice(0, limit)}……` : whole
}

/**
 * Why an answer is as it is: how the question was understood; the top passages with their features and terms, and why each bears an
 * answer or none; which words of the passage were taken, and what the next best lack against them.
 */
export function printExplanation(
  answer: Answer,
  trace: Trace,
  { prepared, language }: Omit<Asked, 'question' | 'scope'>,
): void {
  const { question, scope, passages } = trace
  const asked = { question, scope, prepared, language }
  printUnderstanding(trace)
  console.log('\n── 排在前面的条款')
  for (const passage of passages.slice(0, 5)) printPassage(passage, asked)
  const cited = passages.find(({ clause }) => clause.id === answer.citations[0]?.clauseId)
  if (cited) printSpans(cited, asked)
}

function printUnderstanding({ question, scope, captured }: Trace): void {
  console.log('\n── 怎样理解问题')
  line('想要', `${question.kind}${question.unit ? `（${question.unit}）` : ''}`)
  line('地区', question.regions.map(region => region.name).join('、'))
  line('文件', question.documents.map(document => document.title).join('、'))
  line('条款', question.reference?.places.join(' › ') ?? '')
  line('年份', question.years.join('、'))
  line('改正的错字', question.mended.map(({ from, to }) => `${from}→${to}`).join('、'))
  line('承接上文', question.inherited.join('、'))
  console.log('  要点：')
  for (const topic of question.topics)
    console.log(
      `    ${topic.word} ${topic.weight.toFixed(2)}${topic.essential ? ' 必须' : ''}${topic.known ? '' : ' 文件里没有'}  ${topic.variants
        .slice(1, 9)
        .map(v => `${v.word}(${v.weight})`)
        .join(' ')}`,
    )
  if (captured)
    line(
      '固定的问题',
      `“${captured.form}” → ${captured.pin.clause}（像 ${captured.likeness.toFixed(2)}：${captured.pin.reason}）`,
    )
  if (scope.documents) line('可用的文件', `${scope.documents.size} 份`)
}

/** Why a passage bears no answer, for a maintainer. */
const UNABLE: Record<Unable, string> = {
  kind: '没有所问的那种数或日期',
  year: '说的是别的年份',
  counted: '没说到要数的东西',
  thing: '没有问到的那样东西（网址、人名、数量……）',
  'telling words': '只合得上泛泛的词',
  fine: '说的是罚款，问的不是',
  body: '是责任单位，问的不是',
  figures: '是表格的数字，问的是办法或原因',
  unsure: '把握不够',
  general: '不是这个地区的文件，又不够明白',
  another: '数字说的是另一样东西',
  counties: '没有说到旗县区',
  time: '要摘的话里没有时间',
  amount: '要摘的话里没有数量',
}

function printPassage(passage: Passage, asked: Asked): void {
  const { question, language } = asked
  const weights = loadWeights()[passage.weighed]
  const said = (isSaid: boolean) =>
    question.topics
      .filter((_, t) => passage.matches[t] >= 0.3 === isSaid)
      .map(topic => topic.word)
      .join('、') || '（无）'
  console.log(`  ${passage.score.toFixed(2)}  ${passage.clause.id}  ${printable(passage.clause.path.join(' › '))}`)
  console.log(
    `        ${FEATURES.filter(name => Math.abs(weights[name] * passage.features[name]) > 0.005)
      .map(name => `${name} ${passage.features[name].toFixed(2)}×${weights[name]}`)
      .join('  ')}`,
  )
  console.log(`        说到：${said(true)}；没说到：${said(false)}`)
  const { confidence, threshold } = supports(passage, question, language)
  const unable = unableBy(passage, asked)
  console.log(
    `        把握 ${confidence.toFixed(2)}（门槛 ${threshold}）：${unable ? `不能答，${UNABLE[unable]}` : '能答'}`,
  )
  console.log(`        ${printable(fold(passage.prepared.sentences[passage.best]?.folded ?? '')).slice(0, 100)}`)
}

const SPANS_SHOWN = 3
const REASONS_SHOWN = 4

/** The words that were taken from a passage, and the next best. Rows, lists and lines of bodies are taken whole, not chosen. */
function printSpans(passage: Passage, { question, language }: Asked): void {
  if (passage.clause.row || passage.clause.kind === 'heading' || passage.clause.kind === 'responsible') return
  const ranked = rankSpans(passage, question, language).slice(0, SPANS_SHOWN)
  if (ranked.length === 0) return
  const weights = spanWeights(groupOf(question), verbatimOf(passage))
  console.log(`\n── 摘 ${passage.clause.id} 的哪些话`)
  const [best] = ranked
  ranked.forEach(({ span, worth }, i) => {
    console.log(`  ${worth.toFixed(2)}  ${shown(sentenceOf(passage.document, span.span), 80)}`)
    const told = reasons(best.span.features, i === 0 ? null : span.features, weights)
    console.log(`        ${i === 0 ? '因为' : '不如上面的'}：${told}`)
  })
}

/** What counts most for a span, or, where another is given, for it against that one. */
function reasons(features: Float64Array, against: Float64Array | null, weights: Float64Array): string {
  return SPAN_FEATURES.map((name, f) => ({ name, value: weights[f] * (features[f] - (against?.[f] ?? 0)) }))
    .filter(({ value }) => value > 0.005)
    .sort((a, b) => b.value - a.value)
    .slice(0, REASONS_SHOWN)
    .map(({ name, value }) => `${name} +${value.toFixed(2)}`)
    .join('  ')
}
