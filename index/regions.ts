import { fold } from './fold.js'
import { readTsv, words } from './tsv.js'

export type RegionLevel = 'state' | 'province' | 'prefecture' | 'county'

/** An administrative region. Containment follows `parent`. */
export interface Region {
  /** GB/T 2260 code. */
  code: string
  name: string
  level: RegionLevel
  parent: string | null
  aliases: string[]
}

/** All names of a region, the full one first. */
export function namesOf({ name, aliases }: Region): string[] {
  return [name, ...aliases]
}

/** A region named in a text; the range is in the folded text. */
export interface RegionMention {
  region: Region
  start: number
  end: number
  alias: string
}

/** The regions of China and the names people give them. */
export class Gazetteer {
  readonly byName = new Map<string, Region>()
  private readonly byCode = new Map<string, Region>()
  private readonly byAlias = new Map<string, Region>()
  /** How long the names are that begin with a character, longest first. */
  private readonly lengths = new Map<string, number[]>()
  /** Marks the characters that names begin with: most of a text begins none. */
  private readonly beginsName = new Uint8Array(0x10000)

  constructor(readonly regions: readonly Region[]) {
    for (const region of regions) {
      this.byCode.set(region.code, region)
      this.byName.set(region.name, region)
      for (const alias of namesOf(region)) this.byAlias.set(fold(alias), region)
    }
    for (const alias of this.byAlias.keys()) {
      this.beginsName[alias.charCodeAt(0)] = 1
      const lengths = this.lengths.get(alias[0])
      if (!lengths) this.lengths.set(alias[0], [alias.length])
      else if (!lengths.includes(alias.length)) lengths.push(alias.length)
    }
    for (const lengths of this.lengths.values()) lengths.sort((a, b) => b - a)
  }

  /**
   * Regions named in a folded text, leftmost longest.
   * @param boundaries offsets where words begin and end (the text's length included): a two-character name counts only
   *   where it is a word of its own (保定 in 医保定点 is not), longer names always.
   * @param trusted names that count wherever they stand
   */
  find(folded: string, boundaries?: ReadonlySet<number>, trusted?: ReadonlySet<string>): RegionMention[] {
    const found: RegionMention[] = []
    for (let at = 0; at < folded.length; at++) {
      if (this.beginsName[folded.charCodeAt(at)] === 0) continue
      for (const length of this.lengths.get(folded[at]) ?? []) {
        const alias = folded.slice(at, at + length)
        const region = alias.length === length ? this.byAlias.get(alias) : undefined
        if (!region) continue
        if (length <= 2 && boundaries && !trusted?.has(alias) && !(boundaries.has(at) && boundaries.has(at + length)))
          continue
        // 聊城市容 is about 市容 in 聊城.
        if (alias.endsWith('市') && /[容场民]/.test(folded[at + length] ?? '') && this.byAlias.has(alias.slice(0, -1)))
          continue
        found.push({ region, start: at, end: at + length, alias })
        at += length - 1
        break
      }
    }
    return found
  }

  /** The region and all that hold it, innermost first. */
  lineage(region: Region): Region[] {
    const out: Region[] = []
    for (let r: Region | undefined = region; r; r = r.parent ? this.byCode.get(r.parent) : undefined) out.push(r)
    return out
  }

  /** Whether `outer` is `inner` or holds it. */
  holds(outer: Region, inner: Region): boolean {
    for (let r: Region | undefined = inner; r; r = r.parent ? this.byCode.get(r.parent) : undefined)
      if (r.code === outer.code) return true
    return false
  }
}

const COLUMNS = ['code', 'name', 'level', 'parent', 'aliases', 'reason'] as const

/** Loads and checks the region file. @throws Error naming the line where a code, level, parent or alias is wrong. */
export function loadGazetteer(file: string): Gazetteer {
  const rows = readTsv(file, COLUMNS)
  const codes = new Set(rows.map(row => row.cells.code))
  const aliases = new Map<string, number>()
  const regions = rows.map(({ line, cells }): Region => {
    const fail = (what: string) => new Error(`${file} 第 ${line} 行：${what}`)
    if (!/^\d{6}$/.test(cells.code)) throw fail(`区划代码应为 6 位数字，实为 ${cells.code}`)
    if (!['state', 'province', 'prefecture', 'county'].includes(cells.level))
      throw fail(`级别应为 state、province、prefecture、county 之一，实为 ${cells.level}`)
    const parent = cells.parent.replace(/^''$/, '')
    if (parent && !codes.has(parent)) throw fail(`上级 ${parent} 不在表中`)
    for (const alias of [cells.name, ...words(cells.aliases)]) {
      const other = aliases.get(fold(alias))
      if (other !== undefined && other !== line) throw fail(`名称 ${alias} 与第 ${other} 行重复`)
      aliases.set(fold(alias), line)
    }
    return {
      code: cells.code,
      name: cells.name,
      level: cells.level as RegionLevel,
      parent: parent || null,
      aliases: words(cells.aliases),
    }
  })
  return new Gazetteer(regions)
}
