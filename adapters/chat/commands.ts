/** What a person may tell the bot to do; each has an English name, Chinese ones, and a line that says what it does. */
export const COMMANDS = [
  { name: 'help', words: ['帮助', '怎么用'], takes: '', does: '怎么用', english: 'How to use' },
  { name: 'docs', words: ['文件', '文件列表'], takes: '[名字]', does: '收录了哪些文件', english: 'Documents held' },
  { name: 'toc', words: ['目录'], takes: '文件', does: '一份文件的目录', english: 'Outline of a document' },
  { name: 'clause', words: ['条', '原文'], takes: '[文件] 条号', does: '一条的原文', english: 'A clause verbatim' },
  { name: 'search', words: ['查', '检索'], takes: '要查的话', does: '查条款', english: 'Search clauses' },
  { name: 'compare', words: ['对比', '比较'], takes: '要比的事', does: '各地怎么规定', english: 'Compare regions' },
  { name: 'why', words: ['为什么', '依据'], takes: '', does: '上一个回答是怎么找到的', english: 'Why that answer' },
  { name: 'new', words: ['新话题'], takes: '', does: '换个话题，不接上文', english: 'Start over' },
  { name: 'city', words: ['城市', '默认城市'], takes: '城市|清除', does: '默认问哪个城市', english: 'Default city' },
  { name: 'scope', words: ['范围'], takes: '文件…|清除', does: '只从这些文件回答', english: 'Limit the documents' },
  {
    name: 'trigger',
    words: ['触发', '触发词'],
    takes: '词|清除',
    does: '群里以什么开头算问我',
    english: 'Prefix in groups',
  },
  { name: 'quiet', words: ['免打扰'], takes: '22:00-07:00|清除', does: '群里什么时候不说话', english: 'Quiet hours' },
  { name: 'cite', words: ['引用'], takes: '全|简', does: '引用写全还是写简', english: 'Length of citations' },
  { name: 'settings', words: ['设置'], takes: '', does: '这里的设置', english: 'Settings here' },
  { name: 'status', words: ['状态'], takes: '', does: '运行状态（管理员）', english: 'Status (operators)' },
] as const

export type CommandName = (typeof COMMANDS)[number]['name']

export interface Command {
  name: CommandName
  /** What stands behind the name, '' where nothing does. */
  argument: string
}

const BY_WORD = new Map<string, CommandName>(
  COMMANDS.flatMap(({ name, words }) => [name, ...words].map(word => [word, name] as const)),
)
/** `/toc@WenceBot 若干措施`, `／目录 若干措施`. Telegram writes the bot's name behind a command in groups. */
const WRITTEN = /^[/／]\s*([\p{L}]+)(?:@\w+)?(?:[\s:：]+([\s\S]*))?$/u

/**
 * The command that a message is; null where it is none. A word behind the slash that is no command makes it none, so that
 * a question may begin with one.
 */
export function parseCommand(text: string): Command | null {
  const written = text.trim().match(WRITTEN)
  const name = written && (written[1] === 'start' ? 'help' : BY_WORD.get(written[1].toLowerCase()))
  if (name) return { name, argument: (written[2] ?? '').trim() }
  const stuck = text.trim().match(/^[/／]\s*(\p{Script=Han}+)([\s\S]*)$/u)
  if (!stuck) return null
  const longest = [...BY_WORD.keys()].filter(word => stuck[1].startsWith(word)).sort((a, b) => b.length - a.length)[0]
  return longest ? { name: BY_WORD.get(longest)!, argument: (stuck[1].slice(longest.length) + stuck[2]).trim() } : null
}
