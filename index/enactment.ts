/** 2025年1月14日, 2025年1月, 二〇二五年一月十四日, as the source of a regular expression; the zero of a year comes in several shapes. */
export const DATE =
  '(?:\\d{4}\\s*年\\s*\\d{1,2}\\s*月\\s*(?:\\d{1,2}\\s*日)?|[〇○零OＯ0０一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)'

const ENACTMENT = new RegExp(
  `^[（(]?(?:根据|经|自)?\\s*${DATE}[^。，；]{0,300}(?:通过|批准|公布|发布|颁布|施行|实施|生效|修[正订改]|决定》|公告|号)[）)]?(?:\\s*根据)?$`,
)

/**
 * Whether a line says when and by whom a text was passed, amended or put in force, as the front of a law does: 2012年6月1日
 * 某市第十届人民代表大会常务委员会第三次会议通过. Such a line is complete as it stands.
 */
export function isEnactment(text: string): boolean {
  return ENACTMENT.test(text)
}
