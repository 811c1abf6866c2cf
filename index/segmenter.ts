import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A word of a text with jieba's part of speech (n noun, v verb, x unknown …). */
export interface Word {
  readonly text: string
  readonly tag: string
}

interface Jieba {
  DEFAULT_DICT: string
  DEFAULT_HMM_DICT: string
  load(options: Record<string, string>): boolean
  cut(text: string, strict?: boolean): string[]
  tag(text: string): { word: string; tag: string }[]
  insertWord(word: string): boolean
}

let jieba: Jieba | null = null
let loadedWords = ''

/**
 * Loads jieba once for the process with the domain words as its user dictionary. Keyword extraction is not used, so its IDF
 * and stop-word files are tiny stand-ins: loading the shipped ones costs most of the start.
 * @throws Error where a dictionary file is missing or empty (jieba itself would end the process), or where other domain
 *   words are asked for than the process has loaded.
 */
export function loadSegmenter(domainWords: readonly string[]): void {
  const key = domainWords.join('\n')
  if (jieba) {
    if (key !== loadedWords) throw new Error('分词器已用另一份词表加载；一个进程只能用一份词表')
    return
  }
  const loaded = createRequire(import.meta.url)('nodejieba') as Jieba
  for (const file of [loaded.DEFAULT_DICT, loaded.DEFAULT_HMM_DICT])
    if (!existsSync(file) || statSync(file).size === 0)
      throw new Error(`分词词典缺失或为空：${file}。请重新安装依赖：npm ci`)
  const folder = mkdtempSync(join(tmpdir(), 'wence-'))
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  loaded.load({
    dict: loaded.DEFAULT_DICT,
    hmmDict: loaded.DEFAULT_HMM_DICT,
    userDict: write('user.utf8', '县管校聘\n'),
    idfDict: write('idf.utf8', '政策 1.0\n'),
    stopWordDict: write('stop.utf8', '的\n'),
  })
  // Words that jieba knows keep the frequency they have there: as user words they would get another, and 高中 would fall
  // apart into 高 and 中, or 主体能 into 主 and 体能.
  for (const word of domainWords) if (loaded.cut(word, false).length > 1) loaded.insertWord(word)
  jieba = loaded
  loadedWords = key
}

/** What of the dictionaries decides how a text is cut, for the fingerprint of an index. */
export function dictionarySize(): string {
  const loaded = createRequire(import.meta.url)('nodejieba') as Jieba
  return [loaded.DEFAULT_DICT, loaded.DEFAULT_HMM_DICT].map(file => readFileSync(file).length).join('+')
}

/**
 * Cuts a folded text into words of the dictionaries; joined they are the text. Without jieba's discovery of new words, which
 * glues a colloquial question together (娃能, 人大说): what no dictionary knows comes in single characters.
 * @throws Error before {@link loadSegmenter}
 */
export function cutWords(text: string): string[] {
  return text === '' ? [] : need().cut(text, false)
}

/** Words with their tags, each made once: texts share them. */
const known = new Map<string, Word>()
/** The texts last tagged: a question's are looked at several times. */
const tagged = new Map<string, readonly Word[]>()
const MOST_TAGGED = 1000
const MOST_KNOWN = 50_000

/** The same with parts of speech. */
export function tagWords(text: string): readonly Word[] {
  let words = tagged.get(text)
  if (!words) {
    words = cutWords(text).map(withTag)
    if (tagged.size >= MOST_TAGGED) tagged.clear()
    tagged.set(text, words)
  }
  return words
}

function withTag(text: string): Word {
  let word = known.get(text)
  if (!word) {
    const parts = need().tag(text)
    word = { text, tag: parts.length === 1 ? parts[0].tag : 'x' }
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(text, word)
  }
  return word
}

function need(): Jieba {
  if (!jieba) throw new Error('分词器尚未加载：先调用 loadSegmenter')
  return jieba
}
