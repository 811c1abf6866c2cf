import { describe, expect, it } from 'vitest'
import { readLines } from '../../index/lines.js'
import { isRow, joinLines, type Paragraph } from '../../index/paragraphs.js'
import { readSeed } from './support.js'

function paragraphsOf(source: string): Paragraph[] {
  return joinLines('x.txt', readLines('x.txt', source).lines).paragraphs
}
const textsOf = (source: string) => paragraphsOf(source).map(paragraph => paragraph.text)

describe('paragraphs', () => {
  it('go on across a page break where the sentence does', () => {
    const texts = textsOf(readSeed('baotou-2025-yiwu-jiaoyu.txt'))
    const holding = (words: string) => texts.filter(text => text.includes(words))
    expect(holding('需农牧区或薄弱学校支教1年政策,通过增加名额')).toHaveLength(1)
    expect(holding('学习借鉴先进地区和周边盟市创新做法的基础上,印发')).toHaveLength(1)
    expect(holding('2025年进一步扩大包九外招生规模')).toHaveLength(1)
    expect(holding('推进旗县区和学校质量自评机制建设')).toHaveLength(1)
    expect(holding('分别通过集中封闭和入校跟岗等形式,帮助新教师')).toHaveLength(1)
  })

  it('go on across a heading that the page broke', () => {
    const texts = textsOf(readSeed('baotou-2025-yiwu-jiaoyu.txt'))
    expect(texts).toContain('四、关于"坚持问题导向,补足短板弱项,全面提升学校标准化建设水平"的研究处理情况')
    expect(texts).toContain('五、关于"培养引进并重,激发内在潜力,进一步加强人才队伍建设"的研究处理情况')
  })

  it('go on across the columns of a newspaper', () => {
    const texts = textsOf(readSeed('hohhot-2023-gongzuo-zhongdian.txt'))
    const holding = (words: string) => texts.filter(text => text.includes(words))
    expect(holding('实现指挥中心校园安全全天候网络巡视全覆盖。')).toHaveLength(1)
    expect(holding('市教育局将认真落实教育部《新时代基础教育强师计划》')).toHaveLength(1)
    expect(holding('深入推进“名师+”“名校长+”工程。')).toHaveLength(1)
    expect(holding('招聘近3000名教师。')).toHaveLength(1)
    expect(holding('学位供给“热力图”')).toHaveLength(1)
    expect(texts).toContain('大力推进62 所中小学、幼儿园建设工程')
  })

  it('join what stands in brackets and quotation marks over the page', () => {
    const text = textsOf(readSeed('hohhot-2023-yixue-chengshi.txt')).find(t => t.includes('教研一体化平台'))
    expect(text).toContain('搭建“市—区教研一体化平台”,加强各地各所学校教研教学交流。')
  })

  it('end where the next line brings a number, a label, a table row or a heading', () => {
    expect(
      textsOf(
        '教师队伍建设\n一、总体要求\n（一）指导思想\n坚持立德树人。\n责任单位：市教育局。\n年度\t2025\n比例\t97\n## 附则',
      ),
    ).toEqual([
      '教师队伍建设',
      '一、总体要求',
      '（一）指导思想',
      '坚持立德树人。',
      '责任单位：市教育局。',
      '年度\t2025',
      '比例\t97',
      '附则',
    ])
  })

  it('do not go on behind a full stop and an empty line', () => {
    expect(textsOf('坚持优先发展。\n\n坚持服务人民。')).toEqual(['坚持优先发展。', '坚持服务人民。'])
  })

  it('go on with a reference to an article, and end before an article', () => {
    expect(textsOf('某条例\n\n第一条　教师应当依照\n第六条的规定办理，不得拖延。\n第二条　学校应当公开信息。')).toEqual(
      ['某条例', '第一条　教师应当依照第六条的规定办理，不得拖延。', '第二条　学校应当公开信息。'],
    )
  })

  it('keep the lines apart that say when and by whom a law was passed', () => {
    const lines = [
      '某市教育条例',
      '2010年4月29日 某市第十三届人民代表大会常务委员会第九次会议通过',
      '2019年5月31日 某省第十三届人民代表大会常务委员会第十次会议《关于修改〈某市教育条例〉的决定》修正）',
      '2019年7月1日 施行',
      '法释〔2019〕10号',
      '（自2019年8月1日起施行）',
      '为了发展教育事业，制定本条例。',
    ]
    const { paragraphs, findings } = joinLines('x.md', readLines('x.md', `# ${lines.join('\n\n')}`).lines)
    expect(paragraphs.map(paragraph => paragraph.text)).toEqual(lines)
    expect(findings).toEqual([])
  })

  it('with a number are no signature, though they name an organ', () => {
    const shapes = paragraphsOf(
      '某市教育办法\n\n一、市教育局\n\n第二条 本条例适用于县（市）人民政府\n\n甲市人民政府',
    ).map(p => p.shape)
    expect(shapes).toEqual(['heading', 'heading', 'heading', 'label'])
  })

  it('put a space between Latin words that a line end parted, and none between Chinese ones', () => {
    expect(
      textsOf('标题\n\n深化课程改革，推进 STEAM\neducation 课程建设，探索建立高中阶段拔尖创新\n人才早期识别机制。').at(
        -1,
      ),
    ).toBe('深化课程改革，推进 STEAM education 课程建设，探索建立高中阶段拔尖创新人才早期识别机制。')
  })

  it('know what they are', () => {
    const shapes = paragraphsOf(
      '某市教育办法\n\n第一章　总则\n\n第一条　为了发展教育，制定本办法。\n\n责任单位：市教育局\n\n甲\t乙\n\n某市人民政府\n\n2024年3月5日',
    )
    expect(shapes.map(p => p.shape)).toEqual(['heading', 'heading', 'body', 'label', 'row', 'label', 'label'])
  })

  it('with a number that ask are headings of the answers below them', () => {
    const asks = '四、纳税人申报若有困难，如何申请延期申报？'
    const answers = '答：纳税人可登录后通过选择“我要办税”，填写并提交《延期申报申请核准表》。'
    const shapes = (source: string) => paragraphsOf(source).map(({ shape }) => shape)
    expect(shapes(`网上办税问题解答\n\n${asks}\n\n${answers}`)).toEqual(['heading', 'heading', 'body'])
    expect(shapes(`网上办税问题解答\n\n四、何为困难？由税务机关认定。`)).toEqual(['heading', 'body'])
  })

  it('do not end behind a year at the end of a line', () => {
    const texts = textsOf(readSeed('wuhai-jiaoyu-2035.txt'))
    expect(texts.filter(text => /2022\s*年完成/.test(text)).length).toBeGreaterThan(0)
    expect(texts.filter(text => /^年/.test(text))).toEqual([])
  })

  it('know the numbered questions of a file that lost its line breaks', () => {
    const answer =
      '答：纳税人可登录后通过选择“我要办税”，填写并提交申请表，税务机关审批完成后即可获取审批结果。'.repeat(5)
    const paragraphs = paragraphsOf(`一、如何申请延期申报？  ${answer} 二、如何申请退税，要多久？  ${answer}`)
    const headings = paragraphs.filter(({ shape }) => shape === 'heading').map(({ text }) => text)
    expect(headings).toEqual(['一、如何申请延期申报？', '二、如何申请退税，要多久？'])
  })

  it('start new ones where a file lost its line breaks', () => {
    const filler = '教育行政部门应当加强指导和监督，学校应当落实主体责任，家长应当配合学校开展教育。'.repeat(4)
    const texts = textsOf(
      `第一条 为了发展教育，制定本办法。${filler}第二条 本市学校适用本办法。${filler}第三条 依照第二条规定的学校，应当公开信息。${filler}`,
    )
    expect(texts.map(text => text.slice(0, 3))).toEqual(['第一条', '第二条', '第三条'])
  })

  it('remember for each character where it stands in the file', () => {
    for (const name of ['baotou-2025-yiwu-jiaoyu.txt', 'hohhot-2023-gongzuo-zhongdian.txt', 'wuhai-jiaoyu-2035.txt']) {
      const source = readSeed(name)
      for (const paragraph of paragraphsOf(source)) {
        expect(paragraph.offsets).toHaveLength(paragraph.text.length)
        expect(paragraph.offsets.map(offset => (offset < 0 ? ' ' : source[offset])).join('')).toBe(paragraph.text)
      }
    }
  })

  it('that were parted by the page are found with both halves', () => {
    const source = readSeed('baotou-2025-yiwu-jiaoyu.txt')
    const { findings } = joinLines('b.txt', readLines('b.txt', source).lines)
    const line = source.split('\n').findIndex(text => text.startsWith('教1年政策')) + 1
    expect(findings.every(finding => finding.kind === 'joined' && finding.line > 1)).toBe(true)
    expect(findings.find(finding => finding.message.includes('教1年政策'))).toMatchObject({
      line,
      message: expect.stringContaining('薄弱学校支｜教1年政策'),
    })
  })

  it('are table rows only where tabs or bars part cells', () => {
    expect(isRow('学前教育毛入园率\t97\t98\t99\t99')).toBe(true)
    expect(isRow('| 指标 | 2025年 |')).toBe(true)
    expect(isRow('教师 工资')).toBe(false)
    expect(isRow('\t缩进的一行')).toBe(false)
    expect(isRow('第四章\t使用管理')).toBe(false)
    expect(isRow('（一）\t组织领导')).toBe(false)
    expect(isRow('（一）\t组织领导\t市教育局')).toBe(true)
    expect(isRow('1.\t市教育局')).toBe(true)
    expect(isRow('第十八条 法规案在审议中有\t重大问题的，由大会决定。')).toBe(false)
    expect(isRow('第十八条 由大会决定。\t第十九条 由主席团决定。')).toBe(true)
  })
})
