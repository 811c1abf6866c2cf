import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolder, fileWith, wence } from './run-program.js'

describe('wence', () => {
  it.each([['--help'], ['-h'], ['help']])('%s prints the commands', async option => {
    const { status, stdout, stderr } = await wence(option)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const command of ['ask', 'search', 'docs', 'toc', 'clause', 'index', 'chat'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  })

  it.each(['ask', 'search', 'docs', 'toc', 'clause', 'index', 'chat'])(
    '%s --help prints its options',
    async command => {
      const { status, stdout, stderr } = await wence(command, '--help')
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toContain(`wence ${command}`)
      if (command !== 'index') expect(stdout).toContain('--index <DIR>')
    },
  )

  it('prints its version', async () => {
    expect(await wence('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})

describe('wrong usage', () => {
  it.each([
    [['aks', '班主任津贴'], '是不是想输入 ask？'],
    [['serach', 'x'], '是不是想输入 search？'],
    [['ask', '--jsno', 'x'], '是不是想输入 --json？'],
    [['nonsense'], '没有“nonsense”这个命令'],
    [['ask'], '缺少问题'],
    [['search'], '缺少要查的话'],
    [['ask', '--batch'], '后面缺少内容'],
    [['toc'], '缺少参数'],
    [['clause', '若干措施'], '缺少参数'],
    [['docs', 'x'], '参数太多'],
    [['index', '--findings', '-1'], '应为 0 或正整数'],
    [[], 'wence'],
  ])('%j ends with 2 and says so', async (args, message) => {
    const { status, stdout, stderr } = await wence(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
  })

  it('is a question beside a batch', async () => {
    for (const command of ['ask', 'search']) {
      const { status, stderr } = await wence(command, '--batch', fileWith('batch.jsonl', ''), '班主任津贴')
      expect(status).toBe(2)
      expect(stderr).toContain('--batch')
    }
  })

  it('reads and builds nothing', () => {
    expect(existsSync(join(dataFolder, 'index'))).toBe(false)
  })
})
