import { describe, expect, it } from 'vitest'
import type { Document } from '../../index/types.js'
import { readSeed, readText, seedDocument, seeds } from './support.js'

const BODY = '\n\n第一条　为了发展教育，制定本办法。\n第二条　学校应当公开信息。\n第三条　家长应当配合。'
const only = (text: string): Document => readText(text).documents[0]

describe('what the seeds say of themselves', () => {
  it.each([
    ['baotou-2025-yiwu-jiaoyu', '包头市', '包头市人民政府', '2025-01-14', null, 'report'],
    ['hohhot-2023-yixue-chengshi', '呼和浩特市', '呼和浩特市人民政府', '2023-06-27', null, 'report'],
    ['hohhot-2023-yixue-chengshi-2', '呼和浩特市', '呼和浩特市人大常委会', '2023-07-20', null, 'in_force'],
    ['hulunbuir-gaozhiliang-cuoshi', '呼伦贝尔市', null, null, null, 'draft'],
    ['wuhai-jiaoyu-2035', '乌海市', '中共乌海市委委员会、乌海市人民政府', '2020-10-29', '乌党发〔2020〕17号', 'plan'],
  ])('%s', (id, region, issuer, issuedOn, docNumber, status) => {
    expect(seedDocument(id)).toMatchObject({ region, issuer, issuedOn, docNumber, status })
  })

  it('is read from the texts alone, without the catalog', () => {
    const alone = (file: string) => readText(readSeed(file), file).documents
    expect(alone('wuhai-jiaoyu-2035.txt')[0]).toMatchObject({
      title: '乌海教育现代化2035',
      docNumber: '乌党发〔2020〕17号',
      issuedOn: '2020-10-29',
      region: '乌海市',
    })
    expect(alone('hulunbuir-gaozhiliang-cuoshi.txt')[0]).toMatchObject({
      title: '呼伦贝尔市推进教育高质量发展若干措施',
      status: 'draft',
      issuer: null,
      issuedOn: null,
    })
    expect(alone('hohhot-2023-yixue-chengshi.txt').map(d => d.issuedOn)).toEqual(['2023-06-27', '2023-07-20', null])
  })

  it('does not take the date of the meeting in its first sentence for the date of the review opinion', () => {
    const opinion = seedDocument('hohhot-2023-yixue-chengshi-2')
    expect(opinion.text).toContain('2023年6月27日')
    expect(opinion.issuedOn).toBe('2023-07-20')
  })

  it('has whole titles, though the page broke them', () => {
    expect(seedDocument('baotou-2025-yiwu-jiaoyu').title).toBe(
      '包头市人民政府对《包头市人大常委会关于〈市人民政府关于全市打造教育高地全面推进义务教育高质量发展工作情况的报告〉的审议意见》研究处理情况的报告',
    )
    expect(seedDocument('hohhot-2023-yixue-chengshi-2').title).toBe(
      '呼和浩特市人大常委会关于《市政府关于呼和浩特市“宜学城市”三年行动方案进展情况报告》的审议意见',
    )
  })

  it('is never contradicted by the catalog without a finding', () => {
    expect(seeds().findings.filter(finding => finding.message.includes('以目录为准'))).toEqual([])
  })
})

describe('the front and the end of a document', () => {
  it('of a notice give number, issuer and date, and the title of what it carries', () => {
    const document = only(
      '内政办发〔2024〕5号\n\n内蒙古自治区人民政府办公厅\n关于印发《自治区学前教育办法》的通知\n\n各盟行政公署、市人民政府：\n\n现将《自治区学前教育办法》印发给你们，请认真贯彻执行。\n\n内蒙古自治区人民政府办公厅\n2024年3月5日\n',
    )
    expect(document).toMatchObject({
      title: '自治区学前教育办法',
      docNumber: '内政办发〔2024〕5号',
      issuer: '内蒙古自治区人民政府办公厅',
      issuedOn: '2024-03-05',
      region: '内蒙古自治区',
      status: 'in_force',
    })
    expect(document.aliases).toContain('关于印发《自治区学前教育办法》的通知')
  })

  it('of a local law give who passed it, and when', () => {
    expect(
      only(`赤峰市校园安全条例\n\n（2021年8月26日赤峰市第七届人民代表大会常务委员会第三十次会议通过）${BODY}`),
    ).toMatchObject({
      title: '赤峰市校园安全条例',
      issuer: '赤峰市人民代表大会常务委员会',
      region: '赤峰市',
      issuedOn: '2021-08-26',
      status: 'in_force',
    })
  })

  it.each([
    [
      '聊城市校园条例',
      '2021年8月26日聊城市第十八届人民代表大会常务委员会第三十次会议通过\n\n2021年9月30日 山东省第十三届人民代表大会常务委员会第三十一次会议批准',
      '聊城市',
      '聊城市人民代表大会常务委员会',
      '2021-09-30',
    ],
    [
      '日照市校园条例',
      '2021年8月26日日照市第十八届人民代表大会常务委员会第三十次会议通过',
      '日照市',
      '日照市人民代表大会常务委员会',
      '2021-08-26',
    ],
    [
      '宁波市校园条例',
      '2014年10月29日 市十四届人大常委会第十九次会议通过\n\n2014年11月28日 省十二届人大常委会第十四次会议批准\n\n2015年3月1日 施行',
      '宁波市',
      '宁波市人民代表大会常务委员会',
      '2014-11-28',
    ],
    [
      '中华人民共和国教师法',
      '1993年10月31日 第八届全国人民代表大会常务委员会第四次会议通过\n\n2009年8月27日 第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》修正',
      null,
      '全国人民代表大会常务委员会',
      '2009-08-27',
    ],
    [
      '中华人民共和国香港特别行政区驻军法',
      '1996年12月30日 第八届全国人民代表大会常务委员会第二十三次会议通过',
      null,
      '全国人民代表大会常务委员会',
      '1996-12-30',
    ],
    ['护士条例', '2008年1月31日 中华人民共和国国务院令第517号公布\n\n2008年5月12日 施行', null, '国务院', '2008-01-31'],
    [
      '药品进口办法',
      '2003年8月18日 食品药品监管局、海关总署第4号令公布',
      null,
      '食品药品监管局、海关总署',
      '2003-08-18',
    ],
    [
      '最高人民法院关于北京金融法院案件管辖的规定',
      '2021年3月1日 最高人民法院审判委员会第1833次会议通过\n\n2021年3月16日 施行',
      null,
      '最高人民法院',
      '2021-03-01',
    ],
    ['城乡规划条例', '2010年4月1日 国务院发布', null, '国务院', '2010-04-01'],
    [
      '北京市丰台区物业管理办法',
      '2020年5月1日 北京市丰台区人民政府发布',
      '丰台区',
      '北京市丰台区人民政府',
      '2020-05-01',
    ],
  ])('of %s give region, issuer and date by the lines of its front', (title, front, region, issuer, issuedOn) => {
    expect(only(`# ${title}\n\n${front}${BODY}`)).toMatchObject({ title, region, issuer, issuedOn, status: 'in_force' })
  })

  it('do not give the date from which the last article puts it in force', () => {
    const front = '# 上海市校园条例\n\n2024年9月27日 上海市第十六届人民代表大会常务委员会第十六次会议修正'
    expect(only(`${front}${BODY}\n第四条　本条例自2020年4月10日起施行。`).issuedOn).toBe('2024-09-27')
  })

  it('give a date in Chinese numerals', () => {
    expect(
      only(
        '通辽市人民政府关于教育工作的报告\n\n市人大常委会：\n\n现将有关情况报告如下，请审议。教育工作取得成效。\n\n通辽市人民政府\n二〇二五年十二月三十一日\n',
      ),
    ).toMatchObject({
      issuer: '通辽市人民政府',
      issuedOn: '2025-12-31',
      status: 'report',
    })
  })

  it.each([['乌党发［2020］17号'], ['乌党发(2020)17号'], ['乌党发〔2020〕 17 号']])(
    'give the document number as written: %s',
    number => {
      expect(only(`${number}\n\n乌海市学前教育办法${BODY}`).docNumber).toBe(number.replace(/ /g, ''))
    },
  )

  it('do not give a number that stands in the running text', () => {
    expect(
      only(`乌海市学前教育办法\n\n第一条　根据国发〔2018〕39号文件，制定本办法，适用于各类幼儿园。\n第二条　本市适用。`)
        .docNumber,
    ).toBeNull()
  })

  it.each([
    ['乌海市学前教育办法（征求意见稿）', 'draft'],
    ['乌海市学前教育条例（草案）', 'draft'],
    ['乌海市学前教育办法', 'in_force'],
    ['乌海市城乡规划条例', 'in_force'],
    ['乌海市人民代表大会常务委员会关于学前教育的决议', 'in_force'],
    ['乌海市学前教育三年行动计划', 'plan'],
    ['乌海市“十四五”教育发展规划', 'plan'],
    ['乌海市人民政府关于教育工作情况的报告', 'report'],
    ['关于教育的几句话', 'unknown'],
  ])('of %s give the status %s', (title, status) => {
    expect(only(title + BODY).status).toBe(status)
  })

  it('give no date that cannot be', () => {
    expect(only(`乌海市学前教育办法${BODY}\n\n乌海市人民政府\n2024年13月45日`).issuedOn).toBeNull()
  })

  it('give nothing where nothing stands, and the file name for a title', () => {
    const document = readText('第一条　为了发展教育，制定本办法，适用于本地区各类学校。\n第二条　学校。', 'banfa.txt')
      .documents[0]
    expect(document).toMatchObject({ title: 'banfa', issuer: null, region: null, docNumber: null, issuedOn: null })
  })
})
