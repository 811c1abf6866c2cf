import { describe, expect, test } from 'vitest'
import type { Citation, Reply } from '../../src/reply.js'
import {
  countErrors,
  foldText,
  type GoldenQuestion,
  goldenQuestionSchema,
  holdsText,
  inventedNumbers,
  judge,
  lengthLimit,
  summarizeGolden,
} from './score-golden.js'

function citation(quote: string): Citation {
  return {
    docId: 'doc',
    title: '某市教育规划',
    issuer: null,
    region: null,
    docNumber: null,
    issuedOn: '2023-05-06',
    docStatus: 'plan',
    clauseId: 'doc#1',
    path: ['一、目标'],
    quote,
    span: [0, quote.length],
    url: null,
  }
}

function reply(answer: string, quotes: readonly string[], status: Reply['status'] = 'answered'): Reply {
  return { version: 1, status, answer, citations: quotes.map(citation), choices: [], related: [], notes: [], tookMs: 1 }
}

const question: GoldenQuestion = {
  id: 'q-1',
  turns: ['今年投用多少所学校？'],
  kind: 'howmuch',
  style: 'plain',
  asker: 'parent',
  expect: 'answered',
  answers: [['14所', '十四所']],
  evidence: [['今年计划投入使用14所', '投入使用十四所']],
}
const rightQuote = '开复工44个,今年计划投入使用14所。'
const otherQuote = '协调各旗县区归还教师编制。'

describe('a reply is right', () => {
  test('when answer and evidence are there', () => {
    expect(judge(question, reply('今年计划投入使用14所。', [rightQuote]))).toMatchObject({
      right: true,
      causes: [],
      citeFirst: true,
      citeAll: true,
      invented: [],
    })
  })

  test('when another alternative of the group is used', () => {
    expect(judge(question, reply('十四所', ['投入使用十四所'])).right).toBe(true)
  })

  test('with status choose, as the asker sees the answer in it', () => {
    expect(judge(question, reply('14所', [rightQuote], 'choose')).right).toBe(true)
  })

  test('when the documents do not answer and the bot says so', () => {
    const unanswerable: GoldenQuestion = { ...question, expect: 'not_found', answers: [], evidence: [] }
    expect(judge(unanswerable, reply('没有找到。', [], 'not_found')).right).toBe(true)
    expect(judge(unanswerable, reply('我是问策。', [], 'help')).right).toBe(true)
  })
})

describe('a reply is wrong', () => {
  test('when it answers what the documents do not', () => {
    const unanswerable: GoldenQuestion = { ...question, expect: 'not_found', answers: [], evidence: [] }
    for (const status of ['answered', 'choose'] as const)
      expect(judge(unanswerable, reply('14所', [rightQuote], status))).toMatchObject({
        right: false,
        causes: ['wrong status'],
        abstained: false,
      })
  })

  test('when it refuses what the documents answer, even with the answer in its words', () => {
    for (const status of ['not_found', 'help'] as const)
      expect(judge(question, reply('14所', [rightQuote], status))).toMatchObject({
        right: false,
        causes: ['wrong status'],
        abstained: true,
        citeAll: false,
        answerHit: false,
      })
  })

  test('when the answer is right and the evidence is not cited', () => {
    expect(judge(question, reply('14所', [otherQuote]))).toMatchObject({ right: false, causes: ['evidence not cited'] })
    expect(judge(question, reply('14所', []))).toMatchObject({
      right: false,
      causes: ['evidence not cited'],
      citeFirst: false,
    })
  })

  test('when the evidence is cited only in part', () => {
    expect(judge(question, reply('14所', ['今年计划投入使用1', '4所'])).causes).toEqual(['evidence not cited'])
  })

  test('when the evidence is cited and the answer is another figure of it', () => {
    expect(judge(question, reply('44个', [rightQuote]))).toMatchObject({
      right: false,
      causes: ['answer missed'],
      citeAll: true,
    })
  })

  test('when one of several answers is missing', () => {
    const two = { ...question, answers: [['14所'], ['44个']] }
    expect(judge(two, reply('14所', [rightQuote])).causes).toEqual(['answer missed'])
    expect(judge(two, reply('44个，14所', [rightQuote])).right).toBe(true)
  })

  test('when everything is wrong at once, every cause is named, the first to mend first', () => {
    expect(judge(question, reply('无'.repeat(200), [otherQuote])).causes).toEqual([
      'evidence not cited',
      'answer missed',
      'too long',
    ])
  })
})

describe('evidence is looked for', () => {
  test('in the first three citations', () => {
    expect(judge(question, reply('14所', [otherQuote, otherQuote, rightQuote]))).toMatchObject({
      right: true,
      citeFirst: false,
    })
    expect(judge(question, reply('14所', [otherQuote, otherQuote, otherQuote, rightQuote])).causes).toEqual([
      'evidence not cited',
    ])
  })

  test('in the first eight where several quotes are needed', () => {
    const several = { ...question, evidence: [['今年计划投入使用14所'], ['已办竣手续45个']] }
    const others = (count: number) => Array.from({ length: count }, () => otherQuote)
    expect(judge(several, reply('14所', [rightQuote, ...others(6), '已办竣手续45个'])).right).toBe(true)
    expect(judge(several, reply('14所', [rightQuote, ...others(7), '已办竣手续45个'])).causes).toEqual([
      'evidence not cited',
    ])
    expect(judge(several, reply('14所', [rightQuote])).causes).toEqual(['evidence not cited'])
  })
})

describe('an answer is short', () => {
  const gold = { answers: [['14所', '一十四所']] }
  const judged = (of: Partial<GoldenQuestion>, length: number) =>
    judge({ ...question, ...of }, reply(`14所${'。'.repeat(length - 3)}`, [rightQuote]))

  test('up to 120 characters and twice the longest alternative, where a figure, date or name is asked for', () => {
    for (const kind of ['when', 'howmuch', 'who', 'where', 'table', 'yesno'])
      expect(lengthLimit({ expect: 'answered', kind, ...gold })).toBe(120 + 2 * 4)
    expect(judged({ ...gold }, 128).right).toBe(true)
    expect(judged({ ...gold }, 129).causes).toEqual(['too long'])
  })

  test('up to 320 characters and twice the longest alternatives, for lists, measures and all else', () => {
    for (const kind of ['list', 'how', 'what', 'why', 'lookup', 'followup'])
      expect(lengthLimit({ expect: 'answered', kind, ...gold })).toBe(320 + 2 * 4)
    expect(judged({ kind: 'list' }, 320 + 2 * 3).right).toBe(true)
    expect(judged({ kind: 'list' }, 320 + 2 * 3 + 1).causes).toEqual(['too long'])
  })

  test('up to 160 characters a city, two at least, where several answer', () => {
    const three = [['甲'], ['乙'], ['丙']]
    expect(lengthLimit({ expect: 'choose', kind: 'ambiguous', ...gold })).toBe(2 * 160 + 4)
    expect(lengthLimit({ expect: 'answered', kind: 'compare', answers: three })).toBe(3 * 160 + 3)
  })

  test('counted in characters, not in code units', () => {
    expect(judge({ ...question, answers: [['14']] }, reply(`14${'𠮷'.repeat(122)}`, [rightQuote])).right).toBe(true)
  })
})

describe('text is compared', () => {
  test('without width, case, white space and punctuation', () => {
    expect(foldText('　“Ａ级”，（ 100％ ）－①…')).toBe('a级100%1')
    expect(holdsText('一 键\n入园', '“一键入园”')).toBe(true)
  })

  test('with decimal points: 1.5 is not 15, and 51.60 is not 5160', () => {
    expect(holdsText('增长15%', '1.5%')).toBe(false)
    expect(holdsText('增长1.5%', '15%')).toBe(false)
    expect(holdsText('支出5160亿元', '51.60亿元')).toBe(false)
    expect(holdsText('支出51．60 亿元', '51.60亿元')).toBe(true)
  })

  test('with all digits and letters', () => {
    expect(holdsText('2024年', '2025年')).toBe(false)
    expect(holdsText('3+2', '3+1')).toBe(false)
    expect(holdsText('>60', '60')).toBe(true)
    expect(holdsText('60', '>60')).toBe(false)
  })
})

describe('a figure is invented', () => {
  const invented = (answer: string, quote: string, turns = ['2025年投用多少？']) =>
    inventedNumbers(turns, reply(answer, [quote]))

  test('when it stands neither in a citation nor in the question', () => {
    expect(invented('投用15所', '投入使用14所')).toEqual(['15'])
    expect(invented('增长1.5%', '增长15%')).toEqual(['1.5'])
    expect(invented('投用１５所', '投入使用14所')).toEqual(['15'])
  })

  test('but not when a quote, its title, date or heading, or the conversation has it', () => {
    expect(invented('2025年投用14所，2023年已办', '投入使用14所')).toEqual([])
    expect(inventedNumbers(['3年前呢', '现在呢'], reply('3年前', [otherQuote]))).toEqual([])
  })

  test('but not when it is the bot’s own counting or a list mark', () => {
    expect(invented('共 12 项：①建设；\n2. 管理；3、评价', '建设、管理、评价')).toEqual([])
    expect(invented('共 12 亿元', '建设')).toEqual(['12'])
    expect(invented('\n2.5亿元', '建设')).toEqual(['2.5'])
  })

  test('never in a reply that gives no answer', () => {
    expect(inventedNumbers(['几所'], reply('收录 7 份文件。', [], 'not_found'))).toEqual([])
    expect(inventedNumbers(['几所'], reply('收录 7 份文件。', [], 'help'))).toEqual([])
  })

  test('and is reported beside an answer that is right', () => {
    expect(judge(question, reply('14所，共99人', [rightQuote]))).toMatchObject({ right: true, invented: ['99'] })
  })
})

describe('the summary', () => {
  const unanswerable: GoldenQuestion = { ...question, id: 'q-2', expect: 'not_found', answers: [], evidence: [] }
  const verdicts = [
    judge(question, reply('14所', [rightQuote])),
    judge(question, reply('44个', [otherQuote, rightQuote])),
    judge(question, reply('', [], 'not_found')),
    judge(question, reply('99所', [otherQuote])),
    judge(unanswerable, reply('', [], 'not_found')),
    judge(unanswerable, reply('14所', [rightQuote])),
  ]

  test('counts answerable and unanswerable questions each for itself', () => {
    expect(summarizeGolden(verdicts)).toEqual({
      questions: 6,
      right: 2 / 6,
      answerableRight: 1 / 4,
      cite1: 1 / 4,
      citeAll: 2 / 4,
      answerHit: 1 / 4,
      concise: 1,
      wronglyAbstained: 1 / 4,
      rightlyAbstained: 1 / 2,
      withInventedNumber: 1 / 6,
      p50Ms: 1,
      p99Ms: 1,
    })
  })

  test('tells wrong answers from wrong refusals', () => {
    expect(countErrors(verdicts)).toEqual({
      answerable: 4,
      unanswerable: 2,
      answeredUnanswerable: 1,
      answeredAmiss: 2,
      refusedWrongly: 1,
    })
  })
})

describe('a question line', () => {
  test('that any reply would satisfy is not read', () => {
    expect(goldenQuestionSchema.safeParse(question).success).toBe(true)
    expect(goldenQuestionSchema.safeParse({ ...question, evidence: [] }).success).toBe(false)
    expect(goldenQuestionSchema.safeParse({ ...question, answers: [] }).success).toBe(false)
    expect(goldenQuestionSchema.safeParse({ ...question, answers: [[]] }).success).toBe(false)
    expect(goldenQuestionSchema.safeParse({ ...question, answers: [['']] }).success).toBe(false)
    expect(goldenQuestionSchema.safeParse({ ...question, expect: 'maybe' }).success).toBe(false)
  })
})
