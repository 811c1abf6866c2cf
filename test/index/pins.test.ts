import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndex, selectDocuments } from '../../index/build.js'
import { loadIndex, saveIndex } from '../../index/index-folder.js'
import { readPins } from '../../index/pins.js'
import { tempFolder } from './support.js'

const PIN = { question: '食堂一顿饭多少钱', clause: 'shitang#2', reason: '家长常问' }

function folderWith(pins: string): string {
  const folder = tempFolder()
  writeFileSync(
    join(folder, 'shitang.txt'),
    '云水县中小学食堂管理办法\n\n第一条 食堂应当公开菜谱。\n第二条 初中每餐不超过10元。\n',
  )
  writeFileSync(join(folder, 'xiaoche.txt'), '云水县校车管理办法\n\n第一条 校车每学期检验一次。\n')
  writeFileSync(join(folder, 'pins.jsonl'), pins)
  return folder
}

describe('pins.jsonl', () => {
  it('is read with the lines where pins stand; likenesses and counter-examples may be left out', () => {
    const likenesses = ['一餐收多少钱']
    const folder = folderWith(`${JSON.stringify(PIN)}\n\n${JSON.stringify({ ...PIN, likenesses })}\n`)
    expect(readPins(folder)).toEqual([
      { ...PIN, likenesses: [], counterExamples: [], line: 1 },
      { ...PIN, likenesses, counterExamples: [], line: 3 },
    ])
    expect(readPins(tempFolder())).toEqual([])
  })

  it.each([
    ['{', '不是一行 JSON'],
    [JSON.stringify({ ...PIN, answer: '10元' }), 'answer'],
    [JSON.stringify({ ...PIN, clause: '不超过10元' }), 'clause：应为 文件编号#位置'],
    [JSON.stringify({ ...PIN, reason: ' ' }), 'reason'],
    [JSON.stringify({ ...PIN, question: undefined }), 'question'],
    [JSON.stringify({ ...PIN, likenesses: '一餐' }), 'likenesses'],
  ])('that holds %s is refused with the line and what is wrong', async (line, wrong) => {
    const folder = folderWith(`${JSON.stringify(PIN)}\n${line}\n`)
    expect(() => readPins(folder)).toThrow('pins.jsonl:2')
    await expect(buildIndex(folder)).rejects.toThrow(wrong)
  })

  it('is no document, and is kept with the build', async () => {
    const folder = folderWith(`${JSON.stringify(PIN)}\n`)
    const { index, findings } = await buildIndex(folder)
    expect(index.documents.map(({ id }) => id)).toEqual(['shitang', 'xiaoche'])
    expect(findings).toEqual([])
    const out = join(tempFolder(), 'index')
    saveIndex(index, out)
    expect(loadIndex(out).pins).toEqual(index.pins)
    expect(loadIndex(out).buildId).toBe(index.buildId)
  })

  it('makes another build where it changes, so that it is taken', async () => {
    const [without, one] = await Promise.all(
      ['', `${JSON.stringify(PIN)}\n`].map(async pins => (await buildIndex(folderWith(pins))).index.buildId),
    )
    expect(one).not.toBe(without)
  })

  it('that points to a clause that is not there is found at the build', async () => {
    const { findings } = await buildIndex(folderWith(`${JSON.stringify({ ...PIN, clause: 'shitang#9' })}\n`))
    expect(findings).toEqual([expect.objectContaining({ file: 'pins.jsonl', line: 1, kind: 'metadata' })])
  })

  it('stays with the documents that it points to where only some are chosen', async () => {
    const { index } = await buildIndex(folderWith(`${JSON.stringify(PIN)}\n`))
    expect(selectDocuments(index, new Set(['shitang'])).pins).toHaveLength(1)
    expect(selectDocuments(index, new Set(['xiaoche'])).pins).toEqual([])
  })
})
