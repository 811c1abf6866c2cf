import type { Region } from '../../index/regions.js'
import type { Document, Span } from '../../index/types.js'
import type { Prepared } from '../prepare.js'
import type { Answer, Citation } from '../reply.js'
import type { RankedPenalty } from '../retrieve/penalties.js'
import type { Scope } from '../retrieve/scope.js'
import type { Question } from '../understand/question.js'
import { cite, distinct } from './citation.js'
import { nameRegion, notesOn } from './compose.js'
import { stripLead } from './extract.js'
import { asSentence, display } from './text.js'

/** Longest answer in characters; the conduct is left out first. */
const LIMIT = 118
const MOST_REFERRED = 2
const MOST_REGIONS = 5
/** 违反本条例第十四条第一项规定，: where the prohibition stands is for the citation. */
const BREACH = /^(?:对)?违反(?:本[\u4e00-\u9fa5]{1,2})?第[^，,。；]{1,80}?规定(?:的)?[，,]/
const NAMES_SANCTION = /罚款|赔偿金|拘留|吊销|没收|警告|责令|扣留|暂扣|暂停|记\d{1,2}分/

/** What a penalty says, the conduct before it where there is room, and the words it rests on. */
export function sayPenalty({ penalty }: RankedPenalty, prepared: Prepared): { text: string; citations: Citation[] } {
  const { document, clause, sanction, conduct, referred } = penalty
  const said = withoutBreach(spoken(document, sanction))
  const text = conduct
    ? fitted(`${withoutBreach(spoken(document, conduct)).replace(/[；;。]$/, '')}，${afterConduct(said)}`, said)
    : fitted(said, said)
  const placed = (position: { clause: typeof clause }) => ({ document, clause: position.clause })
  const own = conduct && conduct[1] - sanction[0] <= 500 ? [cite(placed({ clause }), [[sanction[0], conduct[1]]])] : []
  const apart = conduct
    ? [cite(placed({ clause }), [sanction]), cite(holder(prepared, document, conduct), [conduct])]
    : [cite(holder(prepared, document, sanction), [sanction])]
  return {
    text,
    citations: distinct([
      ...(own.length ? own : apart),
      ...referred.slice(0, MOST_REFERRED).map(({ clause: other, span }) => cite({ document, clause: other }, [span])),
    ]),
  }
}

/** The clause in which a span begins: a long article goes on in others. */
function holder(prepared: Prepared, document: Document, [start]: Span) {
  const clause = document.clauses.findLast(c => c.span[0] <= start)!
  return prepared.index.clauses[prepared.position(document, clause.ordinal)]
}

function spoken(document: Document, span: Span): string {
  return stripLead(display(document.text.slice(...span)))
}

/** The numbers of the articles broken are left out where words of the conduct remain. */
function withoutBreach(text: string): string {
  return text.replace(BREACH, '')
}

/** 有下列行为之一的，由…处…罚款： without its list. */
function afterConduct(text: string): string {
  return text.replace(/^[^。]*?有下列[^，,。]{2,16}[，,]/, '').replace(/[：:]$/, '')
}

function fitted(text: string, said: string): string {
  const whole = asSentence(text.replace(/[：:]$/, ''))
  if (whole.length <= LIMIT) return whole
  // …的，由公安机关…: what stands before the last 的， in front of the first sanction describes the conduct.
  const bare = said.replace(/[：:]$/, '')
  const first = NAMES_SANCTION.exec(bare)?.index ?? 0
  const cut = bare.slice(0, first).lastIndexOf('的，')
  const sanction = cut >= 0 ? bare.slice(cut + 2) : bare
  if (sanction.length <= LIMIT) return asSentence(sanction)
  const fine = /罚款|赔偿金|记\d{1,2}分/.exec(sanction)
  const end = fine ? sanction.slice(fine.index).search(/[；;。]/) : -1
  return asSentence(
    fine && end >= 0 && fine.index + end < LIMIT + 40 ? sanction.slice(0, fine.index + end) : sanction.slice(0, LIMIT),
  )
}

/** One penalty as the whole answer. */
export function answerPenalty(ranked: RankedPenalty, question: Question, scope: Scope, prepared: Prepared): Answer {
  const { text, citations } = sayPenalty(ranked, prepared)
  return {
    status: 'answered',
    answer: nameRegion(text, ranked.penalty.document, question, prepared),
    citations,
    choices: [],
    related: [],
    notes: notesOn([ranked.penalty.document], question, scope),
  }
}

/** A line for each region: asked for, or to choose from where none was named. */
export function answerPenalties(
  byRegion: readonly { region: Region; ranked: RankedPenalty | null }[],
  missing: readonly Region[],
  named: boolean,
  question: Question,
  prepared: Prepared,
): Answer {
  const shown = named ? byRegion : byRegion.slice(0, MOST_REGIONS)
  const said = shown.map(({ region, ranked }) => ({ region, said: ranked && sayPenalty(ranked, prepared) }))
  const bare = question.text.replace(/[？?。！!\s]+$/, '')
  return {
    status: named ? 'answered' : 'choose',
    answer: [
      ...said.map(({ region, said: own }) => `${region.name}：${own ? own.text : '收录的文件里没有相应内容。'}`),
      ...missing.map(region => `${region.name}：没有收录这个地区的文件。`),
    ].join('\n'),
    // The penalty of each region first, then where each refers to.
    citations: distinct([
      ...said.flatMap(({ said: own }) => own?.citations.slice(0, 1) ?? []),
      ...said.flatMap(({ said: own }) => own?.citations.slice(1) ?? []),
    ]).slice(0, 8),
    choices: named
      ? []
      : said.map(({ region }) => ({ label: region.name, question: `${region.name.replace(/市$/, '')}${bare}` })),
    related: [],
    notes: notesOn(
      shown.flatMap(({ ranked }) => (ranked ? [ranked.penalty.document] : [])),
      question,
    ),
  }
}
