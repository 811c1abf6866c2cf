import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, type ClauseIndex } from '../../index/build.js'
import { ask, explain } from '../../src/ask.js'

/** Real articles; who asks about them has not read a law. */
const LAWS: Record<string, string> = {
  宁波市出租汽车客运管理条例: `
第十二条 出租汽车营运权期限为八年，期满后终止，由出租汽车管理机构注销出租汽车营运权证。

第二十一条 出租汽车配备服务监督卡，接受乘客监督。

每辆出租汽车配备驾驶员不得超过三人。出租汽车经营者应当持驾驶员的从业资格证到出租汽车管理机构领取服务监督卡。

第三十四条 出租汽车管理机构应当建立投诉、举报受理制度，公开投诉举报受理方式，接受社会监督。

出租汽车管理机构应当及时核实投诉举报情况，对属于职责范围内的事项，应当自受理之日起十五个工作日内作出处理和答复。

第四十三条 出租汽车经营者违反本条例第二十四条规定的，由出租汽车管理机构责令其改正，处三百元以上三千元以下罚款。`,
  滨州市扬尘污染防治条例: `
第十五条 施工单位在施工区域应当落实下列防尘要求：

（一）施工现场实行围挡封闭；

（二）出入口设置冲洗设施，施工或者运输车辆在冲洗干净后方可驶出。

违反本条规定的，由县级以上人民政府住房和城乡建设部门或者其他监督管理部门责令改正，并处一万元以上十万元以下罚款。

第十七条 市政公用设施施工时，施工单位应当符合下列防尘除尘要求：

（一）采取分段开挖、分段回填的方式施工；

（二）道路或者绿地内各类管线敷设工程完工后，7日内恢复路面或者景观。

违反本条规定的，由县级以上人民政府监督管理部门责令改正，并处二万元以上八万元以下罚款。`,
  山东省高速公路交通安全条例: `
第十一条 机动车进入高速公路行驶，驾驶人和乘车人应当按照规定使用安全带；驾驶人不得安排未满十二周岁的未成年人乘坐在副驾驶位。`,
  山东省老年人权益保障条例: `
第三十一条 逐步建立和完善具有本省户籍的八十周岁以上老年人高龄津贴制度，具体办法由省人民政府制定。

第五十六条 老年人合法权益受到侵害的，被侵害人或者其代理人有权要求有关部门处理。`,
  上海市献血条例: `
第三条 本市提倡十八周岁至五十五周岁的健康公民自愿献血。

第十六条 采供血机构对献血者每次采集血液量一般为二百毫升，最多不得超过四百毫升，两次采集间隔不少于六个月。`,
  北京市未成年人保护条例: `
第三十二条 任何组织或者个人不得招用未满十六周岁未成年人，国家另有规定的除外。

营业性娱乐场所、酒吧、互联网上网服务营业场所等不适宜未成年人活动的场所，不得招用已满十六周岁的未成年人。`,
  杭州市污染物排放许可管理条例: `
第十六条 排污者需要延续污染物排放许可证有效期的，应当在有效期届满三十日前向原发证环境保护行政主管部门提出申请。

第二十条 禁止涂改、倒卖、出租、出借或以其他形式非法转让污染物排放许可证。`,
  重庆市电信条例: `
第三十条 有下列情形之一的，由市电信主管部门责令改正，并向电信用户赔礼道歉、赔偿损失；拒不改正的，处一万元以上十万元以下罚款：

（一）限定电信用户使用其指定的电信业务的；

（二）拒绝与符合条件的电信用户订立合同的。`,
  社会保险经办条例: `
第五十七条 社会保险服务机构拒绝监督检查的，责令改正；拒不改正的，处1万元以上5万元以下的罚款。`,
  中华人民共和国密码法: `
第十二条 任何组织或者个人不得窃取他人加密保护的信息或者非法侵入他人的密码保障系统。

任何组织或者个人不得利用密码从事危害国家安全、社会公共利益、他人合法权益等违法犯罪活动。

第三十二条 违反本法第十二条规定，窃取他人加密保护的信息，非法侵入他人的密码保障系统，或者利用密码从事危害国家安全、社会公共利益、他人合法权益等违法活动的，由有关部门依照《中华人民共和国网络安全法》和其他有关法律、行政法规的规定追究法律责任。`,
  威海市海岸带保护条例: `
第二十四条 区（县级市）人民政府应当严格保护沙滩资源，建立沙滩管护制度，保持沙滩清洁。

除遵守本条例第十九条禁止性行为规定之外，禁止在沙滩从事下列行为：

（一）非法采挖海砂；

（二）擅自堆放物料；

（三）擅自设置经营摊点；

（四）在城市规划区内沙滩从事露天烧烤等污染海岸带环境的行为；

（五）其他破坏沙滩资源的行为。`,
  郑州市矿产资源管理条例: `
第三条 矿产资源属于国家所有。地表或者地下的矿产资源的国家所有权，不因其所依附的土地所有权或者使用权的不同而改变。

第三十七条 原料主要靠收购的矿产品加工企业，对符合入选品位和生产工艺要求的矿石，均应收购，避免浪费矿产资源。`,
}

let folder = ''
let index: ClauseIndex
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wence-lay-'))
  for (const [title, text] of Object.entries(LAWS)) writeFileSync(join(folder, `${title}.md`), `# ${title}\n${text}\n`)
  index = (await buildIndex(folder)).index
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const say = (question: string, ...turns: string[]) => ask(index, question, { turns }).answer
const topicsOf = (question: string) => explain(index, question).trace.question.topics

describe('everyday words', () => {
  it('are those of the law: 工地 is 施工现场, 司机 is 驾驶员', () => {
    const site = topicsOf('滨州工地没围挡罚多少').find(({ word }) => word === '工地')
    expect(site?.variants.map(({ word }) => word)).toContain('施工现场')
    expect(say('宁波一辆出租车最多配几个司机')).toContain('不得超过三人')
    expect(say('山东高速上小孩几岁能坐副驾')).toContain('十二周岁')
  })

  it('stand together again where something is said between them', () => {
    expect(topicsOf('上海献一次血最多能抽多少').map(({ word }) => word)).toContain('献血')
    expect(say('上海献一次血最多能采多少血液')).toContain('四百毫升')
  })

  it('are looked at one by one where no document writes the phrase that they make', () => {
    expect(topicsOf('北京的网吧能招17岁的小孩打工吗').map(({ word }) => word)).not.toContain('小孩打工')
    expect(say('北京的网吧能招17岁的小孩打工吗')).toContain('不得招用')
  })

  it('are no typing errors of words that sound alike', () => {
    expect(explain(index, '郑州地下的矿是谁的').trace.question.mended).toEqual([])
  })

  it('with figures are read as laws write them', () => {
    const age = topicsOf('山东80岁老人有补贴吗').find(({ word }) => word === '80岁')
    expect(age?.variants.map(({ word }) => word)).toContain('八十周岁')
  })
})

describe('how many, how long', () => {
  it('is asked by the unit behind 多少, whatever else the question speaks of', () => {
    expect(explain(index, '宁波投诉出租车多少天给答复').trace.question.unit).toBe('length')
    expect(say('宁波投诉出租车多少天给答复')).toContain('十五个工作日')
  })

  it('is a term, though a fine for missing it follows', () => {
    expect(say('滨州道路挖开埋管子，完工后几天要把路面恢复')).toContain('7日内')
  })
})

describe('what a breach costs', () => {
  it('of an article that says so itself: 违反本条规定的', () => {
    expect(say('滨州工地没围挡罚多少')).toContain('一万元以上十万元以下')
    expect(say('滨州挖路埋管子路面没恢复罚多少')).toContain('二万元以上八万元以下')
  })

  it('is asked on about the same breach where the turn names only how it was done', () => {
    expect(say('拒不改正的话罚多少', '重庆电信公司限定用户用它指定的业务归谁管')).toContain('一万元以上十万元以下')
  })
})

describe('whether something may be done', () => {
  it('is said by an item under the line that announces it', () => {
    expect(say('威海的沙滩上能露天烧烤吗')).toMatch(/^.*禁止在沙滩从事下列行为：在城市规划区内沙滩从事露天烧烤/)
  })

  it('is settled by the rule, not by the article that punishes its breach', () => {
    const { answer, citations } = ask(index, '破解别人加密的信息违法吗')
    expect(answer).toContain('不得窃取')
    expect(citations[0].quote).toContain('第十二条 任何组织')
  })

  it('is settled by what is forbidden or allowed before what must be done', () => {
    expect(say('杭州污染物排放许可证能租给别的厂吗')).toMatch(/^禁止/)
  })
})
