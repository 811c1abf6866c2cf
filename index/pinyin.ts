import { pinyin } from 'pinyin-pro'

const readings = new Map<string, string[]>()

/**
 * The toneless readings of a character, sounds that typists confuse made one (zh/z, ch/c, sh/s, ing/in, eng/en, ang/an, n/l at
 * the head kept apart). Up to three readings; [] for what is not Chinese.
 */
export function readingsOf(char: string): string[] {
  let known = readings.get(char)
  if (!known) {
    const raw = /\p{Script=Han}/u.test(char)
      ? (pinyin(char, { toneType: 'none', type: 'array', multiple: true }) as string[])
      : []
    known = [...new Set(raw.map(blur))].slice(0, 3)
    readings.set(char, known)
  }
  return known
}

/** How a word sounds, as a key: `xian guan xiao pin` → `xian guan xiao pin` with blurred sounds; '' where it is not all Chinese. */
export function soundOf(word: string): string {
  if (!/^\p{Script=Han}+$/u.test(word)) return ''
  const syllables = pinyin(word, { toneType: 'none', type: 'array' }) as string[]
  return syllables.length === [...word].length && syllables.every(s => /^[a-zü]+$/.test(s))
    ? syllables.map(blur).join(' ')
    : ''
}

/** All sounds a run of characters may have, at most 16. */
export function soundsOf(text: string): string[] {
  let keys = ['']
  for (const char of text) {
    const options = readingsOf(char)
    if (options.length === 0) return []
    keys = keys.flatMap(key => options.map(option => (key ? `${key} ${option}` : option))).slice(0, 16)
  }
  return keys
}

function blur(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/([iea])ng$/, '$1n')
    .replace(/^lue/, 'lve')
}
