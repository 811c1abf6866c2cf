import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../../index/build.js'
import { MAX_BYTES, readFile, refusalOf } from '../../../index/formats/read-file.js'
import { readFolder, readText, SEEDS, seedFiles, tempFolder } from '../support.js'
import { asDocx, asHtml, asMarkdown, asPdf, type Part, partsOf } from './write-formats.js'

const PARTS: Part[] = [
  { kind: 'heading', level: 1, text: '云水县食堂管理办法' },
  { kind: 'paragraph', text: '第一条　每餐不超过10元。' },
  {
    kind: 'table',
    rows: [
      ['学段', '标准'],
      ['小学', '8元'],
    ],
  },
]

describe('a file of a kind that is not read', () => {
  it.each([
    ['a.doc', '.docx'],
    ['a.wps', '.docx'],
    ['a.rtf', '.docx'],
    ['a.xls', '.docx'],
    ['a.xlsx', '.docx'],
    ['a.et', '.docx'],
    ['a.ofd', '.pdf'],
    ['a.ceb', '.pdf'],
    ['a.jpg', 'OCR'],
    ['a.zip', '解压'],
    ['a.mht', '.html'],
    ['a.xyz', '.docx'],
    ['nothing', '.pdf'],
    ['a.constructor', '.pdf'],
  ])('%s is refused with what to do', async (name, advice) => {
    expect(refusalOf(name, 10)).toContain(advice)
    expect(await readFile(name, Buffer.from('x'))).toMatchObject({ refused: expect.stringContaining(advice) })
  })

  it('or too large is refused before it is read, whatever its name is written like', () => {
    expect(refusalOf('a.TXT', MAX_BYTES)).toBeNull()
    expect(refusalOf('a.TXT', MAX_BYTES + 1)).toContain('51 MB')
    expect(refusalOf('a.PDF', MAX_BYTES + 1)).toContain('拆开')
  })
})

describe('text', () => {
  it('in UTF-16 without a mark is read, in either order of its bytes', async () => {
    const text = '某市办法\n第一条　教师应当备课。\n'
    const little = Buffer.from(text, 'utf16le')
    for (const [bytes, encoding] of [
      [little, 'utf-16le'],
      [Buffer.from(little).swap16(), 'utf-16be'],
    ] as const)
      expect(await readFile('a.txt', bytes)).toMatchObject({ text, notes: [{ message: `按 ${encoding} 读取` }] })
  })

  it('in UTF-8 that was cut in the middle of a character is still UTF-8', async () => {
    const bytes = readFileSync(join(SEEDS, 'wuhai-jiaoyu-2035.txt'))
    const cut = bytes.subarray(0, bytes.indexOf('教育') + 1)
    const read = await readFile('a.txt', cut)
    expect(read).toMatchObject({ text: expect.stringContaining('乌党发〔2020〕17号') })
    expect(read).toMatchObject({ notes: [{ kind: 'encoding' }] })
  })

  it('of nothing but white space is empty', async () => {
    for (const name of ['a.txt', 'a.md', 'a.html', 'a.docx', 'a.pdf'])
      expect(await readFile(name, Buffer.alloc(0))).toEqual({ refused: '文件是空的' })
    expect(await readFile('a.txt', Buffer.from(' \n　'))).toEqual({ refused: '文件是空的' })
    expect(await readFile('a.html', Buffer.from('<html><body><p>&nbsp;</p></body>'))).toEqual({ refused: '文件是空的' })
  })
})

describe('whatever the bytes of a file are', () => {
  const ENDINGS = ['txt', 'md', 'html', 'htm', 'docx', 'pdf']
  const WRITERS = { md: asMarkdown, html: asHtml, docx: asDocx, pdf: asPdf }
  const isRead = (read: object): void => {
    expect('refused' in read || 'text' in read).toBe(true)
  }

  it.each(ENDINGS)('.%s is read or refused, never an error', async ending => {
    const starts = [
      Buffer.alloc(0),
      Buffer.from('%PDF-1.7\n'),
      Buffer.from('PK\u0003\u0004'),
      Buffer.from('<table><tr>'),
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), async (start, bytes) =>
        isRead(await readFile(`x.${ending}`, Buffer.concat([start, bytes]))),
      ),
      { numRuns: 60 },
    )
  })

  it.each(Object.entries(WRITERS))(
    'a real .%s cut off or with bytes changed is read or refused',
    async (ending, write) => {
      const whole = await write(PARTS)
      await fc.assert(
        fc.asyncProperty(
          fc.nat(whole.length),
          fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
          async (length, changes) => {
            const bytes = Buffer.from(whole)
            for (const [at, value] of changes) bytes[at] = value
            isRead(await readFile(`x.${ending}`, bytes.subarray(0, length || whole.length)))
            isRead(await readFile(`x.${ending}`, bytes))
          },
        ),
        { numRuns: 40 },
      )
    },
  )

  it('tags, entities and spans of any order are read', async () => {
    const bits = fc.constantFrom(
      '<table>',
      '</table>',
      '<tr>',
      '<td rowspan=3>',
      '<th colspan=9>',
      '<li>',
      '<ol start=-5 type=a>',
      '<h1>',
      '</h1>',
      '<br>',
      '<sup><a href="#n">[1]</a></sup>',
      '<p id=n>',
      '<pre>',
      '<b>',
      '&#0;',
      '&bogus;',
      '<!--',
      '<title>',
      '一、总则',
      '教师。',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(bits, { maxLength: 40 }), async parts =>
        isRead(await readFile('x.html', Buffer.from(parts.join('')))),
      ),
    )
  })
})

describe('a folder with files of every kind', () => {
  it('is read as far as it can be, and each of the others is named with what to do', async () => {
    const folder = tempFolder()
    const put = (name: string, bytes: Buffer | string) => writeFileSync(join(folder, name), bytes)
    put('a.txt', '第一条　甲。')
    put('b.md', asMarkdown(PARTS))
    put('c.html', asHtml(PARTS))
    put('d.docx', await asDocx(PARTS))
    put('e.pdf', await asPdf(PARTS))
    put('f.doc', 'x')
    put('g.pdf', (await asPdf(PARTS)).subarray(0, 300))
    put('h.docx', 'x')
    put('i.html', '')
    const { files, findings } = await readFolder(folder)
    expect(files.map(file => file.name)).toEqual(['a.txt', 'b.md', 'c.html', 'd.docx', 'e.pdf'])
    expect(findings.filter(finding => finding.kind === 'unplaced').map(finding => finding.file)).toEqual([
      'f.doc',
      'g.pdf',
      'h.docx',
      'i.html',
    ])
    for (const { message } of findings.filter(finding => finding.kind === 'unplaced')) expect(message).toMatch(/请|空/)
  })

  it('none of which can be read is an error that says why', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.wps'), 'x')
    await expect(buildIndex(folder)).rejects.toThrow(/a\.wps：.*另存为 \.docx/)
  })
})

describe('the writers of these tests', () => {
  it('write all of a document', () => {
    for (const { name, text } of seedFiles()) {
      const { documents } = readText(text, name)
      const said = partsOf(documents)
        .map(part => (part.kind === 'table' ? part.rows.flat().join('') : part.text))
        .join('')
      const all = documents.map(document => document.text).join('')
      const plain = (words: string) => words.replace(/[\s|]/g, '')
      expect(plain(said)).toBe(plain(all))
    }
  })
})
