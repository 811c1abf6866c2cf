import { NUMERAL_CHARS, parseNumeral } from '../../index/numerals.js'
import type { ClauseReference } from './question.js'

const N = `[${NUMERAL_CHARS}\\d]+`
/** One step of a reference; the steps of a reference follow each other with only few words between. */
const STEP = new RegExp(
  [
    `第\\(?(${N})\\)?(?:条(?:之([一二三四五六七八九十]))?|([章节编]|部分)|大?点|小点|小?(项)|(款)|号措施|条措施|个(?=问题|建议|意见|方面|挑战|困难|原则|任务|措施|具体|说|讲|是|呢|[?？]|$))`,
    `框(${N})`,
    // 物业管理条例26条: behind the name of a law the 第 is often left out.
    `(?<=条例|办法|规定|细则|规则|决定|法|文件|文件里|文件的|措施里|措施的)(${N})条(?![件例款])`,
    `\\((${N})\\)`,
    `(?<![${NUMERAL_CHARS}])([一二三四五六七八九十]{1,3})(?=\\([一二三四五六七八九十\\d]{1,3}\\))`,
    `(?<![${NUMERAL_CHARS}])([一二三四五六七八九十]{1,3})、(?=[^\\d${NUMERAL_CHARS}]{2})`,
  ].join('|'),
  'gu',
)

/** What holds articles has places of its own: c3 is 第三章, 3 is 第三条. */
const HOLDERS: Record<string, string> = { 编: 'b', 部分: 'b', 章: 'c', 节: 's' }

/**
 * The clause that a folded question points to: 第四十四条, 第十条之一, 五(二), 四、保障措施第(三)条, 第三部分(七)下面的第3小点, 框5.
 * @returns where it stands in the text, too, so that it can be cut out; null where the question points to none
 */
export function findReference(folded: string): { reference: ClauseReference; start: number; end: number } | null {
  const places: string[] = []
  let start = -1
  let end = -1
  const within: { paragraph: number | null; item: number | null } = { paragraph: null, item: null }
  for (const match of folded.matchAll(STEP)) {
    if (start >= 0 && match.index - end > 12) break
    const [text, article, sub, holder, ofItem, ofParagraph, box, bare, paren, head, item] = match
    const numeral = article ?? box ?? bare ?? paren ?? head ?? item
    const value = parseNumeral(numeral)
    if (value === null || value === 0) continue
    if (paren && start < 0 && !/^\d{1,2}$|^[一二三四五六七八九十]+$/.test(paren)) continue
    places.push(box ? `框${value}` : sub ? `${value}-${parseNumeral(sub)}` : `${HOLDERS[holder] ?? ''}${value}`)
    if (ofParagraph && start >= 0) within.paragraph = value
    else if ((ofItem || paren) && start >= 0) within.item = value
    if (start < 0) start = match.index
    end = match.index + text.length
  }
  return places.length ? { reference: { places, within, text: folded.slice(start, end) }, start, end } : null
}
