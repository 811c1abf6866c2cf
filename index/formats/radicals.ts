/**
 * Signs of radicals that some programs write into a PDF in place of the characters they look like (Unicode's
 * EquivalentUnifiedIdeograph): ⺠ for 民. The Kangxi radicals beside them have a compatibility mapping of their own.
 */
const SUPPLEMENT =
  '⺁厂⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫罒⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'
const CHARACTERS = new Map<string, string>([
  ...Array.from({ length: SUPPLEMENT.length / 2 }, (_, i) => [SUPPLEMENT[2 * i], SUPPLEMENT[2 * i + 1]] as const),
  // The mapping gives 戶, which documents in simplified characters do not write.
  ['⼾', '户'],
  ['\u2e3a', '——'],
  ['\u2e3b', '———'],
])

/** The characters that the text means. Where a font draws two dashes as one long one, they are two again. */
export function withoutRadicals(text: string): string {
  return text.replace(
    /[\u2e80-\u2fdf\u2329\u232a\u2e3a\u2e3b]/g,
    char => CHARACTERS.get(char) ?? char.normalize('NFKC'),
  )
}
