import { describe, expect, it } from 'vitest'
import { citedAfterStandard, citedInText } from '../../../adapters/web/cited-as.js'
import { seedDocument } from '../../index/support.js'

const wuhai = seedDocument('wuhai-jiaoyu-2035')
const URL = 'https://wence.example/d/x#1'

describe('a citation after GB/T 7714', () => {
  it('names every author, the title with its number, and where nothing is known, nothing', () => {
    const document = {
      ...wuhai,
      issuer: '甲委、乙府',
      docNumber: '甲发〔2020〕1号',
      title: '某办法',
      issuedOn: '2020-01-02',
    }
    expect(citedAfterStandard(document, '2026-03-01', null)).toBe('甲委, 乙府. 某办法: 甲发〔2020〕1号[Z]. 2020-01-02.')
    expect(citedAfterStandard(document, '2026-03-01', URL)).toBe(
      `甲委, 乙府. 某办法: 甲发〔2020〕1号[EB/OL]. (2020-01-02)[2026-03-01]. ${URL}.`,
    )
    const bare = { ...document, issuer: null, docNumber: null, issuedOn: null }
    expect(citedAfterStandard(bare, '2026-03-01', null)).toBe('某办法[Z].')
    expect(citedAfterStandard(bare, '2026-03-01', URL)).toBe(`某办法[EB/OL]. [2026-03-01]. ${URL}.`)
  })
})

describe('a citation in text', () => {
  it('names document, state and place, and quotes the clause', () => {
    const draft = seedDocument('hulunbuir-gaozhiliang-cuoshi')
    const clause = draft.clauses.find(({ id }) => id.endsWith('#5.16.44'))!
    expect(citedInText(draft, clause)).toMatch(
      /^《呼伦贝尔市推进教育高质量发展若干措施》（送审稿，未印发） 五、.*：“44\.呼伦贝尔市中小学班主任津贴标准.*”$/su,
    )
  })
})
