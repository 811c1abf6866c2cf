import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileId } from '../../index/read-documents.js'
import { expectOrigin, expectPartition, leftOut, readSeed, readText, seeds } from './support.js'

const HOHHOT = 'hohhot-2023-yixue-chengshi.txt'

describe('the Hohhot file', () => {
  const documents = () => seeds().index.documents.filter(document => document.file === HOHHOT)

  it('holds three documents: the report, the review opinion, and a story about a village that stands apart', () => {
    expect(documents().map(d => [d.id, d.issuer, d.issuedOn, d.standsApart])).toEqual([
      ['hohhot-2023-yixue-chengshi', '呼和浩特市人民政府', '2023-06-27', false],
      ['hohhot-2023-yixue-chengshi-2', '呼和浩特市人大常委会', '2023-07-20', false],
      ['hohhot-2023-yixue-chengshi-3', null, null, true],
    ])
    expect(documents()[2].title).toContain('东乌素图村')
    expect(documents()[2].status).toBe('news')
  })

  it('gives no paragraph of one document to another', () => {
    const [report, opinion, story] = documents().map(document => document.text)
    expect(report).toMatch(/守牢校园安全底线。常态化开展校园安全隐患排查整治/)
    expect(opinion).toMatch(/^呼和浩特市人大常委会关于/)
    expect(opinion).toMatch(/2023年7月20日$/)
    expect(opinion).not.toContain('东乌素图')
    expect(story).toContain('帐篷营地、古风市集等服务业态。')
    expect(report).not.toContain('东乌素图')
  })

  it('says in its findings that it holds three', () => {
    const found = seeds().findings.filter(
      finding => finding.file === HOHHOT && finding.message.startsWith('一个文件里的第'),
    )
    expect(found).toHaveLength(3)
  })

  it('is split by the text alone where there is no catalog', () => {
    expect(readText(readSeed(HOHHOT), HOHHOT).documents.map(document => document.id)).toEqual(
      documents().map(document => document.id),
    )
  })
})

describe('a catalog', () => {
  const text =
    '某市教育简报\n\n第一条　为了发展教育，制定本办法。\n第二条　学校。\n\n另一份材料 说明\n\n教师工资按月发放。'

  it('splits a file where it says that a document begins, and states what it is', () => {
    const { documents } = readText(text, 'j.txt', {
      files: {
        'j.txt': [
          { title: '教育办法', issuer: '某市人民政府', issuedOn: '2020', status: 'in_force' },
          { id: 'cailiao', startsAt: '另一份材料', standsApart: true, aliases: ['材料'] },
        ],
      },
    })
    expect(documents.map(d => d.id)).toEqual(['j', 'cailiao'])
    expect(documents[0]).toMatchObject({
      title: '教育办法',
      issuer: '某市人民政府',
      issuedOn: '2020',
      status: 'in_force',
      standsApart: false,
    })
    expect(documents[1]).toMatchObject({ standsApart: true, aliases: ['材料'] })
    expect(documents[1].clauses[0].id.startsWith('cailiao#')).toBe(true)
  })

  it('can say that a document has no issuer, and the finding tells what the text says', () => {
    const signed = '某市教育办法\n\n第一条　为了发展教育，制定本办法。\n\n呼和浩特市人民政府\n\n2024年3月5日'
    const { documents, findings } = readText(signed, 's.txt', {
      files: { 's.txt': [{ issuedOn: '2024-03-06', region: null }] },
    })
    expect(documents[0]).toMatchObject({ issuedOn: '2024-03-06', region: null })
    const finding = findings.find(f => f.kind === 'metadata')!
    expect(finding.message).toContain('2024-03-06')
    expect(finding.message).toContain('2024-03-05')
  })

  it('that names words the file does not hold is reported', () => {
    const { findings } = readText(text, 'j.txt', { files: { 'j.txt': [{}, { startsAt: '没有这句话' }] } })
    expect(findings.find(f => f.message.includes('没有这句话'))).toMatchObject({ file: 'j.txt', kind: 'metadata' })
  })
})

describe('a notice and the text that it issues', () => {
  it('are one document, though the title stands again as a heading behind the signature', () => {
    const { documents } = readText(
      '# 关于印发《某市教育规划》的通知\n\n各区人民政府：\n\n现将规划印发给你们，请认真贯彻执行。\n\n某市人民政府\n\n2024年3月5日\n\n# 某市教育规划\n\n第一条　为了发展教育，制定本规划。\n',
      'x.md',
    )
    expect(documents.map(document => document.title)).toEqual(['某市教育规划'])
  })
})

describe('a file of several documents', () => {
  it('is split at the title behind a signature, and every character goes to one of them', () => {
    const title = fc.constantFrom(
      '甲市人民政府关于加强教师队伍建设工作情况的报告',
      '乙市人大常委会关于学前教育工作情况的审议意见',
    )
    const body = fc.array(
      fc.constantFrom('一、加强领导', '（一）完善制度。建立考核机制。', '坚持优先发展。', '二、加大投入'),
      { minLength: 4, maxLength: 8 },
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(title, body), { minLength: 1, maxLength: 4 }), parts => {
        const source = parts
          .map(([head, lines]) => `# ${head}\n\n${lines.join('\n\n')}\n\n甲市人民政府\n\n2024年3月5日\n`)
          .join('\n')
        const { documents } = readText(source, 'f.txt')
        expect(documents.map(d => d.title)).toEqual(parts.map(([head]) => head))
        expect(documents.map(d => d.id)).toEqual(parts.map((_, i) => (i === 0 ? 'f' : `f-${i + 1}`)))
        for (const document of documents) {
          expectPartition(document)
          expectOrigin(document, source)
        }
        expect(leftOut(documents, source)).toEqual(parts.map(() => '#'))
      }),
      { numRuns: 40 },
    )
  })
})

describe('odd input', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n\t\n　\n'],
    ['only page numbers', '— 1 —\n\n— 2 —'],
  ])('of %s holds no document', (_, text) => {
    expect(readText(text).documents).toEqual([])
  })

  it.each([
    ['binary junk', Array.from({ length: 5000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('')],
    ['lone surrogates', '教\ud800师\udc00工资。\n\ud800\n\udfff第一条　教师。'],
    ['control characters', '第一条\u0000　教师\u0007应当备课。\u001b[0m\n\u0001\u0002\n第二条　学校。\u009f'],
    ['brackets that never close', '（'.repeat(3000)],
    ['a thousand headings', Array.from({ length: 1000 }, (_, i) => `# 第${i + 1}章 题目`).join('\n')],
    ['a thousand cells', `${'甲\t'.repeat(1000)}乙`],
    ['a megabyte in one line', `某市教育情况，${'教师应当尊重学生的人格，学校应当公开信息。'.repeat(17_000)}`],
  ])('of %s is read into clauses that are the text', (_, text) => {
    const { documents } = readText(text)
    expect(documents.length).toBeGreaterThan(0)
    for (const document of documents) {
      expectPartition(document)
      expectOrigin(document, text)
    }
  })
})

describe('the id of a file', () => {
  it.each([
    ['wuhai-jiaoyu-2035.txt', 'wuhai-jiaoyu-2035'],
    ['2024/教育 办法.md', '教育-办法'],
    ['a#b.txt', 'a-b'],
    ['v1.2.txt', 'v1.2'],
  ])('%s is %s', (name, id) => {
    expect(fileId(name)).toBe(id)
  })
})
