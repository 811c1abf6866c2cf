import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 't', to: 'cn' })
/** Marks that typists and printers vary or leave out; a match may run across them. */
const IGNORED = /[\s"'“”‘’「」『』《》〈〉*#_\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u
const DASHES = /[‐-―−－~～]/
const cache = new Map<string, string>()

/**
 * How one character is compared: half width, lower case, simplified; '' for white space, quotation and book-title marks.
 * Works character by character so that places in the folded text lead back to the text.
 */
export function foldChar(char: string): string {
  let folded = cache.get(char)
  if (folded === undefined) {
    folded = computeFold(char)
    cache.set(char, folded)
  }
  return folded
}

function computeFold(char: string): string {
  if (IGNORED.test(char)) return ''
  if (DASHES.test(char)) return '-'
  // Full-width quotation marks and asterisks are seen for what they are only now.
  const narrow = [...char.normalize('NFKC').toLowerCase()].filter(c => !IGNORED.test(c)).join('')
  return /\p{Script=Han}/u.test(narrow) ? toSimplified(narrow) : narrow
}

/** The text as it is compared; see {@link foldChar}. Lone surrogates and control characters vanish. */
export function fold(text: string): string {
  let out = ''
  let from = 0
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!
    const next = at + (code > 0xffff ? 2 : 1)
    if (!staysItself(code)) {
      const char = text.slice(at, next)
      out += text.slice(from, at) + (isUnprintable(char) ? '' : foldChar(char))
      from = next
    }
    at = next
  }
  return from === 0 ? text : out + text.slice(from)
}

const UNSEEN = 0
const ITSELF = 1
const CHANGED = 2
/** For each character of one UTF-16 unit whether folding leaves it as it is, as far as it has been seen. */
const fates = new Uint8Array(0x10000)

function staysItself(code: number): boolean {
  if (code > 0xffff) return false
  if (fates[code] === UNSEEN) {
    const char = String.fromCharCode(code)
    fates[code] = !isUnprintable(char) && foldChar(char) === char ? ITSELF : CHANGED
  }
  return fates[code] === ITSELF
}

/** The folded text with, for each of its UTF-16 units, the offset in `text` that it came from (one more at the end). */
export function foldWithOffsets(text: string): { folded: string; offsets: number[] } {
  let folded = ''
  const offsets: number[] = []
  let at = 0
  for (const char of text) {
    const piece = isUnprintable(char) ? '' : foldChar(char)
    for (let i = 0; i < piece.length; i++) offsets.push(at)
    folded += piece
    at += char.length
  }
  offsets.push(text.length)
  return { folded, offsets }
}

function isUnprintable(char: string): boolean {
  const code = char.codePointAt(0)!
  return (
    (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code >= 0x7f && code < 0xa0)
  )
}
