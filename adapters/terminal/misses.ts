import { writeFileSync } from 'node:fs'
import { readEnvironment } from '../environment.js'
import { type Disliked, dislikedOf, groupMissed, type MissedGroup } from '../learning/groups.js'
import { linesToLabel } from '../learning/label-lines.js'
import { readLearned } from '../learning/open-learned.js'
import { openForQuestions } from '../open-index.js'
import { UserError } from '../user-error.js'
import { printable } from './print-answer.js'

interface Options {
  index?: string
  days?: number
  json?: boolean
  export?: string
}

/** Groups and ways to ask that are printed; `--json` prints all. */
const MOST_GROUPS = 50
const MOST_WAYS = 5

/** What people asked in vain, and which answers were of no use to them. */
export async function showMisses(options: Options): Promise<number> {
  const { chat, learning } = readEnvironment()
  const days = options.days ?? learning.keepDays
  const { missed, voted } = await readLearned(chat.store, days)
  const groups = missed.length > 0 ? groupMissed(missed, await openForQuestions(options.index)) : []
  const disliked = dislikedOf(voted)
  if (options.export !== undefined) {
    const lines = linesToLabel(groups, disliked)
    try {
      writeFileSync(options.export, lines.map(line => `${line}\n`).join(''), { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST')
        throw new UserError(`${options.export} 已存在：里面可能有标好的，不覆盖；请换一个名字`)
      throw new UserError(`写不了 ${options.export}：${(error as Error).message}`)
    }
    console.error(`写下 ${lines.length} 问待标，存于 ${options.export}`)
  }
  if (options.json) console.log(JSON.stringify({ days, groups, disliked }))
  else if (options.export === undefined) {
    if (!learning.isOn) console.error('WENCE_LEARN=0：现在什么都不记，以下是以前记下的')
    for (const line of [...missedLines(groups, days), ...dislikedLines(disliked)]) console.log(line)
  }
  return 0
}

function missedLines(groups: readonly MissedGroup[], days: number): string[] {
  if (groups.length === 0) return [`近 ${days} 天没有答不上的问题。`]
  const asked = groups.reduce((sum, { count }) => sum + count, 0)
  return [
    `近 ${days} 天没答上的：${groups.length} 类，${asked} 次`,
    ...groups
      .slice(0, MOST_GROUPS)
      .flatMap(({ count, lastDay, questions, nearest }) => [
        '',
        `${count} 次（最近 ${lastDay}）　${inOneLine(questions[0])}`,
        ...questions.slice(1, MOST_WAYS).map(question => `　　也问：${inOneLine(question)}`),
        ...(questions.length > MOST_WAYS ? [`　　还有 ${questions.length - MOST_WAYS} 种问法`] : []),
        ...nearest.map(({ clauseId, title }) => `　　相近：${clauseId}　《${printable(title)}》`),
      ]),
    ...(groups.length > MOST_GROUPS ? ['', `……还有 ${groups.length - MOST_GROUPS} 类（--json 全部打印）`] : []),
  ]
}

function inOneLine({ question, turns }: MissedGroup['questions'][number]): string {
  return printable([...turns, question].join(' → '))
}

function dislikedLines(disliked: readonly Disliked[]): string[] {
  if (disliked.length === 0) return []
  return [
    '',
    `说没用的：${disliked.length} 问`,
    ...disliked
      .slice(0, MOST_GROUPS)
      .map(
        ({ question, clauseId, useless, useful }) =>
          `${useless} 次没用，${useful} 次有用　${printable(question)}　${clauseId || '（没有依据）'}`,
      ),
  ]
}
