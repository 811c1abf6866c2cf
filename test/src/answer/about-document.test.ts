import { describe, expect, it } from 'vitest'
import { asked } from '../seed-questions.js'

const PLAN =
  '乌党发〔2020〕17号，《乌海教育现代化2035》（中共乌海市委委员会、乌海市人民政府，2020年10月29日）：发展形势；总体思路；主要任务；保障措施（共 4 项）。'

describe('a document that is named and nothing else', () => {
  it.each(['乌党发〔2020〕17号', '乌党发[2020]17号', '乌党发（2020）17号', '乌党发2020 17号', '乌海教育现代化2035'])(
    'is introduced by what it is and its parts: %s',
    name => {
      const { status, answer, citations } = asked(name)
      expect(status).toBe('answered')
      expect(answer).toBe(PLAN)
      expect(citations.map(({ quote }) => quote)).toEqual(
        expect.arrayContaining(['乌党发〔2020〕17号', '一、发展形势', '四、保障措施']),
      )
    },
  )

  it('is found under a mistyped name', () => {
    expect(asked('呼合浩特宜学城市').answer).toMatch(
      /“宜学城市”三年行动方案进展情况报告》（呼和浩特市人民政府，2023年6月27日/,
    )
  })

  it('is not introduced where something is asked of it', () => {
    expect(asked('乌党发〔2020〕17号什么时候印发的').answer).toBe(
      '乌党发〔2020〕17号，《乌海教育现代化2035》（中共乌海市委委员会、乌海市人民政府，2020年10月29日）。',
    )
    expect(asked('乌海教育现代化2035里双师型教师2030年的目标').answer).toContain('>60')
  })
})
