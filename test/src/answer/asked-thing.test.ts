import { describe, expect, it } from 'vitest'
import { asked as say } from '../seed-questions.js'

describe('what is asked for must be there', () => {
  it.each([
    ['a web address', '青城幼升小网址发我一下'],
    ['a telephone number', '呼和浩特教育局电话多少'],
    ['a street', '包头市家庭教育指导中心地址在哪'],
    ['the papers to bring', '鸿雁计划需要提交哪些证件'],
    ['a maker', '包头那批可调课桌椅是哪个厂家中的标'],
    ['a hospital', '呼伦贝尔老师免费体检在哪家医院做'],
    ["a person's name", '包头第九中学校长是哪位'],
    ['a number of the thing that is counted', '呼伦贝尔的国门学校一共有几所'],
    ['a number at all', '呼市双聘制兼职教研员有多少名'],
    ['the districts', '呼伦贝尔国门学校在哪几个旗'],
    ['a degree', '呼伦贝尔科技辅导员要什么学历'],
    ['a clock time', '呼伦贝尔小学几点放学'],
    ['a fee for what no document speaks of', '呼伦贝尔班主任洗澡费多少'],
    ['a figure of a year that the document nowhere names', '呼伦贝尔2019年班主任津贴是多少'],
  ])('%s is not made up for by a clause about the matter: %s', (_, question) => {
    expect(say(question).status).toBe('not_found')
  })

  it.each([
    ['呼和浩特“宜学城市”三年行动方案进展情况报告的审议意见，督办责任人是谁', '李莎丽'],
    ['包头家庭教育课程实施试点校遴选了几所', '70'],
    ['呼市有多少家企业跟中职合作', '94'],
    ['呼伦贝尔 市级教学成果奖 一等奖奖金', '2万元'],
    ['呼伦贝尔自治区级教学成果一等奖奖多少钱', '3万元'],
    ['呼伦贝尔国家级教学成果一等奖奖多少钱', '15万元'],
  ])('is given where it is: %s', (question, part) => {
    expect(say(question).answer).toContain(part)
  })
})

describe('the figure of one thing is none of another', () => {
  it.each([
    '呼伦贝尔大学生军训几天',
    '呼伦贝尔幼儿园老师每月津贴多少',
    '呼和浩特高中课后服务开展率',
    '乌海大学生每天锻炼几小时',
  ])('%s is not answered by another stage of school', question => {
    expect(say(question).status).toBe('not_found')
  })

  it.each([
    ['呼伦贝尔高中生军训几天', '14天'],
    ['乌海小学生每天锻炼几小时', '1小时'],
    ['包头小学集团化办学覆盖率到2027年多少', '55%'],
  ])('%s is answered, by its own or by a word that includes it', (question, part) => {
    expect(say(question).answer).toContain(part)
  })

  it('is chosen among several of one clause', () => {
    expect(say('呼和浩特2022年中等职业学校生均经费涨了多少').answer).toContain('13.49%')
    expect(say('乌海2025年学生体质健康优良率要多少').answer).toContain('50%')
  })
})

describe('how many of a thing there are', () => {
  it.each([
    ['呼市课后服务有多少学生参加', '20.16万'],
    ['乌海社区教育2030年要多少居民参加', '90%'],
  ])('may be a bare number or a share: %s', (question, part) => {
    expect(say(question).answer).toContain(part)
  })

  it('is no number of another sentence of the clause', () => {
    const { answer } = say('市级示范幼儿园一年评几所')
    expect(answer).toContain('8所')
    expect(answer).not.toContain('移交38所')
  })
})

describe('a clause behind one that does not answer', () => {
  it('answers only where it speaks of as much', () => {
    // The clause about 民办学校 gives no number; one about a 职业院校 does, of another thing.
    expect(say('乌海有多少所民办学校').status).toBe('not_found')
  })
})

describe('of a clause that plans for several years', () => {
  it('what is planned for the one asked for is said', () => {
    const { answer } = say('乌海培养创新人才到25年每个学校要有啥')
    expect(answer).not.toContain('2035')
  })
})

describe('words of speech', () => {
  it.each([
    ['双师型老师占比要达到多少', '80%'],
    ['呼伦贝尔那个文件53条网络到班是多少兆', '百兆到班'],
    ['乌海的规划哪天印发的', '2020年10月29日'],
    ['呼伦贝尔示范性高中奖励多钱', '30万元'],
    ['乌海蒙语教研员啥时配齐', '2025年'],
    ['呼市跟哪个大学搞生涯规划培训', '北京大学'],
    ['乌海十中以后往哪个方向办', '特色普通高中'],
    ['首府今年打算招多少老师', '3000'],
  ])('are understood: %s', (question, part) => {
    expect(say(question).answer).toContain(part)
  })
})
