import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, type ClauseIndex } from '../../index/build.js'
import { ask } from '../../src/ask.js'

const STATE = `物业管理条例

第一条 为了规范物业管理活动，维护业主的合法权益，制定本条例。
第二条 业主大会由物业管理区域内全体业主组成。
第三条 业主可以成立业主委员会，业主委员会委员由业主大会选举产生。
`
const CITY = `杭州市物业管理条例

第一条 为了规范本市物业管理活动，根据有关法律、法规，结合本市实际，制定本条例。
第二条 物业服务企业擅自停水停电的，由区、县（市）住保房管部门责令改正，处二万元以上十万元以下罚款。
`

describe('a question that names a document', () => {
  let folder: string
  let index: ClauseIndex
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wence-named-'))
    writeFileSync(join(folder, '物业管理条例.md'), STATE)
    writeFileSync(join(folder, '杭州市物业管理条例.md'), CITY)
    index = (await buildIndex(folder)).index
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it("is not answered from a city's rule where the named one is silent", () => {
    const answer = ask(index, '《物业管理条例》规定，物业服务企业擅自停水停电的，处多少罚款？')
    expect(answer.status).toBe('not_found')
    expect(answer.answer).not.toContain('二万元')
  })

  it("is answered from the city's rule where that one is named", () => {
    const answer = ask(index, '《杭州市物业管理条例》规定，物业服务企业擅自停水停电的，处多少罚款？')
    expect(answer.answer).toContain('二万元以上十万元以下')
  })
})
