import type { Region } from '../../index/regions.js'
import type { Document } from '../../index/types.js'
import type { Answer } from '../reply.js'
import type { Definition } from '../retrieve/definitions.js'
import { regionFit } from '../retrieve/scope.js'
import type { Asked } from './asked.js'
import { cite } from './citation.js'
import { answered, nameRegion } from './compose.js'
import { chooseAmong, MOST_REGIONS } from './region-lines.js'
import { sentenceOf } from './text.js'

/** Whether a document may say what a word means: one that is named, or of the regions asked about. */
export function mayDefine(document: Document, { question, scope, prepared }: Asked): boolean {
  if (document.standsApart) return false
  return question.documents.length > 0
    ? question.documents.includes(document)
    : regionFit(document, '', scope, prepared) > 0
}

/**
 * What a word means: in the one document that says it, in the law of the state, or in several regions' to choose from.
 * @param definitions best first
 * @returns null where there are none
 */
export function answerDefinition(definitions: readonly Definition[], asked: Asked): Answer | null {
  if (definitions.length === 0) return null
  const { question, scope, prepared } = asked
  const longest = definitions.filter(({ term }) => term === definitions[0].term)
  const single =
    longest.find(({ document }) => question.documents.includes(document)) ??
    longest.find(({ document }) => scope.documents?.has(document)) ??
    longest.find(({ document }) => document.region === null)
  const byRegion = new Map<Region | null, Definition>()
  for (const definition of longest) {
    const region = prepared.regionOf(definition.document)
    if (!byRegion.has(region)) byRegion.set(region, definition)
  }
  if (single || byRegion.size === 1) {
    const { document, clause, span } = single ?? longest[0]
    const text = nameRegion(sentenceOf(document, span), document, asked)
    return answered(text, [cite({ document, clause }, [span])], [document], scope)
  }
  const lines = [...byRegion].slice(0, MOST_REGIONS).map(([region, { document, clause, span }]) => ({
    region: region!,
    text: sentenceOf(document, span),
    citations: [cite({ document, clause }, [span])],
    document,
  }))
  return chooseAmong(lines, asked, scope)
}
