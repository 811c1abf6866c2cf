const DIGITS = '零一二三四五六七八九十'

/** 21 → 二十一, 105 → 一百零五; beyond 9999 in digits. */
export function hanNumber(value: number): string {
  if (value > 9999 || value < 0) return String(value)
  if (value <= 10) return DIGITS[value]
  let text = ''
  let skipped = false
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10
    if (digit === 0) skipped = text !== ''
    else {
      text += (skipped ? '零' : '') + DIGITS[digit] + name
      skipped = false
    }
  }
  return text.replace(/^一十/, '十')
}
