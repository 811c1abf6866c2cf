import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type ClauseIndex, indexFiles } from '../../index/build.js'
import { inPackage } from '../../index/paths.js'
import { readJsonLines } from './json-lines.js'
import { type GoldenQuestion, goldenQuestionSchema } from './score-golden.js'

/** A set of golden questions, and what it was used for, so that nobody takes a figure for more than it is. */
export interface GoldenSet {
  /** In test/golden. */
  file: string
  /** Whether the fits may see it. What is not fitted was not read for what fails either. */
  fitted: boolean
  about: string
}

/** The project's own list: the gate watches it. */
const FIRST = 'questions.jsonl'

/** The other sets over the documents of seeds/. */
export const SEED_SETS: readonly GoldenSet[] = [
  { file: 'second.jsonl', fitted: true, about: '写成之后看过它答错的地方，据此改过几类规则；拟合时也在内。' },
  { file: 'third.jsonl', fitted: true, about: '看过它答错的地方，拟合时也在内。' },
  {
    file: 'fourth.jsonl',
    fitted: false,
    about: '与上一套同时同人所写：没有看过它答错的地方，没有用它拟合；选拒答的门槛、定各次改动时看过它的得分。',
  },
  {
    file: 'fifth.jsonl',
    fitted: true,
    about: '由没看过程序和前几套的人所写；看过它答错的地方，据此改过几类规则，拟合时也在内。',
  },
  {
    file: 'sixth.jsonl',
    fitted: true,
    about: '与“问什么就得有什么”的规则一起写的，近一半是文件不答的问题；拟合时也在内。',
  },
  {
    file: 'seventh.jsonl',
    fitted: true,
    about: '由没看过程序的三个人所写，有意离文件的用词远；看过它答错的地方，拟合时也在内。',
  },
  {
    file: 'eighth.jsonl',
    fitted: false,
    about:
      '与上一套同时同样所写：没有看过它答错的地方，没有用它拟合，定改动时看过它的得分。没见过而又问得远的问题大约是这个水平，或稍低。',
  },
]

/** Sets over thirty laws each, which lie outside; test/golden/laws/documents.json names the files of each. */
export const LAW_SETS: readonly GoldenSet[] = [
  ...['first', 'second', 'third', 'fourth', 'fifth'].map(name => ({
    file: `laws/${name}.jsonl`,
    fitted: true,
    about: '三十部法律法规，由没看过程序的人所写，有意离条文的用词远；看过它答错的地方，拟合时也在内。',
  })),
  {
    file: 'laws/sixth.jsonl',
    fitted: false,
    about: '另外三十部，同样所写：没有看过它答错的地方，没有用它拟合，定改动时看过它的得分。',
  },
  {
    file: 'laws/seventh.jsonl',
    fitted: false,
    about: '又三十部，照平常人的问法写：没有看过它答错的地方，没有用它拟合，定改动时看过它的得分。',
  },
]

/** @throws Error naming the line that is no golden question */
export function readSet(file: string): GoldenQuestion[] {
  return readJsonLines(inPackage('test', 'golden', file), goldenQuestionSchema)
}

export function readGoldenQuestions(): GoldenQuestion[] {
  return readSet(FIRST)
}

/** All questions over the seeds that the fits may see. */
export function readFittedQuestions(): GoldenQuestion[] {
  return [FIRST, ...SEED_SETS.filter(({ fitted }) => fitted).map(({ file }) => file)].flatMap(readSet)
}

const documentsSchema = z.record(z.string(), z.array(z.string()).min(1))

/**
 * A set over laws with the index of its thirty documents.
 * @param folder where the laws lie as Markdown files
 * @throws Error where one of its documents is not there
 */
export function openLaws({ file }: GoldenSet, folder: string): { index: ClauseIndex; questions: GoldenQuestion[] } {
  const listed = documentsSchema.parse(
    JSON.parse(readFileSync(inPackage('test', 'golden', 'laws', 'documents.json'), 'utf8')),
  )
  const names = listed[file.replace('laws/', '')]
  const sources = names.map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  return { index: indexFiles(sources, { files: {} }, folder).index, questions: readSet(file) }
}

/** The laws that the fits may see. @param folder where the laws lie; none are read where it is not given */
export function openFittedLaws(folder: string | undefined): { index: ClauseIndex; questions: GoldenQuestion[] }[] {
  return folder === undefined ? [] : LAW_SETS.filter(({ fitted }) => fitted).map(set => openLaws(set, folder))
}
