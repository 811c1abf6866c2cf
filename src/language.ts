import { join } from 'node:path'
import { fold } from '../index/fold.js'
import { inPackage } from '../index/paths.js'
import { readTsv, words } from '../index/tsv.js'
import { ANSWER_KINDS, type AnswerKind } from './understand/question.js'

/** The words of questions: read once from the data files, checked as they are read. */
export interface QuestionLanguage {
  /** `everywhere` is the pattern with the flag g. */
  kinds: { kind: AnswerKind; pattern: RegExp; everywhere: RegExp }[]
  stopWords: Set<string>
  /** Stop words of two and more characters, longest first, to be cut out of running text. */
  stopPhrases: string[]
  units: UnitClass[]
  /** Words of nearly every document: a hint, never a must. */
  generalWords: Set<string>
  /** Words that take each other's place when a person asks on, by word: the number of their group. */
  alternatives: Map<string, number>
  smallTalk: RegExp
  /** Names of lists that documents announce: 存在的问题, 基本原则. */
  listNames: ListName[]
  /** Things that are asked for and must be there: a web address, a room number, a person's name. */
  things: AskedThing[]
  /** Words that the sentence holds which answers, where the clause has one that does; `holds` is for raw text without spaces. */
  telling: AskedThing[]
  /** Things of which one is no answer for another, by group: 小学 and 高中. */
  exclusive: ExclusiveThing[][]
  penaltyWords: PenaltyWords
  amountWords: AmountWords
}

/** Words of a question for a sanction that are not the conduct: what asks for it, and who has done it. */
export type PenaltyWords = Record<(typeof PENALTY_ROLES)[number], RegExp>

const PENALTY_ROLES = ['asking', 'party'] as const

const AMOUNT_ROLES = ['asks', 'untold', 'amount', 'alone', 'person', 'names', 'items', 'measure'] as const

/** Words of questions for an amount, and of the clauses that answer them. */
export type AmountWords = Record<Exclude<(typeof AMOUNT_ROLES)[number], 'measure'>, RegExp> & {
  /** For a measure those that take its place before the same things, itself among them. */
  measures: ReadonlyMap<string, string[]>
}

/** A thing as questions ask for it, and what a clause that gives it holds. */
export interface AskedThing {
  asks: RegExp
  holds: RegExp
}

/** One of several things that have their own figures each: its names in questions, and the words that speak of it or include it. */
export interface ExclusiveThing {
  asks: string[]
  covers: string[]
}

/** A list as questions ask for it and as documents announce it. */
export interface ListName {
  asks: RegExp
  announces: RegExp
  /** Whether it lists what is wrong, and so answers why a thing is hard. */
  trouble: boolean
}

/** A class of units: how questions ask for it, and what stands behind its numbers. */
export interface UnitClass {
  name: string
  asks: RegExp
  units: string[]
  /** A figure with one of the units, at the head of a text. */
  figure: RegExp
  /** A numeral in words with one of the units. */
  inWords: RegExp
}

let language: QuestionLanguage | null = null

/** Loads the data files of question words. @throws Error naming the line of a pattern that is no regular expression. */
export function loadQuestionLanguage(): QuestionLanguage {
  if (language) return language
  const file = (name: string) => join(inPackage('index', 'lexicon'), name)
  const kinds = readTsv(file('question-kinds.tsv'), ['kind', 'pattern', 'reason']).map(({ line, cells }) => {
    if (!ANSWER_KINDS.includes(cells.kind as AnswerKind))
      throw new Error(`question-kinds.tsv 第 ${line} 行：不认识的 kind：${cells.kind}`)
    const pattern = compile('question-kinds.tsv', line, cells.pattern)
    return { kind: cells.kind as AnswerKind, pattern, everywhere: new RegExp(pattern, 'gu') }
  })
  const stop = readTsv(file('stop-words.tsv'), ['words', 'reason'])
    .flatMap(row => words(row.cells.words))
    .map(fold)
  const general = readTsv(file('general-words.tsv'), ['words', 'reason'])
    .flatMap(row => words(row.cells.words))
    .map(fold)
  const alternatives = readTsv(file('alternatives.tsv'), ['words', 'reason']).flatMap(({ line, cells }) =>
    words(cells.words).map(word => [fold(word), line] as const),
  )
  const units = readTsv(file('units.tsv'), ['class', 'asks', 'units', 'reason']).map(({ line, cells }) => ({
    name: cells.class,
    asks: compile('units.tsv', line, cells.asks),
    ...unitPatterns(words(cells.units)),
  }))
  const talk = readTsv(file('small-talk.tsv'), ['pattern', 'reason']).map(
    ({ line, cells }) => compile('small-talk.tsv', line, cells.pattern).source,
  )
  const listNames = readTsv(file('announced.tsv'), ['asks', 'announces', 'trouble', 'reason']).map(
    ({ line, cells }) => ({
      asks: compile('announced.tsv', line, cells.asks),
      announces: compile('announced.tsv', line, cells.announces),
      trouble: cells.trouble !== '',
    }),
  )
  const things = readTsv(file('asked-things.tsv'), ['asks', 'holds', 'reason']).map(({ line, cells }) => ({
    asks: compile('asked-things.tsv', line, cells.asks),
    holds: compile('asked-things.tsv', line, cells.holds),
  }))
  const telling = readTsv(file('telling-words.tsv'), ['asks', 'tells', 'reason']).map(({ line, cells }) => ({
    asks: compile('telling-words.tsv', line, cells.asks),
    holds: compile('telling-words.tsv', line, cells.tells),
  }))
  const exclusive = new Map<string, ExclusiveThing[]>()
  for (const { cells } of readTsv(file('exclusive.tsv'), ['group', 'asks', 'covers', 'reason']))
    exclusive.set(cells.group, [
      ...(exclusive.get(cells.group) ?? []),
      { asks: words(cells.asks).map(fold), covers: words(cells.covers).map(fold) },
    ])
  const penaltyWords = byRole('penalty-words.tsv', PENALTY_ROLES)
  const amountWords = byRole('amount-words.tsv', AMOUNT_ROLES)
  language = {
    kinds,
    things,
    telling,
    exclusive: [...exclusive.values()],
    listNames,
    stopWords: new Set(stop),
    stopPhrases: [...new Set(stop)].filter(word => word.length >= 2).sort((a, b) => b.length - a.length),
    units,
    generalWords: new Set(general),
    alternatives: new Map(alternatives),
    penaltyWords: { asking: anyOf(penaltyWords.asking), party: anyOf(penaltyWords.party) },
    amountWords: {
      asks: anyOf(amountWords.asks),
      untold: anyOf(amountWords.untold),
      amount: anyOf(amountWords.amount),
      alone: anyOf(amountWords.alone),
      person: anyOf(amountWords.person),
      names: anyOf(amountWords.names),
      items: anyOf(amountWords.items),
      // A measure of several groups takes the place of those of the first.
      measures: new Map(
        amountWords.measure
          .map(row => row.split('|'))
          .flatMap(group => group.map(measure => [measure, group] as const))
          .reverse(),
      ),
    },
    smallTalk: new RegExp(talk.map(source => `(?:${source})`).join('|'), 'u'),
  }
  return language
}

/** The patterns of a file whose rows have a role, by role. @throws Error naming the line of an unknown role or a faulty pattern */
function byRole<Role extends string>(name: string, roles: readonly Role[]): Record<Role, string[]> {
  const patterns = Object.fromEntries(roles.map(role => [role, []])) as unknown as Record<Role, string[]>
  for (const { line, cells } of readTsv(join(inPackage('index', 'lexicon'), name), ['role', 'pattern', 'reason'])) {
    const role = roles.find(known => known === cells.role)
    if (!role) throw new Error(`${name} 第 ${line} 行：不认识的 role：${cells.role}`)
    patterns[role].push(compile(name, line, cells.pattern).source)
  }
  return patterns
}

/** A pattern that any of the patterns fits; nothing fits none. */
function anyOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.map(pattern => `(?:${pattern})`).join('|') || '(?!)', 'u')
}

function unitPatterns(units: readonly string[]): Pick<UnitClass, 'units' | 'figure' | 'inWords'> {
  const sorted = [...units].sort((a, b) => b.length - a.length)
  // A week is no year of age: 周 ends before 周岁.
  const pattern = (unit: string) => unit.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + (unit === '周' ? '(?!岁)' : '')
  const any = sorted.length ? sorted.map(pattern).join('|') : '(?!)'
  return {
    units: sorted,
    figure: new RegExp(`^\\d[\\d.]*(?:[-至到]\\d[\\d.]*)?(?:余|多)?(?:万|亿)?(?:${any})`, 'u'),
    // 一次性 is how, and not how often.
    inWords: new RegExp(
      `(?<![\\d第一二三四五六七八九十百千〇零])(?!一次性)[一二三四五六七八九十两百千万半]+(?:${any})`,
      'u',
    ),
  }
}

function compile(file: string, line: number, source: string): RegExp {
  try {
    return new RegExp(source, 'u')
  } catch (error) {
    throw new Error(`${file} 第 ${line} 行：不是有效的正则表达式：${(error as Error).message}`)
  }
}
