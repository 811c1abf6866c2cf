import { NUMERAL_CHARS, parseNumeral } from './numerals.js'

/** Kinds of numbering from the outermost in; their order is the nesting order. */
export const MARKER_KINDS = [
  'part',
  'chapter',
  'section',
  'article',
  'annex',
  'han',
  'hanParen',
  'arabic',
  'arabicParen',
  'circled',
  'ordinalIs',
] as const
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
/**
 * 「第十条规定的」「第十条、第十一条」 are references, not numbers of a clause. Behind white space the same words begin a clause
 * (第二条　所有学校), except for what can begin none.
 */
const REFERS =
  `(?!\\s*(?:[，,]|第${N}[款项]))` +
  '(?!之|的|[款项](?!目)|所(?!有|在)|规定|及(?!时)|以[及上下外]|等[的规有，、]|中(?:[的所第，]|规定|有关)|(?:[和与至到或、]|或者|[-~～—－]+)\\s*(?:第|本|其)|修[改订]|改为|删[去除])'
const SHAPES: readonly (readonly [MarkerKind, RegExp])[] = [
  ['part', new RegExp(`^第\\s*(${N})\\s*(?:编|篇|部分)${REFERS}\\s*`)],
  ['chapter', new RegExp(`^第\\s*(${N})\\s*章(?:之(${HAN})(?!${HAN}))?(?![节第])${REFERS}\\s*`)],
  ['section', new RegExp(`^第\\s*(${N})\\s*节(?![课第])${REFERS}\\s*`)],
  ['article', new RegExp(`^第\\s*(${N})\\s*条(?:之(${HAN})(?!${HAN}))?${REFERS}[:：]?\\s*`)],
  ['box', /^(?:框|专栏)\s*([一二三四五六七八九十\d]+)\s*[:：]?\s*/],
  [
    'annex',
    /^附\s*(?:件|表)\s*([一二三四五六七八九十\d]*)\s*[:：.、]?\s*(?![的中]|所列|所称|规定)(?=[^\s。；;]{2,40}$)/,
  ],
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
  // Long enough that a title of 40 characters behind 附件1： is seen to end in it.
  const lead = text.slice(0, 64)
  const narrow = lead.replace(/[⒈-⒛０-９]/g, narrowed)
  for (const [kind, shape] of SHAPES) {
    const match = shape.exec(narrow)
    if (!match) continue
    const value = kind === 'circled' ? match[1].charCodeAt(0) - 0x2460 + 1 : match[1] ? parseNumeral(match[1]) : 0
    if (value === null) continue
    if (kind === 'ordinalIs' && /^(?:一是一|十是)/.test(narrow)) continue
    const sub = match[2] ? (parseNumeral(match[2]) ?? 0) : 0
    return {
      kind,
      value,
      sub,
      label: match[0].replace(/\s+/g, '').replace(/[:：]$/, ''),
      length: unitsBehind(lead, match[0].length),
    }
  }
  return null
}

/** ⒈ reads as 1. and ５ as 5. */
function narrowed(char: string): string {
  if (/[⒈-⒛]/.test(char)) return `${char.charCodeAt(0) - 0x2487}.`
  return /[０-９]/.test(char) ? String.fromCharCode(char.charCodeAt(0) - 0xfee0) : char
}

/** How many units of `lead` read as the first `length` units of its narrowed form. */
function unitsBehind(lead: string, length: number): number {
  let at = 0
  for (let read = 0; read < length; at++) read += narrowed(lead[at]).length
  return at
}

/** How deep a kind nests, 0 outermost; boxes hang below whatever holds them. */
export function markerDepth(kind: MarkerKind): number {
  return kind === 'box' ? MARKER_KINDS.length : MARKER_KINDS.indexOf(kind)
}

/** Letters before the numbers of what holds articles: in a law the bare numbers are the articles'. */
const HOLDERS: Partial<Record<Marker['kind'], string>> = { part: 'b', chapter: 'c', section: 's' }

/** The number as it stands in a clause's place: 5, 10-1, 框3; c5 for 第五章, s2 for 第二节, b1 for 第一编. */
export function markerPlace(marker: Marker): string {
  if (marker.kind === 'box') return `框${marker.value}`
  if (marker.kind === 'annex') return `附${marker.value || ''}`
  return `${HOLDERS[marker.kind] ?? ''}${marker.value}${marker.sub ? `-${marker.sub}` : ''}`
}
