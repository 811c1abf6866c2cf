import { formatNumeral } from '../numerals.js'

/** 21 → 二十一, 105 → 一百零五, as word processors and browsers number lists; what has no such numeral in digits. */
export function hanNumber(value: number): string {
  return Number.isInteger(value) && value >= 0 && value <= 9999 ? formatNumeral(value) : String(value)
}
