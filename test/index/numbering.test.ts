import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MARKER_KINDS, markerDepth, markerPlace, parseMarker } from '../../index/numbering.js'
import { formatNumeral } from '../../index/numerals.js'

describe('the number at the head of a paragraph', () => {
  it.each([
    ['第一编 总则', 'part', 1, '第一编'],
    ['第二章　所有权', 'chapter', 2, '第二章'],
    ['第三节 教师', 'section', 3, '第三节'],
    ['第一千零二条 本法自公布之日起施行。', 'article', 1002, '第一千零二条'],
    ['第〇条 说明', 'article', 0, '第〇条'],
    ['第两条 说明', 'article', 2, '第两条'],
    ['第44条 班主任津贴', 'article', 44, '第44条'],
    ['第４４条 班主任津贴', 'article', 44, '第44条'],
    ['第 九 条：学校应当公开信息。', 'article', 9, '第九条'],
    ['附件1：岗位表', 'annex', 1, '附件1'],
    ['框 3 学生创新素养培育工程', 'box', 3, '框3'],
    ['框12 实施教育经费投入提升工程', 'box', 12, '框12'],
    ['专栏1 重点工程', 'box', 1, '专栏1'],
    ['二、显著提升教育保障能力', 'han', 2, '二、'],
    ['（十六）深化教师正向激励机制。', 'hanParen', 16, '（十六）'],
    ['(三)强化考核问效。', 'hanParen', 3, '(三)'],
    ['44.呼伦贝尔市中小学班主任津贴标准', 'arabic', 44, '44.'],
    ['3. 全面推进素质教育', 'arabic', 3, '3.'],
    ['５．加强管理', 'arabic', 5, null],
    ['第二条　所有学校应当公开信息。', 'article', 2, '第二条'],
    ['第二条所有学校应当公开信息。', 'article', 2, '第二条'],
    ['第三条　及时报告。', 'article', 3, '第三条'],
    ['第三条及时报告。', 'article', 3, '第三条'],
    ['第四条　规定动作。', 'article', 4, '第四条'],
    ['第五条　第三方支付款项应当公开。', 'article', 5, '第五条'],
    ['第六条中华人民共和国公民享有受教育的权利。', 'article', 6, '第六条'],
    ['第七条项目资金专款专用。', 'article', 7, '第七条'],
    ['⒈建立机制', 'arabic', 1, null],
    ['⒛建立机制', 'arabic', 20, null],
    ['(2)建立机制', 'arabicParen', 2, '(2)'],
    ['③建立机制', 'circled', 3, '③'],
    ['一是推进学前教育普及普惠发展。', 'ordinalIs', 1, '一是'],
    ['十一是完善制度。', 'ordinalIs', 11, '十一是'],
  ] as const)('%s', (text, kind, value, label) => {
    const marker = parseMarker(text)
    expect(marker).toMatchObject({ kind, value, sub: 0 })
    if (label !== null) expect(marker!.label).toBe(label)
  })

  it('knows articles that were put in later', () => {
    expect(parseMarker('第十条之一 教师享有休假的权利。')).toMatchObject({
      kind: 'article',
      value: 10,
      sub: 1,
      label: '第十条之一',
    })
    expect(markerPlace(parseMarker('第一百二十条之六 文')!)).toBe('120-6')
  })

  it.each([
    '依照第十条的规定',
    '第十条规定的期限届满',
    '第十条第二款规定的情形',
    '第十条、第十一条规定的情形',
    '第十条和第十一条',
    '第十条至第十二条',
    '第十条及其他条款',
    '第十条或者第十一条',
    '第十条的规定适用于民办学校。',
    '第十条所称学校，是指公办学校。',
    '第十条，由教育行政部门责令改正。',
    '第三章的规定',
    '第三章和第四章',
    '第一部分规定的任务',
    '第三章节',
    '第十条之一规定的情形',
    '第十条之十一规定的情形',
    '第十条之规定',
    '第十条以及第十一条',
    '第十条或第十一条',
    '第十条与第十一条',
    '第十条—第十二条',
    '第十条中的',
    '第十条中规定的期限',
    '第十条等规定',
    '第十条　第二款规定的情形',
    '附表所列各项指标由市教育局按年度监测。',
    '附件1所列学校名单由市教育局公布，并接受监督，每年调整一次，具体办法由市教育局会同有关部门制定。',
    '附件中的名单',
  ])('is no number where the sentence refers to one: %s', text => {
    expect(parseMarker(text)).toBeNull()
  })

  it.each([
    '2025年底前完成',
    '1.5万元',
    '3.14',
    '1000套课桌椅',
    '二〇二五年一月',
    '一是一，二是二',
    '十是一个整数',
    '框架协议',
    '附则',
    '教师应当尊重学生',
    '一方面',
    '五年一贯制',
    '',
  ])('is not seen in %j', text => {
    expect(parseMarker(text)).toBeNull()
  })

  it.each([
    ['1. 建设；⒉管理', 3],
    ['⒈ 建设；⒉管理', 2],
    ['⒛建设', 1],
    ['５．加强管理', 2],
  ])('takes up of %j so many characters: %i', (text, length) => {
    expect(parseMarker(text)!.length).toBe(length)
  })

  it('takes 20. for the number and leaves the year behind it to the text', () => {
    const text = '20.2025年开始，全面落实'
    const marker = parseMarker(text)!
    expect(marker).toMatchObject({ kind: 'arabic', value: 20 })
    expect(text.slice(marker.length)).toBe('2025年开始，全面落实')
  })

  it('is read for every article number up to 9999, with its length, and leads to its place', () => {
    const article = fc.record({
      value: fc.integer({ min: 1, max: 9999 }),
      sub: fc.integer({ min: 0, max: 20 }),
      gap: fc.constantFrom('', ' ', '　', '  '),
      body: fc.constantFrom('教师应当尊重学生。', '本市学校适用本条例。', '为了加强校园安全，制定本条例。'),
    })
    fc.assert(
      fc.property(article, ({ value, sub, gap, body }) => {
        const label = `第${formatNumeral(value)}条${sub ? `之${formatNumeral(sub)}` : ''}`
        const marker = parseMarker(label + gap + body)!
        expect(marker).toMatchObject({ kind: 'article', value, sub, label, length: label.length + gap.length })
        expect(markerPlace(marker)).toBe(sub ? `${value}-${sub}` : String(value))
      }),
    )
  })

  it('reads any text without an error, and never takes more than there is', () => {
    const piece = fc.constantFrom(
      '第',
      '十',
      '条',
      '之',
      '（',
      '一',
      '）',
      '、',
      '1',
      '.',
      '是',
      ' ',
      '框',
      '附件',
      '⒈',
      '①',
      '章',
      '规定',
      '\ud800',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('')),
        text => {
          const marker = parseMarker(text)
          if (!marker) return
          expect(marker.length).toBeGreaterThan(0)
          expect(marker.length).toBeLessThanOrEqual(text.length)
          expect(marker.value).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })

  it('nests from the part down to 一是, with boxes below all', () => {
    const depths = MARKER_KINDS.map(markerDepth)
    expect(depths).toEqual([...depths].sort((a, b) => a - b))
    expect(new Set(depths).size).toBe(depths.length)
    expect(markerDepth('box')).toBeGreaterThan(Math.max(...depths))
    expect(markerPlace(parseMarker('框5 工程')!)).toBe('框5')
    expect(markerPlace(parseMarker('附件2：岗位表')!)).toBe('附2')
  })

  it('of what holds articles leads to a place of its own, so that the bare number is the article’s', () => {
    const places = ['第三编 物权', '第三章 总则', '第三节 教师', '第三条 学校', '三、学校'].map(text =>
      markerPlace(parseMarker(text)!),
    )
    expect(places).toEqual(['b3', 'c3', 's3', '3', '3'])
  })
})
