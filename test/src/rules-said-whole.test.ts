import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, type ClauseIndex } from '../../index/build.js'
import { ask } from '../../src/ask.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { asked } from './seed-questions.js'

/** Real articles in which the words that answer stand beside words that do not. */
const LAWS: Record<string, string> = {
  青岛市水资源管理条例: `
第十七条 兴建水库,必须符合有关安全技术标准。兴建小(二)型水库,应当报经所在区(市)水行政主管部门批准;兴建小(一)型水库,应当报经市水行政主管部门批准;兴建大中型水库,应当按照国家有关规定报批。

水库建成后必须加强管理和保护,保证水库安全运行。`,
  中华人民共和国湿地保护法: `
第二十条 建设项目确需临时占用湿地的，应当依照有关法律法规的规定办理。临时占用湿地的期限一般不得超过二年，并不得在临时占用的湿地上修建永久性建筑物。

临时占用湿地期满后一年内，用地单位或者个人应当恢复湿地面积和生态条件。`,
  嘉兴市养犬管理条例: `
第十一条 养犬准养登记有效期为一年。养犬人应当于养犬准养登记有效期届满三十日前，凭养犬准养登记证明和狂犬病免疫证明向养犬主管部门申请办理延续。

养犬准养登记证明、犬牌、犬只电子身份标识毁损或者灭失的，养犬人应当申请补发或者重新植入。`,
  许昌市机动车排气污染防治条例: `
第二十条 机动车和非道路移动机械应当按照国家和本省有关规定，进行排放检验，接受监督抽测。

在不影响道路正常通行的情况下，生态环境主管部门可以通过遥感监测等技术手段，对在道路上行驶的机动车的大气污染物排放状况进行监督抽测。

生态环境主管部门及有关部门进行监督抽测不得收取任何费用。`,
  中华人民共和国全国人民代表大会议事规则: `
第五十七条 代表在大会全体会议上发言的，每人可以发言两次，第一次不超过十分钟，第二次不超过五分钟。

要求在大会全体会议上发言的，应当在会前向秘书处报名，由大会执行主席安排发言顺序。`,
  旅行社条例: `
第十四条 旅行社每设立一个经营国内旅游业务和入境旅游业务的分社，应当向其质量保证金账户增存5万元；每设立一个经营出境旅游业务的分社，应当向其质量保证金账户增存30万元。`,
  济宁市古树名木保护条例: `
第十二条 古树名木保护范围由县（市、区）人民政府古树名木主管部门按照下列规定划定：

（一）名木和一级保护的古树，其保护范围不小于树冠垂直投影外三米；

（二）二级保护的古树，其保护范围不小于树冠垂直投影外二米；

（三）三级保护的古树，其保护范围不小于树冠垂直投影外一米。`,
  中华人民共和国国务院组织法: `
第十一条 国务院组成部门的设立、撤销或者合并，经总理提出，由全国人民代表大会决定；在全国人民代表大会闭会期间，由全国人民代表大会常务委员会决定。国务院组成部门确定或者调整后，由全国人民代表大会或者全国人民代表大会常务委员会公布。`,
  城镇国有土地使用权出让和转让暂行条例: `
第十四条 土地使用者应当在签订土地使用权出让合同后六十日内，支付全部土地使用权出让金。逾期未全部支付的，出让方有权解除合同，并可请求违约赔偿。`,
  广东省外商投资权益保护条例: `
第二十六条 投诉工作机构接到外国投资者、外商投资企业投诉后，应当在五个工作日内决定是否受理，并书面告知投诉人；不予受理的，应当说明理由。

投诉工作机构应当在受理投诉之日起二十个工作日内办结受理的投诉事项；事项复杂确需延期的，可以依照国家规定适当延长处理期限，并告知投诉人延期理由。`,
  郑州市城市道路交通安全管理条例: `
第二十二条 驾驶自行车、人力三轮车必须年满十二周岁；驾驶电动自行车和残疾人机动轮椅车必须年满十六周岁。

成年人驾驶自行车、电动自行车，在确保安全的前提下，在城市道路上可以载一名十二周岁以下的未成年人。电动自行车驾驶人和乘坐人员应当佩戴安全头盔。`,
  宁波市电梯安全条例: `
第二十八条 电梯使用单位应当按照安全技术规范的要求，在电梯检验合格有效期届满前一个月，向依法核准的电梯检验机构提出定期检验要求。未经检验或者经检验不合格的电梯，不得继续使用。

电梯检验机构应当在接到电梯使用单位的定期检验要求后及时安排检验，并在完成检验后的十个工作日内出具检验报告。`,
  山东省精神卫生条例: `
第四十条 严重精神障碍患者因存在危害他人安全的行为或者危险需要住院治疗的，由其监护人办理住院手续；监护人不办理住院手续的，由患者所在单位、村民委员会或者居民委员会办理住院手续，提供监护人不办理住院手续的书面说明，并由精神卫生医疗机构在患者病历中予以记录。`,
  上海市遗体捐献条例: `
第十二条 办理遗体捐献登记手续的，可以采取以下方式：

（一）到登记机构登记；

（二）委托他人代为登记；

（三）要求登记机构上门登记；

（四）其他便于登记的方式。

生前未办理遗体捐献登记手续的自然人死亡后，其近亲属可以持本人以及死者身份证件办理遗体捐献登记手续；但死者生前明确表示不同意捐献遗体的除外。近亲属之间意见不一致的，登记机构不得办理遗体捐献登记手续。`,
}

let folder = ''
let index: ClauseIndex
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wence-rules-'))
  for (const [title, text] of Object.entries(LAWS)) writeFileSync(join(folder, `${title}.md`), `# ${title}\n${text}\n`)
  index = (await buildIndex(folder)).index
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const said = (question: string) => ask(index, question).answer

describe('a rule of a law', () => {
  it('is said with its other cases', () => {
    expect(said('青岛建小二型水库找谁批')).toMatch(/区\(市\)水行政主管部门批准.*市水行政主管部门批准/)
    expect(said('国务院部门合并，人大闭会的时候由谁决定')).toMatch(/闭会期间，由全国人民代表大会常务委员会决定/)
  })

  it('is said with the case that follows it', () => {
    expect(said('签了土地出让合同，出让金多久之内要交清')).toMatch(/六十日内.*逾期未全部支付的，出让方有权解除合同/)
  })

  it('never ends with a case or a time alone', () => {
    for (const question of ['国务院部门合并由谁决定', '人大代表大会上发言一次多久', '临时占用湿地最长几年'])
      expect(said(question)).not.toMatch(/(?:的|期间|时)。$/)
  })

  it('does not begin in the middle of a list that it leaves', () => {
    const answer = said('上海遗体捐献，死者近亲属意见不一致，登记机构会给办手续吗')
    expect(answer).toContain('登记机构不得办理遗体捐献登记手续')
    expect(answer).not.toContain('上门登记')
  })

  it('by grades is said for all of them where the question names none', () => {
    expect(said('济宁古树树冠投影外至少留几米保护范围')).toMatch(/三米.*二米.*一米/)
  })
})

describe('the sentence with the words that tell', () => {
  it.each([
    ['临时占用湿地最长能占几年', '不得超过二年'],
    ['嘉兴养犬登记有效期多久', '有效期为一年'],
    ['许昌路边抽测机动车尾气，要车主掏钱吗', '不得收取任何费用'],
    ['广东外商投诉受理以后多久能办完', '二十个工作日内办结'],
    ['郑州骑电动自行车得多大', '必须年满十六周岁'],
    ['宁波电梯定期检验要在有效期到期前多久提出', '届满前一个月'],
    ['山东精神病人要住院，监护人不去办手续，谁去办', '村民委员会或者居民委员会'],
  ])('is said: %s', (question, words) => {
    expect(said(question)).toContain(words)
  })

  it('is told by patterns of the data file', () => {
    const rows = loadQuestionLanguage().telling
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.some(({ asks, holds }) => asks.test('最长能占几年') && holds.test('一般不得超过二年'))).toBe(true)
  })
})

describe('several figures that are asked for', () => {
  it('are all said', () => {
    expect(said('全国人大代表在大会全体会议上发言，一人能讲几回，每回多长时间')).toMatch(/两次.*十分钟.*五分钟/)
    expect(said('旅行社开国内游分社和出境游分社，保证金各要增存多少')).toMatch(/5万元.*30万元/)
  })

  it('are said for each year, without what stands around them', () => {
    expect(asked('乌海的智慧教育标杆学校，2022年和2025年各要建多少所？').answer).toMatch(
      /^2022年.*6所以上.*；2025年.*15所以上[^，。]*。$/,
    )
  })

  it('are two dates where two are asked for', () => {
    const { answer } = asked('呼市宜学城市审议意见 处理方案哪天前报人大文工委 书面报告又是哪天前')
    expect(answer).toMatch(/2023年9月21日前.*2023年11月21日前/)
  })

  it('are a date with its count, and a whole range of dates', () => {
    expect(asked('乌海 教育现代化试验区 几个 哪年').answer).toMatch(/2025年.*3个/)
    expect(asked('包头2024年秋季招才，市局带了几所直属学校，几号到几号').answer).toContain('9月28日至11月1日')
  })

  it('are not counted where a region each gives one', () => {
    const { answer } = asked('呼伦贝尔和乌海，对学生每天体育锻炼时间的要求分别是多少？')
    expect(answer).toMatch(/2小时[\s\S]*1小时/)
  })
})

describe('the figure of one of several things', () => {
  it('is that of the thing, in the next turn, too', () => {
    expect(asked('包头有多少个卓越教师？', '领航校长呢').answer).toContain('67人')
  })

  it('is not that of what stands beside it', () => {
    expect(asked('乌海花在教育上的钱才占GDP百分之几啊').answer).toContain('3%')
  })
})

describe('a thing that is only named', () => {
  it('is answered by what speaks of it, an amount with its figure', () => {
    expect(asked('班主任津贴').answer).toContain('600元增长至每月800元')
    expect(asked('呼伦贝尔示范性高中奖励').answer).toContain('30万元')
    expect(asked('呼和浩特 高中 生涯规划教育培训 合作大学').answer).toContain('北京大学')
  })
})

describe('what tells whose a figure is', () => {
  it('is said with it where it was asked for', () => {
    expect(asked('国家级一等奖奖多少').answer).toMatch(/获国家级.*15万元/)
    expect(asked('呼市“名校+”工程要求每个旗县区好学校至少建几所？').answer).toContain('每个学段至少建设一所')
  })

  it('is what the turn itself names', () => {
    expect(asked('呼市双减压掉了多少家学科培训班', '那课后服务呢，多少学校开了').answer).toContain('98.7%')
  })
})
