import type { ClauseIndex } from '../../index/build.js'
import { type SearchFilter, search } from '../../src/search.js'
import { resultOf } from '../documents.js'
import { openForManyQuestions, openForQuestions } from '../open-index.js'
import { STATUS_WORDS } from '../wording.js'
import { readBatch } from './batch.js'
import { printable } from './print-answer.js'

interface Options {
  index?: string
  region?: string
  doc?: string
  year?: string
  status?: string
  limit: number
  json?: boolean
  batch?: string
}

function filterOf({ region, doc, year, status }: Options): SearchFilter {
  return { region, document: doc, year, status }
}

/** One search, for a person or as JSON. */
export async function searchOnce(query: string, options: Options): Promise<number> {
  const index = await openForQuestions(options.index)
  const results = search(index, query, options.limit, filterOf(options)).map(resultOf)
  if (options.json) console.log(JSON.stringify({ results }))
  else printResults(results)
  return 0
}

function printResults(results: readonly ReturnType<typeof resultOf>[]): void {
  if (results.length === 0) console.log('没有找到。')
  results.forEach((result, i) => {
    const details = [result.issuer, result.issuedOn, STATUS_WORDS[result.docStatus]].filter(Boolean).join('，')
    console.log(`${i + 1}. 《${printable(result.title)}》${details ? `（${details}）` : ''}  ${result.clauseId}`)
    console.log(`   ${printable(result.path.join(' › '))}`)
    const text = printable(result.text.replace(/\s+/g, ' '))
    console.log(`   ${text.length > 160 ? `${text.slice(0, 160)}……` : text}\n`)
  })
}

/** One line of results for each line of input. */
export async function searchBatch(options: Options): Promise<number> {
  const index: ClauseIndex = await openForManyQuestions(options.index)
  for await (const { id, turns } of readBatch(options.batch!)) {
    const started = performance.now()
    const hits = search(index, turns[turns.length - 1], options.limit, filterOf(options), { turns: turns.slice(0, -1) })
    const tookMs = performance.now() - started
    if (
      !process.stdout.write(
        `${JSON.stringify({ id, results: hits.map(resultOf), tookMs: Math.round(tookMs * 1000) / 1000 })}\n`,
      )
    )
      await new Promise(resolve => process.stdout.once('drain', resolve))
  }
  return 0
}
