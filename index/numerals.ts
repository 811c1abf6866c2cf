/**
 * Chinese numerals as policy documents and laws write them: 十四, 二十, 一百零八, 一千零二, 〇, 两, and digit strings (二〇二五).
 */

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
/** 千 before 百 before 十 before ones, each with at most one digit: 二三十 (some twenty or thirty) is no numeral. */
const IN_PLACES =
  /^(?:[一二两三四五六七八九]?千)?(?:[零〇]?[一二两三四五六七八九]?百)?(?:[零〇]?[一二两三四五六七八九]?十)?(?:[零〇]?[一二两三四五六七八九])?$/

/** Characters a Chinese numeral may hold, for use inside a character class of a regular expression. */
export const NUMERAL_CHARS = '零〇一二两三四五六七八九十百千'

/**
 * The value of a numeral in Chinese or Arabic digits (half or full width), 0 to 9,999 for Chinese place notation.
 * @returns null where the text is not a numeral.
 */
export function parseNumeral(text: string): number | null {
  const digits = text.replace(/[０-９]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  if (/^\d+$/.test(digits)) return Number(digits)
  if (!new RegExp(`^[${NUMERAL_CHARS}]+$`).test(text)) return null
  if (!/[十百千]/.test(text)) return Number([...text].map(c => DIGITS[c]).join(''))
  if (!IN_PLACES.test(text)) return null
  let total = 0
  let pending = 0
  let seenDigit = false
  for (const c of text) {
    if (c in DIGITS) {
      pending = DIGITS[c]
      seenDigit = true
    } else {
      total += (seenDigit && pending > 0 ? pending : 1) * UNITS[c]
      pending = 0
      seenDigit = false
    }
  }
  return total + pending
}

/** Writes 0 to 9,999 as a Chinese numeral: 10 → 十, 44 → 四十四, 1002 → 一千零二. */
export function formatNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999) throw new RangeError(`expected 0 to 9999, got ${value}`)
  const names = '零一二三四五六七八九'
  if (value < 10) return names[value]
  let out = ''
  let gap = false
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10
    if (digit === 0) {
      gap = out !== ''
      continue
    }
    if (gap) out += '零'
    gap = false
    out += names[digit] + name
  }
  return out.replace(/^一十/, '十')
}
