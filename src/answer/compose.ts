import { fold } from '../../index/fold.js'
import { parseNumeral } from '../../index/numerals.js'
import type { Clause, Document, Span } from '../../index/types.js'
import type { QuestionLanguage } from '../language.js'
import type { Prepared } from '../prepare.js'
import type { Answer, Citation } from '../reply.js'
import { matchTopic, type Passage } from '../retrieve/passages.js'
import type { Scope } from '../retrieve/scope.js'
import type { Question } from '../understand/question.js'
import { cite, distinct } from './citation.js'
import { HEDGE } from './clause-marks.js'
import { type Extract, extract, stripLead } from './extract.js'
import { clausesOf, type Place, spanOf } from './lookup.js'
import { extractRow } from './table.js'
import { asSentence, display } from './text.js'

const TEXT_LIMIT = 320
const MOST_CITATIONS = 8

/** One passage's answer, ready to be joined with others. */
export interface Finding {
  passage: Passage
  extract: Extract
  citations: Citation[]
}

/** What a passage says to the question: a row's cells, the units responsible, or the words of its sentences. */
export function answerFrom(
  passage: Passage,
  question: Question,
  prepared: Prepared,
  language: QuestionLanguage,
): Finding {
  const responsible = asksResponsible(question) ? responsibleOf(passage, prepared) : null
  if (responsible) return responsible
  const competent = asksResponsible(question) ? competentOf(passage) : null
  if (competent) return competent
  const row = extractRow(passage, question)
  const found = row ?? withYear(extract(passage, question, language), passage, question)
  const citation = cite(placed(passage), found.spans)
  return { passage, extract: found, citations: row ? [citation, ...headOf(passage, prepared)] : [citation] }
}

/**
 * The finding with neighbouring sentences of its clause up to `limit` characters: of two neighbours the one that speaks more
 * of the question, after its equal the later one. A neighbour must itself speak of a thing that is asked for, unless it
 * `mayStray`. Rows and lines of bodies stay as they are.
 */
export function sayMore(finding: Finding, question: Question, limit: number, mayStray = false): Finding {
  const { passage, extract: found } = finding
  const { document, clause, prepared } = passage
  const { sentences } = prepared
  const inside = (at: number) => sentences.findIndex(({ span }) => span[0] <= at && at < span[1])
  if (clause.row || clause.kind === 'responsible' || found.spans.length === 0) return finding
  let first = inside(Math.min(...found.spans.map(span => span[0])))
  let last = inside(Math.max(...found.spans.map(span => span[1])) - 1)
  if (first < 0 || last < first || found.text.startsWith('……')) return finding
  const textOf = (from: number, to: number) =>
    asSentence(stripLead(display(document.text.slice(sentences[from].span[0], sentences[to].span[1]))))
  const worth = (at: number) => passage.sentences[at] ?? -1
  const speaks = (at: number) =>
    mayStray || question.topics.some(topic => topic.essential && matchTopic(topic, sentences[at].folded) >= 0.7)
  let grown = false
  for (;;) {
    const ways = [last + 1, first - 1]
      .filter(at => at >= 0 && at < sentences.length && speaks(at))
      .sort((a, b) => worth(b) - worth(a) || b - a)
    const next = ways.find(at => textOf(Math.min(first, at), Math.max(last, at)).length <= limit)
    if (next === undefined) break
    first = Math.min(first, next)
    last = Math.max(last, next)
    grown = true
  }
  if (!grown) return finding
  const span: Span = [sentences[first].span[0], sentences[last].span[1]]
  return {
    passage,
    extract: { ...found, text: textOf(first, last), spans: [span] },
    citations: [cite(placed(passage), [span])],
  }
}

/** The finding as the whole sentence that its piece is cut from; null where it is that already, or no sentence. */
export function wholeSentence({ passage, extract: found, citations }: Finding): Finding | null {
  const { document, prepared } = passage
  const [start, end] = found.spans[0] ?? [0, 0]
  const sentence = prepared.sentences.find(({ span }) => span[0] <= start && end <= span[1])
  if (!sentence || passage.clause.row) return null
  const text = asSentence(stripLead(display(document.text.slice(...sentence.span))))
  if (text === found.text) return null
  return { passage, extract: { ...found, text, spans: [sentence.span] }, citations }
}

const YEAR_NAMED = /(?:19|20)\d\d\s*年/g

/**
 * A figure with the year it speaks of, where its clause gives figures of several years and the piece alone names none: the year
 * named last before it in its sentence. Never guessed from elsewhere.
 */
function withYear(found: Extract, { document, clause, prepared }: Passage, question: Question): Extract {
  const start = found.spans[0]?.[0]
  if (question.inner !== 'howmuch' || start === undefined || !/\d/.test(found.text) || found.text.startsWith('……'))
    return found
  const whole = document.text.slice(...clause.span).match(YEAR_NAMED) ?? []
  const years = new Set(whole.map(year => year.replace(/\s/g, '')))
  if (years.size < 2 || /(?:19|20)\d\d\s*[年-]|目前|现有|截至|今年|去年/.test(found.text)) return found
  const sentence = prepared.sentences.find(({ span }) => span[0] <= start && start < span[1])
  const before = sentence ? document.text.slice(sentence.span[0], start) : ''
  const year = before.match(YEAR_NAMED)?.at(-1)?.replace(/\s/g, '')
  if (!year || question.years.includes(year.slice(0, 4)) || /[至到—-]\s*$/.test(before.split(year)[0] ?? ''))
    return found
  return { ...found, text: `${year}：${found.text}` }
}

/** The head of a row's table, which says what its figures are. */
function headOf({ clause, document }: Passage, prepared: Prepared): Citation[] {
  const columns = clause.row!.columns.join('\t')
  const head = document.clauses.find(
    c => c.row !== null && c.row.columns.join('\t') === columns && c.row.cells.join('\t') === columns,
  )
  if (!head || head === clause) return []
  const unit = document.clauses[head.ordinal - 1]
  return [head, ...(unit && /^单位/.test(document.text.slice(...unit.span)) ? [unit] : [])].map(c =>
    cite(prepared.index.clauses[prepared.position(document, c.ordinal)], [c.span]),
  )
}

function placed({ clause, document }: Passage) {
  return { clause, document }
}

/** Whether the question asks which bodies answer for a measure. */
export function asksResponsible(question: Question): boolean {
  return (
    question.kind === 'who' &&
    /负责|督办|担责|责任|归|哪[个些几]?家?(?:个)?(?:单位|部门|机构)|牵头|谁管|谁来管|落实|找谁|主管|承担/.test(
      question.folded,
    )
  )
}

/** 公安机关是养犬管理的主管部门, 应急部门负责…监督管理: who a law puts in charge. */
const PUTS_IN_CHARGE =
  /(?:是|为|作为)[^，。；]{0,30}主管(?:部门|机关|机构|单位)|主管[^，。；部机单]{2,30}|负责[^。；]{2,40}(?:工作|管理|监督|执法|组织实施)/
/** Before those who each do a part of it. */
const MAINLY_IN_CHARGE = /(?:是|为|作为)[^，。；]{0,30}主管(?:部门|机关|机构|单位)|主管[^，。；部机单]{2,30}/
const LONGEST_CHARGE = 118

/** The sentence of an article that says who is in charge of the matter; null where none does. */
function competentOf(passage: Passage): Finding | null {
  if (passage.clause.kind !== 'article') return null
  const { document, prepared } = passage
  const top = Math.max(...passage.sentences)
  const says = (pattern: RegExp) =>
    prepared.sentences.findIndex(
      ({ span }, s) => passage.sentences[s] >= 0.8 * top && pattern.test(document.text.slice(...span)),
    )
  const main = says(MAINLY_IN_CHARGE)
  const index = main >= 0 ? main : says(PUTS_IN_CHARGE)
  if (index < 0) return null
  const { span } = prepared.sentences[index]
  const text = stripLead(display(document.text.slice(...span)))
  if (text.length > LONGEST_CHARGE) return null
  return {
    passage,
    extract: { text: asSentence(text), spans: [span], coverage: passage.sentences[index], evidence: 1 },
    citations: [cite(placed(passage), [span])],
  }
}

function responsibleOf(passage: Passage, prepared: Prepared): Finding | null {
  const ordinal = passage.clause.kind === 'responsible' ? passage.clause.ordinal : passage.clause.responsible
  if (ordinal === null) return null
  const line = prepared.index.clauses[prepared.position(passage.document, ordinal)]
  const last = lastOfRun(passage.document, ordinal)
  const span: Span = [line.clause.span[0], last.span[1]]
  const text = asSentence(display(line.document.text.slice(span[0], span[1])))
  return {
    passage,
    extract: { text, spans: [span], coverage: 1, evidence: 1 },
    citations: [
      cite(line, [line.clause.span]),
      ...(last === line.clause
        ? []
        : [cite(prepared.index.clauses[prepared.position(passage.document, last.ordinal)], [last.span])]),
      ...(line.clause === passage.clause
        ? []
        : [cite(placed(passage), [passage.prepared.sentences[passage.best]?.span ?? passage.clause.span])]),
    ],
  }
}

/** 督办责任单位 and 督办责任人 in neighbouring lines belong together. */
function lastOfRun(document: Document, ordinal: number): Clause {
  let last = document.clauses[ordinal]
  while (document.clauses[last.ordinal + 1]?.kind === 'responsible') last = document.clauses[last.ordinal + 1]
  return last
}

/** A clause verbatim, with the units responsible where it has them and where there is room. */
export function answerPlace(place: Place, question: Question, prepared: Prepared): Answer {
  const clauses = clausesOf(place, prepared)
  const span = spanOf(place)
  const { document } = place
  const first = clauses[0].clause
  if (question.kind === 'who' && first.responsible !== null) {
    const line = prepared.index.clauses[prepared.position(document, first.responsible)]
    return answered(
      asSentence(display(document.text.slice(...line.clause.span))),
      [cite(line, [line.clause.span]), cite(clauses[0], [first.span])],
      document,
      question,
    )
  }
  if (first.kind === 'heading' && clauses.length === 1) {
    const chapter = answerChapter(document, first, question, prepared)
    if (chapter) return chapter
  }
  const whole = display(document.text.slice(span[0], span[1]))
  const text = whole.length <= TEXT_LIMIT ? whole : cutAtSentence(whole, TEXT_LIMIT - 12)
  const head = first.kind === 'heading' || first.label || place.part ? '' : `${first.path.at(-1) ?? ''}：`
  const citations = clauses.slice(0, MOST_CITATIONS).map(clause => cite(clause, [place.part ?? clause.clause.span]))
  return answered(head + text, citations, document, question)
}

/** 第三章: what its articles are about, by their first words; null for a heading that holds no articles. */
function answerChapter(document: Document, heading: Clause, question: Question, prepared: Prepared): Answer | null {
  const after = document.clauses.slice(heading.ordinal + 1)
  const depth = heading.place.split('.').length
  const end = after.findIndex(c => c.kind === 'heading' && c.place.split('.').length <= depth)
  const inside = end < 0 ? after : after.slice(0, end)
  const articles = inside.filter((c, i) => c.kind === 'article' && c.place !== inside[i - 1]?.place)
  if (articles.length === 0) return null
  const title = display(document.text.slice(...heading.span))
  const shown: string[] = []
  for (const article of articles) {
    const name = `${article.label}${firstWords(document, article)}`
    if (shown.join('；').length + title.length + name.length > TEXT_LIMIT - 30) break
    shown.push(name)
  }
  const rest = shown.length < articles.length ? '……' : ''
  return answered(
    `${title}（共 ${articles.length} 条）：${shown.join('；')}${rest || '。'}`,
    citeHeads(document, [heading, ...articles], 80, prepared),
    document,
    question,
  )
}

const FIRST_WORDS = 22

/** The words of an article up to its first comma, as many as tell what it is about. */
function firstWords(document: Document, article: Clause): string {
  const text = stripLead(display(document.text.slice(...article.span)))
  const words = /^[^，,。；;：:]+/.exec(text)?.[0] ?? ''
  return words.length <= FIRST_WORDS ? words : `${words.slice(0, FIRST_WORDS)}…`
}

function cutAtSentence(text: string, limit: number): string {
  const cut = text.slice(0, limit)
  const end = Math.max(cut.lastIndexOf('。'), cut.lastIndexOf('；'), cut.lastIndexOf(';'))
  return `${end > limit / 2 ? cut.slice(0, end + 1) : cut}……（全文见出处）`
}

/** What a document is: its title, issuer and date, from the lines where they stand. */
export function answerDocument(document: Document, question: Question, prepared: Prepared): Answer {
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
  const text = `${number}《${document.title}》${[issued, stage, author].filter(Boolean).length ? `（${[issued, stage, author].filter(Boolean).join('，')}）` : ''}。`
  const front = document.clauses.filter(clause => clause.kind === 'furnishing' || clause.ordinal < FRONT)
  const telling = front.filter(clause => tells(document, clause)).slice(0, MOST_CITATIONS)
  // Who issued it and when stands in its signature, which comes before its number and its title then.
  if (/何时|什么时候|啥时候|哪[年天]|几号|时间|日期|谁|单位|机关|部门/.test(question.folded))
    telling.sort((a, b) => Number(isDated(document, b)) - Number(isDated(document, a)))
  const citations = (telling.length ? telling : front.slice(0, 1)).map(clause =>
    cite(prepared.index.clauses[prepared.position(document, clause.ordinal)], [clause.span]),
  )
  return answered(text, citations, document, question)
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

/** A single answer with what the reader must know of its document. */
export function answered(text: string, citations: readonly Citation[], document: Document, question: Question): Answer {
  return {
    status: 'answered',
    answer: text,
    citations: distinct(citations).slice(0, MOST_CITATIONS),
    choices: [],
    related: [],
    notes: notesOn([document], question),
  }
}

/** What must be known of documents that an answer rests on. */
export function notesOn(documents: readonly Document[], question: Question, scope?: Scope): string[] {
  const notes: string[] = []
  const single = new Set(documents).size === 1
  for (const document of new Set(documents)) {
    const name = single ? '本文件' : `《${document.title}》`
    if (document.status === 'draft')
      notes.push(`${name}为${/征求意见/.test(document.text.slice(0, 200)) ? '征求意见稿' : '送审稿'}，尚未正式印发`)
    if (document.status === 'plan') notes.push(`${name}是规划，其中的数字是目标，不是已经实现的情况`)
    if (document.status === 'news') notes.push(`${name}是新闻报道，不是文件原文`)
    if (document.status === 'report' && document.issuedOn)
      notes.push(`${name}是工作报告，情况截至${document.issuedOn.slice(0, 4)}年`)
    if (/审议意见$/.test(document.title)) notes.push(`${name}是审议意见，其中提出的是建议`)
  }
  if (scope?.documents && !documents.some(document => scope.documents!.has(document)))
    notes.push(
      `没有收录${scope.missing.map(region => region.name).join('、') || '该地'}对此的专门文件，以上出自上级或其他文件，是否适用请以当地规定为准`,
    )
  void question
  return notes
}

/** Puts the city in front where neither the question nor the answer names it. */
export function nameRegion(text: string, document: Document, question: Question, prepared: Prepared): string {
  const region = prepared.regionOf(document)
  if (!region || question.regions.length > 0) return text
  const names = [region.name, ...region.aliases, region.name.replace(/[市省县区旗盟]$/, '')].filter(
    name => name.length >= 2,
  )
  if (names.some(name => text.includes(name) || question.folded.includes(fold(name)))) return text
  return question.documents.includes(document) ? text : `${region.name}：${text}`
}

/** The items under a heading, or behind an introduction, one after the other with their count. */
export function answerChildren(passage: Passage, question: Question, prepared: Prepared): Answer | null {
  const { document, clause } = passage
  const children = childrenOf(document, clause)
  if (children.length < 2) return null
  const names = children.map(child => itemName(document, child))
  if (names.some(name => name.length < 2)) return null
  let text = names.join('；')
  if (text.length > TEXT_LIMIT - 20) {
    const shown: string[] = []
    for (const name of names) {
      if (shown.join('；').length + name.length > TEXT_LIMIT - 40) break
      shown.push(name)
    }
    text = `${shown.join('；')}……`
  }
  text = `${text.replace(/。$/, '')}（共 ${children.length} 项）。`
  const citations = citeHeads(document, [clause, ...children], 80, prepared)
  // The items themselves carry the answer, so they are cited before the heading they hang from.
  return answered(text, [...citations.slice(1), citations[0]].slice(0, MOST_CITATIONS), document, question)
}

/** Items by their names, one after the other with their count behind an introduction; the clauses that bear it are cited. */
export function listItems(
  introduction: string,
  items: readonly Clause[],
  bearers: readonly Clause[],
  document: Document,
  question: Question,
  prepared: Prepared,
): Answer {
  const names = items.map(item => itemName(document, item))
  const shown: string[] = []
  for (const name of names) {
    if (shown.length > 0 && shown.join('；').length + name.length > TEXT_LIMIT - 40) break
    shown.push(name)
  }
  const more = shown.length < names.length ? '……' : ''
  const head = introduction ? `${introduction}：` : ''
  const text = `${head}${shown.join('；')}${more}（共 ${names.length} 项）。`
  const named = nameRegion(text, document, question, prepared)
  return answered(named, citeHeads(document, bearers, 80, prepared), document, question)
}

/** A clause as it is read: whole, or as many of its sentences as there is room for. */
export function wholeClause(document: Document, clause: Clause): { text: string; span: Span } {
  const whole = stripLead(display(document.text.slice(...clause.span)))
  return {
    text: whole.length <= TEXT_LIMIT ? asSentence(whole) : cutAtSentence(whole, TEXT_LIMIT - 12),
    span: clause.span,
  }
}

/** The first clauses of a list, each cited by its first `length` characters and their surroundings. */
function citeHeads(document: Document, items: readonly Clause[], length: number, prepared: Prepared): Citation[] {
  return items
    .slice(0, MOST_CITATIONS)
    .map(({ ordinal, span: [start, end] }) =>
      cite(prepared.index.clauses[prepared.position(document, ordinal)], [[start, Math.min(end, start + length)]]),
    )
}

/** 哪六个行动: the headings of one level of a document, as many as the question says, that all bear the thing's name. */
export function answerCounted(question: Question, documents: Iterable<Document>, prepared: Prepared): Answer | null {
  const asked = /([一二两三四五六七八九十]{1,3}|\d{1,2})(?:个|项|大|条|类|种|方面)([\p{Script=Han}]{2,6})/u.exec(
    question.folded,
  )
  const count = asked ? parseNumeral(asked[1]) : null
  if (!asked || count === null || count < 2) return null
  for (const document of documents) {
    const byParent = new Map<string, Clause[]>()
    for (const clause of document.clauses) {
      if (clause.label === '' || clause.kind === 'responsible') continue
      const key = `${clause.path.slice(0, -1).join('/')}|${shapeOf(clause.label)}`
      byParent.set(key, [...(byParent.get(key) ?? []), clause])
    }
    for (const group of byParent.values()) {
      if (group.length !== count) continue
      const noun = [asked[2], asked[2].slice(0, 2)].find(word =>
        group.every(clause => fold(clause.path.at(-1) ?? '').includes(word)),
      )
      if (!noun) continue
      const text = `${group.map(clause => itemName(document, clause)).join('；')}（共 ${group.length} 项）。`
      return answered(text, citeHeads(document, group, 60, prepared), document, question)
    }
  }
  return null
}

/** 面临哪几方面的挑战: where not the item itself but what announces it speaks of the matter, all its items are the answer. */
export function answerSiblings(passage: Passage, question: Question, prepared: Prepared): Answer | null {
  const { document, clause } = passage
  if (clause.kind !== 'item' || clause.path.length < 2) return null
  const holder = clause.path.slice(0, -1)
  const announced = fold(holder.at(-1) ?? '')
  const own = passage.prepared.folded
  const main = question.topics.find(topic => topic.essential)
  if (!main || matchTopic(main, announced) < 0.7 || matchTopic(main, own) > 0.4) return null
  const siblings = document.clauses.filter(
    c =>
      c.kind === 'item' &&
      shapeOf(c.label) === shapeOf(clause.label) &&
      c.path.length === clause.path.length &&
      holder.every((title, i) => c.path[i] === title),
  )
  if (siblings.length < 2) return null
  const text = siblings.map(c => itemName(document, c)).join('；')
  if (text.length > TEXT_LIMIT) return null
  return answered(
    `${text}（共 ${siblings.length} 项）。`,
    citeHeads(document, siblings, 60, prepared),
    document,
    question,
  )
}

/** Clauses one step below a heading, or those that an introduction ending in a colon announces. */
export function childrenOf(document: Document, clause: Clause): Clause[] {
  const after = document.clauses.slice(clause.ordinal + 1)
  if (clause.kind === 'heading') {
    const inside = after.slice(
      0,
      Math.max(
        0,
        after.findIndex(c => !(c.place === clause.place || c.place.startsWith(`${clause.place}.`))),
      ) || after.length,
    )
    const direct = inside.filter(
      c =>
        c.place.split('.').length === clause.place.split('.').length + 1 && c.label !== '' && c.kind !== 'responsible',
    )
    return direct
  }
  const introduces = /[:：]\s*$/.test(document.text.slice(...clause.span))
  if (!introduces) return []
  const items: Clause[] = []
  for (const c of after) {
    if (c.kind !== 'item' || c.label === '') break
    if (items.length && c.label.length > 0 && shapeOf(c.label) !== shapeOf(items[0].label)) break
    items.push(c)
  }
  return items
}

/** The form of a label, its number left out. */
export function shapeOf(label: string): string {
  return label.replace(/[一二三四五六七八九十百\d]+/g, 'N').replace(/[①-⑳]/g, 'O')
}

/** An item as one says it in a list: its lead, or its first words. */
export function itemName(document: Document, clause: Clause): string {
  const title = clause.path.at(-1) ?? ''
  const named = stripLead(title).replace(/^[一二三四五六七八九十]{1,2}是/, '')
  if (named.length >= 2) return named
  const text = display(document.text.slice(...clause.span)).replace(/^[一二三四五六七八九十]{1,2}是/, '')
  return stripLead(text)
    .split(/[。；;]/)[0]
    .slice(0, 80)
}

/** Words of certainty of the sentence that an extract leaves out become a note. */
export function hedgeNote(finding: Finding): string | null {
  const { document, prepared, best } = finding.passage
  const sentence = prepared.sentences[best]
  if (!sentence || finding.passage.clause.kind === 'row') return null
  const around = document.text.slice(...sentence.span)
  const word = /力争|拟(?=[\u4e00-\u9fa5])|原则上|探索/.exec(around)?.[0]
  return word && !HEDGE.test(finding.extract.text) && around.includes(finding.extract.text.slice(0, 8))
    ? `原文用词为“${word}”`
    : null
}
