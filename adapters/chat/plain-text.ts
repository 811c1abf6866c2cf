import type { Section, Shown } from './shown.js'
import { GAP, splitSections } from './split.js'

/** A section as plain text; a link stands behind its words in brackets where links may be written. */
export function plainSection(section: Section, withLinks: boolean): string {
  return section.map(({ text, href }) => (href && withLinks ? `${text}（${href}）` : text)).join('')
}

/** The same section with its links written out behind their words, so that they are split with the text. */
export function spelledOut(section: Section): Section {
  return section.map(run => ({ ...run, text: plainSection([run], true), href: undefined }))
}

/** Sections as texts of at most `limit` UTF-16 code units each, without links. */
export function plainTexts(sections: readonly Section[], limit: number): string[] {
  return splitSections(sections, limit).map(parts => parts.map(part => plainSection(part, false)).join(GAP))
}

/**
 * The buttons as numbers to reply with, for platforms without buttons: `回复 1 原文 · 2 下一条`.
 * @returns null where there are none
 */
export function numberedMenu({ buttons }: Shown): string | null {
  const labels = buttons.flat().map(({ label }, i) => `${i + 1} ${label}`)
  if (labels.length === 0) return null
  return `回复数字：${labels.join(labels.join('').length > 60 ? '\n' : '，')}`
}

/** What a reply to a menu means: its number, from 1; null where it is none. Full-width digits are digits. */
export function menuNumber(text: string): number | null {
  const found = text
    .trim()
    .normalize('NFKC')
    .match(/^(?:回复)?\s*(\d{1,2})$/)
  const number = found ? Number(found[1]) : 0
  return number >= 1 ? number : null
}
