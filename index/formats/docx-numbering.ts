import type { Styles } from './docx-styles.js'
import { hanNumber } from './han-number.js'
import { below, inner, val } from './office-xml.js'

interface Level {
  start: number
  format: string
  /** 第%1条: `%1` stands for the number of the outermost level. */
  text: string
  /** What stands behind the number: a tab, a space or nothing. */
  suffix: string
  /** The level after which it starts again; 0 for never. */
  restart: number | null
  /** All numbers in it are written in digits. */
  legal: boolean
}

interface List {
  abstractId: string
  levels: (Level | undefined)[]
  startOverrides: (number | undefined)[]
}

/**
 * Automatic numbers, which stand nowhere in the text of a .docx: counted as Word counts them. Lists of the same abstract
 * numbering go on counting in each other; a start that a list states is used once, where the list is first met.
 */
export class Numbering {
  private readonly lists = new Map<string, List>()
  /** By abstract numbering: the last number of each level; undefined where it starts again. */
  private readonly counters = new Map<string, (number | undefined)[]>()
  private readonly met = new Set<string>()
  /** Level of an abstract numbering that belongs to a style. */
  private readonly levelOfStyle = new Map<string, number>()

  constructor(
    xml: Document | null,
    private readonly styles: Styles,
  ) {
    if (!xml) return
    const abstracts = new Map<string, (Level | undefined)[]>()
    const byStyle = new Map<string, string>()
    const linked = new Map<string, string>()
    for (const element of below(xml, 'abstractNum')) {
      const id = val(element, 'abstractNumId')
      abstracts.set(id, levelsOf(element))
      for (const level of below(element, 'lvl')) {
        const style = val(inner(level, 'pStyle'))
        if (style) this.levelOfStyle.set(`${id} ${style}`, Number(val(level, 'ilvl')))
      }
      const defines = val(inner(element, 'styleLink'))
      const follows = val(inner(element, 'numStyleLink'))
      if (defines) byStyle.set(defines, id)
      if (follows) linked.set(id, follows)
    }
    for (const element of below(xml, 'num')) {
      let abstractId = val(inner(element, 'abstractNumId'))
      const style = linked.get(abstractId)
      if (style !== undefined) abstractId = byStyle.get(style) ?? abstractId
      const levels = [...(abstracts.get(abstractId) ?? [])]
      const startOverrides: (number | undefined)[] = []
      for (const override of below(element, 'lvlOverride')) {
        const level = Number(val(override, 'ilvl'))
        if (!(level >= 0 && level < 9)) continue
        const start = val(inner(override, 'startOverride'))
        if (start !== '') startOverrides[level] = Number(start)
        levelsOf(override).forEach((own, i) => {
          if (own) levels[i] = own
        })
      }
      this.lists.set(val(element, 'numId'), { abstractId, levels, startOverrides })
    }
  }

  /** The number of the next paragraph, with the space behind it; '' where it has none. To be asked once for each, in order. */
  next(paragraph: Element): string {
    const own = inner(paragraph, 'pPr', 'numPr')
    const ofStyle = this.styles.numbering(paragraph)
    const numId = val(inner(own, 'numId')) || (ofStyle?.numId ?? '')
    const list = this.lists.get(numId)
    if (!list) return ''
    const stated = val(inner(own, 'ilvl')) || (own ? '' : (ofStyle?.level ?? ''))
    const byStyle = ofStyle ? this.levelOfStyle.get(`${list.abstractId} ${ofStyle.styleId}`) : undefined
    const at = stated === '' ? (byStyle ?? 0) : Number(stated)
    const level = list.levels[at]
    if (!level) return ''
    const counters = this.countersOf(numId, list)
    counters[at] = (counters[at] ?? level.start - 1) + 1
    for (let i = at + 1; i < 9; i++) {
      const restart = list.levels[i]?.restart ?? null
      if (restart === null || (restart > 0 && at < restart)) counters[i] = undefined
    }
    if (level.format === 'bullet' || level.format === 'none') return ''
    const number = level.text.replace(/%([1-9])/g, (_, digit) => {
      const i = Number(digit) - 1
      const value = counters[i] ?? list.levels[i]?.start ?? 1
      return formatNumber(value, level.legal ? 'decimal' : (list.levels[i]?.format ?? 'decimal'))
    })
    return number !== '' && level.suffix !== 'nothing' && /[\p{L}\p{N}]$/u.test(number) ? `${number} ` : number
  }

  private countersOf(numId: string, list: List): (number | undefined)[] {
    let counters = this.counters.get(list.abstractId)
    if (!counters) {
      counters = []
      this.counters.set(list.abstractId, counters)
    }
    if (!this.met.has(numId)) {
      this.met.add(numId)
      for (const [level, start] of list.startOverrides.entries()) if (start !== undefined) counters[level] = start - 1
    }
    return counters
  }
}

function levelsOf(parent: Element): (Level | undefined)[] {
  const levels: (Level | undefined)[] = []
  for (const element of below(parent, 'lvl')) {
    const at = Number(val(element, 'ilvl'))
    if (!(at >= 0 && at < 9)) continue
    const start = Number.parseInt(val(inner(element, 'start')), 10)
    const restart = val(inner(element, 'lvlRestart'))
    // Newer formats stand in a choice beside the one that older programs know.
    const format = inner(element, 'numFmt') ?? below(element, 'numFmt')[0]
    levels[at] = {
      start: Number.isNaN(start) ? 0 : start,
      format: val(format) || 'decimal',
      text: val(inner(element, 'lvlText')),
      suffix: val(inner(element, 'suff')) || 'tab',
      restart: restart === '' ? null : Number(restart),
      legal: inner(element, 'isLgl') !== undefined,
    }
  }
  return levels
}

const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'

/** 3 as the format writes it: 3, 三, ③, iii … */
export function formatNumber(value: number, format: string): string {
  if (value < 0 || !Number.isFinite(value)) return ''
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'koreanCounting':
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return hanNumber(value)
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
    case 'japaneseLegal':
      return hanNumber(value).replace(
        /[一二三四五六七八九十百千]/g,
        char => '壹贰叁肆伍陆柒捌玖拾佰仟'['一二三四五六七八九十百千'.indexOf(char)],
      )
    case 'ideographTraditional':
      return STEMS[value - 1] ?? String(value)
    case 'ideographZodiac':
      return BRANCHES[value - 1] ?? String(value)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x2460 + value - 1) : String(value)
    case 'decimalEnclosedFullstop':
      return `${value}.`
    case 'decimalEnclosedParen':
      return `（${value}）`
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'upperLetter':
    case 'lowerLetter': {
      if (value < 1) return ''
      const letter = String.fromCharCode(((value - 1) % 26) + (format === 'upperLetter' ? 65 : 97))
      return letter.repeat(Math.min(20, Math.floor((value - 1) / 26) + 1))
    }
    case 'upperRoman':
      return roman(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    default:
      return String(value)
  }
}

function roman(value: number): string {
  if (value > 3999) return String(value)
  let rest = value
  let text = ''
  for (const [unit, name] of [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const)
    for (; rest >= unit; rest -= unit) text += name
  return text
}
