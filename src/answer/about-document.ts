import { fold } from '../../index/fold.js'
import type { Clause, Document } from '../../index/types.js'
import type { Answer } from '../reply.js'
import type { Question } from '../understand/question.js'
import type { Asked } from './asked.js'
import { cite, distinct } from './citation.js'
import { answered, MOST_CITATIONS } from './compose.js'
import { citeHeads, fitting, itemName } from './items.js'
import { display } from './text.js'

/** Asks about the document, not its matter: its number, who issued it and when, whether it is final. */
const ABOUT_DOCUMENT =
  /文号|发文字号|落款|定稿|终稿|正式(?:文件|印发|出台)(?:了|吗|没|不)|征求意见稿?(?:吗|不|了)|(?:谁|哪.{0,4}(?:单位|部门|机关|机构)).{0,6}(?:印发|发布|制定|起草|出台|发文)|(?:何时|什么时候|啥时候|哪年|哪天|哪一天|几号).{0,4}(?:印发|发布|出台|公布|发文)|(?:印发|发布|出台|发文)(?:的)?(?:单位|机关|时间|日期)|(?:作者|记者).{0,4}(?:谁|叫|哪位)|(?:是)?谁(?:来)?(?:作|做|汇报|宣读|写|报告)的/

/** What the document that is named is; null where its matter is asked about. */
export function answerAboutDocument({ question, scope }: Asked): Answer | null {
  if (asksForDocument(question)) return answerDocument(question.documents[0], question)
  if (namesOnly(question)) return introduce(question)
  const only = onlyDocument(question, scope.documents)
  return only && ABOUT_DOCUMENT.test(question.folded) ? answerDocument(only, question) : null
}

const KIND_OF_TEXT = /^(?:文件|规划|方案|措施|意见|通知|报告|纲要|办法|条例|决定)$/
const ISSUING = /^(?:印发|发布|出台|公布|制定|起草|发文|下发|实施|时间|日期|单位|机关|部门)$/

/** 乌海的规划哪天印发的 names no title, but the one document of the region, where only its kind and its issue are spoken of. */
function onlyDocument({ topics, regions }: Question, documents: ReadonlySet<Document> | null): Document | null {
  if (regions.length !== 1 || documents?.size !== 1) return null
  const kind = topics.some(({ word }) => KIND_OF_TEXT.test(word))
  return kind && topics.every(({ word }) => KIND_OF_TEXT.test(word) || ISSUING.test(word)) ? [...documents][0] : null
}

/** From this weight on a word beside the title is what is asked about: …的补助标准是什么. */
const ASIDE = 0.35

function asksForDocument(question: Question): boolean {
  return (
    question.documents.length > 0 &&
    (ABOUT_DOCUMENT.test(question.folded) ||
      (question.topics.every(topic => !topic.essential && topic.weight < ASIDE) &&
        /什么文件|哪个文件|是什么/.test(question.folded)))
  )
}

/** Nothing is typed but a document's name or number: 乌党发〔2020〕17号, 呼和浩特宜学城市. */
function namesOnly({ documents, topics, kind, reference, years, listName }: Question): boolean {
  return documents.length > 0 && topics.length === 0 && kind === 'any' && !reference && years.length === 0 && !listName
}

/** Room for the names of a document's parts. */
const PARTS_LIMIT = 200

/** What a document is, and its parts by their headings. */
function introduce(question: Question): Answer {
  const [document] = question.documents
  const answer = answerDocument(document, question)
  const depth = Math.min(...document.clauses.filter(isPart).map(({ place }) => place.split('.').length))
  const parts = document.clauses.filter(clause => isPart(clause) && clause.place.split('.').length === depth)
  if (parts.length < 2) return answer
  const names = parts.map(part => itemName(document, part))
  const shown = fitting(names.slice(0, MOST_CITATIONS), PARTS_LIMIT)
  const more = shown.length < names.length ? '……' : ''
  return {
    ...answer,
    answer: `${answer.answer.replace(/。$/, '')}：${shown.join('；')}${more}（共 ${names.length} 项）。`,
    citations: distinct([...answer.citations, ...citeHeads(document, parts, 80)]),
  }
}

function isPart({ kind, label }: Clause): boolean {
  return kind === 'heading' && label !== ''
}

/** What a document is: its title, issuer and date, from the lines where they stand. */
function answerDocument(document: Document, question: Question): Answer {
  const issued = [document.issuer, document.issuedOn && dateInWords(document.issuedOn, document)]
    .filter(Boolean)
    .join('，')
  const number = document.docNumber ? `${document.docNumber}，` : ''
  const stage = /[（(]([^（()）]{0,8}(?:送审稿|征求意见稿|草案|讨论稿|试行|暂行|修订)[^（()）]{0,4})[）)]/.exec(
    document.title + document.text.slice(0, 120),
  )?.[1]
  const author = document.clauses
    .slice(0, 4)
    .map(clause => display(document.text.slice(...clause.span)))
    .find(
      line =>
        (/记者|通讯员/.test(line) ||
          /(?:市长|县长|区长|旗长|主任|局长|厅长|部长|书记) ?\p{Script=Han}{2,4}$/u.test(line)) &&
        line.length < 60,
    )
  const told = [issued, stage, author].filter(Boolean).join('，')
  const text = `${number}《${document.title}》${told ? `（${told}）` : ''}。`
  const front = document.clauses.filter(clause => clause.kind === 'furnishing' || clause.ordinal < FRONT)
  const telling = front.filter(clause => tells(document, clause)).slice(0, MOST_CITATIONS)
  // Who issued it and when stands in its signature, which comes before its number and its title then.
  if (/何时|什么时候|啥时候|哪[年天]|几号|时间|日期|谁|单位|机关|部门/.test(question.folded))
    telling.sort((a, b) => Number(isDated(document, b)) - Number(isDated(document, a)))
  const citations = (telling.length ? telling : front.slice(0, 1)).map(clause =>
    cite({ document, clause }, [clause.span]),
  )
  return answered(text, citations, [document])
}

/** Clauses at the head of a document that may say what it is: number, issuer, title, addressee, the order to issue it. */
const FRONT = 6

const DATED = /\d{4}年\d{1,2}月\d{1,2}日/

function isDated(document: Document, clause: Clause): boolean {
  return clause.kind === 'furnishing' && DATED.test(fold(document.text.slice(...clause.span)))
}

function tells(document: Document, clause: Clause): boolean {
  const text = fold(document.text.slice(...clause.span))
  return (
    text.includes(fold(document.title)) ||
    (document.docNumber !== null && text.includes(fold(document.docNumber))) ||
    /送审稿|征求意见稿|草案|讨论稿|记者|通讯员|(?:市长|主任|局长|厅长)/.test(text) ||
    DATED.test(text) ||
    (document.issuer?.split('、').some(name => text.includes(fold(name))) ?? false)
  )
}

function dateInWords(date: string, document: Document): string {
  const [year, month, day] = date.split('-').map(Number)
  const words = `${year}年${month ? `${month}月` : ''}${day ? `${day}日` : ''}`
  return fold(document.text).includes(fold(words)) ? words : ''
}
