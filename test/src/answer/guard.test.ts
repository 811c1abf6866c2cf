import { describe, expect, it } from 'vitest'
import { guard, ungrounded } from '../../../src/answer/guard.js'
import { asked, preparedSeeds, understood } from '../seed-questions.js'

const QUESTION = '呼伦贝尔班主任津贴多少'
const honest = asked(QUESTION)
const FUNDS = '市级财政每年安排多少心理健康经费'
const funds = asked(FUNDS)
const ROW = '乌海学前教育毛入园率'
const row = asked(ROW)

function guarded(answer: string, base = honest, question = QUESTION, turns: string[] = []) {
  return guard({ ...base, answer }, understood(question), turns, preparedSeeds())
}

describe('a reply whose every word is cited', () => {
  it.each([
    [QUESTION],
    [FUNDS],
    [ROW],
    ['双师型教师占比是多少'],
    ['乌党发〔2020〕17号是什么文件'],
    ['呼伦贝尔有哪六个行动'],
    ['包头和呼和浩特县管校聘对比'],
  ])('passes: %s', question => {
    const answer = asked(question)
    expect(ungrounded(answer, [question], preparedSeeds())).toEqual([])
    expect(guard(answer, understood(question), [], preparedSeeds())).toBe(answer)
  })

  it.each([
    ['figures of the question', '您问的是9000元，文件写的是800元。', '班主任津贴有9000元吗', []],
    ['figures of an earlier turn', '您说的9000元不对，是800元。', QUESTION, ['听说有9000元']],
    ['figures in full width', '每月８００元。', QUESTION, []],
    ['the bot’s own count', '每月800元（共 12 项）。', QUESTION, []],
    ['the city of the document', '呼伦贝尔市每月800元。', '班主任津贴多少', []],
  ])('may hold %s', (_, text, question, turns) => {
    expect(guarded(text, honest, question, turns).answer).toBe(text)
  })
})

describe('a reply that says more than is cited', () => {
  const quote = honest.citations[0].quote

  it.each([
    ['an invented figure', '班主任津贴标准为每月900元。'],
    ['a part of a figure', '班主任津贴标准为每月80元。'],
    ['a figure with one digit more', '班主任津贴标准为每月8000元。'],
    ['a decimal of a whole number', '班主任津贴标准为每月800.5元。'],
    ['an invented year', '2026年起班主任津贴为每月800元。'],
    ['another place', '鄂尔多斯市班主任津贴为每月800元。'],
    ['another body', '每月800元，由市公安局负责。'],
  ])('says its first quote instead: %s', (_, text) => {
    expect(ungrounded({ ...honest, answer: text }, [QUESTION], preparedSeeds())).toHaveLength(1)
    expect(guarded(text)).toEqual({ ...honest, answer: quote })
  })

  it.each([['每年安排5万元经费。'], ['每年安排50万元经费。'], ['每年安排15万元经费。'], ['每年安排1500万元经费。']])(
    'finds 150 only whole: %s',
    text => {
      expect(guarded(text, funds, FUNDS).answer).toBe(funds.citations[0].quote)
    },
  )

  it.each([['27.8%'], ['7.85%'], ['85%'], ['127.85%']])('finds 27.85 only whole: %s', figure => {
    const question = '普通高中生均经费增长多少'
    const base = asked(question)
    const alone = {
      ...base,
      citations: base.citations.map(citation => ({
        ...citation,
        quote: '普通高中生均一般公共预算教育经费比上年增长27.85%',
      })),
    }
    expect(guarded(`增长${figure}。`, alone, question).answer).toBe(alone.citations[0].quote)
  })

  it.each([['学前教育毛入园率：9798。'], ['学前教育毛入园率：9899%。'], ['学前教育毛入园率：97989999。']])(
    'does not join the cells of a row: %s',
    text => {
      expect(guarded(text, row, ROW).answer).toBe(row.citations[0].quote)
    },
  )

  it('is not found where it has no quote at all', () => {
    const bare = guarded('每月900元。', { ...honest, citations: [] })
    expect(bare).toMatchObject({ status: 'not_found', citations: [], choices: [] })
    expect(bare.answer).not.toContain('900')
  })

  it('is looked at in a choice, too, and not in help', () => {
    expect(guarded('呼伦贝尔市：每月900元', { ...honest, status: 'choose' }).answer).toBe(quote)
    expect(guarded('每月900元', { ...honest, status: 'help' }).answer).toBe('每月900元')
  })
})
