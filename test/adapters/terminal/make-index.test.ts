import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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
    expect(stdout).toMatch(/^notice\.txt → notice\n {2}《赤峰市教育局关于做好课后服务工作的通知》/m)
    expect(stdout).toMatch(/^rules\.md → rules\n {2}《赤峰市中小学食堂管理办法》/m)
    expect(stdout).toMatch(/共 2 份文件，\d+ 条/)
    expect(stdout).toContain('此前没有索引。')
    expect(existsSync(join(folders.out, 'meta.json'))).toBe(true)
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
    expect((await build(folders)).stdout).toContain('与上次相比：新增 0，改动 0，去掉 0')
    writeFileSync(join(folders.from, 'notice.txt'), NOTICE.replace('300元', '320元'))
    writeFileSync(join(folders.from, 'more.txt'), RULES.replace('食堂', '宿舍'))
    const { stdout } = await build(folders)
    expect(stdout).toContain('与上次相比：新增 1，改动 1，去掉 0')
    expect(stdout).toMatch(/^ {2}\+ more$/m)
    expect(stdout).toMatch(/^ {2}~ notice$/m)
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
