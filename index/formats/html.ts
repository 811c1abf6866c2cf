import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { parseMarker } from '../numbering.js'
import { hanNumber } from './han-number.js'
import { decode } from './plain-text.js'
import type { Note, Reading } from './reading.js'
import { type Cell, tableLines } from './table.js'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** A page as it was saved: its main text without what the site puts around it. */
export function readHtml(bytes: Buffer): Reading {
  const declared = /<meta[^>]{1,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.toString('latin1', 0, 4096))?.[1]
  const { text, encoding } = decode(bytes, declared)
  const notes: Note[] = encoding === 'utf-8' ? [] : [{ line: 0, kind: 'encoding', message: `按 ${encoding} 读取` }]
  const page = parse(text)
  const body = findAll(page, element => element.tagName === 'body')[0]
  if (!body) return { text: '', notes }
  const titles = statedTitles(page)
  const removed = removeSurroundings(body, titles)
  const main = mainOf(body)
  const written = new TextOf(titleIn(body, titles))
  const around = blocksAround(body, main)
  for (const block of around.before) written.add(block)
  written.add(main)
  for (const block of around.after) {
    if (/^(?:相关)?附件/.test(textIn(block).trim())) written.add(block)
    else removed.push(block)
  }
  if (removed.length > 0) {
    const words = removed.map(element => oneSpace(textIn(element)).slice(0, 12))
    const message = `网页的导航、页脚、按钮等 ${removed.length} 处：${words.slice(0, 5).join('｜')}…`
    notes.push({ line: 0, kind: 'furniture', message })
  }
  return { text: written.toString(), notes }
}

/** HTML that is a document and nothing else → its text. */
export function textOfHtml(html: string): string {
  const body = findAll(parse(html), element => element.tagName === 'body')[0]
  const written = new TextOf(null)
  if (body) written.add(body)
  return written.toString()
}

// ---- What of a page is its text ----

const NEVER_TEXT = new Set(
  'script style noscript template iframe svg canvas object embed audio video map button select input textarea option head link meta nav footer aside dialog title rp rt'.split(
    ' ',
  ),
)
const SURROUNDING_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'search', 'complementary', 'menu', 'dialog'])
/** Names that sites give to what is not the text; whole words, so that `header` of a title or `content-nav-text` stays. */
const SURROUNDING_NAMES =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|crumbs?|breadcrumbs?|footer|foot|copyright|sidebar|share|bdsharebuttonbox|toolbar|related|recommend|pager|pagination|search|login|qrcode|erweima|dayin|noprint|friendlink|position|weizhi|location)(?:$|[\s_-]|\d)/i
/** What a page says of itself, not of its subject. */
const PAGE_WORDS =
  /^(?:当前位置|您(?:现在)?的?(?:当前)?位置|您现在所在的位置|首页\s*[>＞»›]|【?\s*(?:打印|关闭|大\s*中\s*小|字[体号]|收藏|分享)|分享到?\s*[:：]?$|扫一扫|浏览(?:次数|量)|访问量|点击(?:数|量)|上一[篇条]|下一[篇条]|相关(?:链接|阅读|新闻)|返回顶部|(?:主办|承办|技术支持|版权所有|网站标识码)\S{0,2}[:：]|\S{0,3}ICP备|\S?公网安备)/
const FILES = /\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|zip|rar)(?:$|[?#])/i
/** Longer than this it is text, whatever the site calls it. */
const SURROUNDING_LENGTH = 600
const BLOCKS = new Set(
  'address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
)

/** Takes out of the tree what is hidden or belongs to the site. @returns the pieces that held words */
function removeSurroundings(body: Element, titles: readonly string[]): Element[] {
  const removed: Element[] = []
  const visit = (element: Element) => {
    element.childNodes = element.childNodes.filter(node => {
      if (!isElement(node)) return node.nodeName === '#text'
      if (isHidden(node)) return false
      const drop = NEVER_TEXT.has(node.tagName) || isSurrounding(node, titles) || isSiteName(node, titles)
      if (!drop) visit(node)
      else if (textOfTree(node).trim() !== '' && !/^(?:script|style|noscript|template|rt|rp)$/.test(node.tagName))
        removed.push(node)
      return !drop
    })
  }
  visit(body)
  return removed
}

/** The name of the site as the heading of each of its pages: 关于…的通知_某市教育局 ends in it. */
function isSiteName(element: Element, titles: readonly string[]): boolean {
  if (element.tagName !== 'h1') return false
  const text = squeeze(textIn(element))
  return text !== '' && titles.some(title => title.endsWith(text)) && !titles.some(title => title.startsWith(text))
}

function isHidden(element: Element): boolean {
  const style = attribute(element, 'style')
  return (
    element.attrs.some(({ name }) => name === 'hidden') ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style) ||
    attribute(element, 'aria-hidden') === 'true'
  )
}

function isSurrounding(element: Element, titles: readonly string[]): boolean {
  if (SURROUNDING_ROLES.has(attribute(element, 'role'))) return true
  if (isButton(element)) return true
  if (!BLOCKS.has(element.tagName) || /^(?:body|main|article|tr|tbody|td|table)$/.test(element.tagName)) return false
  const text = textIn(element).trim()
  if (text.length > SURROUNDING_LENGTH) return linkShare(element, text.length) > 0.8
  if (findAll(element, ({ tagName }) => tagName === 'h1').length > 0) return false
  if (PAGE_WORDS.test(text) && text.length < 200) return true
  // The head of an article says its title, the head of a site its name.
  const isTitled = titles.some(title => title.startsWith(squeeze(text).slice(0, 12)))
  if (element.tagName === 'header' && !isTitled && !/[。；]/.test(text)) return true
  const names = `${attribute(element, 'class')} ${attribute(element, 'id')}`
  if (SURROUNDING_NAMES.test(names) && !/[。；]/.test(text)) return true
  // A list of links is a menu, unless they lead to attachments; a line with one link is a line of text.
  const links = findAll(element, ({ tagName }) => tagName === 'a')
  return (
    links.length >= 3 &&
    !links.some(link => FILES.test(attribute(link, 'href'))) &&
    linkShare(element, text.length) > 0.8 &&
    !/[。；]/.test(text)
  )
}

/** 打印, 关闭, 浏览次数：12: within a line of its own or beside date and source. */
function isButton(element: Element): boolean {
  if (element.tagName !== 'a' && element.tagName !== 'span') return false
  const text = textIn(element).trim()
  if (element.tagName === 'a') return /^javascript:/i.test(attribute(element, 'href')) && text.length <= 6
  return text.length <= 30 && PAGE_WORDS.test(text)
}

function linkShare(element: Element, length: number): number {
  if (length === 0) return 0
  const inLinks = findAll(element, ({ tagName }) => tagName === 'a').map(lengthOf)
  return inLinks.reduce((sum, n) => sum + n, 0) / length
}

/** The innermost part that holds nearly all of the text, so that none of it is lost where a page is one column of parts. */
function mainOf(body: Element): Element {
  let main = body
  for (;;) {
    const all = lengthOf(main)
    const inner = main.childNodes.filter(isElement).find(child => {
      if (!/^(?:div|section|article|main|form|center|table|tbody|tr|td|font|span)$/.test(child.tagName)) return false
      if (child.tagName === 'table' && !isLayout(child)) return false
      return lengthOf(child) >= all * 0.97
    })
    if (!inner) return main
    main = inner
  }
}

/** What the head of the page says its title is, without white space. */
function statedTitles(page: DefaultTreeAdapterTypes.Document): string[] {
  const isMeta = (element: Element) =>
    /^(?:ArticleTitle|og:title)$/i.test(attribute(element, 'name') || attribute(element, 'property'))
  return [
    ...findAll(page, element => element.tagName === 'meta' && isMeta(element)).map(meta => attribute(meta, 'content')),
    ...findAll(page, element => element.tagName === 'title').map(textOfTree),
  ]
    .map(squeeze)
    .filter(Boolean)
}

/** The title of a page that marks it some other way than <h1>, null where it has an <h1> or none can be told. */
function titleIn(body: Element, titles: readonly string[]): string | null {
  if (findAll(body, element => element.tagName === 'h1').length > 0) return null
  const found = findAll(body, element => {
    const text = squeeze(textIn(element))
    return text.length >= 6 && BLOCKS.has(element.tagName) && titles.some(title => title.startsWith(text))
  })
  const innermost = found.find(element => !hasBlocks(element))
  return innermost ? squeeze(textIn(innermost)) : null
}

/** Blocks that hold no others and stand before and after `main`: title, date and source; attachments. */
function blocksAround(body: Element, main: Element): { before: Element[]; after: Element[] } {
  const before: Element[] = []
  const after: Element[] = []
  let passed = false
  const visit = (element: Element) => {
    if (element === main) {
      passed = true
      return
    }
    const inner = element.childNodes
      .filter(isElement)
      .filter(child => hasBlocks(child) || BLOCKS.has(child.tagName) || child === main || contains(child, main))
    if (inner.length > 0) inner.forEach(visit)
    else if (textIn(element).trim() !== '') (passed ? after : before).push(element)
  }
  visit(body)
  return { before, after }
}

function contains(element: Element, other: Element): boolean {
  return findAll(element, found => found === other).length > 0
}

// ---- From the tree to lines ----

/** A bold paragraph up to this length is a heading of its own; a longer one is emphasised. */
const LONGEST_BOLD = 60

class TextOf {
  private readonly lines: string[] = []
  private current = ''
  /** Characters of the line, and how many of them are bold. */
  private counted = { all: 0, bold: 0 }
  /** Number of a list's item, for the first words of it. */
  private number = ''
  private notes: string[] = []

  /** @param title a block that says just this is the heading of the whole */
  constructor(private title: string | null) {}

  toString(): string {
    this.flush()
    return `${this.lines.join('\n')}\n`
  }

  /** What was written, without the marks of headings and bold lines. */
  plain(): string {
    return this.toString().replace(/^#+ |\*\*/gm, '')
  }

  add(node: Node, bold = false, preformatted = false): void {
    if (node.nodeName === '#text') {
      const { value } = node as DefaultTreeAdapterTypes.TextNode
      return preformatted ? this.preformatted(value, bold) : this.text(value, bold)
    }
    if (!isElement(node)) return
    const { tagName } = node
    if (NEVER_TEXT.has(tagName) || isHidden(node)) return
    if (tagName === 'br') return this.breakLine()
    if (tagName === 'table' && !isLayout(node)) return this.table(node)
    if (/^h[1-6]$/.test(tagName)) return this.heading(node, Number(tagName[1]))
    if (tagName === 'ol') return this.list(node)
    if (tagName === 'sup' && isNoteMark(node)) return this.noteMark(node)
    const block = BLOCKS.has(tagName)
    if (block && this.title !== null && squeeze(textIn(node)) === this.title && !hasBlocks(node)) {
      this.title = null
      return this.heading(node, 1)
    }
    if (block) this.flush()
    const isBoldHere = bold || /^(?:b|strong)$/.test(tagName) || isBold(node)
    for (const child of node.childNodes) this.add(child, isBoldHere, preformatted || tagName === 'pre')
    if (block) this.flush()
  }

  private text(value: string, bold: boolean): void {
    const length = value.replace(/\s/g, '').length
    this.counted.all += length
    if (bold) this.counted.bold += length
    this.current += value
  }

  private preformatted(value: string, bold: boolean): void {
    value.split('\n').forEach((line, i) => {
      if (i > 0) this.breakLine()
      this.text(line, bold)
    })
  }

  /** <br> breaks a line; whether it also ends a paragraph is for the reader of lines to see. */
  private breakLine(): void {
    const text = this.take()
    if (text) this.lines.push(text)
    else if (this.lines.length && this.lines.at(-1) !== '') this.lines.push('')
  }

  /** Ends the paragraph. */
  private flush(): void {
    const text = this.take()
    if (text) this.paragraph(text)
    else if (this.lines.length && this.lines.at(-1) !== '') this.paragraph(this.lines.pop()!)
    for (const note of this.notes.splice(0)) this.paragraph(note)
  }

  private take(): string {
    const words = oneSpace(this.current)
    const text = words === '' ? '' : this.number + words
    if (words !== '') this.number = ''
    const { all, bold } = this.counted
    this.current = ''
    this.counted = { all: 0, bold: 0 }
    return all > 0 && all === bold && text.length <= LONGEST_BOLD && !text.includes('*') ? `**${text}**` : text
  }

  private paragraph(text: string): void {
    if (text) this.lines.push(`${text}  `, '')
  }

  private heading(element: Element, level: number): void {
    this.flush()
    const text = oneSpace(textIn(element))
    if (text) this.paragraph(`${'#'.repeat(level)} ${text}`)
  }

  private table(table: Element): void {
    this.flush()
    const rows = findAll(
      table,
      element => element.tagName === 'tr',
      ({ tagName }) => tagName === 'td' || tagName === 'th',
    )
    const caption = findAll(table, element => element.tagName === 'caption')[0]
    if (caption) this.paragraph(oneSpace(textIn(caption)))
    const cells = rows.map(row =>
      row.childNodes
        .filter(isElement)
        .filter(({ tagName }) => tagName === 'td' || tagName === 'th')
        .map((cell): Cell => {
          const inner = new TextOf(null)
          inner.add({ ...cell, tagName: 'div', nodeName: 'div' } as Element)
          return {
            text: oneSpace(inner.plain()),
            colSpan: spanOf(cell, 'colspan'),
            rowSpan: attribute(cell, 'rowspan') === '0' ? rows.length : spanOf(cell, 'rowspan'),
          }
        }),
    )
    const headRows = rows.filter(
      row => row.parentNode && 'tagName' in row.parentNode && row.parentNode.tagName === 'thead',
    ).length
    for (const line of tableLines(cells, headRows)) this.paragraph(line)
  }

  private list(list: Element): void {
    this.flush()
    let value = Number.parseInt(attribute(list, 'start'), 10)
    if (Number.isNaN(value)) value = 1
    for (const item of list.childNodes) {
      if (!isElement(item) || item.tagName !== 'li') {
        this.add(item)
        continue
      }
      // A note at the end of the page that stands behind its paragraph already.
      if (textIn(item).trim() === '' && findAll(item, ({ tagName }) => tagName === 'img').length === 0) continue
      const stated = Number.parseInt(attribute(item, 'value'), 10)
      if (!Number.isNaN(stated)) value = stated
      // A number that is typed as well is the one that the author means.
      this.flush()
      this.number = parseMarker(textIn(item).trim()) ? '' : listNumber(list, value)
      this.add(item)
      this.number = ''
      value++
    }
    this.flush()
  }

  private noteMark(mark: Element): void {
    const target = attribute(findAll(mark, ({ tagName }) => tagName === 'a')[0], 'href').slice(1)
    const root = rootOf(mark)
    const note = findAll(root, element => attribute(element, 'id') === target)[0]
    if (!note) return
    const text = oneSpace(textIn(note)).replace(/\s*↑$/, '')
    note.childNodes = []
    if (text) this.notes.push(`注${squeeze(textIn(mark)).replace(/[[\]]/g, '')}：${text}`)
  }
}

/** 1. or 一、, as a browser would show it; '' where it shows none. */
function listNumber(list: Element, value: number): string {
  const style = /list-style(?:-type)?\s*:\s*([\w-]+)/i.exec(attribute(list, 'style'))?.[1].toLowerCase()
  if (style === 'none') return ''
  if (style && /^(?:cjk|simp-chinese|trad-chinese|chinese)/.test(style)) return `${hanNumber(value)}、`
  const type = attribute(list, 'type')
  if (type === 'a' && value <= 26) return `${String.fromCharCode(96 + value)}. `
  if (type === 'A' && value <= 26) return `${String.fromCharCode(64 + value)}. `
  return `${value}. `
}

/** A reference to a footnote: <sup><a href="#…">[1]</a></sup>. */
function isNoteMark(element: Element): boolean {
  const link = findAll(element, ({ tagName }) => tagName === 'a')[0]
  return (
    link !== undefined &&
    attribute(link, 'href').startsWith('#') &&
    /^\s*[[［]?\w{1,4}[\]］]?\s*$/.test(textIn(element))
  )
}

/** Cells of a table of facts are not made of so many paragraphs. */
const PARAGRAPHS_OF_LAYOUT = 8

/** A table that only arranges the page: it holds another one or a text with headings, or is one cell wide. */
function isLayout(table: Element): boolean {
  if (attribute(table, 'role') === 'presentation') return true
  if (findAll(table, ({ tagName }) => /^(?:table|h[1-4])$/.test(tagName)).length > 0) return true
  const cells = findAll(table, ({ tagName }) => tagName === 'td')
  if (cells.some(cell => findAll(cell, ({ tagName }) => tagName === 'p').length >= PARAGRAPHS_OF_LAYOUT)) return true
  const rows = findAll(table, ({ tagName }) => tagName === 'tr')
  return rows.every(row => row.childNodes.filter(isElement).length <= 1)
}

function isBold(element: Element): boolean {
  return /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(attribute(element, 'style'))
}

function spanOf(cell: Element, name: string): number {
  const span = Number.parseInt(attribute(cell, name), 10)
  return span > 0 && span < 1000 ? span : 1
}

// ---- The tree ----

function isElement(node: DefaultTreeAdapterTypes.Node): node is Element {
  return 'tagName' in node
}

function attribute(element: Element | undefined, name: string): string {
  return element?.attrs.find(attr => attr.name === name)?.value ?? ''
}

/** Elements below `root`, in order; what is found in `stop` is not looked into. */
function findAll(
  root: DefaultTreeAdapterTypes.ParentNode,
  wanted: (element: Element) => boolean,
  stop: (element: Element) => boolean = () => false,
): Element[] {
  const found: Element[] = []
  const open: DefaultTreeAdapterTypes.Node[] = [...root.childNodes].reverse()
  while (open.length) {
    const node = open.pop()!
    if (!isElement(node)) continue
    if (wanted(node)) found.push(node)
    if (!stop(node)) for (let i = node.childNodes.length - 1; i >= 0; i--) open.push(node.childNodes[i])
  }
  return found
}

function rootOf(element: Element): DefaultTreeAdapterTypes.ParentNode {
  let node: DefaultTreeAdapterTypes.ParentNode = element
  while ('parentNode' in node && node.parentNode) node = node.parentNode
  return node
}

function hasBlocks(element: Element): boolean {
  return findAll(element, ({ tagName }) => BLOCKS.has(tagName)).length > 0
}

/** The words below a node that are text. */
function textIn(node: DefaultTreeAdapterTypes.Node): string {
  if (isElement(node) && NEVER_TEXT.has(node.tagName)) return ''
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : textOfTree(node)
}

/** All words below a node. */
function textOfTree(node: DefaultTreeAdapterTypes.Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
  return 'childNodes' in node ? node.childNodes.map(textOfTree).join('') : ''
}

function lengthOf(element: Element): number {
  return squeeze(textIn(element)).length
}

/** White space as a browser shows it; a line end of the source between two Chinese characters is nothing. */
function oneSpace(text: string): string {
  return text
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
    .replace(/[\t\n\v\f\r \u00a0\u2002-\u200a\u202f]+/g, ' ')
    .replace(/^[\s\u3000]+|[\s\u3000]+$/g, '')
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}
