import type { FoldedText } from '../folded-text.js'
import type { QuestionLanguage } from '../language.js'
import type { AnswerKind, Question } from '../understand/question.js'

const DATE =
  /(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日|年底|年末|年内|月底|上半年|下半年|学期|工作日内|[一二三四五六七八九十\d]+(?:年|个月|日|天)(?:内|前|后|以内|之内|起)|(?:满|[届满日]前|提前)[一二三四五六七八九十\d]+(?:年|个月|日|天)|\d{1,2}[:：]\d\d|今年|明年|自.{1,12}起|春季|秋季|(?:[一二三四五六七八九十]{1,3}|\d{1,2})时(?!间|期|代)/
const CAUSE = /因|由于|导致|造成|致使|使得|使|不足|缺乏|短缺|为了|为.{2,20}[,，]|以便|防止|缩小|促进|确保|保障/
const ORGAN =
  /局|委|部|厅|办|政府|中心|单位|部门|人员|小组|协会|公司|院|机构|企业|学校|校长|教师|组织|主体|负责|银行|由(?![每于此原来])/
/** Says who does it; without such a word the organ is only spoken of. */
const IN_CHARGE =
  /主管|负责|牵头|承担|责任|由[^,。;]{2,24}(?:局|委|部|厅|办|政府|中心|单位|部门|机构|机关|公司|院|校|会|者|人|站)/
const NAMED_ONLY = 0.6
/** Settles whether something may, must or must not be done. */
const MODAL = /不得|禁止|严禁|不准|不能|可以|允许|应当|必须|不予|无需|不需要|有权|免予/
/** Settles whether something may be done; what must be done says less of it. */
const LEAVE = /不得|禁止|严禁|不准|不能|可以|允许|准许|不予|有权|无权|均?不受|不实行|除外/
const ONLY_DUTY = 0.6
/** Asks whether something may be done: 能租给别的厂吗, 卖活鸡行不行. */
const ASKS_LEAVE =
  /(?:能不能|可不可以|能否|可否|可以|能|准|让|允许|敢).{0,24}(?:吗|么|不)[?？。]*$|能不能|可不可以|能否|可否|行不行|行吗|可以吗|可以不|违[法规]吗|犯法吗/

/** What stands in place of a unit where leave is asked for. */
export const LEAVE_ASKED = 'leave'

/** Whether a folded yes-or-no question asks for leave, and not for a duty or a fact. */
export function asksLeave(folded: string): boolean {
  return ASKS_LEAVE.test(folded)
}

const PLACE = /市|区|县|旗|学校|中学|小学|幼儿园|平台|镇|街道|网|大学|省|公司|基地|点/
const MEANS = /通过|采取|依托|方式|推动|建立|实行|按照|以.{1,12}为|加强|给予|应当|可以|制度|措施|严格|实施|开展/

/** Numbers with what stands behind them, years left out. */
export const QUANTITY = /(?<![\d.])\d+(?:\.\d+)?(?:[-至到~—]\d+(?:\.\d+)?)?(?:余|多)?(?:万亿|万|亿|千|百)?(?!\d)/g

/** Chinese numerals before a unit; without one, before any common unit. 第二项 and 第十条 are places, no quantities, nor are 万元 of 10万元 and 市区两级. */
const HAN_QUANTITY =
  /(?<![\d第一二三四五六七八九十百千〇零])(?!二次供水|一次性|两级)[一二三四五六七八九十两百千万亿半]+(?:个|所|名|项|人|次|年|天|日|小时|倍|成|元|家|类|种|方面|户|级|个月|分之|米|厘米|公里|平方米|度|摄氏度|只|辆|吨|周岁|岁|分钟|学时)/
/** 每季度公示: how often is how long between. */
const HOW_OFTEN = /每(?:半)?(?:年|学年|学期|季度?|个?月|周|日|天)(?:[至不公检一进向定清消组开召对应举办评轮])/

/** Whether a folded sentence part holds a quantity, of the wanted class of units if one is given. */
export function holdsQuantity(folded: string, unit: string | null, language: QuestionLanguage): boolean {
  const known = unit ? language.units.find(entry => entry.name === unit) : undefined
  if (/\d/.test(folded)) {
    for (const match of folded.matchAll(QUANTITY)) {
      // The number at the head of a measure is its place.
      if (match.index === 0 && /^\d{1,3}[.、]/.test(folded) && !/^\d+\.\d+(?:%|万|亿|个|元)/.test(folded)) continue
      const behind = folded.slice(match.index + match[0].length, match.index + match[0].length + 8)
      if (/^(?:19|20)\d\d$/.test(match[0]) && /^(?:年|[-至到~、,])/.test(behind)) continue
      if (/^\d{1,2}$/.test(match[0]) && isDate(folded.slice(0, match.index), behind)) continue
      if (!known) return true
      if (unit === 'percent' && /^\/\d/.test(behind)) return true
      if (unit === 'phone' && match[0].length >= 5 && !/^(?:19|20)\d\d[-至到~—](?:19|20)\d\d$/.test(match[0]))
        return true
      if (known.units.some(u => behind.startsWith(u)) || known.figure.test(match[0] + behind)) return true
    }
  }
  if (unit === 'length' && HOW_OFTEN.test(folded)) return true
  if (HAN_QUANTITY.test(folded))
    return !known || known.inWords.test(folded) || (unit === 'percent' && /分之/.test(folded))
  return (
    (unit === 'percent' && /全覆盖|全部|只增不减/.test(folded)) ||
    ((unit === null || unit === 'percent') && /持平/.test(folded))
  )
}

/** 不得少于30日, 提前15日: how long, and no day of the month. */
const TERM = /(?:少于|多于|超过|不足|不满|提前|延长|最[短长]|期限?[为是])$/

/** 3月, and 5日 of 3月5日; 30日内 is a time. */
function isDate(before: string, behind: string): boolean {
  if (/^日/.test(behind) && TERM.test(before)) return false
  return (
    /^(?:月|号)/.test(behind) ||
    (/^日/.test(behind) && (before.endsWith('月') || !/^日(?:以内|之内|内|前|后|以上|以下|起)/.test(behind)))
  )
}

/** The unit of the figure that is asked for, or that leave is. */
export function wantedOf({ inner, unit, folded }: Question): string | null {
  return unit === null && inner === 'yesno' && asksLeave(folded) ? LEAVE_ASKED : unit
}

/** How well a folded sentence could hold an answer of the wanted kind, 0 to 1. */
export function kindEvidence(
  folded: string,
  kind: AnswerKind,
  unit: string | null,
  language: QuestionLanguage,
  years: readonly string[] = [],
): number {
  switch (kind) {
    case 'when':
      return DATE.test(years.reduce((text, year) => text.replaceAll(`${year}年`, ''), folded))
        ? 1
        : DATE.test(folded)
          ? 0.5
          : 0
    case 'status':
      return (DATE.test(folded) ? 0.6 : 0) + (holdsQuantity(folded, null, language) ? 0.15 : 0)
    case 'howmuch':
      if (holdsQuantity(folded, unit, language)) return 1
      return unit && holdsQuantity(folded, null, language) ? 0.15 : 0
    case 'who':
      return !ORGAN.test(folded) ? 0 : IN_CHARGE.test(folded) ? 1 : NAMED_ONLY
    case 'where':
      return PLACE.test(folded) ? 1 : 0
    case 'list':
      return Math.min(
        1,
        (folded.match(/、|[一二三四五六七八九]是|\d\.|;|\([一二三四五六七八九十]\)|应当(?:具备|具有|符合|提交)|下列/g)
          ?.length ?? 0) / 3,
      )
    case 'why':
      return CAUSE.test(folded) ? 1 : 0
    case 'how':
      return MEANS.test(folded) ? 1 : 0
    case 'yesno':
      // What a word means settles nothing.
      if (/是指/.test(folded)) return 0
      if (unit === LEAVE_ASKED) return LEAVE.test(folded) ? 1 : MODAL.test(folded) ? ONLY_DUTY : 0.5
      return MODAL.test(folded) ? 1 : 0.5
    default:
      return unit && holdsQuantity(folded, unit, language) ? 1 : 0.5
  }
}

/** {@link kindEvidence} of a text that many questions look at: remembered with it. */
export function evidenceOf(
  text: FoldedText,
  kind: AnswerKind,
  unit: string | null,
  language: QuestionLanguage,
  years: readonly string[],
): number {
  return remembered(text, unit === null ? kind : `${kind} ${unit}`, kind, unit, language, years)
}

/** The same for one question: a function that is made once and asked of many texts. */
export function evidenceFor(question: Question, language: QuestionLanguage): (text: FoldedText) => number {
  const { inner, years } = question
  const unit = wantedOf(question)
  const name = unit === null ? inner : `${inner} ${unit}`
  return text => remembered(text, name, inner, unit, language, years)
}

function remembered(
  text: FoldedText,
  name: string,
  kind: AnswerKind,
  unit: string | null,
  language: QuestionLanguage,
  years: readonly string[],
): number {
  // Only a year that the text names makes any difference, and only to when a thing is.
  if (kind === 'when' && years.some(year => text.includes(`${year}年`)))
    return kindEvidence(text.folded, kind, unit, language, years)
  return text.recall(name) ?? text.remember(name, kindEvidence(text.folded, kind, unit, language))
}

/** {@link holdsQuantity} of a text that many questions look at: remembered with it. */
export function textHoldsQuantity(text: FoldedText, unit: string | null, language: QuestionLanguage): boolean {
  const name = unit === null ? 'quantity' : `quantity ${unit}`
  return (text.recall(name) ?? text.remember(name, holdsQuantity(text.folded, unit, language) ? 1 : 0)) === 1
}
