import type { ClauseIndex } from '../../index/build.js'
import { explain } from '../../src/ask.js'
import { pinProblems } from '../../src/pinned.js'
import { type AskedLine, readAskedLines } from '../maintain/asked-lines.js'
import { openForQuestions } from '../open-index.js'
import { printable } from './print-answer.js'

interface Options {
  index?: string
  dryRun?: string
  json?: boolean
}

/** The questions that are pinned to clauses; with a file of questions, which of them would be answered so. */
export async function showPins(options: Options): Promise<number> {
  const index = await openForQuestions(options.index)
  return options.dryRun === undefined
    ? listPins(index, Boolean(options.json))
    : dryRun(index, readAskedLines(options.dryRun), Boolean(options.json))
}

/** @returns 1 where something is wrong with a pin */
function listPins(index: ClauseIndex, json: boolean): number {
  const problems = pinProblems(index)
  if (json) console.log(JSON.stringify({ pins: index.pins, problems }))
  else {
    if (index.pins.length === 0) console.log('没有固定的问题（pins.jsonl）。')
    for (const { question, likenesses, counterExamples, clause, reason, line } of index.pins) {
      console.log(`第 ${line} 行　${printable(question)} → ${clause}（${printable(reason)}）`)
      for (const form of likenesses) console.log(`　　也问：${printable(form)}`)
      for (const form of counterExamples) console.log(`　　不是：${printable(form)}`)
    }
    for (const { line, problem } of problems) console.log(`第 ${line} 行有问题：${printable(problem)}`)
  }
  return problems.length > 0 ? 1 : 0
}

function dryRun(index: ClauseIndex, asked: readonly AskedLine[], json: boolean): number {
  const captured = asked.flatMap(({ line, id, question, turns }) => {
    const { captured } = explain(index, question, { turns }).trace
    if (!captured) return []
    const { pin, form, likeness } = captured
    return [{ line, id, turns, question, pin: pin.line, form, clause: pin.clause, likeness: round(likeness) }]
  })
  if (json) console.log(JSON.stringify({ asked: asked.length, captured }))
  else {
    for (const { line, question, turns, form, clause, likeness } of captured)
      console.log(
        `${String(line).padStart(4)}  ${likeness.toFixed(2)}  ${printable([...turns, question].join(' → '))}\n            像“${printable(form)}” → ${clause}`,
      )
    console.log(`${asked.length} 问里会有 ${captured.length} 问按固定的条款回答`)
  }
  return 0
}

function round(share: number): number {
  return Math.round(share * 100) / 100
}
