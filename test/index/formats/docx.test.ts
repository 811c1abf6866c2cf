import {
  AlignmentType,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  InsertedTextRun,
  type IParagraphOptions,
  LevelFormat,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  Textbox,
  TextRun,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readFile } from '../../../index/formats/read-file.js'
import { readText } from '../support.js'
import { packed } from './write-formats.js'

async function textOf(bytes: Buffer): Promise<string> {
  const read = await readFile('x.docx', bytes)
  if ('refused' in read) throw new Error(read.refused)
  return read.text
}

async function linesOf(bytes: Buffer): Promise<string[]> {
  return (await textOf(bytes))
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
}

const NUMBERING = {
  config: [
    {
      reference: 'official',
      levels: [
        { level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、' },
        { level: 1, format: LevelFormat.CHINESE_COUNTING, text: '（%2）' },
        { level: 2, format: LevelFormat.DECIMAL, text: '%3.' },
        { level: 3, format: LevelFormat.DECIMAL, text: '%1.%3.%4' },
      ],
    },
    { reference: 'law', levels: [{ level: 0, format: LevelFormat.CHINESE_COUNTING_THOUSAND, text: '第%1条' }] },
    { reference: 'dots', levels: [{ level: 0, format: LevelFormat.BULLET, text: '●' }] },
  ],
}
const numbered = (reference: string, level: number, text: string, more: IParagraphOptions = {}) =>
  new Paragraph({ ...more, numbering: { reference, level }, children: [new TextRun(text)] })
const cell = (text: string, spans: { columnSpan?: number; rowSpan?: number } = {}) =>
  new TableCell({ ...spans, children: [new Paragraph(text)] })
const when = { id: 1, author: 'a', date: '2024-01-01T00:00:00Z' }

/** Changes a part of a packed document by hand. */
function changed(bytes: Buffer, part: string, change: (xml: string) => string): Buffer {
  const parts = unzipSync(bytes)
  parts[part] = strToU8(change(strFromU8(parts[part])))
  return Buffer.from(zipSync(parts))
}

describe('automatic numbers of a Word document', () => {
  it('are written out, level by level', async () => {
    const bytes = await packed(
      {
        children: [
          numbered('official', 0, '总体要求', { heading: HeadingLevel.HEADING_1 }),
          numbered('official', 1, '坚持公益。'),
          numbered('official', 1, '坚持普惠。'),
          numbered('official', 2, '每园。'),
          numbered('official', 2, '每班。'),
          numbered('official', 0, '保障措施', { heading: HeadingLevel.HEADING_1 }),
          numbered('official', 1, '加强领导。'),
          numbered('official', 2, '设专班。'),
          numbered('official', 3, '有专人。'),
          numbered('law', 0, '教师应当备课。'),
          numbered('law', 0, '学校应当公开信息。'),
          numbered('dots', 0, '一个点。'),
        ],
      },
      { numbering: NUMBERING },
    )
    expect(await linesOf(bytes)).toEqual([
      '# 一、总体要求',
      '（一）坚持公益。',
      '（二）坚持普惠。',
      '1.每园。',
      '2.每班。',
      '# 二、保障措施',
      '（一）加强领导。',
      '1.设专班。',
      '二.1.1 有专人。',
      '第一条 教师应当备课。',
      '第二条 学校应当公开信息。',
      '一个点。',
    ])
    const { documents } = readText(await textOf(bytes))
    expect(documents[0].clauses.filter(clause => clause.kind === 'article').map(clause => clause.place)).toEqual([
      '1',
      '2',
    ])
  })

  it('count no paragraph that was deleted', async () => {
    const bytes = await packed(
      { children: ['甲。', '乙。', '丙。'].map(text => numbered('law', 0, text)) },
      { numbering: NUMBERING },
    )
    const deleted = changed(bytes, 'word/document.xml', xml => {
      let paragraph = 0
      return xml
        .replace(/<w:pPr>/g, tag => (++paragraph === 2 ? `${tag}<w:rPr><w:del w:id="9" w:author="a"/></w:rPr>` : tag))
        .replace(
          '<w:r><w:t xml:space="preserve">乙。</w:t></w:r>',
          '<w:del w:id="8" w:author="a"><w:r><w:delText>乙。</w:delText></w:r></w:del>',
        )
    })
    expect(await linesOf(deleted)).toEqual(['第一条 甲。', '第二条 丙。'])
  })

  it('of a style, of a list that goes on in another one and of one that starts again are those that Word shows', async () => {
    const bytes = await packed({ children: ['甲', '乙', '丙', '丁'].map(text => new Paragraph(`${text}。`)) })
    const parts = unzipSync(bytes)
    const level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    parts['word/numbering.xml'] = strToU8(
      `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">${level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`,
    )
    const numbers = ['1', '2', '3']
    let at = 0
    parts['word/document.xml'] = strToU8(
      strFromU8(parts['word/document.xml']).replace(/<w:p>/g, tag => {
        const numId = numbers[at++]
        const properties = numId
          ? `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${numId}"/></w:numPr>`
          : '<w:pStyle w:val="Numbered"/>'
        return `${tag}<w:pPr>${properties}</w:pPr>`
      }),
    )
    parts['word/styles.xml'] = strToU8(
      strFromU8(parts['word/styles.xml']).replace(
        '</w:styles>',
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:basedOn w:val="Base"/></w:style></w:styles>',
      ),
    )
    expect(await linesOf(Buffer.from(zipSync(parts)))).toEqual(['1.甲。', '2.乙。', '5.丙。', '6.丁。'])
  })
})

describe('a Word document', () => {
  it('has the headings of its styles and outline levels', async () => {
    const bytes = await packed({
      children: [
        new Paragraph({ heading: HeadingLevel.TITLE, text: '某县办法' }),
        new Paragraph({ heading: HeadingLevel.HEADING_2, text: '总则' }),
        new Paragraph({ outlineLevel: 2, text: '目的' }),
        new Paragraph('正文。'),
      ],
    })
    expect(await linesOf(bytes)).toEqual(['# 某县办法', '## 总则', '### 目的', '正文。'])
  })

  it('has as its title the large lines in the middle of its top, without a red head above them', async () => {
    const large = (text: string, size: number) =>
      new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text, size })] })
    const bytes = await packed({
      children: [
        large('云水县教育局文件', 72),
        large('云教发〔2024〕12号', 32),
        large('云水县教育局', 44),
        large('关于做好校车安全工作的通知', 44),
        new Paragraph({ children: [new TextRun({ text: '各学校：', size: 32 })] }),
        new Paragraph({ children: [new TextRun({ text: '校车应当按时年检。'.repeat(9), size: 32 })] }),
      ],
    })
    expect((await linesOf(bytes)).slice(0, 4)).toEqual([
      '云水县教育局文件',
      '云教发〔2024〕12号',
      '# 云水县教育局关于做好校车安全工作的通知',
      '各学校：',
    ])
    expect(readText(await textOf(bytes)).documents).toMatchObject([
      { title: '云水县教育局关于做好校车安全工作的通知', issuer: '云水县教育局', docNumber: '云教发〔2024〕12号' },
    ])
  })

  it('has its tables with merged cells, captions and heads of two rows', async () => {
    const bytes = await packed({
      children: [
        new Table({
          rows: [
            new TableRow({ children: [cell('表1 学位计划（单位：个）', { columnSpan: 3 })] }),
            new TableRow({ children: [cell('园所', { rowSpan: 2 }), cell('学位', { columnSpan: 2 })] }),
            new TableRow({ children: [cell('2024年'), cell('2025年')] }),
            new TableRow({ children: [cell('第一幼儿园', { rowSpan: 2 }), cell('90'), cell('120')] }),
            new TableRow({ children: [cell('30'), cell('60')] }),
          ],
        }),
      ],
    })
    expect(await linesOf(bytes)).toEqual([
      '表1 学位计划（单位：个）',
      '| 园所 | 学位 2024年 | 学位 2025年 |',
      '| 第一幼儿园 | 90 | 120 |',
      '| 第一幼儿园 | 30 | 60 |',
    ])
  })

  it('has what was inserted and not what was deleted, hidden or commented, and no head or foot', async () => {
    const bytes = await packed(
      {
        headers: { default: new Header({ children: [new Paragraph('页眉')] }) },
        footers: {
          default: new Footer({
            children: [new Paragraph({ children: [new TextRun({ children: [PageNumber.CURRENT] })] })],
          }),
        },
        children: [
          new Paragraph({
            children: [
              new CommentRangeStart(0),
              new TextRun('占比达到'),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
              new DeletedTextRun({ ...when, text: '80%' }),
              new InsertedTextRun({ ...when, id: 2, text: '85%' }),
              new TextRun({ text: '（内部掌握）', vanish: true }),
              new TextRun('。'),
            ],
          }),
        ],
      },
      { comments: { children: [{ id: 0, author: 'a', date: new Date(0), children: [new Paragraph('批注')] }] } },
    )
    expect(await linesOf(bytes)).toEqual(['占比达到85%。'])
  })

  it('has its footnotes behind their paragraphs, and its text boxes', async () => {
    const bytes = await packed(
      {
        children: [
          new Paragraph({ children: [new TextRun('普惠园'), new FootnoteReferenceRun(1), new TextRun('占比。')] }),
          new Paragraph('下一段。'),
          new Textbox({ style: { width: '200pt', height: 'auto' }, children: [new Paragraph('框里的字。')] }),
        ],
      },
      { footnotes: { 1: { children: [new Paragraph('指公办园。')] } } },
    )
    expect(await linesOf(bytes)).toEqual(['普惠园占比。', '注1：指公办园。', '下一段。', '框里的字。'])
  })

  it('is read without its table of contents, and says so', async () => {
    const bytes = changed(
      await packed({
        children: [
          new Paragraph('总则	1'),
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: '总则' }),
          new Paragraph('正文。'),
        ],
      }),
      'word/styles.xml',
      xml =>
        xml.replace(
          '</w:styles>',
          '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>',
        ),
    )
    const read = await readFile(
      'x.docx',
      changed(bytes, 'word/document.xml', xml => xml.replace('<w:p>', '<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>')),
    )
    expect(read).toMatchObject({ text: '# 总则  \n\n正文。  \n\n', notes: [{ kind: 'furniture' }] })
  })
})

describe('a .docx that cannot be read', () => {
  const refusalOf = async (bytes: Buffer) => {
    const read = await readFile('x.docx', bytes)
    return 'refused' in read ? read.refused : `read: ${read.text}`
  }
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])

  it('says what it is and what to do', async () => {
    expect(await refusalOf(ole)).toContain('另存为 .docx')
    expect(await refusalOf(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toContain('有密码')
    expect(await refusalOf(Buffer.from('{\\rtf1 x}'))).toContain('RTF')
    expect(await refusalOf(Buffer.from('%PDF-1.7'))).toContain('.pdf')
    expect(await refusalOf(Buffer.from('<html><p>x'))).toContain('.html')
    expect(await refusalOf(Buffer.from(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') })))).toContain(
      '不是 Word 文档',
    )
    expect(await refusalOf(Buffer.from('PK\u0003\u0004 half a zip'))).toContain('已损坏')
    expect(await refusalOf(await packed({ children: [] }))).toContain('空')
  })

  it('because it would unpack to more than memory holds is not unpacked', async () => {
    const bomb = Buffer.from(
      zipSync({ 'word/document.xml': new Uint8Array(70 * 1024 * 1024), '_rels/.rels': strToU8('<Relationships/>') }),
    )
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await refusalOf(bomb)).toContain('解压后太大')
  })

  it('is no one with large pictures in it', async () => {
    const parts = unzipSync(await packed({ children: [new Paragraph('正文。')] }))
    parts['word/media/image1.bmp'] = new Uint8Array(70 * 1024 * 1024)
    expect(await linesOf(Buffer.from(zipSync(parts)))).toEqual(['正文。'])
  })

  it('holds only pictures: text recognition is needed', async () => {
    const bytes = changed(await packed({ children: [new Paragraph('x')] }), 'word/document.xml', xml =>
      xml.replace(
        /<w:t[ >].*?<\/w:t>/,
        '<w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing>',
      ),
    )
    expect(await refusalOf(bytes)).toContain('OCR')
  })
})
