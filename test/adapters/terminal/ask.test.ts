import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { replySchema } from '../../../src/reply.js'
import { dataFolder, fileWith, linesOf, wence, withInput } from './run-program.js'

const replyOf = (line: string) => replySchema.parse(JSON.parse(line))
const line = (id: string, ...turns: string[]) => JSON.stringify({ id, turns })

beforeAll(async () => {
  await wence('docs')
})

describe('wence ask', () => {
  it('prints the answer, what must be known, then each passage with title, state and place', async () => {
    const { status, stdout, stderr } = await wence('ask', '呼伦贝尔班主任津贴多少')
    expect(status).toBe(0)
    expect(stderr).toBe('')
    const lines = linesOf(stdout)
    expect(lines[0]).toMatch(/^呼伦贝尔市中小学班主任津贴标准由每月600元增长至每月800元/)
    expect(lines[1]).toBe('注意：本文件为送审稿，尚未正式印发')
    expect(stdout).toContain('〔1〕《呼伦贝尔市推进教育高质量发展若干措施》（送审稿，未印发）')
    expect(stdout).toContain('五、实施引育并举行动，激发教师队伍整体活力 › ')
    expect(stdout).toContain('    44.呼伦贝尔市中小学班主任津贴标准')
  })

  it('prints issuer, number and date where the document has them', async () => {
    expect((await wence('ask', '包头县管校聘何时全面推开')).stdout).toContain('包头市人民政府，2025-01-14（工作报告）')
    expect((await wence('ask', '乌海残疾儿童入学率')).stdout).toContain('乌党发〔2020〕17号，2020-10-29（规划）')
  })

  it('takes the words of a question with blanks between them', async () => {
    expect((await wence('ask', '呼伦贝尔', '班主任津贴', '多少')).stdout).toContain('800元')
  })

  it('offers the narrowed questions of a choice, and what to read where nothing is found', async () => {
    expect((await wence('ask', '双师型教师占比是多少')).stdout).toMatch(
      /可以这样问：\n {2}呼伦贝尔双师型教师占比是多少\n {2}乌海双师型教师占比是多少/,
    )
    expect((await wence('ask', '包头班主任津贴多少')).stdout).toMatch(/相近的条款，供参考：\n {2}《包头市人民政府/)
  })

  it('--json is one line that the schema takes, and the same at every call but for the time', async () => {
    const first = await wence('ask', '--json', '包头县管校聘何时全面推开')
    expect(linesOf(first.stdout)).toHaveLength(1)
    const reply = replyOf(first.stdout)
    expect(reply).toMatchObject({ version: 1, status: 'answered' })
    expect(reply).not.toHaveProperty('id')
    expect(reply.tookMs).toBeGreaterThan(0)
    const second = replyOf((await wence('ask', '包头县管校聘何时全面推开', '--json')).stdout)
    expect({ ...second, tookMs: 0 }).toEqual({ ...reply, tookMs: 0 })
  })

  it('helps with an empty question', async () => {
    for (const question of ['', ' ？ '])
      expect(replyOf((await wence('ask', '--json', question)).stdout)).toMatchObject({ status: 'help', citations: [] })
  })

  it('answers at the end of a question of 1 MB', async () => {
    const question = `${'说来话长。'.repeat(70_000)}呼伦贝尔班主任津贴多少钱？`
    expect(Buffer.byteLength(question)).toBeGreaterThan(1_000_000)
    const { status, stdout } = await wence('ask', '--json', question)
    expect(status).toBe(0)
    expect(replyOf(stdout).answer).toContain('800元')
    expect(stdout.length).toBeLessThan(20_000)
  })

  it('never lets a question steer the terminal', async () => {
    for (const question of ['\u001b[2J\u001b]0;x\u0007双师型教师占比是多少\u009b31m', '\u202e五（二）\u0000\u007f\r']) {
      for (const options of [[], ['--explain']]) {
        const { status, stdout } = await wence('ask', ...options, question)
        expect(status).toBe(0)
        expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      }
    }
  })

  it('--explain tells how the question was read and why the clause came first', async () => {
    const { stdout } = await wence('ask', '--explain', '呼市班主仁津贴多少')
    expect(stdout).toContain('呼和浩特市')
    expect(stdout).toContain('班主任')
    expect(stdout).toMatch(/排在前面的条款\n {2}-?\d+\.\d\d {2}hohhot-/)
  })

  it('--explain tells which clauses could answer, which words were taken, and what the next lack', async () => {
    const { stdout } = await wence('ask', '--explain', '呼伦贝尔班主任津贴多少')
    expect(stdout).toMatch(/hulunbuir-gaozhiliang-cuoshi#5\.16\.44[\s\S]*?把握 0\.\d\d（门槛 0\.25）：能答/)
    expect(stdout).toContain('不能答，把握不够')
    const taken = stdout.split('── 摘 hulunbuir-gaozhiliang-cuoshi#5.16.44 的哪些话')[1]
    expect(taken).toMatch(
      /^\n {2}-?\d+\.\d\d {2}呼伦贝尔市中小学班主任津贴标准由每月600元增长至每月800元。\n {8}因为：/,
    )
    expect(taken).toContain('不如上面的：')
  })

  it('--explain tells of a refusal why no clause could answer', async () => {
    const { stdout } = await wence('ask', '--explain', '包头高中保安有多少人')
    expect(stdout).toContain('没有找到')
    expect(stdout).not.toContain('：能答')
    expect(stdout).not.toContain('── 摘')
  })
})

describe('wence ask --batch', () => {
  it('keeps ids and order, one reply a line, each with its own conversation', async () => {
    const lines = [
      line('b', '呼伦贝尔班主任津贴多少'),
      line('a', '包头县管校聘何时全面推开', '那乌海呢'),
      '',
      line('', ''),
      line('b', '你好'),
    ]
    const { status, stdout, stderr } = await wence(
      'ask',
      '--batch',
      fileWith('questions.jsonl', `${lines.join('\r\n')}\n`),
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const replies = linesOf(stdout).map(replyOf)
    expect(replies.map(reply => reply.id)).toEqual(['b', 'a', '', 'b'])
    expect(replies[0].answer).toContain('800元')
    expect(replies[1].citations.every(citation => citation.docId === 'wuhai-jiaoyu-2035')).toBe(true)
    expect(replies.slice(2).map(reply => reply.status)).toEqual(['help', 'help'])
  })

  it('takes a line with one question for a conversation of one turn', async () => {
    const question = '呼伦贝尔班主任津贴多少'
    const input = `${JSON.stringify({ id: 'a', question })}\n${line('b', question)}\n${JSON.stringify({ id: 'c', question: '' })}\n`
    const { status, stdout } = await withInput(input, 'ask', '--batch', '-')
    expect(status).toBe(0)
    const [a, b, c] = linesOf(stdout).map(replyOf)
    expect(a.id).toBe('a')
    expect({ ...a, id: '', tookMs: 0 }).toEqual({ ...b, id: '', tookMs: 0 })
    expect(c.status).toBe('help')
  })

  it('reads standard input for -, with or without a line end at the end', async () => {
    for (const end of ['', '\n']) {
      const { status, stdout } = await withInput(
        `${line('x', '若干措施第44条')}\n${line('y', '谢谢')}${end}`,
        'ask',
        '--batch',
        '-',
      )
      expect(status).toBe(0)
      expect(linesOf(stdout).map(text => replyOf(text).id)).toEqual(['x', 'y'])
    }
  })

  it('of nothing prints nothing', async () => {
    expect(await withInput('', 'ask', '--batch', '-')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it.each([
    ['no JSON', 'x', /第 2 行不是 JSON/],
    ['no turns', '{"id":"x"}', /第 2 行.*turns/],
    ['both turns and a question', '{"id":"x","turns":["a"],"question":"a"}', /第 2 行.*turns 和 question/],
    ['a question that is no text', '{"id":"x","question":7}', /第 2 行.*question/],
    ['empty turns', '{"id":"x","turns":[]}', /第 2 行.*turns/],
    ['a number as id', '{"id":1,"turns":["a"]}', /第 2 行.*id/],
    ['a turn that is no text', '{"id":"x","turns":[null]}', /第 2 行.*turns/],
    ['a list', '[]', /第 2 行/],
  ])('stops with 1 at the line that holds %s, and names it', async (_, bad, message) => {
    const { status, stdout, stderr } = await withInput(
      `${line('x', '你好')}\n${bad}\n${line('y', '你好')}\n`,
      'ask',
      '--batch',
      '-',
    )
    expect(status).toBe(1)
    expect(linesOf(stdout)).toHaveLength(1)
    expect(stderr).toMatch(message)
  })

  it('says that a file is missing', async () => {
    const file = join(dataFolder, 'none.jsonl')
    expect(await wence('ask', '--batch', file)).toEqual({
      status: 1,
      stdout: '',
      stderr: `wence：没有这个文件：${file}\n`,
    })
  })
})

describe('the index that is asked', () => {
  it('is built where there is none yet, told on stderr, and then stays', async () => {
    rmSync(join(dataFolder, 'index'), { recursive: true })
    const first = await wence('ask', '--json', '班主任津贴多少')
    expect(first.status).toBe(0)
    expect(first.stderr).toContain('还没有索引')
    expect(replyOf(first.stdout).answer).toContain('800元')
    expect((await wence('ask', '--json', '班主任津贴多少')).stderr).toBe('')
  })

  it('must be there where one is named', async () => {
    const folder = join(dataFolder, 'nothing-here')
    const { status, stdout, stderr } = await wence('ask', '--index', folder, '班主任津贴多少')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(folder)
    expect(stderr).toContain('wence index')
  })

  it('is not looked for in a folder that holds something else', async () => {
    const { status, stderr } = await wence('docs', '--index', dataFolder)
    expect(status).toBe(1)
    expect(stderr).toContain('meta.json')
  })
})
