import { fold } from '../../index/fold.js'
import type { Trace } from '../../src/ask.js'
import { FEATURES, loadWeights } from '../../src/retrieve/weights.js'
import { printable } from './print-answer.js'

/** Why an answer is as it is: how the question was understood, the top passages with their features and terms. */
export function printExplanation({ question, scope, passages, captured }: Trace): void {
  const line = (name: string, value: string) => console.log(`  ${name}：${printable(value || '（无）')}`)
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
  console.log('\n── 排在前面的条款')
  for (const passage of passages.slice(0, 5)) {
    const weights = loadWeights()[passage.weighed]
    console.log(`  ${passage.score.toFixed(2)}  ${passage.clause.id}  ${printable(passage.clause.path.join(' › '))}`)
    console.log(
      `        ${FEATURES.filter(name => Math.abs(weights[name] * passage.features[name]) > 0.005)
        .map(name => `${name} ${passage.features[name].toFixed(2)}×${weights[name]}`)
        .join('  ')}`,
    )
    console.log(
      `        说到：${question.topics
        .filter((_, t) => passage.matches[t] >= 0.3)
        .map(topic => topic.word)
        .join('、')}；没说到：${
        question.topics
          .filter((_, t) => passage.matches[t] < 0.3)
          .map(topic => topic.word)
          .join('、') || '（无）'
      }`,
    )
    console.log(`        ${printable(fold(passage.prepared.sentences[passage.best]?.folded ?? '')).slice(0, 100)}`)
  }
}
