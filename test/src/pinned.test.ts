import { describe, expect, it } from 'vitest'
import type { ClauseIndex } from '../../index/build.js'
import type { Pin } from '../../index/pins.js'
import { ask, explain } from '../../src/ask.js'
import { pinProblems } from '../../src/pinned.js'
import { seeds } from '../index/support.js'

const SUBSIDY = 'hulunbuir-gaozhiliang-cuoshi#5.16.44'
const ROLLOUT = 'baotou-2025-yiwu-jiaoyu#5.2'

const pin = (question: string, clause: string, changes: Partial<Pin> = {}): Pin => ({
  question,
  clause,
  likenesses: [],
  counterExamples: [],
  reason: '测试',
  line: 1,
  ...changes,
})
const pinned = (...pins: Pin[]): ClauseIndex => ({ ...seeds().index, pins })
const capturedBy = (index: ClauseIndex, question: string, turns: string[] = []) =>
  explain(index, question, { turns }).trace.captured

describe('a question that is pinned', () => {
  const index = pinned(pin('呼伦贝尔当班主任一个月能多拿多少', SUBSIDY, { likenesses: ['呼伦贝尔班主任辛苦费多少'] }))

  it('is answered from the clause, in the words of the document', () => {
    const { answer, trace } = explain(index, '呼伦贝尔当班主任一个月能多拿多少')
    expect(trace.captured).toMatchObject({ likeness: 1, pin: { clause: SUBSIDY } })
    expect(answer.status).toBe('answered')
    expect(answer.citations[0].clauseId).toBe(SUBSIDY)
    expect(answer.answer).toContain('800元')
    expect(answer.notes.join()).toContain('送审稿')
  })

  it('is answered though by its words alone nothing would be found', () => {
    expect(ask(seeds().index, '呼伦贝尔班主任辛苦费多少').status).toBe('not_found')
    expect(ask(index, '呼伦贝尔班主任辛苦费多少')).toMatchObject({
      status: 'answered',
      citations: [{ clauseId: SUBSIDY }],
    })
  })

  it.each([
    '请问呼伦贝尔当班主任一个月能多拿多少呀？',
    '呼伦贝尔市当班主任一个月能多拿多少',
    '呼倫貝爾班主任辛苦費多少',
  ])('may be asked as %s', question => {
    expect(capturedBy(index, question)?.pin.clause).toBe(SUBSIDY)
    expect(ask(index, question).citations[0].clauseId).toBe(SUBSIDY)
  })

  it.each([
    ['of another region', '乌海当班主任一个月能多拿多少'],
    ['of a district of it', '海拉尔区当班主任一个月能多拿多少'],
    ['of no region, where it is pinned for one', '当班主任一个月能多拿多少'],
    ['of another document', '乌海教育现代化2035里呼伦贝尔当班主任一个月能多拿多少'],
    ['of a year', '2019年呼伦贝尔当班主任一个月能多拿多少'],
    ['for another kind of answer', '呼伦贝尔当班主任一个月能多拿吗'],
    ['of another thing besides', '呼伦贝尔当班主任和食堂一个月能多拿多少'],
    ['of something else', '呼伦贝尔寄宿生一个月能多拿多少'],
  ])('is not one %s', (_, question) => {
    expect(capturedBy(index, question)).toBeNull()
    expect(ask(index, question)).toEqual(ask(seeds().index, question))
  })

  it.each([
    ['what takes the place of another thing', '呼和浩特小学学位怎么增加', '呼和浩特初中学位怎么增加'],
    ['a figure', '乌海3岁的娃娃怎么入园', '乌海5岁的娃娃怎么入园'],
    ['a denial', '包头哪些学校参加县管校聘', '包头哪些学校不参加县管校聘'],
  ])('is told apart by %s', (_, form, question) => {
    const own = seeds().index.documents.find(({ region }) => region?.startsWith(form.slice(0, 2)))!
    const index = pinned(pin(form, own.clauses[0].id))
    expect(capturedBy(index, form)?.likeness).toBe(1)
    expect(capturedBy(index, question)).toBeNull()
  })

  it('is a question whose region the talk before has supplied', () => {
    expect(capturedBy(index, '当班主任一个月能多拿多少', ['乌海的双师型教师占比'])).toBeNull()
  })
})

describe('where people mostly mean one city', () => {
  const { gazetteer } = seeds().index.lexicon
  const index = pinned(pin('呼伦贝尔当班主任一个月能多拿多少', SUBSIDY))

  it('its pins answer though nobody names it, another city’s do not', () => {
    const asked = (home: string) =>
      explain(index, '当班主任一个月能多拿多少', undefined, { region: gazetteer.byName.get(home)!, goesFirst: false })
    expect(asked('呼伦贝尔市').trace.captured?.pin.clause).toBe(SUBSIDY)
    expect(asked('乌海市').trace.captured).toBeNull()
  })
})

describe('a counter-example', () => {
  const form = '包头县管校聘什么时候全面推开'
  const counter = '包头县管校聘什么时候在全区推开'

  it('keeps out what is nearer to it', () => {
    const plain = pinned(pin(form, ROLLOUT))
    const guarded = pinned(pin(form, ROLLOUT, { counterExamples: [counter] }))
    expect(capturedBy(plain, counter)?.pin.clause).toBe(ROLLOUT)
    expect(capturedBy(guarded, form)?.likeness).toBe(1)
    expect(capturedBy(guarded, counter)).toBeNull()
    expect(pinProblems(guarded)).toEqual([])
  })
})

describe('a pin', () => {
  it('to a clause that is not there captures nothing, and is a problem', () => {
    const index = pinned(pin('呼伦贝尔当班主任一个月能多拿多少', 'hulunbuir-gaozhiliang-cuoshi#99'))
    expect(ask(index, '呼伦贝尔当班主任一个月能多拿多少')).toEqual(
      ask(seeds().index, '呼伦贝尔当班主任一个月能多拿多少'),
    )
    expect(pinProblems(index)).toEqual([{ line: 1, problem: expect.stringContaining('没有收录这一条') }])
  })

  it('whose own question names another city is a problem', () => {
    const question = '乌海当班主任一个月能多拿多少'
    const index = pinned(pin(question, SUBSIDY))
    expect(pinProblems(index)).toEqual([{ line: 1, problem: expect.stringContaining('别的地方') }])
    expect(ask(index, question)).toEqual(ask(seeds().index, question))
  })

  it('with a counter-example that nothing tells from its question is a problem', () => {
    const form = '呼伦贝尔班主任津贴多少'
    const index = pinned(pin(form, SUBSIDY, { counterExamples: [`请问${form}`] }))
    expect(pinProblems(index)).toEqual([{ line: 1, problem: expect.stringContaining('和反例太像') }])
  })

  it('that another pin takes the question of is a problem', () => {
    const index = pinned(
      pin('呼伦贝尔班主任津贴多少', SUBSIDY),
      pin('呼伦贝尔班主任津贴多少', 'hulunbuir-gaozhiliang-cuoshi#6.18.49', { line: 2 }),
    )
    expect(pinProblems(index)).toEqual([{ line: 2, problem: expect.stringContaining('第 1 行') }])
  })

  it('to a heading answers with what stands under it', () => {
    const index = pinned(pin('呼伦贝尔对教师有哪些激励', 'hulunbuir-gaozhiliang-cuoshi#5.16'))
    const { answer, trace } = explain(index, '呼伦贝尔对教师有哪些激励')
    expect(trace.captured).not.toBeNull()
    expect(answer.citations.length).toBeGreaterThan(0)
    expect(answer.citations[0].clauseId).toMatch(/^hulunbuir-gaozhiliang-cuoshi#5\.16/)
  })
})
