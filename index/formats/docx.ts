import { type Unzipped, unzipSync, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { Numbering } from './docx-numbering.js'
import { Styles } from './docx-styles.js'
import { textOfHtml } from './html.js'
import { below, inner, isNamed, isOn, parseXml, printXml, val } from './office-xml.js'
import type { Note, Reading, Refusal } from './reading.js'

/** Most that the text parts may take up unpacked: a small file can be made to unpack to more than the memory holds. */
const MAX_UNPACKED = 60 * 1024 * 1024
/** Parts that hold words; pictures and embedded files are not even unpacked. */
const TEXT_PARTS = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:[\w.-]+\.xml|_rels\/[\w.-]+\.rels))$/i
const RELATION = /\/officeDocument$/
/** Paragraphs that may be the title's, its lines together, and characters of it. */
const TITLE_PARAGRAPHS = 12
const TITLE_LENGTH = 150

/**
 * A Word document: mammoth reads its text, tables, notes and text boxes, with tracked changes accepted and comments left
 * out. What mammoth does not keep is written into the document before: automatic numbers, outline levels, the title.
 */
export async function readDocx(bytes: Buffer): Promise<Reading | Refusal> {
  const refused = refusalOf(bytes)
  if (refused) return { refused }
  let unpacked = 0
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => TEXT_PARTS.test(name) && (unpacked += originalSize) <= MAX_UNPACKED,
  })
  if (unpacked > MAX_UNPACKED) return { refused: '解压后太大，不像正常的文档；请用 Word 或 WPS 打开后另存为 .docx' }
  const main = mainPart(parts)
  if (!main) return { refused: '不是 Word 文档；请用原来的软件打开，另存为 .docx' }
  const notes: Note[] = []
  const document = xmlOf(parts, main)!
  prepare(document, parts, notes)
  parts[main] = Buffer.from(printXml(document))
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(zipSync(parts, { level: 0 })) },
    { styleMap: STYLE_MAP, includeDefaultStyleMap: false, includeEmbeddedStyleMap: false, ignoreEmptyParagraphs: true },
  )
  const text = textOfHtml(value)
  if (text.trim() === '' && below(document, 'blip').length > 0)
    return { refused: '里面只有图片，需要先做文字识别（OCR），存为 .txt 或 .docx' }
  return { text, notes }
}

/** Files that only have the name of a .docx. */
function refusalOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex')))
    return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
      ? '有密码，请另存为无密码的文件'
      : '其实是旧的 .doc 格式；请用 Word 或 WPS 打开，另存为 .docx'
  const start = bytes.toString('latin1', 0, 64).trimStart()
  if (start.startsWith('{\\rtf')) return '其实是 RTF 格式；请用 Word 或 WPS 打开，另存为 .docx'
  if (start.startsWith('%PDF')) return '其实是 PDF；请把后缀改为 .pdf'
  if (/^<(?:!doctype|html|\?xml)/i.test(start)) return '其实是网页；请把后缀改为 .html，或用 Word 打开后另存为 .docx'
  return null
}

function mainPart(parts: Unzipped): string | null {
  const relations = xmlOf(parts, '_rels/.rels')
  const target = relations
    ? below(relations, 'Relationship').find(relation => RELATION.test(val(relation, 'Type')))
    : undefined
  const stated = val(target, 'Target').replace(/^\//, '')
  return [stated, 'word/document.xml'].find(name => name in parts) ?? null
}

function xmlOf(parts: Unzipped, name: string): Document | null {
  return name in parts ? parseXml(Buffer.from(parts[name]).toString('utf8')) : null
}

/** The paragraph styles that `prepare` gives to headings. */
const HEADING_STYLE = 'wence-heading-'
const STYLE_MAP = [
  ...[1, 2, 3, 4, 5, 6].map(level => `p.${HEADING_STYLE}${level} => h${level}:fresh`),
  'p => p:fresh',
  'b => strong',
  'br[type="line"] => br',
]

/** Writes into the document what its reader would lose. */
function prepare(document: Document, parts: Unzipped, notes: Note[]): void {
  const styles = new Styles(xmlOf(parts, 'word/styles.xml'))
  const numbering = new Numbering(xmlOf(parts, 'word/numbering.xml'), styles)
  // Both say the same, for newer and for older programs.
  for (const choice of below(document, 'Choice')) if (inner(choice.parentNode, 'Fallback')) remove(choice)
  for (const run of below(document, 'r')) if (isOn(inner(run, 'rPr', 'vanish'))) remove(run)
  const contents: Element[] = []
  for (const paragraph of below(document, 'p')) {
    if (isDeleted(paragraph)) continue
    if (styles.isContents(paragraph) && wordsOf(paragraph) !== '') {
      contents.push(paragraph)
      continue
    }
    const number = numbering.next(paragraph)
    if (wordsOf(paragraph) === '') continue
    const level = styles.headingLevel(paragraph)
    if (level > 0) setStyle(paragraph, `${HEADING_STYLE}${Math.min(6, level)}`)
    if (number) writeNumber(paragraph, number)
  }
  contents.forEach(remove)
  if (contents.length > 0)
    notes.push({ line: 0, kind: 'furniture', message: `目录 ${contents.length} 行（与正文标题重复）` })
  markTitle(document, styles)
}

/** It was deleted and the deletion was tracked: it counts for no number. */
function isDeleted(paragraph: Element): boolean {
  return inner(paragraph, 'pPr', 'rPr', 'del') !== undefined
}

/**
 * A title is often no heading but lines in the middle, larger than the text: those at the top of the document of one size
 * make the title.
 */
function markTitle(document: Document, styles: Styles): void {
  const body = below(document, 'body')[0]
  const paragraphs = body ? below(body, 'p').filter(paragraph => wordsOf(paragraph) !== '') : []
  const isHeading = (paragraph: Element) => val(inner(paragraph, 'pPr', 'pStyle')).startsWith(HEADING_STYLE)
  const firstHeading = paragraphs.findIndex(isHeading)
  const top = paragraphs.slice(0, firstHeading < 0 ? TITLE_PARAGRAPHS : Math.min(firstHeading, TITLE_PARAGRAPHS))
  const text = mostFrequent(
    paragraphs,
    paragraph => styles.size(paragraph),
    paragraph => wordsOf(paragraph).length,
  )
  const large = top.filter(
    paragraph =>
      paragraph.parentNode === body &&
      styles.isCentered(paragraph) &&
      styles.size(paragraph) > text &&
      !/[。；]$|文件$/.test(wordsOf(paragraph)),
  )
  const size = Math.max(0, ...large.map(paragraph => styles.size(paragraph)))
  const first = large.findIndex(paragraph => styles.size(paragraph) === size)
  if (first < 0) return
  const title = [large[first]]
  for (const next of large.slice(first + 1)) {
    if (styles.size(next) !== size || paragraphs.indexOf(next) !== paragraphs.indexOf(title[0]) + title.length) break
    title.push(next)
  }
  if (title.reduce((sum, paragraph) => sum + wordsOf(paragraph).length, 0) > TITLE_LENGTH) return
  setStyle(title[0], `${HEADING_STYLE}1`)
  for (const line of title.slice(1)) {
    for (const child of [...childrenOf(line)]) if (!isNamed(child, 'pPr')) title[0].appendChild(child)
    remove(line)
  }
}

function mostFrequent<T>(items: readonly T[], keyOf: (item: T) => number, weightOf: (item: T) => number): number {
  const weights = new Map<number, number>()
  for (const item of items) weights.set(keyOf(item), (weights.get(keyOf(item)) ?? 0) + weightOf(item))
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** The words that a paragraph shows, not those of text boxes anchored in it. */
function wordsOf(paragraph: Element): string {
  return below(paragraph, 't')
    .filter(text => ownerOf(text) === paragraph)
    .map(text => text.textContent ?? '')
    .join('')
    .trim()
}

function ownerOf(node: Node): Node | null {
  let at = node.parentNode
  while (at && !isNamed(at, 'p')) at = at.parentNode
  return at
}

function setStyle(paragraph: Element, styleId: string): void {
  const document = paragraph.ownerDocument
  const name = (local: string) => qualified(paragraph, local)
  let properties = inner(paragraph, 'pPr')
  if (!properties) {
    properties = document.createElementNS(paragraph.namespaceURI, name('pPr'))
    paragraph.insertBefore(properties, paragraph.firstChild)
  }
  const old = inner(properties, 'pStyle')
  if (old) remove(old)
  const style = document.createElementNS(paragraph.namespaceURI, name('pStyle'))
  style.setAttributeNS(paragraph.namespaceURI, name('val'), styleId)
  properties.insertBefore(style, properties.firstChild)
}

function writeNumber(paragraph: Element, number: string): void {
  const document = paragraph.ownerDocument
  const create = (local: string) => document.createElementNS(paragraph.namespaceURI, qualified(paragraph, local))
  const run = create('r')
  // As bold as the words behind it, so that the line still is bold as a whole.
  const properties = inner(
    below(paragraph, 'r').find(element => inner(element, 't')),
    'rPr',
  )
  if (properties) run.appendChild(properties.cloneNode(true))
  const text = create('t')
  text.appendChild(document.createTextNode(number))
  run.appendChild(text)
  const first = inner(paragraph, 'pPr')
  paragraph.insertBefore(run, first ? first.nextSibling : paragraph.firstChild)
}

function qualified(like: Element, local: string): string {
  return like.prefix ? `${like.prefix}:${local}` : local
}

function remove(node: Node): void {
  node.parentNode?.removeChild(node)
}

function* childrenOf(node: Node): Generator<Node> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child
}
