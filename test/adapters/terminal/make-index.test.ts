import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isIndexFolder } from '../../../index/index-folder.js'
import { tempFolder } from '../../index/support.js'
import { wence } from './run-program.js'

const NOTICE = `赤峰市教育局关于做好课后服务工作的通知

各旗县区教育局：

一、总体要求
（一）课后服务每天不少于2小时。
（二）每生每学期补助经费300元。
二、组织实施
（一）各学校应当于2026年3月1日前报送方案。

赤峰市教育局
2026年1月5日
`
const RULES = `# 赤峰市中小学食堂管理办法

第一条 为了加强食堂管理，制定本办法。

第二条 学校食堂应当公开价格，每餐收费不超过12元。

第四条 本办法自2026年2月1日起施行。
`

function corpus(): { from: string; out: string } {
  const folder = tempFolder()
  const from = join(folder, 'documents')
  mkdirSync(from)
  writeFileSync(join(from, 'notice.txt'), NOTICE)
  writeFileSync(join(from, 'rules.md'), RULES)
  return { from, out: join(folder, 'index') }
}

const build = ({ from, out }: { from: string; out: string }, ...options: string[]) =>
  wence('index', '--from', from, '--out', out, ...options)

describe('wence index', () => {
  it('reads a folder of .txt and .md, prints what it read, and answers from it', async () => {
    const folders = corpus()
    const { status, stdout } = await build(folders)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^notice《赤峰市教育局关于做好课后服务工作的通知》 赤峰市教育局，赤峰市，2026-01-05/m)
    expect(stdout).toMatch(/^rules《赤峰市中小学食堂管理办法》/m)
    expect(stdout).toMatch(/共 2 份文件，\d+ 条/)
    expect(stdout).toContain('此前没有索引。')
    expect(isIndexFolder(folders.out)).toBe(true)
    const ask = async (question: string) =>
      JSON.parse((await wence('ask', '--json', '--index', folders.out, question)).stdout)
    expect(await ask('赤峰课后服务每学期补助多少钱')).toMatchObject({
      status: 'answered',
      answer: expect.stringContaining('300元'),
    })
    expect(await ask('赤峰市中小学食堂管理办法第二条')).toMatchObject({
      status: 'answered',
      answer: expect.stringContaining('12元'),
      citations: [{ clauseId: 'rules#2' }],
    })
    expect(await ask('呼伦贝尔班主任津贴多少')).toMatchObject({
      status: 'not_found',
      answer: expect.stringContaining('呼伦贝尔市'),
    })
    expect((await wence('clause', '--index', folders.out, 'rules', '第四条')).stdout).toContain('2026年2月1日起施行')
  })

  it('tells what changed against the build before', async () => {
    const folders = corpus()
    await build(folders)
    const again = (await build(folders)).stdout
    expect(again).toContain('与上次相比：新增 0 份，改动 0 份，去掉 0 份')
    expect(again).toContain('没有变化，继续用')
    writeFileSync(join(folders.from, 'notice.txt'), NOTICE.replace('300元', '320元'))
    writeFileSync(join(folders.from, 'more.txt'), RULES.replace('食堂', '宿舍'))
    const { stdout } = await build(folders)
    expect(stdout).toContain('与上次相比：新增 1 份，改动 1 份，去掉 0 份')
    expect(stdout).toMatch(/^ {2}\+ more《赤峰市中小学宿舍管理办法》/m)
    expect(stdout).toMatch(/^ {2}~ notice：1 条$/m)
    expect(stdout).toMatch(/^ {6}- #1\.2 .*300元/m)
    expect(stdout).toMatch(/^ {6}\+ #1\.2 .*320元/m)
    expect(stdout).toContain('重读 2 个文件')
  })

  it('prints an entry to paste for a file that the catalog does not name', async () => {
    const folders = corpus()
    const { stdout } = await build(folders)
    const entries = JSON.parse(/粘进去再改：\n([\s\S]*?\n\})/.exec(stdout)![1])
    expect(entries['notice.txt']).toEqual([
      {
        title: '赤峰市教育局关于做好课后服务工作的通知',
        issuer: '赤峰市教育局',
        region: '赤峰市',
        docNumber: null,
        issuedOn: '2026-01-05',
        status: 'in_force',
        aliases: [],
      },
    ])
    writeFileSync(join(folders.from, 'catalog.json'), JSON.stringify({ files: entries }))
    expect((await build(folders)).stdout).not.toContain('粘进去')
  })

  it('tells of a document that is there twice, and of one that a newer one takes the place of', async () => {
    const folders = corpus()
    await build(folders)
    writeFileSync(
      join(folders.from, 'notice2.txt'),
      NOTICE.replace('300元', '320元').replace('2026年1月5日', '2026年2月5日'),
    )
    const { stdout } = await build(folders)
    expect(stdout).toMatch(/notice2 ≈ notice（\d+%）/)
    expect(stdout).toMatch(/notice ← notice2：同一机关同一事项的新文件/)
  })

  it('lists what it could not place, as much of it as is wanted', async () => {
    const folders = corpus()
    const { stdout } = await build(folders)
    expect(stdout).toMatch(/阅读发现 [1-9]\d* 条：.*序号可疑/)
    expect(stdout).toMatch(/^ {2}rules\.md:\d+ 序号可疑：/m)
    const none = (await build(folders, '--findings', '0')).stdout
    expect(none).not.toMatch(/序号可疑：/)
    expect(none).toContain('--json')
  })

  it('--json is one object with the report', async () => {
    const folders = corpus()
    const report = JSON.parse((await build(folders, '--json')).stdout)
    expect(report).toMatchObject({ out: folders.out, documents: 2, changes: null })
    expect(report.findings).toContainEqual(expect.objectContaining({ file: 'rules.md', kind: 'numbering' }))
    expect(JSON.parse((await build(folders, '--json')).stdout)).toMatchObject({
      buildId: report.buildId,
      unchanged: true,
      changes: { added: [], removed: [], changed: [] },
    })
  })

  it('reads the documents of the package where no folder is named', async () => {
    const out = join(tempFolder(), 'index')
    const { status, stdout } = await wence('index', '--out', out)
    expect(status).toBe(0)
    expect(stdout).toContain('共 7 份文件')
  })

  it('leaves a folder alone that holds something else', async () => {
    const { from } = corpus()
    const { status, stderr } = await build({ from, out: from })
    expect(status).toBe(1)
    expect(stderr).toContain('不是问策的索引')
    expect(existsSync(join(from, 'notice.txt'))).toBe(true)
  })

  it('ends with 1 where the folder of documents is missing', async () => {
    const missing = join(tempFolder(), 'none')
    const { status, stdout, stderr } = await build({ from: missing, out: join(missing, 'index') })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(missing)
  })
})

describe('the maintainer’s own questions', () => {
  const own = (questions: object[]) => questions.map(question => `${JSON.stringify(question)}\n`).join('')
  const good = { question: '赤峰课后服务每学期补助多少钱', clause: 'notice#1.2', reason: '家长常问' }

  it('are asked before a build answers', async () => {
    const folders = corpus()
    writeFileSync(
      join(folders.from, 'questions.jsonl'),
      own([good, { question: '赤峰校车票价', clause: null, reason: '没有写' }]),
    )
    const { status, stdout } = await build(folders)
    expect(status).toBe(0)
    expect(stdout).toContain('自备的 2 问都答对了')
    expect((await wence('index', '--verify', '--out', folders.out)).stdout).toContain('完好')
  })

  it('keep a build that answers them otherwise from answering: the old one stays, the new one is kept aside', async () => {
    const folders = corpus()
    await build(folders)
    writeFileSync(join(folders.from, 'questions.jsonl'), own([good]))
    writeFileSync(join(folders.from, 'notice.txt'), NOTICE.replace('（二）每生每学期补助经费300元。\n', ''))
    const { status, stderr } = await build(folders)
    expect(status).toBe(1)
    expect(stderr).toContain('第 1 行“赤峰课后服务每学期补助多少钱”')
    expect(stderr).toContain('家长常问')
    expect(stderr).toContain('原来的索引照常使用')
    expect((await wence('ask', '--index', folders.out, good.question)).stdout).toContain('300元')
    const [failed] = readdirSync(join(folders.out, 'failed'))
    expect(readFileSync(join(folders.out, 'failed', failed, 'why.txt'), 'utf8')).toContain('notice#1.2')
  })

  it.each([
    ['{"question":"x"}', 'questions.jsonl:1 clause'],
    ['\n{', 'questions.jsonl:2 不是一行 JSON'],
  ])('that are written wrongly are named by their line: %s', async (text, words) => {
    const folders = corpus()
    writeFileSync(join(folders.from, 'questions.jsonl'), text)
    const { status, stderr } = await build(folders)
    expect(status).toBe(1)
    expect(stderr).toContain(words)
  })
})

describe('the builds of a folder', () => {
  it('are listed, told of, gone back to and checked', async () => {
    const folders = corpus()
    await build(folders)
    writeFileSync(join(folders.from, 'notice.txt'), NOTICE.replace('300元', '320元'))
    await build(folders)
    const listed = (await wence('index', '--list', '--out', folders.out)).stdout.trim().split('\n')
    expect(listed).toHaveLength(2)
    expect(listed[0]).toMatch(/^▶ .+ 2 份文件/)
    const question = '赤峰课后服务每学期补助多少钱'
    expect((await wence('ask', '--index', folders.out, question)).stdout).toContain('320元')
    expect((await wence('index', '--rollback', '--out', folders.out)).stdout).toContain('已退回')
    expect((await wence('ask', '--index', folders.out, question)).stdout).toContain('300元')
    expect((await wence('index', '--rollback', '--out', folders.out)).stderr).toContain('没有更早的')
    const status = JSON.parse((await wence('status', '--json', '--index', folders.out)).stdout)
    expect(status).toMatchObject({ documents: 2, source: folders.from, isCurrent: true })
    expect((await wence('status', '--index', folders.out)).stdout).toMatch(/做于：.+前/)
  })

  it('stay as few as is wanted', async () => {
    const folders = corpus()
    for (const sum of ['300', '310', '320']) {
      writeFileSync(join(folders.from, 'notice.txt'), NOTICE.replace('300', sum))
      await build(folders, '--keep', '2')
    }
    expect(readdirSync(join(folders.out, 'builds'))).toHaveLength(2)
  })

  it('are damaged visibly', async () => {
    const folders = corpus()
    await build(folders)
    const [name] = readdirSync(join(folders.out, 'builds'))
    writeFileSync(join(folders.out, 'builds', name, 'search.jsonl'), 'x')
    const { status, stdout } = await wence('index', '--verify', '--out', folders.out)
    expect(status).toBe(1)
    expect(stdout).toContain('search.jsonl')
  })
})
