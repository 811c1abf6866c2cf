import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { constants, inflateSync } from 'node:zlib'
import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy, Util } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js'
import { linesOf, type Page, type Piece, textOfPages } from './pdf-layout.js'
import type { Rules } from './pdf-tables.js'
import { withoutRadicals } from './radicals.js'
import type { Note, Reading, Refusal } from './reading.js'

/** More pages than any one document has. */
const MAX_PAGES = 5000
/** Fewer characters than this on a page are a stamp or a page number, not its text. */
const FEWEST_CHARACTERS = 8
/** Most that one stream of a file may unpack to: pdf.js unpacks it whole, and a small file can hold more than the memory. */
const MAX_UNPACKED = 256 * 1024 * 1024
/** The format packs nothing tighter than this. */
const TIGHTEST = 1032
/** Thinner than this is a line, not a box. */
const THIN = 3

/** A PDF with text in it, by pdf.js; one that is only pictures of pages is refused. */
export async function readPdf(bytes: Buffer): Promise<Reading | Refusal> {
  if (unpacksTooFar(bytes)) return { refused: '解压后太大，不像正常的文档；请用原来的软件打开后另存' }
  const opened = await open(bytes)
  if ('refused' in opened) return opened
  try {
    if (opened.numPages > MAX_PAGES)
      return { refused: `页数太多（${opened.numPages} 页，最多 ${MAX_PAGES} 页）；请拆成几个文件` }
    return await readPages(opened)
  } finally {
    await opened.loadingTask.destroy()
  }
}

/** Whether a stream that is long enough for it unpacks to more than `MAX_UNPACKED`. */
function unpacksTooFar(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const begin = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1)
    const end = bytes.indexOf('endstream', begin)
    const length = (end < 0 ? bytes.length : end) - begin
    if (length * TIGHTEST < MAX_UNPACKED) continue
    // 0x78 begins what deflate packs; anything else grows little or not at all.
    if ((bytes[begin] & 0x0f) !== 8) continue
    try {
      inflateSync(bytes.subarray(begin, begin + length), {
        maxOutputLength: MAX_UNPACKED,
        finishFlush: constants.Z_SYNC_FLUSH,
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return true
    }
  }
  return false
}

async function open(bytes: Buffer): Promise<PDFDocumentProxy | Refusal> {
  // Tables that turn the codes of Chinese fonts that are not embedded into characters.
  const cMaps = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')
  try {
    return await getDocument({
      data: Uint8Array.from(bytes),
      verbosity: 0,
      cMapUrl: `${cMaps}/`,
      cMapPacked: true,
      useSystemFonts: false,
      disableFontFace: true,
      isEvalSupported: false,
      isOffscreenCanvasSupported: false,
      // Pictures are not looked at.
      maxImageSize: 1,
    }).promise
  } catch (error) {
    if ((error as Error).name === 'PasswordException') return { refused: '有密码，请另存为无密码的文件' }
    return { refused: '文件已损坏，读不出来；请重新下载，或用原来的软件打开后另存' }
  }
}

async function readPages(document: PDFDocumentProxy): Promise<Reading | Refusal> {
  const notes: Note[] = []
  const pages: Page[] = []
  const empty: number[] = []
  const damaged: number[] = []
  let characters = 0
  let unreadable = 0
  for (let number = 1; number <= document.numPages; number++) {
    try {
      const page = await document.getPage(number)
      const read = await readPage(page, number, notes)
      page.cleanup()
      const text = read.pieces.map(piece => piece.text.trim()).join('')
      characters += text.length
      unreadable += text.match(/[\ufffd\ue000-\uf8ff\u0000-\u001f]/g)?.length ?? 0
      if (text.length < FEWEST_CHARACTERS) empty.push(number)
      pages.push(read)
    } catch {
      damaged.push(number)
    }
  }
  if (damaged.length === document.numPages)
    return { refused: '文件已损坏，读不出来；请重新下载，或用原来的软件打开后另存' }
  if (empty.length === pages.length) return { refused: '是扫描件，需要先做文字识别（OCR）' }
  if (unreadable > characters * 0.3)
    return { refused: '字体里没有文字的编码，读出来是乱码；请另存为 .docx，或做文字识别（OCR）' }
  if (damaged.length > 0)
    notes.push({ line: 0, kind: 'unplaced', message: `第 ${listed(damaged)} 页已损坏，没有读出来` })
  if (empty.length > 0)
    notes.push({
      line: 0,
      kind: 'unplaced',
      message: `第 ${listed(empty)} 页没有文字；如果是扫描的，需要先做文字识别（OCR）`,
    })
  const written = textOfPages(pages)
  return { text: written.text, notes: [...notes, ...written.notes] }
}

function listed(pages: readonly number[]): string {
  return pages.slice(0, 10).join('、') + (pages.length > 10 ? ` 等 ${pages.length} ` : '')
}

async function readPage(page: PDFPageProxy, number: number, notes: Note[]): Promise<Page> {
  const { items } = await page.getTextContent()
  const words = items.filter(item => 'str' in item && item.str !== '') as TextItem[]
  const { width, height, transform } = uprightView(page, words)
  const pieces: Piece[] = []
  let slanted = ''
  for (const item of words) {
    const [x, y] = Util.transform(transform, item.transform).slice(4) as number[]
    if (isUpright(transform, item))
      pieces.push({ text: withoutRadicals(item.str), x, y, width: item.width, size: sizeOf(item) })
    else slanted += item.str
  }
  if (slanted.trim() !== '')
    notes.push({
      line: 0,
      kind: 'furniture',
      message: `第 ${number} 页斜排或竖排的字（水印）：${slanted.slice(0, 20)}`,
    })
  const rules = mayHoldTable(pieces) ? await rulesOf(page, transform) : { across: [], down: [] }
  return { number, width, height, pieces, rules }
}

/** The page as it is read: a wide table is often set sideways. */
function uprightView(page: PDFPageProxy, words: readonly TextItem[]) {
  const views = [0, 90, 180, 270].map(turn => page.getViewport({ scale: 1, rotation: (page.rotate + turn) % 360 }))
  const upright = views.map(view =>
    words.reduce((sum, item) => sum + (isUpright(view.transform, item) ? item.str.trim().length : 0), 0),
  )
  return views[upright.indexOf(Math.max(...upright))]
}

function isUpright(view: number[], item: TextItem): boolean {
  const [a, b] = Util.transform(view, item.transform) as number[]
  return a > 0 && Math.abs(b) <= a * 0.05
}

function sizeOf({ transform, height }: TextItem): number {
  return Math.hypot(transform[2], transform[3]) || height
}

/** Cells leave gaps in lines; looking for rules where there are none takes as long as the text itself. */
function mayHoldTable(pieces: readonly Piece[]): boolean {
  const gaps = linesOf(pieces).filter(line => line.parts.length > 1 || / /.test(line.text))
  return gaps.length >= 2
}

/** The straight lines of a page, drawn as strokes or as thin boxes. */
async function rulesOf(page: PDFPageProxy, viewport: number[]): Promise<Rules> {
  const rules: Rules = { across: [], down: [] }
  const add = (x0: number, y0: number, x1: number, y1: number) => {
    const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)]
    if (height <= THIN && width > THIN * 2)
      rules.across.push({ at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) })
    else if (width <= THIN && height > THIN * 2)
      rules.down.push({ at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) })
  }
  const { fnArray, argsArray } = await page.getOperatorList()
  const saved: number[][] = []
  let matrix = viewport
  fnArray.forEach((operator, i) => {
    const args = argsArray[i]
    if (operator === OPS.save) saved.push(matrix)
    else if (operator === OPS.restore) matrix = saved.pop() ?? viewport
    else if (operator === OPS.transform) matrix = Util.transform(matrix, args) as number[]
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(matrix)
      if (args[0]) matrix = Util.transform(matrix, args[0]) as number[]
    } else if (operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? viewport
    else if (operator === OPS.constructPath) {
      const [paint, [path], box] = args as [number, [ArrayLike<number> | null], ArrayLike<number> | null]
      if (STROKES.has(paint) && path)
        for (const [x0, y0, x1, y1] of segmentsOf(path)) add(...placed(matrix, x0, y0), ...placed(matrix, x1, y1))
      else if (FILLS.has(paint) && box) add(...placed(matrix, box[0], box[1]), ...placed(matrix, box[2], box[3]))
    }
  })
  return rules
}

const STROKES = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
])
const FILLS = new Set([OPS.fill, OPS.eoFill])

function placed([a, b, c, d, e, f]: number[], x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** The straight pieces of a path: 0 moves, 1 draws a line, 2 and 3 draw curves, 4 goes back to where it began. */
function* segmentsOf(path: ArrayLike<number>): Generator<[number, number, number, number]> {
  let [x, y, startX, startY] = [0, 0, 0, 0]
  for (let i = 0; i < path.length; ) {
    const step = path[i++]
    if (step === 0) {
      ;[x, y] = [path[i], path[i + 1]]
      ;[startX, startY] = [x, y]
      i += 2
    } else if (step === 1) {
      yield [x, y, path[i], path[i + 1]]
      ;[x, y] = [path[i], path[i + 1]]
      i += 2
    } else if (step === 2 || step === 3) {
      i += step === 2 ? 6 : 4
      ;[x, y] = [path[i - 2], path[i - 1]]
    } else {
      yield [x, y, startX, startY]
      ;[x, y] = [startX, startY]
    }
  }
}
