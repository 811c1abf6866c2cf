import type { Passage } from '../retrieve/passages.js'

/** Words that say how certain a statement is; an answer never loses them. */
export const HEDGE = /计划|拟(?=[\u4e00-\u9fa5])|力争|争取|探索|原则上|鼓励|预计|试点|建议|支持有条件|逐步/

/** Words of certainty of the sentence that `said` leaves out become a note; null where it leaves none out. */
export function hedgeNote({ document, clause, prepared, best }: Passage, said: string): string | null {
  const sentence = prepared.sentences[best]
  if (!sentence || clause.kind === 'row') return null
  const around = document.text.slice(...sentence.span)
  const word = /力争|拟(?=[\u4e00-\u9fa5])|原则上|探索/.exec(around)?.[0]
  return word && !HEDGE.test(said) && around.includes(said.slice(0, 8)) ? `原文用词为“${word}”` : null
}
