import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleParts } from '../../index/article-parts.js'
import { formatNumeral } from '../../index/numerals.js'
import { readText } from './support.js'

describe('the parts of an article', () => {
  it('are its paragraphs and the items under them, without the number of the article', () => {
    const document = lawOf(
      '第二十二条 从事车辆清洗的经营者，应当遵守下列规定：\n\n（一）在室内作业；\n\n（二）设置沉淀设施。\n\n临时洗车点由市人民政府规定。',
    )
    const article = document.clauses.find(clause => clause.label === '第二十二条')!
    expect(
      articleParts(document, article).map(({ paragraph, item, span }) => [
        paragraph,
        item,
        document.text.slice(...span),
      ]),
    ).toEqual([
      [1, null, '从事车辆清洗的经营者，应当遵守下列规定：'],
      [1, 1, '（一）在室内作业；'],
      [1, 2, '（二）设置沉淀设施。'],
      [2, null, '临时洗车点由市人民政府规定。'],
    ])
  })

  it('hold every character of the article but white space and its number, in order', () => {
    const line = fc.constantFrom('不得占用道路', '应当及时清除', '由公安机关处罚', '经营者应当登记')
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.boolean()), { minLength: 1, maxLength: 8 }), rows => {
        const lines = rows.map(([text, item], i) => (item && i > 0 ? `（${formatNumeral(i)}）${text}；` : `${text}。`))
        const document = lawOf(`第二十二条 ${lines.join('\n\n')}`)
        const article = document.clauses.find(clause => clause.label === '第二十二条')!
        const said = articleParts(document, article).map(({ span }) => document.text.slice(...span))
        expect(said).toEqual(lines)
      }),
      { numRuns: 30 },
    )
  })
})

/** A law whose last article is the text. */
function lawOf(text: string) {
  return readText(`# 某市城市管理条例\n\n第一条 为了加强城市管理，制定本条例。\n\n${text}\n`, '某市城市管理条例.md')
    .documents[0]
}
