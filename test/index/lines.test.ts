import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLines } from '../../index/lines.js'
import { readSeed } from './support.js'

const textOf = (source: string) => readLines('x.txt', source).lines.map(line => line.text)

describe('the lines of a file', () => {
  it.each([
    '— 2 —',
    '- 5 -',
    '— 9 **—**',
    '－12－',
    '第 3 页',
    '第3页 共12页',
    '3/12',
    '编辑:李慧平 陈瑛 吴琼 美编:晓行',
    '![图](a.png)',
    '---',
    '* * *',
  ])('lose %j, which the page put there, and the finding says so', furniture => {
    const { lines, findings } = readLines('x.txt', `上文\n${furniture}\n下文`)
    expect(lines.map(line => line.text)).toEqual(['上文', '下文'])
    expect(findings).toMatchObject([{ file: 'x.txt', line: 2, kind: 'furniture' }])
    expect(findings[0].message).toContain(furniture)
    expect(lines[1].blankBefore).toBe(true)
  })

  it.each(['2025', '25', '—2035年', '97—98', '3/12的学校', '第3页所列', '编辑出版工作'])(
    'keep %j, which only looks like furniture',
    line => {
      expect(textOf(`上文\n${line}\n下文`)).toEqual(['上文', line, '下文'])
    },
  )

  it.each(['<!-- 分页 -->', '<!-- INFO END -->', '  <!-- a --> <!-- b -->'])(
    'lose the comment %j without a word',
    comment => {
      const { lines, findings } = readLines('x.txt', `上文\n${comment}\n下文`)
      expect(lines.map(line => line.text)).toEqual(['上文', '下文'])
      expect(lines[1].blankBefore).toBe(true)
      expect(findings).toEqual([])
    },
  )

  it('lose the bookmark and keep what follows it', () => {
    const { lines, findings } = readLines('x.txt', '[bookmark: _GoBack]17.优化市域高校布局。')
    expect(lines[0].text).toBe('17.优化市域高校布局。')
    expect(findings).toMatchObject([{ kind: 'furniture', line: 1 }])
    expect(findings[0].message).toContain('[bookmark: _GoBack]')
  })

  it('lose the page number inside a sentence and close the gap', () => {
    expect(textOf('农牧区或薄弱学校支 — 9 — 教1年政策')).toEqual(['农牧区或薄弱学校支教1年政策'])
  })

  it('lose the marks of Markdown and know what they said', () => {
    const { lines, findings } = readLines('x.md', '## 一、总则\n\n**加粗的一行**\n普通**加粗**文字  \n- 列项')
    expect(lines.map(line => line.text)).toEqual(['一、总则', '加粗的一行', '普通加粗文字', '列项'])
    expect(lines.map(line => line.markdownLevel)).toEqual([2, 0, 0, 0])
    expect(lines.map(line => line.bold)).toEqual([false, true, false, false])
    expect(lines.map(line => line.hardBreak)).toEqual([false, false, true, false])
    expect(findings).toEqual([])
  })

  it.each([
    ['- 一、关于', '一、关于'],
    ['●本报记者', '本报记者'],
    ['□呼和浩特晚报记者', '呼和浩特晚报记者'],
    ['-3℃以下', '-3℃以下'],
    ['>97', '>97'],
    ['教\r师\f', '教师'],
    ['——2023年6月27日在会议上', '——2023年6月27日在会议上'],
  ])('%j reads %j', (raw, text) => {
    expect(textOf(raw)).toEqual([text])
  })

  it('stand where the file has them, whatever was taken off', () => {
    const piece = fc.constantFrom(
      '教师',
      '## ',
      '- ',
      '**',
      '— 9 —',
      ' — 9 — ',
      '\n',
      '\n\n',
      '　',
      ' ',
      '[bookmark: a]',
      '<!-- x -->',
      '>97',
      '\ufeff',
      '\r',
      '\ud800',
      '\u0000',
      '|',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map(parts => parts.join('')),
        source => {
          const starts = [0, ...[...source.matchAll(/\n/g)].map(match => match.index + 1), source.length + 1]
          for (const line of readLines('x.txt', source).lines) {
            expect(line.text).not.toBe('')
            expect(line.offsets).toHaveLength(line.text.length)
            line.offsets.forEach((offset, i) => {
              expect(source[offset]).toBe(line.text[i])
              if (i > 0) expect(offset).toBeGreaterThan(line.offsets[i - 1])
              expect(offset).toBeGreaterThanOrEqual(starts[line.number - 1])
              expect(offset).toBeLessThan(starts[line.number])
            })
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('of the Baotou report are without its three page numbers', () => {
    const { lines, findings } = readLines('b.txt', readSeed('baotou-2025-yiwu-jiaoyu.txt'))
    expect(findings.map(finding => finding.message)).toEqual(['页码：— 2 —', '页码：- 5 -', '页码：— 9 **—**'])
    expect(lines.filter(line => /^[-—]/.test(line.text))).toEqual([])
  })

  it('know the first that is left, and where an empty line stands before', () => {
    const { lines } = readLines('x.txt', '\n\n— 1 —\n题目\n正文\n\n正文')
    expect(lines.map(line => [line.number, line.first, line.blankBefore])).toEqual([
      [4, true, true],
      [5, false, false],
      [7, false, true],
    ])
  })
})
