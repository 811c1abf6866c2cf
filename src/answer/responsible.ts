import type { Clause, Document, Span } from '../../index/types.js'
import type { Citation } from '../reply.js'
import type { Passage } from '../retrieve/passages.js'
import type { Question } from '../understand/question.js'
import type { Asked } from './asked.js'
import { cite } from './citation.js'
import { supports } from './confidence.js'
import type { Extract } from './extract.js'
import { spokenBySentence } from './spoken-of.js'
import { asSentence, display, wordsOf } from './text.js'

/** Who answers for a matter, by the words of the document. */
interface Said {
  extract: Extract
  citations: Citation[]
}

/** Whether the question asks which bodies answer for a measure. */
export function asksResponsible(question: Question): boolean {
  return (
    question.kind === 'who' &&
    /负责|督办|担责|责任|归|哪[个些几]?家?(?:个)?(?:单位|部门|机构)|牵头|谁管|谁来管|落实|找谁|主管|承担/.test(
      question.folded,
    )
  )
}

/** 公安机关是养犬管理的主管部门, 应急部门负责…监督管理: who a law puts in charge. */
const PUTS_IN_CHARGE =
  /(?:是|为|作为)[^，。；]{0,30}主管(?:部门|机关|机构|单位)|主管[^，。；部机单]{2,30}|负责[^。；]{2,40}(?:工作|管理|监督|执法|组织实施)/
/** Before those who each do a part of it. */
const MAINLY_IN_CHARGE = /(?:是|为|作为)[^，。；]{0,30}主管(?:部门|机关|机构|单位)|主管[^，。；部机单]{2,30}/
const LONGEST_CHARGE = 118
/** How near the best sentence another must come, in worth and in what it speaks of, to say who is in charge. */
const NEARLY = 0.8

/** The sentence of an article that says who is in charge of the matter; null where none does. */
export function competentOf(passage: Passage, question: Question): Said | null {
  if (passage.clause.kind !== 'article') return null
  const { document, prepared } = passage
  const top = Math.max(...passage.sentences)
  const spoken = spokenBySentence(passage, question)
  const most = Math.max(...spoken)
  const says = (pattern: RegExp) =>
    prepared.sentences.findIndex(
      ({ span }, s) =>
        passage.sentences[s] >= NEARLY * top &&
        spoken[s] >= NEARLY * most &&
        pattern.test(document.text.slice(...span)),
    )
  const main = says(MAINLY_IN_CHARGE)
  const index = main >= 0 ? main : says(PUTS_IN_CHARGE)
  if (index < 0) return null
  const { span } = prepared.sentences[index]
  const text = wordsOf(document, span)
  if (text.length > LONGEST_CHARGE) return null
  return {
    extract: { text: asSentence(text), spans: [span], coverage: passage.sentences[index], evidence: 1 },
    citations: [cite(passage, [span])],
  }
}

/** The units that a 责任单位 line over or in the passage names; null where none governs it. */
export function responsibleOf(passage: Passage): Said | null {
  const { clause, document } = passage
  const ordinal = clause.kind === 'responsible' ? clause.ordinal : clause.responsible
  if (ordinal === null) return null
  // A line that was found itself may be the second of its run: the name behind the unit.
  const line = document.clauses[clause.kind === 'responsible' ? firstOfRun(document, ordinal) : ordinal]
  const last = lastOfRun(document, ordinal)
  const span: Span = [line.span[0], last.span[1]]
  const lines = last === line ? [line] : [line, last]
  const governed = passage.prepared.sentences[passage.best]?.span ?? clause.span
  return {
    extract: { text: asSentence(display(document.text.slice(...span))), spans: [span], coverage: 1, evidence: 1 },
    citations: [
      ...lines.map(own => cite({ document, clause: own }, [own.span])),
      ...(clause.kind === 'responsible' ? [] : [cite(passage, [governed])]),
    ],
  }
}

function firstOfRun(document: Document, ordinal: number): number {
  let first = ordinal
  while (document.clauses[first - 1]?.kind === 'responsible') first--
  return first
}

/** 督办责任单位 and 督办责任人 in neighbouring lines belong together. */
function lastOfRun(document: Document, ordinal: number): Clause {
  let last = document.clauses[ordinal]
  while (document.clauses[last.ordinal + 1]?.kind === 'responsible') last = document.clauses[last.ordinal + 1]
  return last
}

/** 公安机关是养犬管理的主管部门; 城管部门主管户外广告的监督管理工作; 应急部门负责安全生产监督管理. */
const COMPETENT =
  /(?:是|为|作为)[^,。;]{0,30}主管(?:部门|机关|机构|单位)|主管[^,。;部门]{2,30}(?:工作|管理)|负责[^。;]{2,40}(?:工作|管理|监督|执法|组织实施)/
/** How much nearer the top a clause comes that says whose task the matter is. */
const COMPETENT_BONUS = 4

/** Who is in charge of a matter: the clauses of laws that say so, before those that only name an organ. */
export function competentFirst(passages: readonly Passage[], { question, language }: Asked): Passage[] {
  const value = (passage: Passage) => {
    const says =
      passage.clause.kind === 'article' &&
      supports(passage, question, language).coverage >= 0.6 &&
      COMPETENT.test(passage.prepared.folded)
    return passage.score + (says ? COMPETENT_BONUS : 0)
  }
  return [...passages].sort((a, b) => value(b) - value(a) || a.position - b.position)
}
