import type { ClauseIndex } from '../../index/build.js'
import type { GoldenSet } from './golden-sets.js'
import { CAUSES, type Cause, countErrors, foldText, summarizeGolden, type Verdict } from './score-golden.js'
import { type NoticeVerdict, summarizeNotices } from './score-notices.js'
import { fraction, milliseconds, percent, type Table, toMarkdown } from './tables.js'

/** Everything that was measured in one run. */
export interface Measurement {
  index: ClauseIndex
  golden: readonly Verdict[]
  /** Sets over the same documents by other authors. */
  others: readonly OtherSet[]
  /** Sets over laws; none where those were not given. */
  laws: readonly OtherSet[]
  /** The same questions without the synonyms; null where that was not asked for. */
  goldenBare: readonly Verdict[] | null
  /** Questions over public notices; null where they were not given. */
  notices: { index: ClauseIndex; verdicts: readonly NoticeVerdict[]; bare: readonly NoticeVerdict[] | null } | null
}

/** A set of questions beside the golden one, and what it was used for. */
export interface OtherSet extends GoldenSet {
  /** The same questions without the synonyms of the lexicon; null where that was not asked for. */
  bare: readonly Verdict[] | null
  verdicts: readonly Verdict[]
}

const CAUSE_NAMES: Record<Cause, string> = {
  'wrong status': '该答的没答，或不该答的答了',
  'evidence not cited': '没有引到依据',
  'answer missed': '引到了依据，答案不对',
  'too long': '答得太长',
}

const KIND_NAMES: Record<string, string> = {
  when: '何时',
  howmuch: '多少',
  who: '谁、哪个单位',
  where: '哪里',
  list: '有哪些',
  table: '表格',
  lookup: '关键词查找',
  followup: '追问',
  compare: '比较',
  ambiguous: '没说哪个市',
  unanswerable: '文件里没有',
  yesno: '是不是',
  how: '怎么做',
  why: '为什么',
  what: '是什么',
}

const STYLE_NAMES: Record<string, string> = {
  plain: '平常',
  colloquial: '口语',
  keywords: '关键词',
  long: '长篇',
  homophone: '同音错字',
  traditional: '繁体',
  typo: '错字',
  polite: '客气话',
  abbrev: '简称',
}

/** Rows of one way to group the questions, in the order of the names. */
function groups(verdicts: readonly Verdict[], nameOf: (verdict: Verdict) => string): [string, Verdict[]][] {
  const byName = new Map<string, Verdict[]>()
  for (const verdict of verdicts) byName.set(nameOf(verdict), [...(byName.get(nameOf(verdict)) ?? []), verdict])
  return [...byName].sort(([, a], [, b]) => b.length - a.length || (a[0].question.id < b[0].question.id ? -1 : 1))
}

const named = (names: Record<string, string>, code: string) => (names[code] ? `${names[code]} ${code}` : code)

/** The document that holds the evidence. The question file names none, so that it outlives other names of the documents. */
function documentNamer(index: ClauseIndex): (verdict: Verdict) => string {
  const texts = index.documents.map(document => ({ id: document.id, folded: foldText(document.text) }))
  return ({ question }) => {
    if (question.expect === 'not_found') return '（文件里没有）'
    const holders = texts.filter(({ folded }) =>
      question.evidence.some(group => group.some(quote => folded.includes(foldText(quote)))),
    )
    return holders.length === 1 ? holders[0].id : holders.length > 1 ? '（几份文件）' : '（没有找到依据原文）'
  }
}

/** Groupings of the questions, by what they are called in the table. */
function groupings(index: ClauseIndex): { title: string; nameOf: (verdict: Verdict) => string }[] {
  return [
    { title: '全部', nameOf: () => '自带的问题' },
    { title: '问什么', nameOf: ({ question }) => named(KIND_NAMES, question.kind) },
    { title: '怎么问', nameOf: ({ question }) => named(STYLE_NAMES, question.style) },
    { title: '依据在哪份文件', nameOf: documentNamer(index) },
  ]
}

/**
 * The golden questions by set, kind, style and document, one table.
 * @param timed with the times of this run on this machine, which differ between runs
 */
export function goldenTable({ index, golden, goldenBare }: Measurement, timed: boolean): Table {
  const bareById = new Map((goldenBare ?? []).map(verdict => [verdict.question.id, verdict]))
  const rows = groupings(index).flatMap(({ title, nameOf }) =>
    groups(golden, nameOf).map(([name, verdicts]) => {
      const { answerable, unanswerable, answeredUnanswerable, answeredAmiss, refusedWrongly } = countErrors(verdicts)
      const { p50Ms, p99Ms } = summarizeGolden(verdicts)
      const count = (passes: (verdict: Verdict) => boolean) => verdicts.filter(passes).length
      return [
        `${title}：${name}`,
        fraction(
          count(verdict => verdict.right),
          verdicts.length,
        ),
        ...(goldenBare
          ? [
              fraction(
                count(({ question }) => bareById.get(question.id)!.right),
                verdicts.length,
              ),
            ]
          : []),
        fraction(
          count(verdict => verdict.citeAll),
          answerable,
        ),
        String(count(verdict => verdict.invented.length > 0)),
        fraction(answeredUnanswerable, unanswerable),
        fraction(answeredAmiss, answerable),
        fraction(refusedWrongly, answerable),
        ...(timed ? [milliseconds(p50Ms), milliseconds(p99Ms)] : []),
      ]
    }),
  )
  const bare = goldenBare ? ['答对（去掉同义词）'] : []
  const times = timed ? ['p50 毫秒', 'p99 毫秒'] : []
  return {
    heads: ['自带的问题', '答对', ...bare, '依据引全', '编造数字', '不该答而答', '答错或引错', '能答而拒', ...times],
    rows,
  }
}

/** What the lexicon brings: the golden questions with and without its synonyms. */
function lexiconTable(golden: readonly Verdict[], bare: readonly Verdict[]): Table {
  const [full, without] = [summarizeGolden(golden), summarizeGolden(bare)]
  const row = (name: string, key: keyof typeof full) => [name, percent(full[key]), percent(without[key])]
  return {
    heads: ['自带的问题', '有同义词', '去掉同义词'],
    rows: [
      row('答对', 'right'),
      row('能答的答对', 'answerableRight'),
      row('第一条引文就是依据', 'cite1'),
      row('依据引全', 'citeAll'),
      row('答案命中', 'answerHit'),
      row('能答而拒', 'wronglyAbstained'),
      row('应拒而拒', 'rightlyAbstained'),
      row('含编造数字', 'withInventedNumber'),
    ],
  }
}

/** What the lexicon brings on sets that it was not written from. */
export function heldOutTable(sets: readonly OtherSet[]): Table {
  const rows = sets.flatMap(({ file, verdicts, bare }) => {
    if (!bare) return []
    const [full, without] = [summarizeGolden(verdicts), summarizeGolden(bare)]
    const pair = (key: 'right' | 'citeAll' | 'wronglyAbstained' | 'rightlyAbstained') =>
      [full, without].map(summary => percent(summary[key])).join(' / ')
    return [[file, pair('right'), pair('citeAll'), pair('wronglyAbstained'), pair('rightlyAbstained')]]
  })
  return { heads: ['没看过的问题：有同义词 / 去掉', '答对', '依据引全', '能答而拒', '应拒而拒'], rows }
}

/** The public notices, with and without the synonyms where both were measured. */
export function noticeTable({ verdicts, bare }: NonNullable<Measurement['notices']>, timed: boolean): Table {
  const columns = [summarizeNotices(verdicts), ...(bare ? [summarizeNotices(bare)] : [])]
  const row = (name: string, key: keyof (typeof columns)[number], show = percent) => [
    name,
    ...columns.map(column => show(column[key])),
  ]
  const fixed = (value: number) => value.toFixed(3)
  return {
    heads: ['公开通知的问题', bare ? '有同义词' : '得分', ...(bare ? ['去掉同义词'] : [])],
    rows: [
      row('题数', 'questions', String),
      row('第一条引文的文件对 cited@1', 'citedDoc1'),
      row('检索第一 doc@1', 'doc1'),
      row('检索前五 doc@5', 'doc5'),
      row('检索前十 doc@10', 'doc10'),
      row('MRR@10', 'mrr10', fixed),
      row('ROUGE-L（文件引错记 0）', 'rougeL', fixed),
      row('ROUGE-L（文件引对的）', 'rougeLGivenDoc', fixed),
      row('第一条引文含答案', 'quoteHoldsGold'),
      row('拒答（题题有答案）', 'abstained'),
      row('含编造数字', 'withInventedNumber'),
      ...(timed ? [row('p50 毫秒', 'p50Ms', milliseconds), row('p99 毫秒', 'p99Ms', milliseconds)] : []),
    ],
  }
}

/** Two lines on the error rates that a reader of the project wants to know first. */
export function errorLines(golden: readonly Verdict[]): string[] {
  const { answerable, unanswerable, answeredUnanswerable, answeredAmiss, refusedWrongly } = countErrors(golden)
  const wrong = answeredUnanswerable + answeredAmiss
  return [
    `误答率 ${percent(wrong / golden.length)}：${golden.length} 问里 ${wrong} 问给了不该给的答案（文件里没有而答 ${fraction(answeredUnanswerable, unanswerable)}，文件里有而答错或引错 ${fraction(answeredAmiss, answerable)}）`,
    `误拒率 ${percent(refusedWrongly / answerable)}：文件里有答案的 ${answerable} 问里 ${refusedWrongly} 问说没有`,
  ]
}

/** Failing questions under the cause to mend first. */
export function failuresByCause(golden: readonly Verdict[]): { cause: string; verdicts: Verdict[] }[] {
  return CAUSES.map(cause => ({
    cause: CAUSE_NAMES[cause],
    verdicts: golden.filter(({ causes }) => causes[0] === cause),
  })).filter(({ verdicts }) => verdicts.length > 0)
}

/** Limits to round times up to: what is written must not change with every run. */
const TIME_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]

function atMost(ms: number): string {
  const step = TIME_STEPS.find(limit => ms <= limit)
  return step ? `不超过 ${step} 毫秒` : '超过 5 秒'
}

function timeLine(p50Ms: number, p99Ms: number): string {
  return `答一问的用时：半数${atMost(p50Ms)}，百分之九十九${atMost(p99Ms)}（不含启动）。`
}

/** The other sets, a line each. */
function setTable(sets: readonly OtherSet[]): Table {
  return {
    heads: ['在 test/golden', '看过、拟合过', '答对', '依据引全', '编造数字', '不该答而答', '答错或引错', '能答而拒'],
    rows: sets.map(({ file, fitted, verdicts }) => {
      const { answerable, unanswerable, answeredUnanswerable, answeredAmiss, refusedWrongly } = countErrors(verdicts)
      const count = (passes: (verdict: Verdict) => boolean) => verdicts.filter(passes).length
      return [
        file,
        fitted ? '是' : '否',
        `${count(({ right }) => right)}/${verdicts.length}（${percent(summarizeGolden(verdicts).right)}）`,
        percent(summarizeGolden(verdicts).citeAll),
        String(count(({ invented }) => invented.length > 0)),
        fraction(answeredUnanswerable, unanswerable),
        fraction(answeredAmiss, answerable),
        fraction(refusedWrongly, answerable),
      ]
    }),
  }
}

/** What another set comes to, a line each. */
export function otherLines({ verdicts }: OtherSet): string[] {
  const { right, citeAll } = summarizeGolden(verdicts)
  return [
    `答对 ${percent(right)}（${verdicts.filter(verdict => verdict.right).length}/${verdicts.length}），依据引全 ${percent(citeAll)}`,
    ...errorLines(verdicts),
  ]
}

/** `docs/evaluation.md`. The same program and documents give the same text: no date, and times rounded up to a step. */
export function evaluationPage(measurement: Measurement): string {
  const { index, golden, goldenBare, notices, others, laws } = measurement
  const { p50Ms, p99Ms } = summarizeGolden(golden)
  const paragraphs = [
    '# 评测',
    '本页由 `npm run eval -- --write` 生成，请勿手改。',
    '## 怎么评',
    `自带的问题在 \`test/golden/questions.jsonl\`，共 ${golden.length} 问，按家长、教师、工作人员的说法写成，问的是 \`seeds/\` 里的 ${index.documents.length} 份文件（${index.clauses.length} 条）。它们是开发时看着改的，排序的权重也用它们拟合（\`npm run fit\`），得分会比没见过的问题高。`,
    [
      '一问算答对，要同时做到：',
      '',
      '- 状态对：文件里有就答，没有就说没有；',
      '- 依据全：每一处依据的原文都在引文里（看前 3 条；答案分在几处的看前 8 条）；',
      '- 答案对：要紧的数字、日期、名称、事项一个不少；',
      '- 不啰嗦：问数字、时间、单位的约 120 字，问办法、清单的约 320 字，几个市的每市约 160 字。',
      '',
      '回答里的数字若引文和问题里都没有，算编造，另行统计。',
    ].join('\n'),
    '## 结果',
    [
      ...errorLines(golden).map(line => `- ${line}`),
      `- 答对 ${percent(summarizeGolden(golden).right)}；${timeLine(p50Ms, p99Ms)}`,
    ].join('\n'),
    toMarkdown(goldenTable({ ...measurement, goldenBare: null }, false)),
    '## 别人写的问题',
    '由没有看过自带问题的人照同样的文件另写。',
    toMarkdown(setTable(others)),
    others.map(({ file, about }) => `- \`${file}\`：${about}`).join('\n'),
    ...(goldenBare
      ? [
          '## 同义词词表带来多少',
          '同样的问题，词表的同义词（`index/lexicon/synonyms/`）全部拿掉再问一遍；分词用的词典不变，排序的权重也不重新拟合。',
          toMarkdown(lexiconTable(golden, goldenBare)),
          '词表是看着文件和法律写的，也看过上面的问题；下面几套没有人看过，看词表在它们身上带来多少才算数。',
          toMarkdown(heldOutTable([...others, ...laws])),
        ]
      : []),
    '## 公开通知',
    ...(notices
      ? [
          `${notices.index.documents.length} 份公开的政策通知（NCPPolicies，2020 年）和别人就它们提的 ${notices.verdicts.length} 问，答案是原文的一段。用 \`npm run fit -- --ncp\` 拟合权重时，它们也在内。`,
          toMarkdown(noticeTable(notices, false)),
          timeLine(summarizeNotices(notices.verdicts).p50Ms, summarizeNotices(notices.verdicts).p99Ms),
        ]
      : ['这次没有测（用 `npm run eval -- --ncp 文件夹 --write` 一并测）。']),
    '## 法律法规',
    ...(laws.length > 0
      ? [
          '同样的词表、权重和规则，换成三十部法律法规的原文（国家的和各地的混在一起，每套三十部不同）。',
          toMarkdown(setTable(laws)),
          laws.map(({ file, about }) => `- \`${file}\`：${about}`).join('\n'),
        ]
      : ['这次没有测（用 `npm run eval -- --laws 文件夹 --write` 一并测）。']),
    '## 还没答对的',
    ...failuresByCause(golden).flatMap(({ cause, verdicts }) => [
      `### ${cause}（${verdicts.length}）`,
      verdicts.map(({ question }) => `- \`${question.id}\` ${question.turns.join(' → ')}`).join('\n'),
    ]),
    ...(golden.every(({ right }) => right) ? ['没有。'] : []),
  ]
  return `${paragraphs.join('\n\n')}\n`
}
