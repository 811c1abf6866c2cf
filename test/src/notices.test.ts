import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, type ClauseIndex } from '../../index/build.js'
import { ask } from '../../src/ask.js'

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

describe('public notices', () => {
  let folder: string
  let index: ClauseIndex
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wence-notices-'))
    writeFileSync(join(folder, 'tax.txt'), ASKED_AND_ANSWERED)
    writeFileSync(join(folder, 'donations.txt'), DONATIONS)
    writeFileSync(join(folder, 'city.txt'), CITY)
    index = buildIndex(folder).index
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
})
