import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { degrees, PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { readFile } from '../../../index/formats/read-file.js'
import { inPackage } from '../../../index/paths.js'
import { broken, PdfWriter } from './write-formats.js'

async function read(bytes: Buffer) {
  const got = await readFile('x.pdf', bytes)
  if ('refused' in got) throw new Error(got.refused)
  const lines = got.text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
  return { lines, notes: got.notes }
}

async function refusalOf(bytes: Buffer): Promise<string> {
  const got = await readFile('x.pdf', bytes)
  return 'refused' in got ? got.refused : `read: ${got.text}`
}

const LONG =
  '学校食堂应当自主经营，不得对外承包，每学期公布一次收支情况，接受家长委员会和社会监督，任何单位和个人不得截留、挪用。'

describe('a PDF', () => {
  it('printed by a browser is read: embedded fonts, signs of radicals for characters, tables of thin boxes', async () => {
    const printed = readFileSync(join(inPackage('test'), 'index', 'formats', 'printed-by-browser.pdf'))
    const { lines } = await read(printed)
    expect(lines).toEqual([
      '# 云水县教育局关于中小学食堂收费的通知',
      '各中小学校：',
      '食堂收费应当公示，接受家长、人民群众监督，不得以食堂名义收取其他费用；门窗、车辆、风扇、马桶等费用不得列入食堂收费。',
      '| 学校 | 每餐（元） 早餐 | 每餐（元） 午餐 |',
      '| 小学 | 3 | 8，其中含牛奶一份、水果一份，由学校公示 |',
      '| 初中 | 4 | 10 |',
      '云水县教育局',
      '2024年3月2日',
    ])
  })

  it('has whole paragraphs, over the page too, and says where it joined them', async () => {
    const writer = await PdfWriter.begin()
    for (let i = 0; i < 20; i++) writer.paragraph(`第${i + 1}段。${LONG}`)
    const { lines, notes } = await read(await writer.bytes())
    expect(lines).toEqual(Array.from({ length: 20 }, (_, i) => `第${i + 1}段。${LONG}`))
    expect(notes.filter(note => note.kind === 'joined').length).toBeGreaterThan(0)
  })

  it('is read without heads, feet and page numbers, and says so', async () => {
    const writer = await PdfWriter.begin('某县文件汇编')
    for (let i = 0; i < 20; i++) writer.paragraph(`第${i + 1}段。${LONG}`)
    const { lines, notes } = await read(await writer.bytes())
    expect(lines.join()).not.toMatch(/汇编|—/)
    const furniture = notes.filter(note => note.kind === 'furniture').map(note => note.message)
    expect(furniture).toEqual([expect.stringContaining('某县文件汇编'), expect.stringContaining('— # —')])
  })

  it('keeps text that says the same at the edge of two pages', async () => {
    const writer = await PdfWriter.begin(null)
    for (let i = 0; i < 40; i++) writer.paragraph(`各学校应当执行。`)
    expect((await read(await writer.bytes())).lines).toHaveLength(40)
  })

  it('has a title of two lines as one heading, and what is signed line by line', async () => {
    const writer = await PdfWriter.begin(null)
    writer.heading('云水县人民政府关于进一步加强全县中小学校食堂管理和食品安全工作的通知', 22)
    writer.put('云政发〔2024〕12号', 220, 180)
    writer.paragraph('各学校：')
    writer.paragraph(LONG)
    writer.put('云水县人民政府', 380, 400)
    writer.put('2024年3月2日', 380, 428)
    writer.put('附件：收费标准', 72, 484)
    expect((await read(await writer.bytes())).lines).toEqual([
      '# 云水县人民政府关于进一步加强全县中小学校食堂管理和食品安全工作的通知',
      '云政发〔2024〕12号',
      '各学校：',
      LONG,
      '云水县人民政府',
      '2024年3月2日',
      '附件：收费标准',
    ])
  })

  it('in two columns is read one after the other, below a title over both', async () => {
    const writer = await PdfWriter.begin(null)
    writer.heading('云水县教育事业发展公报', 22)
    const columns = ['一是推进学前教育普及普惠发展。', '二是推进义务教育优质均衡发展。'].map(
      lead => lead + LONG.repeat(3),
    )
    // The columns of a newspaper do not keep one another's lines.
    for (const [i, text] of columns.entries())
      for (const [j, line] of broken(text, 208, 13, 26).entries())
        writer.put(line, 72 + 234 * i + (j === 0 ? 26 : 0), 180 + 6 * i + j * 22, 13)
    expect((await read(await writer.bytes())).lines).toEqual(['# 云水县教育事业发展公报', ...columns])
  })

  it('has ruled tables cell by cell, with lines broken in the cells, over the page', async () => {
    const writer = await PdfWriter.begin()
    const rows = [['乡镇', '要求'], ...Array.from({ length: 40 }, (_, i) => [`第${i + 1}乡`, LONG.slice(0, 20 + i)])]
    writer.paragraph('标准如下。')
    writer.gap(20)
    writer.table(rows)
    writer.paragraph('以上。')
    expect((await read(await writer.bytes())).lines).toEqual([
      '标准如下。',
      ...rows.map(([town, text]) => `| ${town} | ${text} |`),
      '以上。',
    ])
  })

  it('does not say the head of a table again that each page repeats', async () => {
    const writer = await PdfWriter.begin(null)
    writer.table([
      ['乡镇', '人数'],
      ['甲乡', '10'],
    ])
    writer.newPage()
    writer.table([
      ['乡镇', '人数'],
      ['乙乡', '20'],
    ])
    expect((await read(await writer.bytes())).lines).toEqual(['| 乡镇 | 人数 |', '| 甲乡 | 10 |', '| 乙乡 | 20 |'])
  })

  it('has aligned columns without rules as rows, and a frame around text as text', async () => {
    const writer = await PdfWriter.begin(null)
    writer.paragraph('各地标准如下。')
    const rows = [
      ['学段', '标准（元）', '备注'],
      ['小学', '8', '不含牛奶'],
      ['初中', '10', '含牛奶'],
    ]
    for (const [i, row] of rows.entries())
      for (const [j, text] of row.entries()) writer.put(text, 90 + j * 150, 150 + i * 24)
    for (const [x0, y0, x1, y1] of [
      [72, 300, 523, 300],
      [72, 380, 523, 380],
      [72, 300, 72, 380],
      [523, 300, 523, 380],
    ])
      writer.rule(x0, y0, x1, y1)
    writer.put('专栏1　重点工程', 90, 325)
    writer.put('建设学校十所。', 90, 355)
    expect((await read(await writer.bytes())).lines).toEqual([
      '各地标准如下。',
      ...rows.map(row => `| ${row.join(' | ')} |`),
      '专栏1 重点工程',
      '建设学校十所。',
    ])
  })

  it('has cells that are broken into lines as one, where the table has no rules', async () => {
    const writer = await PdfWriter.begin(null)
    const at = (x: number, y: number, text: string) => writer.put(text, x, y, 12)
    at(90, 120, '学段')
    at(200, 120, '标准')
    at(330, 120, '备注')
    at(90, 150, '小学')
    at(200, 150, '8')
    at(330, 150, '不含牛奶，由学校在门口')
    at(330, 166, '的公示栏公布')
    at(90, 196, '初中')
    at(200, 196, '10')
    at(330, 196, '含牛奶')
    writer.put('以上标准自公布之日起执行，不得突破。', 104, 240)
    expect((await read(await writer.bytes())).lines).toEqual([
      '| 学段 | 标准 | 备注 |',
      '| 小学 | 8 | 不含牛奶，由学校在门口的公示栏公布 |',
      '| 初中 | 10 | 含牛奶 |',
      '以上标准自公布之日起执行，不得突破。',
    ])
  })

  it('of one page is read without its head, whose letters are small', async () => {
    const writer = await PdfWriter.begin('某县文件汇编')
    writer.heading('某县办法', 22)
    writer.paragraph(LONG)
    expect((await read(await writer.bytes())).lines).toEqual(['# 某县办法', LONG])
  })

  it('with a page set sideways has its lines and its table', async () => {
    const writer = await PdfWriter.begin(null)
    writer.paragraph('标准如下。')
    writer.gap(20)
    writer.table([
      ['学段', '标准'],
      ['小学', '8元'],
    ])
    const document = await PDFDocument.create()
    const [page] = await document.embedPdf(await writer.document.save())
    document.addPage([842, 595]).drawPage(page, { x: 842, y: 0, rotate: degrees(90) })
    const { lines } = await read(Buffer.from(await document.save()))
    expect(lines).toEqual(['标准如下。', '| 学段 | 标准 |', '| 小学 | 8元 |'])
  })

  it('with a slanted watermark is read without it', async () => {
    const writer = await PdfWriter.begin(null)
    writer.paragraph(LONG)
    const font = await writer.document.embedFont(StandardFonts.Helvetica)
    writer.document.getPage(0).drawText('DRAFT', { x: 200, y: 400, size: 60, rotate: degrees(45), font })
    const { lines, notes } = await read(await writer.bytes())
    expect(lines).toEqual([LONG])
    expect(notes).toMatchObject([{ kind: 'furniture', message: expect.stringContaining('DRAFT') }])
  })
})

describe('a PDF that cannot be read', () => {
  const written = async () => {
    const writer = await PdfWriter.begin(null)
    writer.paragraph(LONG)
    return writer
  }

  it('for want of the password says so', async () => {
    const { document } = await written()
    document.encrypt({ userPassword: 'secret', ownerPassword: 'secret', permissions: {} })
    expect(await refusalOf(Buffer.from(await document.save()))).toBe('有密码，请另存为无密码的文件')
  })

  it('is read where the password is only against changes', async () => {
    const { document } = await written()
    document.encrypt({ ownerPassword: 'secret', permissions: { modifying: false } })
    expect((await read(Buffer.from(await document.save()))).lines).toEqual([LONG])
  })

  it('because it holds only pictures is named as needing text recognition', async () => {
    const document = await PDFDocument.create()
    const picture = await document.embedPng(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    )
    for (let i = 0; i < 3; i++) document.addPage().drawImage(picture, { x: 0, y: 0, width: 500, height: 700 })
    expect(await refusalOf(Buffer.from(await document.save()))).toBe('是扫描件，需要先做文字识别（OCR）')
  })

  it('in some of its pages only names those', async () => {
    const writer = await written()
    writer.document.addPage()
    const { lines, notes } = await read(await writer.bytes())
    expect(lines).toEqual([LONG])
    expect(notes).toMatchObject([{ kind: 'unplaced', message: expect.stringContaining('第 2 页') }])
  })

  it('because it is damaged says so', async () => {
    const bytes = await (await written()).bytes()
    expect(await refusalOf(bytes.subarray(0, 200))).toContain('已损坏')
    expect(await refusalOf(Buffer.from('不是 PDF'))).toContain('已损坏')
  })

  it('because it would unpack to more than memory holds is not unpacked', async () => {
    const packed = deflateSync(Buffer.alloc(300 * 1024 * 1024))
    const head = `%PDF-1.4\n1 0 obj<</Filter/FlateDecode/Length ${packed.length}>>stream\n`
    const bomb = Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream endobj\n')])
    expect(await refusalOf(bomb)).toContain('解压后太大')
  })

  it('has too many pages: it is to be cut', async () => {
    const document = await PDFDocument.create()
    for (let i = 0; i < 5001; i++) document.addPage()
    expect(await refusalOf(Buffer.from(await document.save()))).toContain('5001 页')
  })
})
