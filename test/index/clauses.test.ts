import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadOf, MAX_CLAUSE_LENGTH, oneLine, splitCells } from '../../index/clauses.js'
import { formatNumeral } from '../../index/numerals.js'
import { sentenceSpans } from '../../index/sentences.js'
import type { Document } from '../../index/types.js'
import {
  clauseText,
  expectOrigin,
  expectPartition,
  leftOut,
  readSeed,
  readText,
  seedDocument,
  seeds,
} from './support.js'

const squeeze = (text: string) => text.replace(/\s/g, '')

/** No clause is longer than a page, except where a single sentence is. */
function expectShort(document: Document): void {
  for (const clause of document.clauses) {
    if (clause.span[1] - clause.span[0] <= 2000) continue
    const sentences = sentenceSpans(document.text, ...clause.span).filter(([from, to]) =>
      document.text.slice(from, to).trim(),
    )
    expect(sentences).toHaveLength(1)
  }
}

describe('the clauses of the real documents', () => {
  it('joined in order are the whole clean text', () => {
    expect(seeds().index.documents).toHaveLength(7)
    for (const document of seeds().index.documents) expectPartition(document)
  })

  it('lead back to the file, character by character', () => {
    for (const document of seeds().index.documents) expectOrigin(document, readSeed(document.file))
  })

  it('are short enough to be cited', () => {
    for (const document of seeds().index.documents) expectShort(document)
  })

  it('hold all of the file but white space and its known furniture', () => {
    const rest = (file: string) =>
      leftOut(
        seeds().index.documents.filter(d => d.file === file),
        readSeed(file),
      )
    const baotou = rest('baotou-2025-yiwu-jiaoyu.txt')
    expect(baotou.filter(line => line !== '-')).toEqual(['—2—', '-5-', '—9**—**'])
    expect(baotou.filter(line => line === '-')).toHaveLength(
      readSeed('baotou-2025-yiwu-jiaoyu.txt').match(/^\s*- [一二三四五(（]/gm)!.length,
    )
    expect(rest('hohhot-2023-gongzuo-zhongdian.txt')).toEqual(['□'])
    const yixue = rest('hohhot-2023-yixue-chengshi.txt')
    expect(yixue.filter(line => !/^#+$/.test(line))).toEqual(['编辑:李慧平陈瑛吴琼美编:晓行', '●'])
    expect(yixue.filter(line => /^#+$/.test(line))).toHaveLength(
      readSeed('hohhot-2023-yixue-chengshi.txt').match(/^#+ /gm)!.length,
    )
    expect(rest('hulunbuir-gaozhiliang-cuoshi.txt')).toEqual(['[bookmark:_GoBack]'])
    expect(rest('wuhai-jiaoyu-2035.txt')).toEqual([])
  })

  it('are, without white space, the file without white space and furniture, in its order', () => {
    const furniture = /^[ \t]*(?:[—-] \d+ (?:—|-|\*\*—\*\*)|编辑:.*)[ \t]*$|\[bookmark:[^\]]*\]|^#+ |^[ \t]*- |^[□●]/gm
    const files = new Set(seeds().index.documents.map(document => document.file))
    for (const file of files) {
      const documents = seeds().index.documents.filter(document => document.file === file)
      expect(squeeze(documents.map(document => document.text).join(''))).toBe(
        squeeze(readSeed(file).replace(furniture, '')),
      )
    }
  })

  it('carry in their path what stands above them', () => {
    const clause = seedDocument('baotou-2025-yiwu-jiaoyu').clauses.find(c => c.place === '5.2')!
    expect(clause.id).toBe('baotou-2025-yiwu-jiaoyu#5.2')
    expect(clause.path).toEqual([
      '五、关于"培养引进并重,激发内在潜力,进一步加强人才队伍建设"的研究处理情况',
      '(二)深入推进"县管校聘"试点工作',
    ])
  })
})

describe('the Baotou report', () => {
  const document = () => seedDocument('baotou-2025-yiwu-jiaoyu')

  it('has 25 （一）… items under five headings', () => {
    const headings = document().clauses.filter(clause => clause.kind === 'heading')
    const items = document().clauses.filter(clause => clause.kind === 'item')
    expect(headings.map(clause => clause.label)).toEqual(['一、', '二、', '三、', '四、', '五、'])
    expect(items.map(clause => clause.place)).toEqual(
      [4, 5, 7, 5, 4].flatMap((n, i) => Array.from({ length: n }, (_, k) => `${i + 1}.${k + 1}`)),
    )
  })

  it('is without page numbers, and its broken lines are whole', () => {
    expect(document().text).not.toMatch(/[—-]\s*\d+\s*[—*-]/)
    expect(document().text).not.toContain('*')
    for (const words of [
      '支教1年政策',
      '周边盟市创新做法',
      '包九外招生规模',
      '上级部门支持的方向',
      '跟岗等形式,帮助新教师',
    ])
      expect(document().text).toContain(words)
  })

  it('ends with who signed it, and when', () => {
    const last = document().clauses.at(-1)!
    expect(last.kind).toBe('furnishing')
    expect(clauseText(document(), last)).toBe('包头市人民政府 2025年1月14日')
  })
})

describe('the Hulunbuir measures', () => {
  const document = () => seedDocument('hulunbuir-gaozhiliang-cuoshi')
  const measures = () => document().clauses.filter(clause => /^\d+\.$/.test(clause.label))

  it('are 58, numbered through', () => {
    expect(measures().map(clause => clause.label)).toEqual(Array.from({ length: 58 }, (_, i) => `${i + 1}.`))
    expect(measures().every(clause => clause.kind === 'item')).toBe(true)
  })

  it('stand under six headings and twenty groups', () => {
    const heads = document().clauses.filter(clause => /^[（一二三四五六]/.test(clause.label))
    expect(heads.filter(clause => clause.label.endsWith('、'))).toHaveLength(6)
    expect(heads.filter(clause => clause.label.startsWith('（')).map(clause => clause.label)).toEqual(
      Array.from({ length: 20 }, (_, i) => `（${formatNumeral(i + 1)}）`),
    )
  })

  it('have each the 责任单位 line that follows their group in the file', () => {
    // Read from the file itself: the first such line behind the line of the measure.
    const lines = readSeed('hulunbuir-gaozhiliang-cuoshi.txt').split('\n')
    for (const measure of measures()) {
      const at = lines.findIndex(line => line.replace(/^\[bookmark: _GoBack\]/, '').startsWith(measure.label))
      const expected = lines
        .slice(at)
        .find(line => line.startsWith('责任单位：'))!
        .trim()
      const governing = document().clauses[measure.responsible!]
      expect(governing.kind).toBe('responsible')
      expect(clauseText(document(), governing).trim()).toBe(expected)
    }
  })

  it('keep the one that stood behind the bookmark', () => {
    const clause = measures()[16]
    expect(clauseText(document(), clause)).toMatch(/^17\.优化市域高校布局。/)
    expect(document().text).not.toContain('bookmark')
  })

  it('do not take a year behind the number for a part of it', () => {
    const clause = measures()[19]
    expect(clause.place).toBe('3.8.20')
    expect(clauseText(document(), clause)).toMatch(/^20\.2025年开始，/)
  })
})

describe('the Wuhai plan', () => {
  const document = () => seedDocument('wuhai-jiaoyu-2035')

  it('has twelve boxes, each with its heading in the file', () => {
    const boxes = document().clauses.filter(clause => clause.kind === 'box')
    expect(boxes.map(clause => clause.label)).toEqual(Array.from({ length: 12 }, (_, i) => `框${i + 1}`))
    expect(boxes.map(clause => clause.place)).toEqual(boxes.map(clause => clause.label))
    const headings = readSeed('wuhai-jiaoyu-2035.txt').match(/^框.*$/gm)!
    expect(boxes.map(clause => squeeze(clauseText(document(), clause).split('\n')[0]))).toEqual(headings.map(squeeze))
  })

  it('keeps in a box what is framed, and nothing of what follows', () => {
    const box = (label: string) => clauseText(document(), document().clauses.find(clause => clause.label === label)!)
    expect(box('框1')).toContain('健全学校立德树人体系和机制')
    expect(box('框1').trim()).toMatch(/推进校内外育人合力的整合和提升。$/)
    expect(box('框3').trim()).toMatch(/科学教育体系比较完备。$/)
    expect(box('框5').trim()).toMatch(/优质课程品牌。$/)
    expect(box('框6').trim()).toMatch(/到2035年达到30个以上。$/)
    expect(box('框12').trim()).toMatch(/开展民办学校现代学校制度试点。$/)
  })

  it('has a table of ten rows with four years each, in per cent', () => {
    const [head, ...rows] = document()
      .clauses.filter(clause => clause.kind === 'row')
      .map(clause => clause.row!)
    expect(head.cells).toEqual(['指标', '2020年', '2025年', '2030年', '2035年'])
    expect(rows).toHaveLength(10)
    for (const row of rows) {
      expect(row.cells).toHaveLength(5)
      expect(row.columns).toEqual(head.cells)
      expect(row.caption).toBe('教育事业发展和人力资源开发主要预期指标')
      expect(row.unit).toBe('%')
    }
    const lines = readSeed('wuhai-jiaoyu-2035.txt')
      .split('\n')
      .filter(line => line.includes('\t'))
    expect([head, ...rows].map(row => row.cells.join('\t'))).toEqual(lines.map(line => line.replace(/ /g, '')))
  })

  it('keeps （基本均衡） and >97 in their cells', () => {
    const row = (name: string) => document().clauses.find(clause => clause.row?.cells[0] === name)!.row!.cells
    expect(row('九年义务教育巩固率')).toEqual(['九年义务教育巩固率', '93', '97', '>97', '>97'])
    expect(row('域内义务教育均衡旗县（市、区）比例')).toEqual([
      '域内义务教育均衡旗县（市、区）比例',
      '100（基本均衡）',
      '95（优质均衡）',
      '100（优质均衡）',
      '100（优质均衡）',
    ])
    expect(document().text).toContain('100 （基本均衡）')
  })

  it('keeps the words of the document even where they look mistaken', () => {
    expect(document().text).toContain('保障中小小学生每天1小时体育锻炼时间')
  })
})

describe('the Hohhot file', () => {
  it('lists the five problems that the review opinion names one by one', () => {
    const document = seedDocument('hohhot-2023-yixue-chengshi-2')
    const problems = document.clauses.filter(clause => clause.path[0]?.endsWith('仍存在一些亟待解决的问题'))
    expect(problems.map(clause => clause.label)).toEqual(['一是', '二是', '三是', '四是', '五是'])
    expect(clauseText(document, problems[0])).toMatch(
      /^一是学前教育仍存在短板。.*完成.*存在困难。幼儿园缺编严重,教师队伍不稳定。$/,
    )
  })

  it('names the supervising committee of the opinion for the whole of it, not for its last group', () => {
    const document = seedDocument('hohhot-2023-yixue-chengshi-2')
    const named = document.clauses
      .filter(clause => clause.kind === 'responsible')
      .map(clause => clauseText(document, clause).trim())
    expect(named).toEqual(['督办责任单位:市人大教育科学文化卫生委员会', '督办责任人:李莎丽'])
    expect(document.clauses.every(clause => clause.responsible === null)).toBe(true)
  })
})

interface Article {
  sub: boolean
  lead: string
  items: string[]
  further: string[]
}
const SENTENCES = [
  '教师应当尊重学生的人格，平等对待学生。',
  '学校应当公开信息；',
  '依照第二条的规定办理。',
  '违反第三条、第四条规定的，由教育行政部门责令改正。',
  '班主任津贴每月1200元。',
  '本办法所称学校，是指公办学校和民办学校。',
]
const REFERENCES = [
  '第三条规定的期限，自受理之日起计算。',
  '第十条第二款规定的情形除外。',
  '第四条的规定适用于民办学校。',
  '第一条所称学校，包括幼儿园。',
  '第二条、第三条规定的学校应当备案。',
]
const sentences = (max: number) =>
  fc
    .array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: max })
    .map(all => `${all.join('').replace(/；$/, '。')}`)
const article: fc.Arbitrary<Article> = fc.record({
  sub: fc.boolean(),
  lead: sentences(4),
  items: fc.array(sentences(1), { maxLength: 4 }),
  further: fc.array(fc.oneof(sentences(3), fc.constantFrom(...REFERENCES)), { maxLength: 3 }),
})
const law = fc.record({
  first: fc.constantFrom(1, 1, 9, 98, 999, 1001),
  chapters: fc.array(fc.array(article, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
  gap: fc.constantFrom('　', ' ', '  '),
  markdown: fc.boolean(),
  blank: fc.boolean(),
  pages: fc.boolean(),
})

interface Written {
  label: string
  place: string
  chapter: string
  text: string
}

/** A law as a file, and what each of its articles is. */
function writeLaw({
  first,
  chapters,
  gap,
  markdown,
  blank,
  pages,
}: typeof law extends fc.Arbitrary<infer L> ? L : never): { source: string; articles: Written[] } {
  const lines = [markdown ? '# 某市教育条例' : '某市教育条例', '']
  const articles: Written[] = []
  let number = first - 1
  let sub = 0
  chapters.forEach((chapter, c) => {
    const heading = `第${formatNumeral(c + 1)}章${gap}${['总则', '教师', '学生', '附则'][c]}`
    lines.push(markdown ? `## ${heading}` : heading, '')
    for (const a of chapter) {
      if (a.sub && articles.length) sub++
      else {
        number++
        sub = 0
      }
      const label = `第${formatNumeral(number)}条${sub ? `之${formatNumeral(sub)}` : ''}`
      const body = [
        label + gap + a.lead,
        ...a.items.map((item, i) => `（${formatNumeral(i + 1)}）${item}`),
        ...a.further,
      ]
      articles.push({
        label,
        place: sub ? `${number}-${sub}` : String(number),
        chapter: oneLine(heading),
        text: body.join(''),
      })
      body.forEach((paragraph, i) => {
        lines.push(markdown && i === 0 ? paragraph.replace(label, `**${label}**`) : paragraph)
        if (blank) lines.push('')
      })
      if (pages) lines.push(`— ${articles.length} —`)
    }
  })
  return { source: lines.join('\n'), articles }
}

describe('a generated law', () => {
  it('has one clause for each article, with its items and references in it, at the right place', () => {
    fc.assert(
      fc.property(law, shape => {
        const { source, articles } = writeLaw(shape)
        const { documents } = readText(source)
        expect(documents).toHaveLength(1)
        const [document] = documents
        expectPartition(document)
        expectOrigin(document, source)
        const found = document.clauses.filter(clause => clause.kind === 'article')
        expect(found.map(clause => clause.label)).toEqual(articles.map(a => a.label))
        expect(found.map(clause => clause.place)).toEqual(articles.map(a => a.place))
        expect(found.map(clause => clause.path[0])).toEqual(articles.map(a => a.chapter))
        expect(found.map(clause => squeeze(clauseText(document, clause)))).toEqual(articles.map(a => squeeze(a.text)))
      }),
      { numRuns: 150 },
    )
  })

  it('loses white space, page numbers and Markdown marks, and no other character', () => {
    fc.assert(
      fc.property(law, shape => {
        const { source } = writeLaw(shape)
        const { documents } = readText(source)
        const furniture = /^— \d+ —$|^#+ |\*\*/gm
        expect(squeeze(documents.map(document => document.text).join(''))).toBe(squeeze(source.replace(furniture, '')))
      }),
      { numRuns: 100 },
    )
  })

  it('keeps 第十条之一 apart from 第十条 and goes on to 第十一条', () => {
    const { documents } = readText(
      '某条例\n\n第十条　教师应当备课。\n第十条之一　教师享有休假。\n第十条之二　教师参加培训。\n第十一条　家长应当配合。',
    )
    expect(documents[0].clauses.filter(clause => clause.kind === 'article').map(clause => clause.place)).toEqual([
      '10',
      '10-1',
      '10-2',
      '11',
    ])
  })

  it('has its articles even where they begin with words that follow a reference, and where no space stands behind the number', () => {
    const labels = (text: string) =>
      readText(text)
        .documents[0].clauses.filter(clause => clause.kind === 'article')
        .map(clause => clause.label)
    const all = ['第一条', '第二条', '第三条', '第四条']
    expect(
      labels('某条例\n\n第一条　教师备课。\n第二条　所有学校应当公开信息。\n第三条　及时报告。\n第四条　规定动作。'),
    ).toEqual(all)
    expect(labels('某条例\n\n第一条教师备课。\n第二条学校公开信息。\n第三条家长配合。\n第四条本条例施行。')).toEqual(
      all,
    )
  })

  it('takes a number that goes forward without a space for an article, one that goes back for a reference, and reports both', () => {
    const { documents, findings } = readText(
      '某条例\n\n第一条教师备课。\n第三条学校公开信息。\n第二条情形严重者，从重处罚。\n第四条家长配合。',
    )
    const articles = documents[0].clauses.filter(clause => clause.kind === 'article')
    expect(articles.map(clause => clause.label)).toEqual(['第一条', '第三条', '第四条'])
    expect(clauseText(documents[0], articles[1])).toContain('第二条情形严重者')
    expect(findings.map(finding => [finding.kind, finding.line])).toEqual([
      ['numbering', 4],
      ['numbering', 5],
    ])
  })

  it('gives its articles the bare numbers, whatever holds them or stands before them', () => {
    const idsOf = (text: string) =>
      Object.fromEntries(readText(text).documents[0].clauses.map(clause => [clause.label, clause.id]))
    const one = idsOf(
      '某条例\n\n第一章　总则\n第一条　甲方。\n第二条　乙方。\n第二章　附则\n第一节　其他\n第三条　丙方。',
    )
    const other = idsOf('某条例\n\n第一章　总则\n第一条　甲方。\n第二章　附则\n第二条　乙方。\n第三条　丙方。')
    expect(one).toMatchObject({
      第一条: 'x#1',
      第二条: 'x#2',
      第三条: 'x#3',
      第一章: 'x#c1',
      第二章: 'x#c2',
      第一节: 'x#c2.s1',
    })
    expect(other.第二条).toBe(one.第二条)
    const amended = idsOf(
      '某决定\n\n一、修改第一条，内容如下文所列。\n二、其余不变，重新公布全文。\n\n第一条　甲方。\n第二条　乙方。',
    )
    expect(amended).toMatchObject({ 第一条: 'x#1', 第二条: 'x#2', '一、': 'x#1~2' })
  })

  it.each([
    '甲市人民政府\n\n2024年3月5日',
    '甲市人民政府\n二○二五年一月十四日',
    '中共甲市委员会\n甲市人民政府\n2024年3月5日',
    '甲市人民政府',
  ])('does not take the signature below its last article for a part of it, but for one clause: %j', signature => {
    const [document] = readText(`# 甲市教育办法\n\n第一条 教师备课。\n\n${signature}`).documents
    const below = document.clauses.filter(clause => clause.ordinal > 1)
    expect(below.map(clause => clause.kind)).toEqual(['furnishing'])
    expect(clauseText(document, below[0]).trim()).toBe(signature.replace(/\n+/g, '\n'))
  })

  it('takes （送审稿） below a title as part of it', () => {
    const [title, ...rest] = seedDocument('hulunbuir-gaozhiliang-cuoshi').clauses
    expect(clauseText(seedDocument('hulunbuir-gaozhiliang-cuoshi'), title).trim()).toBe(
      '呼伦贝尔市推进教育高质量发展若干措施\n（送审稿）',
    )
    expect(rest[0].kind).toBe('paragraph')
  })

  it('keeps in an article the organs that it lists', () => {
    const [document] = readText(
      '某办法\n\n第一条　下列单位应当公开信息：\n\n市教育局\n\n市财政局\n\n第二条　完。',
    ).documents
    const first = document.clauses.find(clause => clause.label === '第一条')!
    expect(clauseText(document, first)).toContain('市财政局')
  })

  it('reports an article out of sequence', () => {
    const { findings, documents } = readText('某条例\n\n第一条　教师应当备课。\n第三条　家长应当配合。')
    expect(findings).toMatchObject([{ kind: 'numbering', line: 4 }])
    expect(findings[0].message).toContain('第三条')
    expect(documents[0].clauses.at(-1)!.label).toBe('第三条')
  })

  it('is cut at sentence ends where an article is too long', () => {
    const sentence = fc.integer({ min: 1, max: 300 }).map(n => `${'教'.repeat(n)}。`)
    fc.assert(
      fc.property(
        fc.array(fc.array(sentence, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
        paragraphs => {
          const { documents } = readText(
            `某条例\n\n第一条　${paragraphs.map(p => p.join('')).join('\n')}\n第二条　完。`,
          )
          expectPartition(documents[0])
          expectShort(documents[0])
          const first = documents[0].clauses.filter(clause => clause.label === '第一条')
          for (const clause of first) {
            expect(clause.span[1] - clause.span[0]).toBeLessThanOrEqual(MAX_CLAUSE_LENGTH)
            expect(clauseText(documents[0], clause).trim()).toMatch(/。$/)
          }
          expect(new Set(first.map(clause => clause.place))).toEqual(new Set(['1']))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('has no clause of white space alone', () => {
    const [document] = readText(`某条例\n\n第一条　${'教'.repeat(1900)}。\n第二条　完。`).documents
    for (const clause of document.clauses) expect(clauseText(document, clause).trim()).not.toBe('')
  })

  it('keeps a sentence that is longer than a clause may be in one piece', () => {
    const sentence = `${'教'.repeat(2500)}。`
    const { documents } = readText(`某条例\n\n第一条　${sentence}\n第二条　完。`)
    expectShort(documents[0])
    expect(documents[0].clauses.filter(clause => clauseText(documents[0], clause).includes(sentence))).toHaveLength(1)
  })
})

describe('any text', () => {
  const piece = fc.constantFrom(
    '第一条',
    '第二条',
    '第十条之一',
    '第一章 总则',
    '一、',
    '（一）',
    '1.',
    '①',
    '一是',
    '二是',
    '框1 工程',
    '附件1：表',
    '责任单位：市教育局',
    '单位：%',
    '甲\t乙\t丙',
    '| a | b |',
    '|---|---|',
    '教师应当备课。',
    '依照第十条的规定',
    '按照要求',
    '某市人民政府',
    '2024年3月5日',
    '：',
    '；',
    '。',
    '，',
    '“',
    '”',
    '（',
    '\n',
    '\n',
    '\n\n',
    '　',
    ' ',
    '## ',
    '**',
    '- ',
    '— 2 —',
    '\n— 3 —\n',
    '[bookmark: x]',
    'STEAM',
    '97',
    '\ud800',
    '\u0000',
    '\u200b',
    '\t',
    '\f',
  )

  it('is cut into clauses that are the text, and leads back to the file', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map(parts => parts.join('')),
        source => {
          const { documents } = readText(source)
          for (const document of documents) {
            expectPartition(document)
            expectOrigin(document, source)
          }
          // The furniture of these pieces holds no Chinese character: none may be left out.
          expect(leftOut(documents, source).join('')).not.toMatch(/\p{Script=Han}/u)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('of random characters comes through unharmed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), source => {
        for (const document of readText(source).documents) {
          expectPartition(document)
          expectOrigin(document, source)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a long text without an end to its sentences', () => {
  // Each of them took a minute or more when the time grew with the square of the length.
  it.each([
    ['Han characters in one line', '教'.repeat(60_000)],
    ['short lines', '教育改革\n'.repeat(6000)],
    ['第', '第'.repeat(60_000)],
    ['spaces in a line', `教${' '.repeat(60_000)}育`],
    ['spaces before a line', `${' '.repeat(60_000)}教育`],
    ['Latin letters', 'a'.repeat(60_000)],
    ['brackets', '（'.repeat(60_000)],
    ['signatures', '市教育局\n\n'.repeat(6000)],
  ])('of %s is read in a moment', (_, text) => {
    readText('教育')
    const start = performance.now()
    readText(text)
    expect(performance.now() - start).toBeLessThan(1500)
  })
})

describe('a numbered line', () => {
  const kindsOf = (source: string) =>
    readText(`某市捐赠公告\n\n${source}`)
      .documents[0].clauses.slice(1)
      .map(({ kind, path }) => [kind, path.join('/')])

  it('that only names what stands below it is its heading', () => {
    expect(
      kindsOf(
        '（一）慈善总会账户信息。\n\n开户行：中国银行，账号：613257485006。\n\n1.联系方式：\n\n电话15077167011，随时可打。',
      ),
    ).toEqual([
      ['heading', '（一）慈善总会账户信息'],
      ['paragraph', '（一）慈善总会账户信息'],
      ['heading', '（一）慈善总会账户信息/1.联系方式'],
      ['paragraph', '（一）慈善总会账户信息/1.联系方式'],
    ])
  })

  it('with nothing below it is an item of its list', () => {
    expect(kindsOf('申请人应当符合下列条件：\n\n（一）身体健康。\n\n（二）品行端正。').map(([kind]) => kind)).toEqual([
      'furnishing',
      'item',
      'item',
    ])
  })
})

describe('a table', () => {
  it('of Markdown gives its rows their column heads', () => {
    const { documents } = readText(
      '# 某市规划\n\n第一部分是正文，说明情况。\n\n指标表\n\n| 指标 | 2025年 |\n|---|---|\n| 毛入园率 | 98 |\n| 巩固率 | 97 |',
    )
    const rows = documents[0].clauses.filter(clause => clause.row)
    expect(rows.map(clause => clause.row!.cells)).toEqual([
      ['指标', '2025年'],
      ['毛入园率', '98'],
      ['巩固率', '97'],
    ])
    expect(rows.every(clause => clause.row!.columns.join() === '指标,2025年')).toBe(true)
  })

  it('whose columns change is reported', () => {
    const { findings } = readText('某市规划\n\n说明情况如下，请见下表。\n\n甲\t乙\n1\t2\n1\t2\t3')
    expect(findings.map(finding => finding.kind)).toContain('table')
  })
})

describe('small tools', () => {
  it('find the short first sentence that serves as a heading', () => {
    expect(leadOf('深化学校体育教育改革。推进中小学校体育课程教学改革。')).toBe('深化学校体育教育改革')
    expect(leadOf('深化学校体育教育改革。')).toBe('')
    expect(leadOf('到2035年，全面建成学习型城市。继续推进。')).toBe('')
  })

  it('split a row into cells and close the gaps in Chinese', () => {
    expect(splitCells('| 指 标 | 100 （基本均衡） |')).toEqual(['指标', '100（基本均衡）'])
    expect(splitCells('专业教 育比例\t78\t>90')).toEqual(['专业教育比例', '78', '>90'])
    expect(oneLine('STEAM  education 资 源')).toBe('STEAM education资源')
  })
})
