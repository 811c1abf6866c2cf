import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, type ClauseIndex } from '../../index/build.js'
import { ask } from '../../src/ask.js'

/** Real articles of laws of four kinds: two cities' rules on the same matters, a province's, the state's. */
const LAWS: Record<string, string> = {
  商丘市文明行为促进条例: `
## 第二章 文明行为规范

第十五条 饲养犬只应当遵守下列规定：

（一）不得在居民生活区饲养列入禁养名录的犬只；

（三）携带犬只出户由成年人用束犬链牵领；

（六）避免犬只噪音扰民，及时清理犬只在公共区域排泄的粪便。

第二十条 本条例所称文明行为，是指遵守法律法规、符合社会主义道德要求的行为。

## 第三章 法律责任

第三十四条 有下列行为之一的，由城市管理行政执法部门责令改正，按照下列规定予以处罚：

（一）高空抛物的，处一千元以上三千元以下罚款；

（二）在禁止吸烟的场所和区域吸烟的，处一百元以上五百元以下罚款。

第三十五条 违反本条例第十五条第一款规定，有下列情形之一的，按照下列规定予以处罚：

（二）违反第三项规定，携带犬只出户未用束犬链牵领的，由城市管理行政执法部门责令改正，拒不改正的，处五百元以上一千元以下罚款；

（三）违反第六项规定的，由城市管理行政执法部门责令改正，拒不改正的，处五十元以上一百元以下罚款。

第三十九条 本条例自2019年12月1日起施行。`,
  潮州市文明行为促进条例: `
第十一条 在维护公共卫生方面，自觉遵守下列规定：

（一）维护公共场所干净、整洁；

（三）不在禁止吸烟的场所、区域和公共交通工具内吸烟；

第四十三条 违反本条例第十一条第三项规定的，由市、县（区）人民政府卫生健康主管部门责令改正，可以处五十元罚款；拒不改正的，处二百元罚款。

第四十七条 本条例自2023年1月1日起施行。`,
  郑州市城市房屋租赁管理条例: `
第五条 市房地产管理部门是本市城市房屋租赁管理的主管部门，负责本条例的组织实施。

第七条 房屋租赁实行登记备案制度。

当事人应自租赁合同签订之日起十五日内到市房地产管理部门申请登记备案。

第八条 有下列情形之一的房屋，不得出租：

（一）无房屋所有权的；

（二）权属有争议的；

（三）危险房屋或有其他重大安全隐患的。

第三十八条 本条例自2003年1月1日起施行。`,
  中华人民共和国道路交通安全法: `
第十九条 驾驶机动车，应当依法取得机动车驾驶证。

公安机关交通管理部门以外的任何单位或者个人，不得收缴、扣留机动车驾驶证。

第九十一条 饮酒后驾驶机动车的，处暂扣六个月机动车驾驶证，并处一千元以上二千元以下罚款。

第一百二十四条 本法自2004年5月1日起施行。`,
}

let folder = ''
let index: ClauseIndex
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wence-laws-'))
  for (const [title, text] of Object.entries(LAWS)) writeFileSync(join(folder, `${title}.md`), `# ${title}\n${text}\n`)
  index = (await buildIndex(folder)).index
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what a breach costs', () => {
  it('is found by the conduct that the penal article only refers to', () => {
    const answer = ask(index, '潮州在禁烟的地方抽烟罚多少')
    expect(answer).toMatchObject({ status: 'answered', answer: expect.stringContaining('五十元罚款') })
    expect(answer.citations[0].quote).toContain('违反本条例第十一条第三项规定的')
    expect(answer.citations[1].quote).toContain('不在禁止吸烟的场所')
  })

  it('is the item that refers to the item asked about, not its neighbour', () => {
    expect(ask(index, '商丘遛狗不拴绳罚多少').answer).toContain('五百元以上一千元以下')
    expect(ask(index, '商丘狗屎不清理罚多少').answer).toContain('五十元以上一百元以下')
  })

  it('is told for each of two cities, and never of one for the other', () => {
    const answer = ask(index, '商丘和潮州在禁烟场所吸烟分别罚多少')
    const [shangqiu, chaozhou] = answer.answer.split('\n')
    expect(shangqiu).toMatch(/^商丘市：.*一百元以上五百元以下/)
    expect(chaozhou).toMatch(/^潮州市：.*五十元罚款/)
  })

  it('is asked on in the next turn', () => {
    expect(ask(index, '那潮州呢', { turns: ['商丘在禁烟场所吸烟罚多少'] }).answer).toContain('五十元罚款')
  })

  it('may be the law of the state’s where a city has no rule of its own, and the notes say so', () => {
    const answer = ask(index, '苏州酒后开车罚多少钱')
    expect(answer).toMatchObject({ status: 'answered', answer: expect.stringContaining('一千元以上二千元以下') })
    expect(answer.notes.join()).toContain('没有收录苏州市')
  })

  it.each(['苏州遛狗不拴绳罚多少', '平和县在禁烟场所吸烟罚多少', '潮州高空抛物罚多少', '商丘赌博罚多少'])(
    'is not told where the documents do not punish it there: %s',
    question => {
      expect(ask(index, question).status).toBe('not_found')
    },
  )
})

describe('a place in a law', () => {
  it.each([
    ['道路交通安全法第十九条第二款', '公安机关交通管理部门以外的任何单位或者个人'],
    ['商丘市文明行为促进条例第三十四条第（二）项', '在禁止吸烟的场所和区域吸烟的'],
    ['商丘文明条例15条第一款第三项', '携带犬只出户由成年人用束犬链牵领'],
    ['郑州市城市房屋租赁管理条例7条', '房屋租赁实行登记备案制度'],
  ])('%s is said alone', (question, words) => {
    const { answer } = ask(index, question)
    expect(answer.replace(/^(?:第[^条]+条\s*|（[^）]+）)/, '')).toMatch(new RegExp(`^${words}`))
  })

  it('is refused where the article has no such paragraph', () => {
    expect(ask(index, '道路交通安全法第十九条第九款').status).toBe('not_found')
  })

  it('of a chapter is the list of its articles', () => {
    const { answer } = ask(index, '商丘市文明行为促进条例第三章')
    expect(answer).toContain('共 3 条')
    expect(answer).toContain('第三十九条')
    expect(answer).not.toContain('第二十条')
  })
})

describe('what laws say of themselves and their words', () => {
  it('since when a text is in force, of two a line each', () => {
    expect(ask(index, '道路交通安全法什么时候开始施行').answer).toContain('2004年5月1日')
    const { answer } = ask(index, '商丘和潮州的文明条例分别什么时候施行')
    expect(answer).toMatch(/商丘市文明行为促进条例》：.*2019年12月1日/)
    expect(answer).toMatch(/潮州市文明行为促进条例》：.*2023年1月1日/)
  })

  it('what a word means', () => {
    expect(ask(index, '商丘条例里文明行为是什么意思').answer).toContain('是指遵守法律法规')
  })

  it('who is in charge', () => {
    expect(ask(index, '郑州房屋租赁归哪个部门主管').answer).toContain('市房地产管理部门')
  })

  it('which ones: the items of the line that announces them, counted', () => {
    const { answer } = ask(index, '郑州哪些房屋不得出租')
    expect(answer).toContain('权属有争议的')
    expect(answer).toContain('共 3 项')
  })
})
