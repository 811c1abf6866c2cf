import type { Finding } from '../index/types.js'
import type { Citation } from '../src/reply.js'

/** How a document's state reads beside its name, on every platform. */
export const STATUS_WORDS: Record<Citation['docStatus'], string> = {
  in_force: '正式文件',
  draft: '送审稿，未印发',
  report: '工作报告',
  plan: '规划',
  news: '新闻报道',
  unknown: '',
}

/** What a reader needs of a document to name it. */
export type Named = Pick<Citation, 'title' | 'issuer' | 'docNumber' | 'issuedOn' | 'docStatus'>

/** Who issued it, its number, its date, as far as known, parted by commas. */
export function issueDetails({ issuer, docNumber, issuedOn }: Omit<Named, 'title' | 'docStatus'>): string {
  return [issuer, docNumber, issuedOn].filter(Boolean).join('，')
}

/** 《title》 issuer，number，date（state） */
export function sourceLine(document: Named): string {
  const details = issueDetails(document)
  const state = STATUS_WORDS[document.docStatus]
  return `《${document.title}》${details ? ` ${details}` : ''}${state ? `（${state}）` : ''}`
}

/** What a finding of the build is about, for those who know the documents and not the program; the graver kinds first. */
export const FINDING_WORDS: Record<Finding['kind'], string> = {
  unplaced: '没能放好的内容',
  numbering: '序号可疑',
  table: '表格',
  duplicate: '重复的段落',
  metadata: '文件信息',
  encoding: '编码',
  joined: '被分页隔断的段落，已接上',
  furniture: '版面杂物，已去掉',
}
