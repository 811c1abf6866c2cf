import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, type ClauseIndex } from '../../index/build.js'
import { ask, explain } from '../../src/ask.js'

const ASKED_AND_ANSWERED = `“非接触式”网上办税清单及问题解答

一、如何快速进入电子税务局办理涉税业务？
答：纳税人通过浏览器访问税务总局官网后选择自身所在省级税务局的官网链接，点击首页中的“电子税务局”即可跳转进入。

二、纳税人申报若有困难，如何申请延期申报？
答：纳税人可登录后通过选择“我要办税”，进入“对纳税人延期申报核准”，填写并提交《延期申报申请核准表》和《税务行政许可申请表》。
`
const DONATIONS = `广西壮族自治区新型冠状病毒感染的肺炎疫情防控捐赠公告

二、捐赠途径

（一）广西慈善总会接收捐款账户信息。

开户名：广西慈善总会，开户行：中国银行南宁市民主支行，账号：613257485006。

（二）医疗物资捐赠渠道

1.接收医疗物资捐赠联系方式：

自治区指挥部医疗物资保障组电话15077167011，自治区红十字会电话15177470120。
`
const CITY = `湖南省受理疫情防控工作问题线索公告

省委新型冠状病毒感染的肺炎疫情防控工作领导小组开通热线电话，受理有关地区和部门在疫情防控工作中责任落实不到位等问题线索。

长沙市受理疫情防控工作问题线索的热线电话是0731-88666312。
`

const MONEY = `财政部预拨第二批疫情防控补助资金

经国务院批准，财政部14日预拨2020年第二批新型冠状病毒肺炎疫情防控补助资金80亿元，支持各地开展疫情防控工作。

对新设的便民网点给予单笔补贴，补贴资金不超过3万元。
`
const MEASURES = `江西省稳定经济增长政策措施

4.全省药品补充申请、再注册收费标准降低30%。
`
const NEWS = `各地防控和复工复产的做法

17家口罩企业逐步恢复产能，全部投产后每日产能可达400万只。

山东省近期推出的19条加快外资企业复工复产、推进外商投资的政策措施，供全国参照借鉴。

浙江公布的新版“五色图”按新发病例数和聚集性疫情发生情况界定各县的疫情风险。文字说明和图示一并公布。
`
/** A text without a title, called by the organs that issued it. */
const UNTITLED = `人力资源社会保障部

各地要抓紧制定具体实施办法，各省的实施办法于3月5日前报备案。
`
const SUPPORT = `各部门支持疫情防控的情况

人力资源社会保障部介绍，目前已采取措施支持疫情防控医疗机构紧急补充工作人员，发放临时性工作补助，核增一次性绩效工资。
`

describe('public notices', () => {
  let folder: string
  let index: ClauseIndex
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wence-notices-'))
    writeFileSync(join(folder, 'tax.txt'), ASKED_AND_ANSWERED)
    writeFileSync(join(folder, 'donations.txt'), DONATIONS)
    writeFileSync(join(folder, 'city.txt'), CITY)
    writeFileSync(join(folder, 'money.txt'), MONEY)
    writeFileSync(join(folder, 'measures.txt'), MEASURES)
    writeFileSync(join(folder, 'news.txt'), NEWS)
    writeFileSync(join(folder, 'untitled.txt'), UNTITLED)
    writeFileSync(join(folder, 'support.txt'), SUPPORT)
    index = (await buildIndex(folder)).index
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('that ask and answer are answered by what stands below the question', () => {
    const { answer, citations } = ask(index, '纳税人申报有困难，如何申请延期申报？')
    expect(answer).toContain('延期申报申请核准表')
    expect(answer).not.toContain('？')
    expect(citations[0].path.at(-1)).toBe('二、纳税人申报若有困难，如何申请延期申报？')
  })

  it.each([
    ['广西慈善总会接收捐款账户信息是什么？', '613257485006'],
    ['广西接收医疗物资捐赠联系方式是什么？', '15077167011'],
  ])('are not answered by a line that only names what stands below it: %s', (question, told) => {
    const { answer, citations } = ask(index, question)
    expect(answer).toContain(told)
    expect(citations[0].quote).toContain(told)
  })

  it('answer for a city named with its province in one answer, not in a line for each', () => {
    const { status, answer } = ask(index, '湖南省长沙市受理疫情防控工作问题线索的热线电话是多少？')
    expect(status).toBe('answered')
    expect(answer).toContain('0731-88666312')
    expect(answer).not.toContain('没有收录')
  })

  it.each([
    ['a sum, where they write no 金额', '财政部第二批疫情防控补助资金的预拨金额是多少？', '80亿元'],
    ['a share by which a price falls', '江西药品再注册收费标准降低多少？', '30%'],
    ['a number of things made, though the question speaks of 投产', '口罩企业投产后产能有多少？', '400万只'],
    ['a number of 条, though the question speaks of 投资', '山东推出多少条推进外商投资的政策措施？', '19条'],
  ])('tell %s', (_, question, told) => {
    const { status, answer } = ask(index, question)
    expect(status).toBe('answered')
    expect(answer).toContain(told)
  })

  it('do not take an organ for the text without a title that is called by it', () => {
    const { trace, answer } = explain(index, '人力资源社会保障部采取什么措施支持医疗机构补充人员？')
    expect(trace.question.documents).toEqual([])
    expect(answer.answer).toContain('核增一次性绩效工资')
  })

  it('are not asked for 图示 where a question says 图是', () => {
    expect(explain(index, '浙江“五色图”是如何界定的？').trace.question.mended).toEqual([])
  })
})
