import { readPlainText } from './plain-text.js'
import type { ReadBytes, Reading, Refusal } from './reading.js'

/** Larger files are not documents that a person reads; they would take the machine's memory. */
export const MAX_BYTES = 50 * 1024 * 1024

/** How each kind of file is read. The libraries of a format are loaded with the first file that has it. */
const READERS: Record<string, ReadBytes> = {
  txt: readPlainText,
  md: readPlainText,
  markdown: readPlainText,
  html: async bytes => (await import('./html.js')).readHtml(bytes),
  htm: async bytes => (await import('./html.js')).readHtml(bytes),
  docx: async bytes => (await import('./docx.js')).readDocx(bytes),
  pdf: async bytes => (await import('./pdf.js')).readPdf(bytes),
}
export const READABLE = '.txt .md .html .htm .docx .pdf'

/** What to do with a file of a kind that is not read. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^(?:doc|dot|wps|wpt|rtf|odt|docm|dotx|pages)$/, '请用 Word 或 WPS 打开，另存为 .docx'],
  [/^(?:xls|xlsx|et|csv|ods|numbers)$/, '请把表格复制到文档里存为 .docx，或存为 .txt（用制表符分列）'],
  [/^(?:ppt|pptx|dps|odp)$/, '请把文字存为 .docx 或 .txt'],
  [/^(?:ofd|ceb|gd|sep|caj)$/, '请用阅读软件打开，导出为 .pdf 或 .docx'],
  [/^(?:jpe?g|png|gif|bmp|tiff?|webp|heic)$/, '是图片，需要先做文字识别（OCR），存为 .txt 或 .docx'],
  [/^(?:zip|rar|7z|gz|tgz|tar)$/, '请先解压，把里面的文件放进来'],
  [/^(?:mht|mhtml|eml|url|xhtml|shtml)$/, '请用浏览器打开，另存为 .html'],
]

/**
 * Reads one file by the ending of its name. Never throws: what goes wrong inside a library says that the file is damaged.
 * @param name the file's name, for its ending
 */
export async function readFile(name: string, bytes: Buffer): Promise<Reading | Refusal> {
  const refused = refusalOf(name, bytes.length)
  if (refused) return { refused }
  if (bytes.length === 0) return { refused: '文件是空的' }
  try {
    const read = await READERS[endingOf(name)](bytes)
    return 'refused' in read || read.text.trim() !== '' ? read : { refused: '文件是空的' }
  } catch {
    return { refused: '文件已损坏，读不出来；请重新下载，或用原来的软件打开后另存' }
  }
}

/** Why a file of this name and size is not read, before its bytes are fetched; null where it is. */
export function refusalOf(name: string, size: number): string | null {
  const ending = endingOf(name)
  if (!Object.hasOwn(READERS, ending)) {
    const advice = ADVICE.find(([shape]) => shape.test(ending))?.[1] ?? `能读 ${READABLE}`
    return `不能读取这种格式：${advice}`
  }
  if (size > MAX_BYTES) return `文件太大（${Math.ceil(size / 1024 / 1024)} MB，最多 50 MB）；请拆开，或去掉图片后另存`
  return null
}

function endingOf(name: string): string {
  return /\.([^./]+)$/.exec(name)?.[1].toLowerCase() ?? ''
}
