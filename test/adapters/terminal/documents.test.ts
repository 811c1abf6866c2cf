import { beforeAll, describe, expect, it } from 'vitest'
import { seedDocument, seeds } from '../../index/support.js'
import { linesOf, wence } from './run-program.js'

beforeAll(async () => {
  await wence('docs')
})

describe('wence docs', () => {
  it('lists every document with what must be known of it', async () => {
    const { status, stdout } = await wence('docs')
    expect(status).toBe(0)
    for (const { id, title } of seeds().index.documents) expect(stdout).toContain(`${id}\n  《${title}》`)
    expect(stdout).toMatch(/《乌海教育现代化2035》 .*乌海市人民政府，乌党发〔2020〕17号，2020-10-29，规划，\d+ 条/)
    expect(stdout).toMatch(/若干措施》 送审稿，未印发，\d+ 条/)
  })

  it('--json is one object without the texts', async () => {
    const { stdout } = await wence('docs', '--json')
    expect(linesOf(stdout)).toHaveLength(1)
    const { documents } = JSON.parse(stdout)
    expect(documents.map((document: { id: string }) => document.id)).toEqual(
      seeds().index.documents.map(document => document.id),
    )
    expect(documents.at(-1)).toMatchObject({
      region: '乌海市',
      status: 'plan',
      file: 'wuhai-jiaoyu-2035.txt',
      characters: seedDocument('wuhai-jiaoyu-2035').text.length,
    })
    expect(documents.at(-1)).not.toHaveProperty('text')
  })
})

describe('wence toc', () => {
  it('prints headings and numbered clauses with their places, deeper ones further in', async () => {
    const { status, stdout } = await wence('toc', '若干措施')
    expect(status).toBe(0)
    expect(linesOf(stdout)[0]).toBe('《呼伦贝尔市推进教育高质量发展若干措施》')
    expect(stdout).toMatch(/^一、实施铸魂育人行动，落实立德树人根本任务 {2}#1$/m)
    expect(stdout).toMatch(/^ {2}（十五）优化教育人才引进政策 {2}#5\.15$/m)
    expect(stdout).toMatch(/^ {4}44\..* {2}#5\.16\.44$/m)
  })

  it('--json gives the outline', async () => {
    const { outline, docId } = JSON.parse((await wence('toc', 'wuhai-jiaoyu-2035', '--json')).stdout)
    expect(docId).toBe('wuhai-jiaoyu-2035')
    expect(outline).toContainEqual(expect.objectContaining({ clauseId: 'wuhai-jiaoyu-2035#框5', kind: 'box' }))
  })

  it('ends with 1 where no document or several are meant, and says which', async () => {
    const none = await wence('toc', '不存在')
    expect(none.status).toBe(1)
    expect(none.stderr).toContain('wence docs')
    const several = await wence('toc', 'hohhot')
    expect(several.status).toBe(1)
    expect(several.stderr.match(/^ {2}hohhot-/gm)).toHaveLength(4)
  })
})

describe('wence clause', () => {
  it.each([
    ['若干措施', ['44'], /^44\.呼伦贝尔市中小学班主任津贴标准/m],
    ['hulunbuir-gaozhiliang-cuoshi', ['第四十四条'], /^44\.呼伦贝尔市中小学班主任津贴标准/m],
    ['包头报告', ['五（二）'], /^\(二\)深入推进"县管校聘"试点工作/m],
    ['baotou', ['五', '（二）'], /^\(二\)深入推进"县管校聘"试点工作/m],
    ['乌海', ['框5'], /^框 5 实施职业院校示范专业/m],
    ['乌海2035', ['四、保障措施第（三）条'], /^（三）营造良好共建环境/m],
  ])('%s %j is printed verbatim under its place', async (document, reference, text) => {
    const { status, stdout, stderr } = await wence('clause', document, ...reference)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(linesOf(stdout)[0]).toMatch(/^《.+》 .+/)
    expect(stdout).toMatch(text)
  })

  it('comes with all that stands under it', async () => {
    const { stdout } = await wence('clause', '若干措施', '五（十六）')
    for (const number of [44, 45, 46, 47]) expect(stdout).toMatch(new RegExp(`^${number}\\.`, 'm'))
  })

  it('--json is the slice of the document', async () => {
    const { docId, clauseId, text, span } = JSON.parse((await wence('clause', '若干措施', '44', '--json')).stdout)
    expect(clauseId).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.44')
    expect(text).toBe(
      seedDocument(docId)
        .text.slice(...(span as [number, number]))
        .trim(),
    )
  })

  it.each([['99'], ['第五十九条'], ['框5']])('ends with 1 where the document has no %s', async reference => {
    const { status, stdout, stderr } = await wence('clause', '若干措施', reference)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(`“${reference}”`)
    expect(stderr).toContain('wence toc hulunbuir-gaozhiliang-cuoshi')
  })
})
