import { describe, expect, it } from 'vitest'
import { FoldedText } from '../../../src/folded-text.js'
import { loadQuestionLanguage } from '../../../src/language.js'
import {
  asksLeave,
  evidenceOf,
  holdsQuantity,
  kindEvidence,
  LEAVE_ASKED,
  textHoldsQuantity,
} from '../../../src/retrieve/evidence.js'

const language = loadQuestionLanguage()

describe('a quantity', () => {
  it.each([
    ['每月800元', 'money'],
    ['比上年增长27.85%', 'percent'],
    ['三分之二的学校', 'percent'],
    ['不少于72课时', 'length'],
    ['安排14天军训', 'length'],
    ['新增310个', null],
    ['两所学校', null],
    ['征求意见期限不得少于30日。', 'length'],
    ['期限为15日。', 'length'],
    ['人均水资源占有量仅为全国平均水平的1/5', 'percent'],
    ['每学年组织开展地震紧急疏散演练活动', 'length'],
    ['自开奖之日起60个自然日内', 'length'],
  ])('stands in %s (%s)', (text, unit) => {
    expect(holdsQuantity(text, unit, language)).toBe(true)
  })

  it.each([
    ['2025年底', null],
    ['2023年6月27日', null],
    ['6月27日前', null],
    ['施行日期为3月1日', null],
    ['本市提倡十八周岁至五十五周岁的公民献血', 'length'],
    ['进一步完善', null],
    ['43.制定实施回引政策', null],
    ['每月800元', 'percent'],
    ['增长27.85%', 'money'],
    ['给予一次性安置费(税后)10万元', 'count'],
    ['市区两级教育发展保障体系', null],
  ])('does not stand in %s (%s)', (text, unit) => {
    expect(holdsQuantity(text, unit, language)).toBe(false)
  })
})

describe('the kind of answer that a sentence could hold', () => {
  const evidence = (text: string, kind: Parameters<typeof kindEvidence>[1], years?: string[]) =>
    kindEvidence(text, kind, null, language, years)

  it('lies between 0 and 1 for every kind', () => {
    for (const kind of [
      'compare',
      'status',
      'why',
      'when',
      'howmuch',
      'who',
      'where',
      'list',
      'how',
      'yesno',
      'what',
      'text',
      'any',
    ] as const)
      for (const text of ['', '2026年1月起推开', '一是甲、乙、丙;二是丁、戊', '由市教育局负责']) {
        expect(evidence(text, kind)).toBeGreaterThanOrEqual(0)
        expect(evidence(text, kind)).toBeLessThanOrEqual(1)
      }
  })

  it('is a date for when, and more than the year that was in the question', () => {
    expect(evidence('2026年1月起推开', 'when')).toBe(1)
    expect(evidence('建立健全机制', 'when')).toBe(0)
    expect(evidence('2025年推开', 'when', ['2025'])).toBeLessThan(evidence('2025年9月推开', 'when', ['2025']))
  })

  it('is a body for who, and a figure for how much', () => {
    expect(evidence('由市教育局负责', 'who')).toBe(1)
    expect(evidence('每月800元', 'howmuch')).toBe(1)
    expect(evidence('每月若干', 'howmuch')).toBe(0)
  })
})

describe('evidence that is remembered with a text', () => {
  const KINDS = ['when', 'howmuch', 'who', 'where', 'list', 'why', 'how', 'yesno', 'status', 'what', 'any'] as const

  it.each(['到2025年底新增学位5.3万个', '由市教育局负责,每月补助800元', '不得收费'])(
    'is that of the text: %s',
    folded => {
      const text = new FoldedText(folded)
      for (const _ of ['first', 'again'])
        for (const kind of KINDS)
          for (const unit of [null, 'money', 'percent'])
            for (const years of [[], ['2025']])
              expect(evidenceOf(text, kind, unit, language, years), `${kind} ${unit} ${years}`).toBe(
                kindEvidence(folded, kind, unit, language, years),
              )
    },
  )
})

describe('a quantity that is remembered with a text', () => {
  it.each(['新增学位5.3万个', '占30%', '由市教育局负责'])('is that of the text: %s', folded => {
    const text = new FoldedText(folded)
    for (const _ of ['first', 'again'])
      for (const unit of [null, 'money', 'percent', 'count'])
        expect(textHoldsQuantity(text, unit, language), `${unit}`).toBe(holdsQuantity(folded, unit, language))
  })
})

describe('whether something may be done', () => {
  it.each([['排污的证能租给别的厂吗'], ['市场上卖活鸡行不行'], ['可不可以在河堤上放羊']])('is asked by %s', text => {
    expect(asksLeave(text)).toBe(true)
  })

  it.each([['养狗要办证吗'], ['有没有高龄津贴'], ['乌海有小班化教学吗']])('is not asked by %s', text => {
    expect(asksLeave(text)).toBe(false)
  })

  it('is settled by a prohibition before a duty', () => {
    const settles = (text: string) => kindEvidence(text, 'yesno', LEAVE_ASKED, language)
    expect(settles('禁止涂改、倒卖、出租、出借污染物排放许可证')).toBe(1)
    expect(settles('应当在有效期届满三十日前提出申请')).toBeLessThan(1)
    expect(settles('应当在有效期届满三十日前提出申请')).toBeGreaterThan(settles('本条例所称许可证,是指排放许可证'))
  })
})
