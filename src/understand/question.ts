import type { Region } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { ListName } from '../language.js'

/** What kind of answer is wanted; `any` where the question does not say (keywords). */
export const ANSWER_KINDS = [
  'compare',
  'status',
  'why',
  'when',
  'howmuch',
  'who',
  'where',
  'list',
  'how',
  'yesno',
  'what',
  'text',
  'any',
] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

/** A way to name a topic in a document; weight 1 is the asker's own word, less is a synonym's. */
export interface Variant {
  word: string
  weight: number
}

/** One thing the question is about. */
export interface Topic {
  /** As the asker wrote it, folded and mended. */
  word: string
  /** The word itself first. */
  variants: Variant[]
  /** The words it is made of, where it is a compound: 义务教育老师 is spoken of where 义务教育 and 教师 are. */
  parts: Variant[][]
  /** How much it tells clauses apart: inverse document frequency times how much such a word usually means. */
  weight: number
  /** A thing the answer must speak of: where no clause does, there is no answer. */
  essential: boolean
  /** Told around the question: its absence says little. */
  story: boolean
  /** A phrase that no document writes and the lexicon knows: 得了大病, which documents call 大病致贫. */
  phrase: boolean
  /** Some clause holds one of its variants. */
  known: boolean
}

/** A place in a document that the question points to: 第四十四条, 五（二）, 框5. */
export interface ClauseReference {
  /** Numbers from the outermost in, as places write them: ['44'], ['5', '2'], ['框5']. */
  places: string[]
  /** 第二款, 第（三）项 behind the first number, as a law counts them inside an article; null where none is named. */
  within: { paragraph: number | null; item: number | null }
  text: string
}

/** What is asked, understood. */
export interface Question {
  /** As typed. */
  text: string
  /** Folded, typing errors mended. */
  folded: string
  /** The same without the words that only ask. */
  content: string
  kind: AnswerKind
  /** What is compared, where the question compares; else the same as `kind`. */
  inner: AnswerKind
  /** Class of the unit that is asked for (money, percent, length …), null where the question does not say. */
  unit: string | null
  /** The measure word that is asked for: 吨 of 多少吨; null where none is. */
  measure: string | null
  /** Asks what a conduct costs the one who is caught: 罚多少, 扣几分, 有什么后果. */
  penalty: boolean
  regions: Region[]
  /** It is put to each of several regions: what it asks of each (分别) is one thing for every one of them. */
  ofSeveral?: boolean
  documents: Document[]
  reference: ClauseReference | null
  /** The name of the list that is asked for (存在哪些问题), null where none is. */
  listName: ListName | null
  /** Years named, four digits. */
  years: string[]
  topics: Topic[]
  /** Typing errors mended: what was typed, what was read. */
  mended: { from: string; to: string }[]
  /** A greeting, thanks, or a question about the bot itself. */
  smallTalk: boolean
  /** What earlier turns supplied: regions, topics … for the explanation. */
  inherited: string[]
}
