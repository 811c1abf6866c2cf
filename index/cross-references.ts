import { NUMERAL_CHARS, parseNumeral } from './numerals.js'

/** A part of the same document that a sentence of law points to: 本条例第十五条第一款第（二）项. */
export interface CrossReference {
  /** Place of the article as clauses write it, `15` or `10-1`; null for 本条, 前款, and for a bare 第一项. */
  article: string | null
  /** 0 for 前款, the paragraph before; null where the whole article is meant. */
  paragraph: number | null
  item: number | null
}

const N = `[${NUMERAL_CHARS}\\d]+`
const STEP = new RegExp(
  `前款|第(${N})条(?:之([一二三四五六七八九十]))?|第[（(]?(${N})[)）]?款|第?[（(]?(${N})[)）]?项`,
  'gu',
)
/** What may stand between the steps of one reference, and between references. */
const JOINS = /^(?:的?规定|[、，,和与及或者以至到\s])*$/
const MOST_ITEMS = 40

/**
 * The parts of its own document that a text of law refers to. 第一项、第三项 and 第一项至第三项 are all of them; what another
 * law is named for (《治安管理处罚法》第五十条, 教师法第十一条) is left out.
 */
export function crossReferences(text: string): CrossReference[] {
  const found: CrossReference[] = []
  let current = null as CrossReference | null
  let foreign = false
  let end = 0
  for (const match of text.matchAll(STEP)) {
    const between = text.slice(end, match.index)
    const joined = end > 0 && JOINS.test(between)
    end = match.index + match[0].length
    if (!joined) {
      current = null
      foreign = isForeign(text.slice(0, match.index))
    }
    const [step, article, sub, paragraph, item] = match
    if (foreign) continue
    if (step === '前款') found.push((current = { article: null, paragraph: 0, item: null }))
    else if (article) {
      const value = parseNumeral(article)
      const from = rangeStart(between, joined, current, 'article')
      current = { article: sub ? `${value}-${parseNumeral(sub)}` : `${value}`, paragraph: null, item: null }
      for (let n = from; n !== null && value !== null && n < value && value - n < MOST_ITEMS; n++)
        found.push({ article: `${n}`, paragraph: null, item: null })
      found.push(current)
    } else if (paragraph) {
      const value = parseNumeral(paragraph)
      const within = current && current.paragraph === null && between === '' ? current : null
      if (within) within.paragraph = value
      else found.push((current = { article: current?.article ?? null, paragraph: value, item: null }))
    } else {
      const value = parseNumeral(item)
      if (value === null) continue
      const from = rangeStart(between, joined, current, 'item')
      const holder: CrossReference = current ?? { article: null, paragraph: null, item: null }
      for (let n = from; n !== null && n < value && value - n < MOST_ITEMS; n++) found.push({ ...holder, item: n })
      if (current && current.item === null && between === '') current.item = value
      else found.push((current = { ...holder, item: value }))
    }
  }
  return found
}

/** 《…法》 or a law's own name before the number: the number is that law's. 本法, 本条例 are the text itself. */
export function isForeign(before: string): boolean {
  const near = before.slice(-14)
  return (
    /》(?:的)?$/.test(near) ||
    /(?<!本)(?:[\u4e00-\u9fa5]法|条例|办法|规定|细则|决定)$/.test(
      near.replace(/本(?:法|条例|办法|规定|细则|决定)$/, ''),
    )
  )
}

/** The first number left out of a range: 4 of 第三项至第八项. */
function rangeStart(
  between: string,
  joined: boolean,
  current: CrossReference | null,
  step: 'article' | 'item',
): number | null {
  if (!joined || !current || !/[至到]/.test(between)) return null
  const last = step === 'item' ? current.item : Number(current.article)
  return last === null || !Number.isInteger(last) ? null : last + 1
}
