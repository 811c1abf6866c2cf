import { tagWords } from '../../index/segmenter.js'
import type { Prepared } from '../prepare.js'

const LONGEST = 10
/** Numerals and time words are never mended: 四点 is no 试点. */
const LEFT_ALONE = /[一二三四五六七八九十百千万两几多半点年月日号]/

/**
 * Mends typing errors by sound: a run of whole words of the segmenter that the documents never use, but that sounds like a word
 * of the documents or the lexicon and shares characters with it (县管校品 → 县管校聘). Of two and three characters only what
 * no dictionary knows is mended; a longer run may hold words (心里健康 → 心理健康), if it keeps half of its characters.
 * @param folded the question, folded
 * @param stopWords single ones are never all of a short error, longer ones never part of it
 */
export function mendTyping(
  folded: string,
  prepared: Prepared,
  stopWords: ReadonlySet<string>,
): { text: string; mended: { from: string; to: string }[] } {
  const mended: { from: string; to: string }[] = []
  const text = folded.replace(/\p{Script=Han}+/gu, run => mendRun(run, prepared, stopWords, mended))
  return { text, mended }
}

function mendRun(
  run: string,
  prepared: Prepared,
  stopWords: ReadonlySet<string>,
  mended: { from: string; to: string }[],
): string {
  const words = tagWords(run).map(word => word.text)
  if (!holdsOddPair(run, prepared) && !words.some((_, i) => inPieces(words.slice(i, i + PIECES)))) return run
  let odd = oddPairs(words, prepared)
  for (let count = Math.min(LONGEST, words.length); count >= 2; count--) {
    for (let at = 0; at + count <= words.length; at++) {
      const isOdd = odd.within(at, at + count)
      const part = words.slice(at, at + count)
      if (!isOdd && !inPieces(part)) continue
      const from = part.join('')
      if (
        from.length < 2 ||
        from.length > LONGEST ||
        (from.length >= 4 && count > 5) ||
        prepared.isKnownWord(from) ||
        cutsAWord(words, at, count, prepared) ||
        !mayBeError(part, from, stopWords)
      )
        continue
      const to = soundAlike(from, prepared)
      if (!to || (!isOdd && isWritten(from, prepared))) continue
      mended.push({ from, to })
      words.splice(at, count, to)
      odd = oddPairs(words, prepared)
    }
  }
  return words.join('')
}

/** 占比要达到: what stands across the border of a word is no error of typing. */
function cutsAWord(words: readonly string[], at: number, count: number, prepared: Prepared): boolean {
  if (words.slice(at, at + count).join('').length > 3) return false
  const before = words[at - 1]
  const behind = words[at + count]
  return (
    (before?.length === 1 && prepared.isKnownWord(before + words[at])) ||
    (behind?.length === 1 && prepared.isKnownWord(words[at + count - 1] + behind))
  )
}

const PIECES = 3

/** A run that the segmenter cut into single characters is no word it knows. */
function inPieces(part: readonly string[]): boolean {
  return part.length >= PIECES && part.every(word => word.length === 1)
}

/** What a document writes is no error, though the segmenter does not know it. */
function isWritten(text: string, prepared: Prepared): boolean {
  return prepared.index.documents.some(document => document.text.includes(text))
}

function mayBeError(part: readonly string[], from: string, stopWords: ReadonlySet<string>): boolean {
  if (from.length >= 4) return true
  const singles = part.filter(word => word.length === 1)
  if (singles.length === 0 || singles.every(word => stopWords.has(word)) || LEFT_ALONE.test(from)) return false
  // 矿是 is a noun that goes on, and no error for 矿石.
  if (from.length === 2 && part.some(word => PARTICLE.test(word))) return false
  // 图 and 是 of 五色图是什么 are no 图示, 委 and 什么 of 市监管委什么时间 no 为什么.
  if (part.some(word => word === '是' || (word.length >= 2 && stopWords.has(word)))) return false
  return from.length === 3 || singles.length === 2
}

/** Words that stand behind or before any other. */
const PARTICLE = /^[了过是在的和有没不就也都能会要被把]$/

/** Whether two neighbouring Chinese characters stand in no clause together and are no word. */
function holdsOddPair(text: string, prepared: Prepared): boolean {
  for (let i = 0; i + 1 < text.length; i++) if (isOddPair(text.slice(i, i + 2), prepared)) return true
  return false
}

function isOddPair(pair: string, prepared: Prepared): boolean {
  return prepared.index.store.frequency(pair) === 0 && !prepared.isKnownWord(pair)
}

/** Tells for each run of words, from one up to but not including another, whether it holds an odd pair. */
function oddPairs(words: readonly string[], prepared: Prepared): { within(from: number, to: number): boolean } {
  const text = words.join('')
  /** How many odd pairs begin before each character. */
  const before = [0]
  for (let i = 0; i + 1 < text.length; i++) before.push(before[i] + (isOddPair(text.slice(i, i + 2), prepared) ? 1 : 0))
  const starts = [0]
  for (const word of words) starts.push(starts[starts.length - 1] + word.length)
  return { within: (from, to) => before[Math.max(starts[from], starts[to] - 1)] > before[starts[from]] }
}

/** A word that sounds like `from`, keeps enough of its characters, and stands in the documents; null where none is. */
function soundAlike(from: string, prepared: Prepared): string | null {
  const least = from.length <= 3 ? from.length - 1 : Math.ceil(from.length / 2)
  for (const word of prepared.bySound().alike(from)) {
    if (word === from) continue
    let same = 0
    for (let i = 0; i < word.length; i++) if (word[i] === from[i]) same++
    if (same >= least && prepared.frequency(word) > 0) return word
  }
  return null
}
