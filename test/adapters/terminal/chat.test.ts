import { beforeAll, describe, expect, it } from 'vitest'
import { wence, withInput } from './run-program.js'

beforeAll(async () => {
  await wence('docs')
})

describe('wence chat', () => {
  it('answers line by line, each in the light of those before', async () => {
    const { status, stdout, stderr } = await withInput('若干措施第44条\n\n谢谢\n责任单位是谁\n', 'chat')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('44.呼伦贝尔市中小学班主任津贴标准')
    expect(stdout).toContain('我是问策')
    expect(stdout).toContain('责任单位：市教育局、市财政局、市人社局')
  })

  it('forgets at 新话题 and ends at 退出', async () => {
    const { status, stdout } = await withInput(
      '若干措施第44条\n新话题\n责任单位是谁\n退出\n双师型教师占比是多少\n',
      'chat',
    )
    expect(status).toBe(0)
    expect(stdout).toContain('没有找到')
    expect(stdout).not.toContain('双师型')
  })

  it('ends with its input', async () => {
    expect(await withInput('', 'chat')).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})
