import { buildIndex, type ClauseIndex } from '../../index/build.js'
import { isIndexFolder, loadIndex } from '../../index/index-folder.js'
import { ask } from '../../src/ask.js'
import type { Reply } from '../../src/reply.js'
import { search } from '../../src/search.js'
import { type GoldenQuestion, judge, type Verdict } from './score-golden.js'
import { judgeNotice, type NoticeQuestion, type NoticeVerdict } from './score-notices.js'

/** As many results of a search as staff look at. */
const SEARCH_LIMIT = 10

/** The index of a folder: the one that lies there built, or one built from the documents in it. */
export async function openCorpus(folder: string): Promise<ClauseIndex> {
  return isIndexFolder(folder) ? loadIndex(folder) : (await buildIndex(folder)).index
}

/** The same index without the synonyms of the lexicon. Its words stay in the segmenter's dictionary, as the clauses were cut by it. */
export function withoutConcepts(index: ClauseIndex): ClauseIndex {
  return { ...index, lexicon: { ...index.lexicon, concepts: [] } }
}

/** Asks the last turn after the others, and times the bot alone. */
export function askTurns(index: ClauseIndex, id: string, turns: readonly string[]): Reply {
  const started = performance.now()
  const answer = ask(index, turns[turns.length - 1], { turns: turns.slice(0, -1) })
  return { version: 1, id, ...answer, tookMs: performance.now() - started }
}

export function askGolden(index: ClauseIndex, questions: readonly GoldenQuestion[]): Verdict[] {
  return questions.map(question => judge(question, askTurns(index, question.id, question.turns)))
}

export function askNotices(index: ClauseIndex, questions: readonly NoticeQuestion[]): NoticeVerdict[] {
  return questions.map(question => {
    const reply = askTurns(index, question.id, [question.question])
    const hits = search(index, question.question, SEARCH_LIMIT)
    return judgeNotice({ question, reply, foundDocuments: hits.map(({ passage }) => passage.document.id) })
  })
}
