import { describe, expect, it } from 'vitest'
import { MOST_TURNS, remember } from '../../src/conversation.js'
import { asked, citedDocuments, traced } from './seed-questions.js'

const ALLOWANCE = '呼伦贝尔班主任津贴多少'
const ENROLMENT = '乌海2030年学前教育毛入园率是多少'

describe('remembering turns', () => {
  it('keeps the latest, the oldest forgotten, and leaves the old conversation as it was', () => {
    let conversation = { turns: [] as readonly string[] }
    const first = remember(conversation, 'a')
    for (let i = 0; i < 10; i++) conversation = remember(conversation, `turn ${i}`)
    expect(first).toEqual({ turns: ['a'] })
    expect(conversation.turns).toHaveLength(MOST_TURNS)
    expect(conversation.turns.at(-1)).toBe('turn 9')
  })

  it('looks no further back than that', () => {
    const turns = [ALLOWANCE, ...Array.from({ length: MOST_TURNS }, () => '你好')]
    expect(asked(...turns, '那硕士呢')).toEqual(asked(...turns.slice(1), '那硕士呢'))
  })

  it('answers after a thousand turns as after the last few', () => {
    const turns = Array.from({ length: 1000 }, (_, i) => (i % 2 ? ALLOWANCE : ENROLMENT))
    expect(asked(...turns, '2035年呢')).toEqual(asked(...turns.slice(-MOST_TURNS), '2035年呢'))
  })
})

describe('a turn that leans on the one before', () => {
  it('那硕士呢 asks the same of another degree', () => {
    const { question } = traced('呼伦贝尔本科生安置费多少', '那硕士呢')
    expect(question.kind).toBe('howmuch')
    expect(question.regions.map(region => region.name)).toEqual(['呼伦贝尔市'])
    expect(question.inherited).toEqual(expect.arrayContaining(['呼伦贝尔市', '安置费']))
    const answer = asked('呼伦贝尔本科生安置费多少', '那硕士呢')
    expect(answer.answer).toContain('硕士研究生')
    expect(answer.answer).toMatch(/\d万元/)
    expect(answer.citations[0].path.join()).toContain('优化教育人才引进政策')
  })

  it('a word of the same group takes the place of the one before', () => {
    const { question } = traced('呼伦贝尔本科生安置费多少', '那硕士呢')
    expect(question.topics.map(topic => topic.word)).not.toContain('本科生')
    expect(question.inner).toBe('howmuch')
  })

  it('the year asked about in one city is not asked of the next', () => {
    const answer = asked('呼和浩特2022年新增了多少学位？', '包头那边呢')
    expect(answer.answer).toContain('4000余个')
    expect(answer.citations[0].region).toBe('包头市')
  })

  it.each([
    ['呼伦贝尔打造几个名校长工作室', '每个给多少钱', '3万元'],
    ['呼伦贝尔班主任津贴多少', '这笔钱谁出', '两级财政承担'],
    ['呼伦贝尔双师型教师占比要到多少', '那呼市呢', '33.5%'],
  ])('that names nothing is read with the words before it: %s → %s', (first, then, answer) => {
    expect(asked(first, then).answer).toContain(answer)
  })

  it('责任单位是谁 asks for the units of the clause that was read', () => {
    const answer = asked('若干措施第44条', '责任单位是谁')
    expect(answer.answer).toBe(
      '责任单位：市教育局、市财政局、市人社局、市民政局、市总工会、市工商联、红十字会、市卫健委、各旗市区人民政府。',
    )
    expect(answer.citations[0].clauseId).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.责任')
  })

  it('那乌海呢 asks the same of another city, never answered from the first one', () => {
    const { question } = traced('包头县管校聘何时全面推开', '那乌海呢')
    expect(question.regions.map(region => region.name)).toEqual(['乌海市'])
    expect(question.kind).toBe('when')
    expect(question.topics.map(topic => topic.word)).toContain('县管校聘')
    for (const first of ['包头县管校聘何时全面推开', ALLOWANCE, '呼和浩特课后服务开展率是多少']) {
      const answer = asked(first, '那乌海呢')
      expect(citedDocuments(answer).filter(id => id !== 'wuhai-jiaoyu-2035')).toEqual([])
    }
  })

  it('北京呢 is said not to be held', () => {
    const answer = asked(ALLOWANCE, '北京呢')
    expect(answer.status).toBe('not_found')
    expect(answer.answer).toContain('北京')
  })

  it('2035年呢 asks for another column of the row', () => {
    const answer = asked(ENROLMENT, '2035年呢')
    expect(answer.answer).toMatch(/2035\s*年\s*99/)
    expect(answer.answer).not.toContain('2030')
  })

  it('那残疾儿童入学率呢 asks for another row of the column', () => {
    expect(asked(ENROLMENT, '那残疾儿童入学率呢').answer).toMatch(/残疾儿童入学率：2030\s*年\s*97/)
  })

  it('二等奖呢 stays with the level that was asked about', () => {
    expect(asked('国家级一等奖奖多少', '二等奖呢').answer).toContain('10万元')
  })

  it('第45条呢 stays in the document', () => {
    expect(asked('若干措施第44条', '第45条呢').answer).toMatch(/^45\.鼓励社会力量捐赠教育/)
  })

  it('does not depend on who made small talk before', () => {
    expect(asked('你好', ALLOWANCE)).toEqual(asked(ALLOWANCE))
  })
})

describe('a new topic', () => {
  it.each([
    ['包头县管校聘何时全面推开', '普通高中生均经费增长多少'],
    [ALLOWANCE, '东乌素图村的古榆树多少年了'],
    [ENROLMENT, '包头每位教研员每年接受多少课时的培训'],
  ])('after %s inherits nothing: %s', (before, now) => {
    expect(traced(before, now).question.inherited).toEqual([])
    expect(asked(before, now)).toEqual(asked(now))
  })

  it('of thanks ends in help', () => {
    expect(asked(ALLOWANCE, '谢谢').status).toBe('help')
  })
})
