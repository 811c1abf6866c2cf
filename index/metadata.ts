import { oneLine } from './clauses.js'
import { isEnactment } from './enactment.js'
import { fold } from './fold.js'
import { parseMarker } from './numbering.js'
import { parseNumeral } from './numerals.js'
import type { Paragraph } from './paragraphs.js'
import type { Gazetteer, Region, RegionMention } from './regions.js'
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

const KINDS =
  '报告|审议意见|意见|办法|条例|规定|通知|方案|措施|规划|纲要|计划|细则|决定|公告|通告|公报|批复|函|解释|章程|要点|制度|规则|守则|标准|目录|清单|法|法典|宪法|2035'
const ENDS_AS_TITLE = new RegExp(`(?:${KINDS})(?:[（(][^）)]{2,12}[）)])?$`)
const ORGAN =
  '人民政府办公厅|人民政府办公室|人民政府|人民代表大会常务委员会|人民代表大会|人大常委会|委员会|常委会|办公厅|办公室|教育部|财政部|国务院|[^，。、]局|[^，。、]厅|[^，。、]部|人民法院|人民检察院'
const FULL_DATE = /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/g
/** Titles that end so are law, whatever they are about: 城乡规划条例 is no plan. */
const LAW =
  /(?:条例|办法|规定|细则|规则|决定|决议|解释|章程|规范|(?<!工作)安排|修正案|命令|宪法|法典|[^办方执司]法)(?:[（(][^）)]*[）)])?$/
/** Organs of the state: what they issue binds no region more than others, though it may be about one. */
const STATE = /^(?:中华人民共和国|国务院|最高人民(?:法院|检察院)|全国人民代表大会|全国人大|中共中央|中央军委)/
const HAN_DATE = /([〇○零OＯ0０一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日/

/** A document says what it is about in its first paragraphs. */
const FRONT = 8

/** Whether an unnumbered Markdown heading is the title of another document in the same file. */
export function beginsDocument(paragraph: Paragraph, before: readonly Paragraph[]): boolean {
  if (
    paragraph.shape !== 'heading' ||
    paragraph.markdownLevel === 0 ||
    paragraph.markdownLevel > 2 ||
    before.length < 4
  )
    return false
  if (parseMarker(paragraph.text)) return false
  // The notice that issues a text names it; below the notice its title stands again, and both are one document.
  const title = `《${paragraph.text.replace(/\s/g, '')}》`
  const issues = (text: string) => /(?:印发|发布|公布|转发)$/.test(text.slice(0, Math.max(0, text.indexOf(title))))
  if (before.slice(0, FRONT).some(p => p.text.length < 300 && issues(p.text.replace(/\s/g, '')))) return false
  const afterSignature = before.slice(-2).some(p => p.shape === 'label' && /\d{4}\s*年.*日/.test(p.text.slice(0, 80)))
  return (
    afterSignature ||
    (paragraph.text.length >= 15 && paragraph.text.includes('关于') && ENDS_AS_TITLE.test(fold(paragraph.text)))
  )
}

/**
 * Reads title, issuer, region, number, date and status from a document's paragraphs.
 * @param fallbackTitle used where the text has no title line (the file's name)
 */
export function readMetadata(paragraphs: readonly Paragraph[], fallbackTitle: string, gazetteer: Gazetteer): Metadata {
  const front = frontOf(paragraphs)
  const frontText = front
    .map(p => p.text)
    .join('\n')
    .slice(0, 8000)
  const { title, aliases } = titleOf(front, paragraphs[0], fallbackTitle)
  const signatures = paragraphs
    .slice(-12)
    .filter(
      p =>
        p.shape === 'label' ||
        (p.text.length < 40 && !/[。；]/.test(p.text) && !parseMarker(p.text) && !isEnactment(p.text)),
    )
  const issuer = issuerOf(title, front, paragraphs, signatures)
  return {
    title,
    issuer,
    region: regionOf(title, issuer, frontText, paragraphs, gazetteer)?.name ?? null,
    docNumber:
      /[\u4e00-\u9fa5]{1,10}[〔[［（(]\s*(?:19|20)\d\d\s*[〕\]］）)]\s*第?\s*\d+\s*号/
        .exec(frontText)?.[0]
        .replace(/\s+/g, '') ?? null,
    issuedOn: dateOf(frontText, front, paragraphs, signatures),
    status: statusOf(title, frontText),
    aliases,
  }
}

/** The paragraphs before the first running text or numbered paragraph. */
function frontOf(paragraphs: readonly Paragraph[]): Paragraph[] {
  const end = paragraphs.findIndex(
    p =>
      (p.shape === 'body' &&
        p.text.length > 30 &&
        /[。；]/.test(p.text) &&
        !/^[（(]?\d{4}年.*(?:批准|通过|修[正订改])[）)]$/.test(p.text)) ||
      (parseMarker(p.text) !== null && p.shape !== 'label'),
  )
  return paragraphs.slice(0, end < 0 ? Math.min(paragraphs.length, 6) : end)
}

function titleOf(
  front: readonly Paragraph[],
  first: Paragraph | undefined,
  fallback: string,
): { title: string; aliases: string[] } {
  const lines = front.filter(
    p => p.shape === 'heading' || (p.shape === 'body' && /^[^。；]{4,160}$/.test(p.text) && !/[:：]$/.test(p.text)),
  )
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

function issuerOf(
  title: string,
  front: readonly Paragraph[],
  paragraphs: readonly Paragraph[],
  signatures: readonly Paragraph[],
): string | null {
  const organ = new RegExp(`^(?:中共)?[\\u4e00-\\u9fa5]{2,24}?(?:${ORGAN})$`)
  // A notice that carries another text is signed in its front, everything else at its end.
  for (const group of [signatures, paragraphs.slice(0, 14)]) {
    const organs = signedBy(group).filter(t => organ.test(t))
    if (organs.length) return [...new Set(organs)].join('、')
  }
  const inTitle = new RegExp(`^([\\u4e00-\\u9fa5、]{2,30}?(?:${ORGAN}))(?:关于|对)`).exec(title)
  if (inTitle) return inTitle[1]
  return passedBy(
    front.map(p => p.text),
    title,
  )
}

/** 18日聊城市第…: the day is not of the name; 日照市 is. */
const NAME = '(?:(?<=\\d)日)?(?:经|由)?(?:中华人民共和国)?'
const CONGRESS = new RegExp(
  `${NAME}([\\u4e00-\\u9fa5]{1,12}?)第?[一二三四五六七八九十]{1,4}届(人民代表大会(?:常务委员会)?|人大常委会)`,
)
const STATE_CONGRESS = /第[\u4e00-\u9fa5]{1,6}届(全国人民代表大会(?:常务委员会)?)/
const DECREE = new RegExp(
  `${NAME}(?!号)((?:[\\u4e00-\\u9fa5]{2,12}、(?:中华人民共和国)?)*[\\u4e00-\\u9fa5]{2,24}?)(?:令第?\\s*[\\d一二三四五六七八九十]|(?:第\\s*\\d+\\s*号)?(?:令|公告)?(?:公布|发布|颁布))`,
)

/** Who passed it, else who published it, else who approved it, by the lines of a law's front. */
function passedBy(front: readonly string[], title: string): string | null {
  const lines = front.filter(isEnactment)
  for (const line of [...lines.filter(text => !/批准/.test(text)), ...front]) {
    const state = STATE_CONGRESS.exec(line)
    if (state) return state[1]
    const passed = CONGRESS.exec(line)
    if (!passed) continue
    // 县第五届人民代表大会: the law's own county, which the title names in full.
    const full =
      passed[1].length > 1
        ? passed[1]
        : (new RegExp(`^[\\u4e00-\\u9fa5]{1,14}?${passed[1]}`).exec(title)?.[0] ?? passed[1])
    return full + passed[2].replace('人大常委会', '人民代表大会常务委员会')
  }
  for (const line of lines) {
    const decreed = DECREE.exec(line.replace(/《[^》]*》/g, '')) ?? /(国务院)(?:第\d+次常务会议|批准)/.exec(line)
    if (decreed) return decreed[1].replace(/、中华人民共和国/g, '、')
  }
  return null
}

/** The lines right above a date, or the words before it in its line. */
function signedBy(paragraphs: readonly Paragraph[]): string[] {
  const dated = paragraphs.findLastIndex(p => p.text.length < 40 && lastDate(p.text) !== null)
  if (dated < 0) return []
  const names: string[] = []
  const own = oneLine(paragraphs[dated].text.replace(/[（(]?\d{4}\s*年.*$/, ''))
  if (own) names.push(own)
  for (let i = dated - 1; i >= 0 && paragraphs[i].shape === 'label' && !/[:：]/.test(paragraphs[i].text); i--)
    names.unshift(oneLine(paragraphs[i].text))
  return names
}

function regionOf(
  title: string,
  issuer: string | null,
  front: string,
  paragraphs: readonly Paragraph[],
  gazetteer: Gazetteer,
): Region | null {
  if (STATE.test(title) || STATE.test(issuer ?? '')) return null
  for (const text of [title, issuer ?? '']) {
    const mentions = gazetteer
      .find(fold(text))
      .filter(m => m.region.level !== 'state' && (m.alias.length > 2 || m.start === 0 || text === title))
    if (mentions.length) return innermost(mentions, gazetteer)
  }
  if (ENDS_AS_TITLE.test(title) && title.length < 60 && !/关于/.test(title)) return null
  const head = fold(
    front +
      paragraphs
        .slice(0, 3)
        .map(p => p.text)
        .join(''),
  ).slice(0, 200)
  const body = fold(
    paragraphs
      .map(p => p.text)
      .join('')
      .slice(0, 4000),
  ).slice(0, 3000)
  const counts = new Map<Region, number>()
  for (const { region, alias } of gazetteer.find(body))
    if (region.level !== 'state' && alias.length > 1) counts.set(region, (counts.get(region) ?? 0) + 1)
  if (/各省、自治区、直辖市|国务院(?:办公厅|联防联控)|新华社北京/.test(head)) return null
  const inHead = gazetteer
    .find(head.replace(/新疆生产建设兵团/g, '兵团'))
    .find(m => m.region.level !== 'state' && (counts.get(m.region) ?? 0) >= 2)
  return inHead?.region ?? null
}

/** Of 北京市丰台区 the district: a region named right behind the one that holds it is the one that is meant. */
function innermost(mentions: readonly RegionMention[], gazetteer: Gazetteer): Region {
  let [meant] = mentions
  for (const next of mentions.slice(1)) {
    if (next.start !== meant.end || !gazetteer.holds(meant.region, next.region)) break
    meant = next
  }
  return meant.region
}

function dateOf(
  frontText: string,
  front: readonly Paragraph[],
  paragraphs: readonly Paragraph[],
  signatures: readonly Paragraph[],
): string | null {
  const frontLabels = paragraphs
    .slice(0, 14)
    .filter(p => p.shape === 'label')
    .map(p => p.text)
  const signed = [...signatures.map(p => p.text).reverse(), ...frontLabels]
  for (const text of signed) {
    if (text.length > 40) continue
    const date = lastDate(text)
    if (date) return date
  }
  const enacted = front
    .filter(p => /通过|批准|公布|发布|修[正订改]|施行|印发/.test(p.text))
    .map(p => p.text)
    .join('\n')
  // When it comes into force is later than when it was issued, and says so less well which version it is.
  const inFront = lastDate(enacted.replace(IN_FORCE_FROM, '')) ?? lastDate(enacted) ?? lastDate(frontText)
  if (inFront) return inFront
  const opening = paragraphs
    .slice(0, 3)
    .map(p => p.text.slice(0, 160))
    .join('\n')
  return firstDate(opening)
}

const IN_FORCE_FROM = /\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:起)?\s*(?:施行|实施|生效)/g

function firstDate(text: string): string | null {
  const match = [...text.matchAll(FULL_DATE)][0]
  return match ? iso(match) : null
}

function lastDate(text: string): string | null {
  const dates = [...text.matchAll(FULL_DATE)]
    .map(iso)
    .filter(date => date !== null)
    .sort()
  if (dates.length) return dates.at(-1)!
  const han = HAN_DATE.exec(text)
  if (!han) return null
  const [year, month, day] = [han[1].replace(/[○OＯ0０]/g, '〇'), han[2], han[3]].map(part => parseNumeral(part) ?? 0)
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
  if (LAW.test(title) || /审议意见$/.test(title)) return 'in_force'
  if (/记者|通讯员|本报讯/.test(front)) return 'news'
  if (/报告$|情况通报$|总结$/.test(title)) return 'report'
  if (/规划|纲要|行动计划|三年计划|计划$|现代化20\d\d|要点$/.test(title)) return 'plan'
  if (new RegExp(`(?:${KINDS})(?:[（(][^）)]*[）)])?$`).test(title)) return 'in_force'
  return 'unknown'
}
