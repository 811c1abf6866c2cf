import { describe, expect, it } from 'vitest'
import { exampleQuestions } from '../../../src/answer/example-questions.js'
import { helpReply, notFoundReply } from '../../../src/answer/fixed-replies.js'
import { prepare } from '../../../src/prepare.js'
import { seeds } from '../../index/support.js'
import { asked, expectSound, preparedSeeds, traced } from '../seed-questions.js'

const held = seeds().index.documents.filter(document => !document.standsApart)

describe('help', () => {
  const help = helpReply(preparedSeeds())

  it('says who the bot is, every document it holds, and three questions to try', () => {
    expect(help).toMatchObject({ status: 'help', citations: [] })
    expect(help.answer).toContain('问策')
    for (const { title } of held) expect(help.answer).toContain(`《${title}》`)
    expect(help.answer).toContain('《呼伦贝尔市推进教育高质量发展若干措施》（送审稿，未印发）')
    expect(help.answer).not.toContain('东乌素图村')
    expect(help.answer.split('可以这样问')[1].match(/“/g)).toHaveLength(3)
  })

  it('suggests questions that are answered', () => {
    for (const [, question] of help.answer.split('可以这样问')[1].matchAll(/“([^”]+)”/g))
      expect(asked(question).status).toBe('answered')
  })
})

describe('not found', () => {
  it('says so, and what is held', () => {
    const reply = notFoundReply(preparedSeeds(), [], [])
    expect(reply).toMatchObject({ status: 'not_found', citations: [], choices: [], related: [], notes: [] })
    expect(reply.answer).toContain('没有找到')
    expect(reply.answer).toContain(`包头市、呼和浩特市、呼伦贝尔市、乌海市的 ${held.length} 份文件`)
  })

  it('names the regions that no document speaks for', () => {
    const regions = ['北京市', '鄂尔多斯市'].map(name => seeds().index.lexicon.gazetteer.byName.get(name)!)
    expect(notFoundReply(preparedSeeds(), regions, []).answer).toContain('北京市、鄂尔多斯市')
  })

  it('offers at most three clauses to read, never title lines', () => {
    const { passages } = traced('乌海教师待遇')
    const { related } = notFoundReply(preparedSeeds(), [], passages)
    expect(related).toHaveLength(3)
    expect(related.every(({ clauseId }) => !/#f\d/.test(clauseId))).toBe(true)
  })

  it('is a sound reply', () => {
    expectSound(notFoundReply(preparedSeeds(), [], []), [])
    expectSound(helpReply(preparedSeeds()), [])
  })
})

describe('example questions', () => {
  it('are those of the catalog, one of each document first', () => {
    const examples = exampleQuestions(preparedSeeds(), 6)
    expect(examples).toHaveLength(6)
    expect(examples[0]).toBe('包头县管校聘何时全面推开')
    expect(examples.at(-1)).toBe('呼伦贝尔校园安全由谁负责')
  })

  it.each(held.flatMap(({ id, examples }) => examples.map(question => [question, id])))(
    '%s is answered from %s',
    (question, id) => {
      const reply = asked(question)
      expect(reply.status).toBe('answered')
      expect(reply.citations[0].docId).toBe(id)
    },
  )

  it('are made of headings where the catalog names none', () => {
    const index = { ...seeds().index, documents: held.map(document => ({ ...document, examples: [] })) }
    const examples = exampleQuestions(prepare(index), 3)
    expect(examples).toHaveLength(3)
    expect(examples[0]).toMatch(/^包头.+有什么措施$/)
  })
})
