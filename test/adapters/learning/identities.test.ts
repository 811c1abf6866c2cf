import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutIdentities } from '../../../adapters/learning/identities.js'

it.each([
  ['我的电话13947212345，孩子转学找谁', '我的电话…，孩子转学找谁'],
  ['139-4721-2345 打不通怎么办', '… 打不通怎么办'],
  ['0472-5618888是教育局电话吗', '…是教育局电话吗'],
  ['身份证15020319880101123X能报名吗', '身份证…能报名吗'],
  ['发到 li.si@example.com 行不行', '发到 … 行不行'],
  ['看 https://example.org/a?b=1 说的津贴', '看 … 说的津贴'],
  ['微信号：lisi_2020 加我', '… 加我'],
  ['@问策机器人 津贴多少', '… 津贴多少'],
  ['我叫王小明，在包头上学能领补助吗', '我叫…，在包头上学能领补助吗'],
])('%s is kept as %s', (written, kept) => {
  expect(withoutIdentities(written)).toBe(kept)
})

it.each([
  '2025—2035年规划里师生比是多少',
  '补助2000000元给谁',
  '教育支出51.60亿元和6005600元哪个对',
  '乌党发〔2020〕17号文件讲什么',
  '我叫不出名字的那个补贴是什么',
])('%s holds nobody and is kept as it is', question => {
  expect(withoutIdentities(question)).toBe(question)
})

it('of a long text the end is kept, where the question stands', () => {
  const kept = withoutIdentities(`${'家里的事说来话长。'.repeat(60)}津贴多少`)
  expect([...kept].length).toBe(200)
  expect(kept.endsWith('津贴多少')).toBe(true)
})

it('never leaves a mobile number or an identity card, whatever stands around it', () => {
  const around = fc.stringMatching(/^[一-龥，。、 ]{0,10}$/)
  const number = fc.oneof(fc.stringMatching(/^1[3-9]\d{9}$/), fc.stringMatching(/^[1-9]\d{16}[\dX]$/))
  fc.assert(
    fc.property(around, number, around, (before, digits, behind) => {
      // 13947212345元 would be a sum.
      fc.pre(!/^\s*[元万人名个平]/.test(behind))
      expect(withoutIdentities(before + digits + behind)).not.toContain(digits)
    }),
  )
})
