import type { Reading } from './reading.js'

/** Characters that Chinese texts are made of; a wrong guess at UTF-16 gives others. */
const USUAL = /[\t\n\r\x20-\x7e\u00b7\u2010-\u203b\u2460-\u249b\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g
/** As many characters of a file tell whether a guess is right. */
const SAMPLE = 4000

/** UTF-8 (with or without BOM), UTF-16 by its BOM or by what it reads as, else GB18030; line ends become `\n`. */
export function readPlainText(bytes: Buffer): Reading {
  const { text, encoding } = decode(bytes)
  const notes: Reading['notes'] =
    encoding === 'utf-8' ? [] : [{ line: 0, kind: 'encoding', message: `按 ${encoding} 读取` }]
  return { text: text.replace(/\r\n?/g, '\n'), notes }
}

/** @param declared the encoding that the file names itself, tried where no BOM says otherwise */
export function decode(bytes: Buffer, declared?: string): { text: string; encoding: string } {
  const marked = byBom(bytes) ?? withoutBom(bytes)
  if (marked) return { text: new TextDecoder(marked).decode(bytes), encoding: marked }
  return (
    // Bytes that are valid UTF-8 are hardly ever anything else, whatever a page that was saved again may claim.
    strictly(bytes, 'utf-8') ??
    (declared ? strictly(bytes, declared) : null) ??
    nearlyUtf8(bytes) ?? { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' }
  )
}

/** UTF-8 with a character or two damaged, as at the end of a file that was cut off; other encodings give mostly damage. */
function nearlyUtf8(bytes: Buffer): { text: string; encoding: string } | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  const damaged = text.match(/\ufffd/g)?.length ?? 0
  const whole = text.match(/[\u0080-\uffff]/g)?.length ?? 0
  const few = (whole - damaged) * (damaged <= 2 ? 0.1 : 0.01)
  return damaged <= few ? { text, encoding: `utf-8（有 ${damaged} 处不是有效的 UTF-8）` } : null
}

function byBom(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** UTF-16 that does not say so: a text has line ends or digits, whose other byte is 0, and no other encoding has that. */
function withoutBom(bytes: Buffer): string | null {
  const sample = bytes.subarray(0, SAMPLE * 2)
  if (bytes.length % 2 !== 0 || !sample.includes(0)) return null
  for (const encoding of ['utf-16le', 'utf-16be']) {
    const text = new TextDecoder(encoding).decode(sample)
    if ((text.match(USUAL)?.length ?? 0) >= text.length * 0.95) return encoding
  }
  return null
}

function strictly(bytes: Buffer, encoding: string): { text: string; encoding: string } | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true })
    return { text: decoder.decode(bytes), encoding: decoder.encoding === 'gbk' ? 'gb18030' : decoder.encoding }
  } catch {
    return null
  }
}
