import { describe, expect, it } from 'vitest'
import { loadQuestionLanguage } from '../../src/language.js'

const language = loadQuestionLanguage()

describe('the words of questions', () => {
  it('are read once', () => {
    expect(loadQuestionLanguage()).toBe(language)
  })

  it('know every kind of answer that can be asked for', () => {
    expect(new Set(language.kinds.map(({ kind }) => kind))).toEqual(
      new Set(['text', 'compare', 'status', 'why', 'when', 'howmuch', 'who', 'where', 'list', 'how', 'yesno', 'what']),
    )
  })

  it('cut the longest stop phrase first', () => {
    const lengths = language.stopPhrases.map(phrase => phrase.length)
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a))
    expect(Math.min(...lengths)).toBe(2)
  })
})

describe('units', () => {
  const figureOf = (name: string) => language.units.find(unit => unit.name === name)!.figure

  it.each([
    ['money', '150万元'],
    ['money', '51.60亿元'],
    ['percent', '27.85%'],
    ['percent', '5个百分点'],
    ['length', '72课时'],
    ['length', '2-3年'],
    ['count', '2000余名'],
    ['area', '114亩'],
  ])('%s: %s', (name, text) => {
    expect(figureOf(name).test(text)).toBe(true)
  })

  it.each([
    ['money', '27.85%'],
    ['percent', '150万元'],
    ['length', '310个'],
    ['area', '元'],
  ])('%s is not %s', (name, text) => {
    expect(figureOf(name).test(text)).toBe(false)
  })

  it('in words are known, too', () => {
    expect(language.units.find(unit => unit.name === 'length')!.inWords.test('三年')).toBe(true)
  })
})

describe('words of a question for a penalty', () => {
  const { asking, party } = language.penaltyWords

  it.each(['被罚', '抓到', '扣分', '逮住', '严重'])('%s asks for it', word => {
    expect(asking.test(word)).toBe(true)
  })

  it.each(['公司', '个人'])('%s says who did it', word => {
    expect(party.test(word)).toBe(true)
  })

  it.each(['抓鱼', '喷漆', '公司登记', '举报'])('%s is of the conduct', word => {
    expect(asking.test(word) || party.test(word)).toBe(false)
  })
})

describe('words of a question for an amount', () => {
  const { amountWords } = language

  it.each(['包头招了多少老师', '有几个名校长工作室', '一周几节体育课'])('%s asks for one', text => {
    expect(amountWords.asks.test(text)).toBe(true)
  })

  it.each(['好几个学校都这样', '第几条写的', '几乎没有'])('%s asks for none', text => {
    expect(amountWords.asks.test(text)).toBe(false)
  })

  it('take each other’s place where they count the same things', () => {
    expect(amountWords.measures.get('所')).toContain('家')
    expect(amountWords.measures.get('名')).toEqual(expect.arrayContaining(['人', '位']))
    expect(amountWords.measures.get('节')).toBeUndefined()
  })

  it('tell an amount without a figure', () => {
    expect(amountWords.untold.test('与上年持平')).toBe(true)
    expect(amountWords.untold.test('按照批次办理')).toBe(false)
  })
})
