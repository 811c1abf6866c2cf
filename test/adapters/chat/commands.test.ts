import { describe, expect, it } from 'vitest'
import { COMMANDS, parseCommand } from '../../../adapters/chat/commands.js'

describe('commands', () => {
  it.each([
    ['/help', { name: 'help', argument: '' }],
    ['/start', { name: 'help', argument: '' }],
    ['/帮助', { name: 'help', argument: '' }],
    ['／目录　若干措施', { name: 'toc', argument: '若干措施' }],
    ['/toc@WenceBot 若干措施', { name: 'toc', argument: '若干措施' }],
    ['/CITY 包头', { name: 'city', argument: '包头' }],
    ['/条 送审稿第四十四条', { name: 'clause', argument: '送审稿第四十四条' }],
    ['/条44', { name: 'clause', argument: '44' }],
    ['/查县管校聘', { name: 'search', argument: '县管校聘' }],
    ['/默认城市包头', { name: 'city', argument: '包头' }],
    ['  /search  县管校聘  何时 ', { name: 'search', argument: '县管校聘  何时' }],
    ['/对比：县管校聘', { name: 'compare', argument: '县管校聘' }],
    ['/为什么', { name: 'why', argument: '' }],
  ])('%s', (text, command) => {
    expect(parseCommand(text)).toEqual(command)
  })

  it.each(['包头县管校聘何时推开', '1/2的学校', '/', '//', '/xyz 44', '查县管校聘', 'help'])('%s is none', text => {
    expect(parseCommand(text)).toBeNull()
  })

  it('have names that no other command has', () => {
    const words = COMMANDS.flatMap(({ name, words }) => [name, ...words])
    expect(new Set(words).size).toBe(words.length)
  })

  it('are known by each of their names', () => {
    for (const { name, words } of COMMANDS)
      for (const word of [name, ...words]) expect(parseCommand(`/${word}`)).toEqual({ name, argument: '' })
  })
})
