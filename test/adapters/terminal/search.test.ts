import { beforeAll, describe, expect, it } from 'vitest'
import { fileWith, linesOf, wence } from './run-program.js'

const resultsOf = async (...args: string[]) => {
  const { status, stdout } = await wence('search', '--json', ...args)
  expect(status).toBe(0)
  return JSON.parse(stdout).results
}

beforeAll(async () => {
  await wence('docs')
})

describe('wence search', () => {
  it('prints a numbered list with title, state, place and text', async () => {
    const { status, stdout, stderr } = await wence('search', '班主任津贴', '--limit', '2')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(
      /^1\. 《呼伦贝尔市推进教育高质量发展若干措施》（送审稿，未印发） {2}hulunbuir-gaozhiliang-cuoshi#5\.16\.44$/m,
    )
    expect(stdout).toMatch(/^2\. /m)
    expect(stdout).not.toMatch(/^3\. /m)
  })

  it('says that nothing was found', async () => {
    expect(await wence('search', 'zzzzqqqq')).toEqual({ status: 0, stdout: '没有找到。\n', stderr: '' })
  })

  it('--json is one line with the fields of the contract', async () => {
    const { stdout } = await wence('search', '--json', '包头县管校聘')
    expect(linesOf(stdout)).toHaveLength(1)
    const [first] = JSON.parse(stdout).results
    expect(first).toEqual({
      docId: 'baotou-2025-yiwu-jiaoyu',
      clauseId: 'baotou-2025-yiwu-jiaoyu#5.2',
      title: expect.stringContaining('研究处理情况的报告'),
      issuer: '包头市人民政府',
      region: '包头市',
      docNumber: null,
      issuedOn: '2025-01-14',
      docStatus: 'report',
      path: expect.arrayContaining([expect.stringContaining('五、')]),
      text: expect.stringContaining('2026年1月起计划全市推开'),
      span: [expect.any(Number), expect.any(Number)],
      score: expect.any(Number),
    })
    expect(await resultsOf('zzzzqqqq')).toEqual([])
  })

  it('narrows to region, document, year and status', async () => {
    const regions = (await resultsOf('县管校聘', '--region', '呼市')).map((result: { region: string }) => result.region)
    expect(new Set(regions)).toEqual(new Set(['呼和浩特市']))
    expect((await resultsOf('县管校聘', '--doc', 'wuhai'))[0].docId).toBe('wuhai-jiaoyu-2035')
    expect((await resultsOf('县管校聘', '--status', 'draft'))[0].docId).toBe('hulunbuir-gaozhiliang-cuoshi')
    expect(
      (await resultsOf('县管校聘', '--year', '2026')).map((result: { clauseId: string }) => result.clauseId),
    ).toEqual(['baotou-2025-yiwu-jiaoyu#5.2'])
    expect(await resultsOf('教师', '--limit', '3')).toHaveLength(3)
  })

  it('has the clause first that is named by its number', async () => {
    expect((await resultsOf('第44条'))[0].clauseId).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.44')
    expect((await resultsOf('五（二）', '--region', '包头'))[0].clauseId).toBe('baotou-2025-yiwu-jiaoyu#5.2')
  })

  it('ends with 1 at a region that is none', async () => {
    expect(await wence('search', '县管校聘', '--region', '火星')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'wence：不认识这个地区：火星\n',
    })
  })

  it.each([
    ['--limit', '0'],
    ['--limit', '1001'],
    ['--limit', 'x'],
    ['--year', '25'],
    ['--status', 'old'],
  ])('ends with 2 at %s %s, and says what is allowed', async (option, value) => {
    const { status, stdout, stderr } = await wence('search', '县管校聘', option, value)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(`“${value}”`)
    expect(stderr).toMatch(/应为|可用的值/)
  })
})

describe('wence search --batch', () => {
  it('prints id, results and time a line, in the order of the input', async () => {
    const lines = [
      { id: '2', turns: ['班主任津贴'] },
      { id: '1', turns: ['包头县管校聘何时全面推开', '那乌海呢'] },
      { id: '0', turns: [''] },
    ]
    const file = fileWith('queries.jsonl', lines.map(line => JSON.stringify(line)).join('\n'))
    const { status, stdout } = await wence('search', '--batch', file, '--limit', '4')
    expect(status).toBe(0)
    const [allowance, wuhai, nothing] = linesOf(stdout).map(line => JSON.parse(line))
    expect(Object.keys(allowance)).toEqual(['id', 'results', 'tookMs'])
    expect([allowance.id, wuhai.id, nothing.id]).toEqual(['2', '1', '0'])
    expect(allowance.results[0].clauseId).toBe('hulunbuir-gaozhiliang-cuoshi#5.16.44')
    expect(wuhai.results.every((result: { docId: string }) => result.docId === 'wuhai-jiaoyu-2035')).toBe(true)
    expect(wuhai.results.length).toBeLessThanOrEqual(4)
    expect(nothing.results).toEqual([])
    expect(allowance.tookMs).toBeGreaterThan(0)
  })

  it('names the line that is wrong', async () => {
    const { status, stderr } = await wence(
      'search',
      '--batch',
      fileWith('bad.jsonl', '{"id":"1","turns":["a"]}\n{"id":"2"}\n'),
    )
    expect(status).toBe(1)
    expect(stderr).toContain('第 2 行')
  })
})
