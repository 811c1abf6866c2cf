import type { Run, Section } from './shown.js'

/** Where a text too long for one message may be cut, the better places first. */
const CUTS = [/\n(?=[^\n]*$)/, /[。！？；](?=[^。！？；]*$)/, /[，、,;](?=[^，、,;]*$)/]

/**
 * Sections as messages of at most `limit` UTF-16 code units each, parted by a blank line: a section goes whole into the next
 * message where it does not fit, and is cut only where it alone is too long, at the end of a line or sentence if there is one.
 * Nothing is lost, nothing is changed: what is cut is continued.
 * @param limit at least 64
 * @param lengthOf how long a run becomes on the platform; its text alone unless said otherwise
 */
export function splitSections(
  sections: readonly Section[],
  limit: number,
  lengthOf: (run: Run) => number = ({ text }) => text.length,
): Section[][] {
  const messages: Section[][] = []
  let used = 0
  for (const whole of sections) {
    for (const section of fittingPieces(whole, limit, lengthOf)) {
      const length = sum(section, lengthOf)
      const current = messages.at(-1)
      if (current && used + GAP.length + length <= limit) {
        current.push(section)
        used += GAP.length + length
      } else {
        messages.push([section])
        used = length
      }
    }
  }
  return messages
}

/** Stands between two sections of a message. */
export const GAP = '\n\n'

function fittingPieces(section: Section, limit: number, lengthOf: (run: Run) => number): Section[] {
  if (sum(section, lengthOf) <= limit) return section.length ? [section] : []
  const pieces: Section[] = [[]]
  let used = 0
  for (const whole of section) {
    let rest: Run | null = whole
    while (rest) {
      const length = lengthOf(rest)
      if (used + length <= limit) {
        pieces.at(-1)!.push(rest)
        used += length
        rest = null
        continue
      }
      const room: number = limit - used - (length - rest.text.length)
      const cut: number = room > 0 ? cutPlace(rest.text, room) : 0
      if (cut > 0) pieces.at(-1)!.push({ ...rest, text: rest.text.slice(0, cut) })
      if (pieces.at(-1)!.length > 0) pieces.push([])
      used = 0
      // Where nothing fits beside what a link adds, the link is let go, not the text.
      rest = cut > 0 ? { ...rest, text: rest.text.slice(cut) } : room <= 0 && length > limit ? withoutLink(rest) : rest
    }
  }
  return pieces.filter(piece => piece.length > 0)
}

/** How many code units of the text go before the cut: at most `room`, never half a character. */
function cutPlace(text: string, room: number): number {
  const head = text.slice(0, room)
  for (const cut of CUTS) {
    const at = head.search(cut)
    if (at >= room / 2) return at + 1
  }
  const last = head.charCodeAt(room - 1)
  return last >= 0xd800 && last <= 0xdbff ? room - 1 : room
}

function withoutLink({ href: _, ...run }: Run): Run {
  return run
}

function sum(section: Section, lengthOf: (run: Run) => number): number {
  return section.reduce((length, run) => length + lengthOf(run), 0)
}
