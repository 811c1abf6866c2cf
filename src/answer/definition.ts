import type { Region } from '../../index/regions.js'
import type { Prepared } from '../prepare.js'
import type { Answer } from '../reply.js'
import type { Definition } from '../retrieve/definitions.js'
import type { Scope } from '../retrieve/scope.js'
import type { Question } from '../understand/question.js'
import { cite, distinct } from './citation.js'
import { nameRegion, notesOn } from './compose.js'
import { stripLead } from './extract.js'
import { asSentence, display } from './text.js'

const MOST_REGIONS = 5

/**
 * What a word means: in the one document that says it, in the law of the state, or in several regions' to choose from.
 * @param definitions best first, at least one
 */
export function answerDefinition(
  definitions: readonly Definition[],
  question: Question,
  scope: Scope,
  prepared: Prepared,
): Answer {
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
    const definition = single ?? longest[0]
    return {
      status: 'answered',
      answer: nameRegion(spoken(definition), definition.document, question, prepared),
      citations: [cited(definition)],
      choices: [],
      related: [],
      notes: notesOn([definition.document], question, scope),
    }
  }
  const shown = [...byRegion].slice(0, MOST_REGIONS)
  const bare = question.text.replace(/[？?。！!\s]+$/, '')
  return {
    status: 'choose',
    answer: shown.map(([region, definition]) => `${region!.name}：${spoken(definition)}`).join('\n'),
    citations: distinct(shown.map(([, definition]) => cited(definition))),
    choices: shown.map(([region]) => ({
      label: region!.name,
      question: `${region!.name.replace(/市$/, '')}${bare}`,
    })),
    related: [],
    notes: notesOn(
      shown.map(([, definition]) => definition.document),
      question,
      scope,
    ),
  }
}

function spoken({ document, span }: Definition): string {
  return asSentence(stripLead(display(document.text.slice(...span))))
}

function cited({ document, clause, span }: Definition) {
  return cite({ document, clause }, [span])
}
