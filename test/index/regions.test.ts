import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fold } from '../../index/fold.js'
import { inPackage } from '../../index/paths.js'
import { loadGazetteer } from '../../index/regions.js'
import { tempFolder } from './support.js'

const gazetteer = loadGazetteer(inPackage('index', 'lexicon', 'regions.tsv'))
const named = (text: string) => gazetteer.find(fold(text)).map(mention => mention.region.name)
const region = (name: string) => gazetteer.byName.get(name)!

describe('the regions', () => {
  it.each([
    ['呼市的学校', '呼和浩特市'],
    ['青城幼升小', '呼和浩特市'],
    ['呼盟的学校', '呼伦贝尔市'],
    ['呼伦贝尔学院', '呼伦贝尔市'],
    ['鹿城的学校', '包头市'],
    ['乌海教育现代化', '乌海市'],
    ['包頭市人民政府', '包头市'],
    ['乌海市海南区', '海南区'],
    ['海南省', '海南省'],
    ['马鞍山市', '马鞍山市'],
  ])('%s names %s', (text, name) => {
    expect(named(text)).toEqual([name])
  })

  it('never confuses 呼和浩特 with 呼伦贝尔', () => {
    expect(named('呼市和呼盟')).toEqual(['呼和浩特市', '呼伦贝尔市'])
    expect(named('呼伦贝尔市')).not.toContain('呼和浩特市')
  })

  it('are found leftmost and longest, and their places lead back to the text', () => {
    const text = fold('在包头市、乌海市海南区和呼市')
    for (const { start, end, alias } of gazetteer.find(text)) expect(text.slice(start, end)).toBe(alias)
    expect(named('在包头市、乌海市海南区和呼市')).toEqual(['包头市', '海南区', '呼和浩特市'])
  })

  it('of two characters count only as words of their own where words are known', () => {
    const text = fold('医保定点医院')
    expect(gazetteer.find(text, new Set([0, 2, 4, 6]))).toEqual([])
    expect(gazetteer.find(fold('保定医院'), new Set([0, 2, 4])).map(m => m.region.name)).toEqual(['保定市'])
    expect(gazetteer.find(text, new Set([0, 2, 4, 6]), new Set(['保定'])).map(m => m.region.name)).toEqual(['保定市'])
    expect(gazetteer.find(fold('呼和浩特教育'), new Set([0, 6])).map(m => m.region.name)).toEqual(['呼和浩特市'])
  })

  it('hold one another from the county up to the state', () => {
    expect(gazetteer.lineage(region('回民区')).map(r => r.name)).toEqual([
      '回民区',
      '呼和浩特市',
      '内蒙古自治区',
      '中华人民共和国',
    ])
    expect(gazetteer.holds(region('内蒙古自治区'), region('包头市'))).toBe(true)
    expect(gazetteer.holds(region('包头市'), region('包头市'))).toBe(true)
    expect(gazetteer.holds(region('包头市'), region('内蒙古自治区'))).toBe(false)
    expect(gazetteer.holds(region('包头市'), region('乌海市'))).toBe(false)
  })

  it('all lead up to the state, and each is found by its own name', () => {
    for (const r of gazetteer.regions) {
      expect(gazetteer.lineage(r).at(-1)!.level).toBe('state')
      expect(named(r.name)[0]).toBe(r.name)
    }
  })
})

describe('a region file', () => {
  const header = 'code\tname\tlevel\tparent\taliases\treason\n'
  const state = '000000\t中国\tstate\t\t\tx\n'
  const errorOf = (rows: string) => {
    const file = join(tempFolder(), 'regions.tsv')
    writeFileSync(file, header + state + rows)
    expect(() => loadGazetteer(file)).toThrow(file)
    try {
      loadGazetteer(file)
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }

  it.each([
    ['a code that is none', '15\t甲市\tprefecture\t000000\t\tx', '15'],
    ['a level that does not exist', '150000\t甲市\tcity\t000000\t\tx', 'city'],
    ['a parent that is missing', '150000\t甲市\tprefecture\t990000\t\tx', '990000'],
    ['an alias that another region has', '150000\t甲市\tprefecture\t000000\t中国\tx', '中国'],
    ['a column missing', '150000\t甲市\tprefecture', '6 列'],
  ])('with %s names line and value', (_, row, value) => {
    const message = errorOf(row)
    expect(message).toContain('第 3 行')
    expect(message).toContain(value)
  })
})
