import { fold } from './fold.js'
import { oneLine } from './clauses.js'
import { parseMarker } from './numbering.js'
import { parseNumeral } from './numerals.js'
import type { Paragraph } from './paragraphs.js'
import type { Gazetteer, Region } from './regions.js'
import type { DocStatus } from './types.js'

/** What the text itself says of a document. */
export interface Metadata {
  title: string
  issuer: string | null
  region: string | null
  docNumber: string | null
  issuedOn: string | null
  status: DocStatus
  aliases: string[]
}

const KINDS = '报告|审议意见|意见|办法|条例|规定|通知|方案|措施|规划|纲要|计划|细则|决定|公告|通告|公报|批复|函|解释|章程|要点|制度|规则|守则|标准|目录|清单|法|法典|宪法|2035'
const ENDS_AS_TITLE = new RegExp(`(?:${KINDS})(?:[（(][^）)]{2,12}[）)])?$`)
const ORGAN = '人民政府办公厅|人民政府办公室|人民政府|人民代表大会常务委员会|人民代表大会|人大常委会|委员会|常委会|办公厅|办公室|教育部|财政部|国务院|[^，。、]局|[^，。、]厅|[^，。、]部|人民法院|人民检察院'
const FULL_DATE = /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/g
const HAN_DATE = /([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日/

/** Whether an unnumbered Markdown heading is the title of another document in the same file. */
export function beginsDocument(paragraph: Paragraph, before: readonly Paragraph[]): boolean {
  if (paragraph.shape !== 'heading' || paragraph.markdownLevel === 0 || paragraph.markdownLevel > 2 || before.length < 4) return false
  if (parseMarker(paragraph.text)) return false
  const afterSignature = before.slice(-2).some(p => p.shape === 'label' && /\d{4}\s*年.*日/.test(p.text))
  return afterSignature || (paragraph.text.length >= 15 && paragraph.text.includes('关于') && ENDS_AS_TITLE.test(fold(paragraph.text)))
}

/**
 * Reads title, issuer, region, number, date and status from a document's paragraphs.
 * @param fallbackTitle used where the text has no title line (the file's name)
 */
export function readMetadata(paragraphs: readonly Paragraph[], fallbackTitle: string, gazetteer: Gazetteer): Metadata {
  const front = frontOf(paragraphs)
  const frontText = front.map(p => p.text).join('\n')
  const { title, aliases } = titleOf(front, paragraphs[0], fallbackTitle)
  const signatures = paragraphs.slice(-12).filter(p => p.shape === 'label' || p.text.length < 40)
  const issuer = issuerOf(title, front, paragraphs, signatures)
  return {
    title,
    issuer,
    region: regionOf(title, issuer, frontText, paragraphs, gazetteer)?.name ?? null,
    docNumber: /[\u4e00-\u9fa5]{1,10}[〔[［（(]\s*(?:19|20)\d\d\s*[〕\]］）)]\s*第?\s*\d+\s*号/.exec(frontText)?.[0].replace(/\s+/g, '') ?? null,
    issuedOn: dateOf(frontText, front, paragraphs, signatures),
    status: statusOf(title, frontText),
    aliases,
  }
}

/** The paragraphs before the first running text or numbered paragraph. */
function frontOf(paragraphs: readonly Paragraph[]): Paragraph[] {
  const end = paragraphs.findIndex(p => (p.shape === 'body' && p.text.length > 30 && /[。；]/.test(p.text)) || (parseMarker(p.text) !== null && p.shape !== 'label'))
  return paragraphs.slice(0, end < 0 ? Math.min(paragraphs.length, 6) : end)
}

function titleOf(front: readonly Paragraph[], first: Paragraph | undefined, fallback: string): { title: string; aliases: string[] } {
  const lines = front.filter(p => p.shape === 'heading' || (p.shape === 'body' && /^[^。；]{4,160}$/.test(p.text) && !/[:：]$/.test(p.text)))
  const marked = lines.find(p => p.markdownLevel > 0)
  const named = lines.find(p => ENDS_AS_TITLE.test(fold(p.text)))
  const chosen = marked ?? named ?? lines[0]
  if (!chosen) return { title: openingWords(front[0] ?? first) ?? fallback, aliases: [] }
  const title = oneLine(chosen.text)
  const notice = /(?:印发|发布|公布|转发)《([^》]{4,60})》.{0,6}的?(?:通知|公告|令)$/.exec(title)
  if (notice) return { title: notice[1], aliases: [title] }
  return { title, aliases: [] }
}

/** A text without a title line is called by its first words. */
function openingWords(first: Paragraph | undefined): string | null {
  const words = /^[^。；：:\s]{6,60}(?=[\s。；：:]|$)/.exec(first?.text ?? '')
  return words ? oneLine(words[0]) : null
}

function issuerOf(title: string, front: readonly Paragraph[], paragraphs: readonly Paragraph[], signatures: readonly Paragraph[]): string | null {
  const organ = new RegExp(`^(?:中共)?[\\u4e00-\\u9fa5]{2,24}?(?:${ORGAN})$`)
  // A notice that carries another text is signed in its front, everything else at its end.
  for (const group of [signatures, paragraphs.slice(0, 14)]) {
    const organs = signedBy(group).filter(t => organ.test(t))
    if (organs.length) return [...new Set(organs)].join('、')
  }
  const inTitle = new RegExp(`^([\\u4e00-\\u9fa5、]{2,30}?(?:${ORGAN}))(?:关于|对)`).exec(title)
  if (inTitle) return inTitle[1]
  for (const p of front) {
    const passed = /([\u4e00-\u9fa5]{2,12}?)第[\u4e00-\u9fa5]+届(人民代表大会常务委员会|人民代表大会)/.exec(p.text)
    if (passed) return passed[1].replace(/^.*(?:日|　)/, '') + passed[2]
  }
  return null
}

/** The lines right above a date, or the words before it in its line. */
function signedBy(paragraphs: readonly Paragraph[]): string[] {
  const dated = paragraphs.findLastIndex(p => p.text.length < 40 && (lastDate(p.text) !== null))
  if (dated < 0) return []
  const names: string[] = []
  const own = oneLine(paragraphs[dated].text.replace(/[（(]?\d{4}\s*年.*$/, ''))
  if (own) names.push(own)
  for (let i = dated - 1; i >= 0 && paragraphs[i].shape === 'label' && !/[:：]/.test(paragraphs[i].text); i--) names.unshift(oneLine(paragraphs[i].text))
  return names
}

function regionOf(title: string, issuer: string | null, front: string, paragraphs: readonly Paragraph[], gazetteer: Gazetteer): Region | null {
  for (const text of [title, issuer ?? '']) {
    const mentions = gazetteer.find(fold(text)).filter(m => m.region.level !== 'state' && (m.alias.length > 2 || m.start === 0 || text === title))
    if (mentions.length) return mentions[0].region
  }
  if (ENDS_AS_TITLE.test(title) && title.length < 60 && !/关于/.test(title)) return null
  const head = fold(front + paragraphs.slice(0, 3).map(p => p.text).join('')).slice(0, 200)
  const body = fold(paragraphs.map(p => p.text).join('')).slice(0, 3000)
  const counts = new Map<Region, number>()
  for (const { region, alias } of gazetteer.find(body)) if (region.level !== 'state' && alias.length > 1) counts.set(region, (counts.get(region) ?? 0) + 1)
  if (/各省、自治区、直辖市|国务院(?:办公厅|联防联控)|新华社北京/.test(head)) return null
  const inHead = gazetteer.find(head.replace(/新疆生产建设兵团/g, '兵团')).find(m => m.region.level !== 'state' && (counts.get(m.region) ?? 0) >= 2)
  return inHead?.region ?? null
}

function dateOf(frontText: string, front: readonly Paragraph[], paragraphs: readonly Paragraph[], signatures: readonly Paragraph[]): string | null {
  const frontLabels = paragraphs.slice(0, 14).filter(p => p.shape === 'label').map(p => p.text)
  const signed = [...signatures.map(p => p.text).reverse(), ...frontLabels]
  for (const text of signed) {
    if (text.length > 40) continue
    const date = lastDate(text)
    if (date) return date
  }
  const enacted = front.filter(p => /通过|批准|公布|发布|修[正订]|施行|印发/.test(p.text)).map(p => p.text).join('\n')
  const inFront = lastDate(enacted) ?? lastDate(frontText)
  if (inFront) return inFront
  const opening = paragraphs.slice(0, 3).map(p => p.text.slice(0, 160)).join('\n')
  return firstDate(opening)
}

function firstDate(text: string): string | null {
  const match = [...text.matchAll(FULL_DATE)][0]
  return match ? iso(match) : null
}

function lastDate(text: string): string | null {
  const dates = [...text.matchAll(FULL_DATE)].map(iso).filter(date => date !== null).sort()
  if (dates.length) return dates.at(-1)!
  const han = HAN_DATE.exec(text)
  if (!han) return null
  const [year, month, day] = [han[1].replace(/○/g, '〇'), han[2], han[3]].map(part => parseNumeral(part) ?? 0)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function iso(match: RegExpMatchArray): string | null {
  const [year, month, day] = match.slice(1, 4).map(Number)
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function statusOf(title: string, front: string): DocStatus {
  const head = `${title}\n${front}`
  if (/送审稿|征求意见稿|草案|讨论稿|审议稿/.test(head)) return 'draft'
  if (/记者|通讯员|本报讯/.test(front)) return 'news'
  if (/审议意见$/.test(title)) return 'in_force'
  if (/报告$|情况通报$|总结$/.test(title)) return 'report'
  if (/规划|纲要|行动计划|三年计划|计划$|现代化20\d\d|要点$/.test(title)) return 'plan'
  if (new RegExp(`(?:${KINDS})(?:[（(][^）)]*[）)])?$`).test(title)) return 'in_force'
  return 'unknown'
}
