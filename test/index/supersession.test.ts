import { expect, it } from 'vitest'
import { supersessions } from '../../index/supersession.js'
import type { Document } from '../../index/types.js'
import { readText } from './support.js'

const of = (id: string, text: string, facts: Partial<Document> = {}): Document => ({
  ...readText(text, `${id}.txt`).documents[0],
  id,
  region: '赤峰市',
  issuer: '赤峰市教育局',
  ...facts,
})

const OLD = of('old', '赤峰市中小学食堂管理办法\n\n第一条　每餐收费不超过12元。\n', { issuedOn: '2021-03-01' })

it('finds what a newer text says it repeals', () => {
  const other = of(
    'new',
    '赤峰市学校食品安全条例\n\n第九条　《赤峰市中小学食堂管理办法》（赤教发〔2021〕3号）同时废止。\n',
    {
      issuedOn: '2026-01-05',
    },
  )
  expect(supersessions([OLD, other], new Set(['new']))).toMatchObject([
    { by: 'new', of: 'old', why: 'repeals', evidence: expect.stringContaining('同时废止') },
  ])
})

it('finds an older text of the same issuer on the same matter', () => {
  const newer = of('new', '赤峰市中小学食堂管理办法（2026年修订）\n\n第一条　每餐收费不超过15元。\n', {
    title: '赤峰市中小学食堂管理办法（2026年修订）',
    issuedOn: '2026-01-05',
  })
  expect(supersessions([OLD, newer], new Set(['new']))).toMatchObject([{ by: 'new', of: 'old', why: 'newer' }])
  expect(supersessions([OLD, newer], new Set(['old']))).toEqual([])
})

it('lets another city’s text on the same matter be', () => {
  const elsewhere = of('x', '乌海市中小学食堂管理办法\n\n第一条　每餐收费不超过15元。\n', {
    title: '赤峰市中小学食堂管理办法',
    region: '乌海市',
    issuer: '乌海市教育局',
    issuedOn: '2026-01-05',
  })
  expect(supersessions([OLD, elsewhere], new Set(['x']))).toEqual([])
})
