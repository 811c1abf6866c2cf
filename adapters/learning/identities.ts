/** What people write of themselves or others though nobody asked: it tells nothing of policy, and is not kept. */
const IDENTITIES: readonly RegExp[] = [
  /https?:\/\/[^\s，。；！？]+/gi,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<!\d)\d{3,4}[-\s]\d{7,8}(?!\d)|(?<!\d)1\d{2}[-\s]\d{4}[-\s]\d{4}(?!\d)/g,
  // Numbers of identity cards, accounts and telephones; 2,000,000 元 and 2025—2035 are none.
  /(?<![\d.])\d{17}[\dXx](?!\d)|(?<![\d.])\d{7,}(?![\d.]*\d|\s*(?:元|万|人|名|个|平))/g,
  /(?:微信|vx|wx|qq)号?[:：是]?\s*[\w-]{5,}/gi,
  /@\S+/g,
  /(?<=我(?:的名字)?叫|姓名[:：是])\s*\p{Script=Han}{2,4}?(?=[,，。；;、\s]|$)/gu,
]

/** Longest text that is kept, in characters: questions are shorter, and what is longer tells a life. */
const LONGEST = 200
/** Of a longer text only so much of the end is looked at, in UTF-16 units. */
const MOST_READ = 1_000

/** A question without addresses, numbers and names of persons, as far as they can be told; of a long one the end. */
export function withoutIdentities(text: string): string {
  const end = text.slice(-MOST_READ)
  const plain = IDENTITIES.reduce((kept, identity) => kept.replace(identity, '…'), end)
  return [...plain.replace(/\s+/g, ' ').trim()].slice(-LONGEST).join('')
}
