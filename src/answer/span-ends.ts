import { echoShare, type Reading } from './passage-reading.js'

const CONNECTIVE = /^(?:并|同时|此外|另外|但|其中|且|以及|对此|而|因此|据此|据悉|据了解)/
const PURPOSE = /^为(?:了|[^期止\d])/
const MODAL = /^(?:要|应|须|需|可|将|不得|必须|严禁|会)/
const MARK = /[\s\p{P}]/u
/** A part that only leads to what follows. */
const DANGLING =
  /^(?:[^，,；;]{0,3}\d{4}年[^，,；;]{0,6}|(?:到|至|截至|自|从|对|在|为|如|若|按|根据|经|凡|因|由于|以|除|通过|其中|同时|即|围绕|针对|坚持)[^，,；;]{0,24}|[^，,；;]{0,30}(?:的|时|后|中|上|下|前|等))[，,]$/

/** Features of all spans that start with a piece. */
export interface Opening extends OpeningWords {
  echoPiece: number
  askedBefore: number
  askedNear: number
  echo: number
  anchor: number
  behindAnnouncer: number
  afterEcho: number
}

interface OpeningWords {
  connective: number
  purpose: number
  modal: number
}

/** So many characters settle what words a span opens with, and with which ones it ends. */
export const OPENING = 4
export const ENDING = 8

/** What the first characters of a span say of it. */
export function openingWords(head: string): OpeningWords {
  return {
    connective: CONNECTIVE.test(head) ? 1 : 0,
    purpose: PURPOSE.test(head) ? 1 : 0,
    modal: MODAL.test(head) ? 1 : 0,
  }
}

/** What is known of the place where spans start with a piece. */
export function openingAt(reading: Reading, from: number): Opening {
  const { passage, pieces, text, anchors, start } = reading
  const piece = pieces[from]
  const [at] = piece.span
  const before = passage.prepared.sentences[piece.sentence - 1]
  const head = anchors.before.length === 2 ? bare(text.slice(Math.max(start, at - 10), at)) : ''
  return {
    ...openingWords(text.slice(at, at + OPENING)),
    echoPiece: echoShare(reading, ...piece.span),
    ...askedBefore(reading, at),
    echo: echoShare(reading, at - 12, at),
    anchor: head === '' ? 0 : head.endsWith(anchors.before) ? 1 : head.slice(-6).includes(anchors.before) ? 0.5 : 0,
    behindAnnouncer: announcerBefore(text, Math.max(passage.clause.span[0], at - 6), at) >= 0 ? 1 : 0,
    afterEcho: before && piece.opens === 'sentence' ? echoShare(reading, ...before.span) : 0,
  }
}

/** Features of all spans that end with a piece. */
export interface Ending {
  echoPiece: number
  echo: number
  anchor: number
  /** Whether the last characters are those behind the word that asks, for spans that have so many. */
  endsAnchor: number
  /** Where the words begin that announce what follows, −1 where none do. */
  announcer: number
  dangling: number
}

/** What is known of the place where spans end with a piece. */
export function endingAt(reading: Reading, to: number): Ending {
  const { passage, pieces, text, anchors, start } = reading
  const { span, closes } = pieces[to]
  const end = span[1]
  const after = anchors.after.length >= 1 ? bare(text.slice(end, Math.min(passage.clause.span[1], end + 10))) : ''
  return {
    echoPiece: echoShare(reading, ...span),
    echo: echoShare(reading, end, end + 12),
    anchor:
      after === '' ? 0 : after.startsWith(anchors.after) ? 1 : after.slice(0, 5).includes(anchors.after) ? 0.5 : 0,
    endsAnchor: endsWithAnchor(reading, Math.max(start, end - ENDING), end),
    announcer: announcerBefore(text, start, end),
    dangling: closes === 'comma' && DANGLING.test(text.slice(...span).replace(/\s/g, '')) ? 1 : 0,
  }
}

/** Whether the last characters are the question's words behind the word that asks. */
export function endsWithAnchor({ text, anchors }: Reading, from: number, to: number): number {
  if (anchors.after.length === 0) return 0
  return bare(text.slice(Math.max(from, to - ENDING), to)).endsWith(anchors.after) ? 1 : 0
}

function bare(part: string): string {
  return part.replace(/[\s\p{P}]/gu, '')
}

/**
 * Where the last words begin between two places that announce what follows them (包括：, 如下, 下列), with nothing but marks
 * behind; −1 where there are none.
 */
function announcerBefore(text: string, from: number, to: number): number {
  let at = to
  for (; at > from && MARK.test(text[at - 1]); at--) if (/[：:]/.test(text[at - 1])) return at - 1
  return at - 2 >= from && /^(?:如下|以下|下列)$/.test(text.slice(at - 2, at)) ? at - 2 : -1
}

const BEFORE = 80
const NEAR = 24

/** The share of the question's pairs that stand in the characters before a place. */
function askedBefore({ start, askedAt, askedCount }: Reading, at: number): { askedBefore: number; askedNear: number } {
  const seen = new Uint8Array(askedCount)
  let count = 0
  let near = 0
  const first = Math.max(0, at - BEFORE - start)
  for (let i = at - start - 2; i >= first; i--) {
    const ordinal = askedAt[i]
    if (ordinal < 0 || seen[ordinal] === 1) continue
    seen[ordinal] = 1
    count++
    if (i >= at - NEAR - start) near = count
  }
  return { askedBefore: count / askedCount, askedNear: near / askedCount }
}
