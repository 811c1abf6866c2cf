import { NUMERAL_CHARS, parseNumeral } from './numerals.js'

/** Kinds of numbering from the outermost in; their order is the nesting order. */
export const MARKER_KINDS = ['part', 'chapter', 'section', 'article', 'annex', 'han', 'hanParen', 'arabic', 'arabicParen', 'circled', 'ordinalIs'] as const
export type MarkerKind = (typeof MARKER_KINDS)[number] | 'box'

/** A number at the head of a paragraph. */
export interface Marker {
  kind: MarkerKind
  value: number
  /** 之一, 之二 … as a number, 0 for none. */
  sub: number
  /** As written, without white space: 第十条之一, （二）, 1., 一是. */
  label: string
  /** Characters that the number takes up, white space behind it included. */
  length: number
}

const N = `[${NUMERAL_CHARS}\\d０-９]+`
const HAN = `[${NUMERAL_CHARS}]+`
const SHAPES: readonly (readonly [MarkerKind, RegExp])[] = [
  ['part', new RegExp(`^第\\s*(${N})\\s*(?:编|篇|部分)(?![a-z一-龥]{0,2}(?:规定|所称))\\s*`)],
  ['chapter', new RegExp(`^第\\s*(${N})\\s*章(?:之(${HAN}))?(?!(?:的|规定|第|和|、|至))\\s*`)],
  ['section', new RegExp(`^第\\s*(${N})\\s*节(?!(?:的|规定|第|和|、|至|课))\\s*`)],
  // 「依照第十条」「第十条规定的」「第十条、第十一条」 are references, not numbers of a clause.
  ['article', new RegExp(`^第\\s*(${N})\\s*条(?:之(${HAN}))?(?!\\s*(?:第${N}[款项]|规定|的|所|和第|、第|至第|及|或者第|之规定|[，,])|[款项])[:：]?\\s*`)],
  ['box', /^(?:框|专栏)\s*([一二三四五六七八九十\d]+)\s*[:：]?\s*/],
  ['annex', /^附\s*(?:件|表)\s*([一二三四五六七八九十\d]*)\s*[:：.、]?\s*(?=\S{2,40}$)/],
  ['han', new RegExp(`^(${HAN})\\s*[、．.]\\s*`)],
  ['hanParen', new RegExp(`^[（(]\\s*(${HAN})\\s*[)）]\\s*[、.．]?\\s*`)],
  ['arabic', /^(\d{1,3})\s*(?:[.．](?!\d)|[.．](?=(?:19|20)\d\d\s*年)|、)\s*/],
  ['arabicParen', /^[（(]\s*(\d{1,3})\s*[)）]\s*[、.．]?\s*/],
  ['circled', /^([①-⑳])\s*[、.．]?\s*/],
  ['ordinalIs', /^([一二三四五六七八九十]{1,2})是\s*(?=\S)/],
]

/**
 * The number at the head of `text`, or null. A reference at the head of a sentence (第十条规定的…) is none.
 * ⒈ … ⒛ and full-width digits read as 1. … 20.
 */
export function parseMarker(text: string): Marker | null {
  const lead = text.slice(0, 40).replace(/[⒈-⒛]/g, c => `${c.charCodeAt(0) - 0x2487}.`)
  const grown = lead.length - Math.min(40, text.length)
  const narrow = lead.replace(/[０-９]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  for (const [kind, shape] of SHAPES) {
    const match = shape.exec(narrow)
    if (!match) continue
    const value = kind === 'circled' ? match[1].charCodeAt(0) - 0x2460 + 1 : match[1] ? parseNumeral(match[1]) : 0
    if (value === null) continue
    if (kind === 'ordinalIs' && /^(?:一是一|十是)/.test(narrow)) continue
    const sub = match[2] ? (parseNumeral(match[2]) ?? 0) : 0
    return { kind, value, sub, label: match[0].replace(/\s+/g, '').replace(/[:：]$/, ''), length: Math.max(1, match[0].length - grown) }
  }
  return null
}

/** How deep a kind nests, 0 outermost; boxes hang below whatever holds them. */
export function markerDepth(kind: MarkerKind): number {
  return kind === 'box' ? MARKER_KINDS.length : MARKER_KINDS.indexOf(kind)
}

/** The number as it stands in a clause's place: 5, 10-1, 框3. */
export function markerPlace(marker: Marker): string {
  if (marker.kind === 'box') return `框${marker.value}`
  if (marker.kind === 'annex') return `附${marker.value || ''}`
  return marker.sub ? `${marker.value}-${marker.sub}` : String(marker.value)
}
