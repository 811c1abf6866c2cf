import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, type ClauseIndex } from '../../../index/build.js'
import { loadConfidenceModels } from '../../../src/answer/confidence.js'
import { ask, explain } from '../../../src/ask.js'
import { weighedBy } from '../../../src/retrieve/weights.js'
import { asked, traced } from '../seed-questions.js'

/** Real articles that put in the terms of laws what people ask in words of every day. */
const LAWS: Record<string, string> = {
  杭州市院前医疗急救管理条例: `
第三条 院前医疗急救是政府举办的公益性事业，是公共卫生服务体系的重要组成部分。

第十七条 本市行政区域内每五万常住人口至少配置一辆救护车；边远山区应当增配救护车。市急救中心应当配置大型救护车和特种救护车。`,
  菏泽市物业管理条例: `
第十条 业主委员会一般由五至十一人的单数组成，每届任期不超过五年，可以连选连任。具体人数、任期由业主大会议事规则约定。`,
  中华人民共和国国务院组织法: `
第十二条 国务院组成部门设部长（主任、行长、审计长）一人，副部长（副主任、副行长、副审计长）二至四人；委员会可以设委员五至十人。`,
  重庆市防震减灾条例: `
第四十一条 学校应当将防震减灾知识作为学生安全教育的内容，每学年组织开展地震紧急疏散演练活动，提高学生应急避险、自救互救能力。`,
  浙江省街道人大工作条例: `
第七条 人大街道工委主任、副主任和委员，由县级人民代表大会常务委员会任免。`,
  上海市推进国际贸易中心建设条例: `
第二十九条 市商务部门应当收集、汇总国家和本市有关贸易发展的产业政策、产品标准、扶持措施、行业动态、办事程序等信息，并集中在《中国（上海）国际贸易中心网》上发布。`,
  彩票管理条例: `
第二十五条 彩票中奖者应当自开奖之日起60个自然日内，持中奖彩票到指定的地点兑奖。逾期不兑奖的视为弃奖。`,
  东营市黄河三角洲生态保护与修复条例: `
第五十九条 违反本条例规定，进行开垦、采石、采砂、采土或者其他活动，造成柽柳林木毁坏的，由自然资源和规划部门责令停止违法行为，限期在原地或者异地补种毁坏株数二倍以上三倍以下的树木，可以处毁坏林木价值三倍以上五倍以下的罚款。`,
  中华人民共和国乡村振兴促进法: `
第七条 国家坚持以社会主义核心价值观为引领，繁荣发展乡村文化。

每年农历秋分日为中国农民丰收节。`,
  上海市特种行业和公共场所治安管理条例: `
第十一条 举办大型公众性临时活动的单位，应当在举办活动预定日的十五日前，向所在地的公安部门或者有关的专业公安部门提出书面申请。`,
  北京市突发事件应对办法: `
第四十二条 公民参与突发事件应急救援工作或者协助维护社会秩序期间，其在本单位的工资待遇和福利不变。`,
}

let folder = ''
let index: ClauseIndex

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wence-confidence-'))
  for (const [name, articles] of Object.entries(LAWS))
    writeFileSync(join(folder, `${name}.md`), `# ${name}\n${articles}`)
  index = (await buildIndex(folder)).index
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('what laws write otherwise than questions ask it is no reason to refuse', () => {
  it.each([
    ['a number of inhabitants', '杭州每多少人要配一台救护车', '五万常住人口'],
    ['persons that are counted', '菏泽小区的业委会一般几个人', '五至十一人'],
    ['persons of a rank', '国务院一个部里最多能配几个副部长', '二至四人'],
    ['how often', '重庆的学校多久要搞一回地震疏散演练', '每学年'],
    ['who appoints, and not who holds the office', '浙江街道人大工委主任谁任命', '县级人民代表大会常务委员会'],
    ['a website by its name', '上海的产业政策、扶持措施、办事程序这些统一发在哪个网站', '国际贸易中心网'],
    ['natural days', '彩票中奖，从开奖算起多少天要去兑奖', '60个自然日'],
    ['a duty in the article of the fine', '东营有人把柽柳林毁坏了，要他补种几倍的树', '二倍以上三倍以下'],
    ['a day of the old calendar', '农民丰收节是哪一天', '农历秋分日'],
    ['a term, whatever the act before it is called', '上海办大型临时活动，要提前多少天向公安申请', '十五日前'],
    ['几 of what was done', '在北京，我请了几天去参加应急救援，单位能扣我工资吗', '工资待遇和福利不变'],
  ])('%s: %s', (_, question, part) => {
    const { status, citations } = ask(index, question)
    expect(status).toBe('answered')
    expect(citations[0].quote).toContain(part)
  })

  it.each(['菏泽业委会一般有几辆车', '杭州每多少人要配一名医生', '彩票中奖奖金多少元'])(
    'but %s is refused',
    question => {
      expect(ask(index, question).status).toBe('not_found')
    },
  )
})

describe('how sure an answer is', () => {
  it('is weighed apart for articles of laws', () => {
    const models = loadConfidenceModels()
    expect(models.articles).not.toEqual(models.clauses)
    const [article] = explain(index, '菏泽小区的业委会一般几个人').trace.passages
    expect(weighedBy(article.clause)).toBe('articles')
    expect(weighedBy(traced('呼伦贝尔班主任津贴多少').passages[0].clause)).toBe('clauses')
  })

  it('looks at how far a passage lies before or behind the others', () => {
    const { passages } = explain(index, '杭州每多少人要配一台救护车').trace
    expect(passages[0].lead).toBeCloseTo(passages[0].score - passages[1].score)
    for (const passage of passages.slice(1)) expect(passage.lead).toBeCloseTo(passage.score - passages[0].score)
  })
})

describe('a spoken phrase that a clause writes out', () => {
  it.each([
    ['同事得了大病家底都掏空了，呼伦贝尔有没有啥机构能拉老师一把？', '大病致贫教师'],
    ['班主任说今年包头老师都要挨家上门家访，是真有这要求还是我们学校自己搞的？', '实地家访工作年'],
  ])('makes up for a word told before it: %s', (question, part) => {
    const { status, citations } = asked(question)
    expect(status).toBe('answered')
    expect(citations[0].quote).toContain(part)
  })

  it.each(['包头去学生家里老师有没有交通补贴', '包头双减没用后作业最多写多久'])(
    'but for nothing behind it, which is what is asked: %s',
    question => {
      expect(asked(question).status).toBe('not_found')
    },
  )
})
