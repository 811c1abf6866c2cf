import { join } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { BUILDS_KEPT } from '../../index/index-folder.js'
import { inPackage, packageVersion } from '../../index/paths.js'
import { askBatch, askOnce } from './ask.js'
import { chat } from './chat.js'
import { showClause, showDocuments, showOutline } from './documents.js'
import { checkLexicon } from './lexicon.js'
import { makeIndex } from './make-index.js'
import { rollBackTo, showBuilds, showStatus, verifyCurrent } from './manage-builds.js'
import { showMisses } from './misses.js'
import { showPins } from './pins.js'
import { searchBatch, searchOnce } from './search.js'

const STATUSES = ['in_force', 'draft', 'report', 'plan', 'news', 'unknown']

/** Runs one command of the program. @returns the exit status: 0 done, 1 could not be done, 2 wrong usage */
export async function main(argv: readonly string[]): Promise<number> {
  let status = 0
  // A reader that has seen enough (| head) closes the pipe; that is no error.
  process.stdout.on('error', error => {
    if (isClosedPipe(error)) process.exit(0)
    throw error
  })
  const program = describeProgram(code => {
    status = code
  })
  try {
    await program.parseAsync(argv as string[])
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (isClosedPipe(error)) return 0
    console.error(`wence：${(error as Error).message}`)
    if (process.env.WENCE_DEBUG) console.error(error)
    return 1
  }
}

function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE'
}

function describeProgram(setStatus: (code: number) => void): Command {
  const program = new Command('wence')
    .description('问策：用政策文件的原文回答问题，每个答案都注明出处。')
    .version(packageVersion, '-V, --version', '打印版本号')
    .helpOption('-h, --help', '打印帮助')
    .helpCommand('help [command]', '打印某个命令的帮助')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(translate(text)) })
    .showHelpAfterError('（用 wence --help 查看用法）')
    .showSuggestionAfterError(true)
  const index = () => new Option('--index <DIR>', '用这个文件夹里的索引').default(undefined, join('data', 'index'))

  program
    .command('ask')
    .description('回答一个问题：先是答案，再是所依据的条款')
    .argument('[question...]', '问题')
    .addOption(index())
    .option('--json', '打印一行 Reply（JSON）')
    .option('--batch <FILE>', '逐行读 {"id","turns"} 或 {"id","question"}（- 为标准输入），逐行打印 Reply')
    .option('--explain', '说明为什么这样回答')
    .action(async (words: string[], options) => {
      if (options.batch && words.length) throw usage('--batch 与直接写出的问题不能同时用')
      if (!options.batch && words.length === 0) throw usage('缺少问题：wence ask "包头县管校聘何时全面推开"')
      setStatus(await (options.batch ? askBatch(options) : askOnce(words.join(' '), options)))
    })
  program
    .command('search')
    .description('给工作人员查条款：按相关程度排列')
    .argument('[query...]', '要查的话')
    .addOption(index())
    .option('--region <NAME>', '只查这个地区（可写简称，如 呼市）')
    .option('--doc <DOC>', '只查这份文件（编号或名称的一部分）')
    .option('--year <YYYY>', '只查这一年的文件或提到这一年的条款', parseYear)
    .addOption(new Option('--status <STATUS>', '只查这种状态的文件').choices(STATUSES))
    .option('--limit <N>', '最多几条', parseLimit, 10)
    .option('--json', '打印一个 JSON 对象')
    .option('--batch <FILE>', '逐行读 {"id","turns"} 或 {"id","question"}，逐行打印结果')
    .action(async (words: string[], options) => {
      if (options.batch && words.length) throw usage('--batch 与直接写出的问题不能同时用')
      if (!options.batch && words.length === 0) throw usage('缺少要查的话：wence search "县管校聘"')
      setStatus(await (options.batch ? searchBatch(options) : searchOnce(words.join(' '), options)))
    })
  program
    .command('docs')
    .description('列出收录的文件')
    .addOption(index())
    .option('--json', '打印 JSON')
    .action(async options => setStatus(await showDocuments(options)))
  program
    .command('toc')
    .description('一份文件的目录')
    .argument('<DOC>', '文件编号或名称的一部分')
    .addOption(index())
    .option('--json', '打印 JSON')
    .action(async (document: string, options) => setStatus(await showOutline(document, options)))
  program
    .command('clause')
    .description('一条原文')
    .argument('<DOC>', '文件编号或名称的一部分')
    .argument('<REF...>', '条款：44、第四十四条、五（二）、框5')
    .addOption(index())
    .option('--json', '打印 JSON')
    .action(async (document: string, reference: string[], options) =>
      setStatus(await showClause(document, reference.join(' '), options)),
    )
  program
    .command('index')
    .description('由一个文件夹的文件生成索引')
    .option('--from <DIR>', '文件所在的文件夹', inPackage('seeds'))
    .option('--out <DIR>', '索引放在哪里（默认 data/index）')
    .option('--findings <N>', '最多列出几条阅读发现（0 只列总数；列新的和改动的文件的）', parseCount, 40)
    .option('--keep <N>', '留下最近的几个索引，含正在用的', parseKept, BUILDS_KEPT)
    .addOption(new Option('--list', '列出留着的索引').conflicts(['rollback', 'verify']))
    .addOption(new Option('--rollback [NAME]', '退回上一个索引，或指定的那个').conflicts(['list', 'verify']))
    .addOption(new Option('--verify', '检查正在用的索引，并问一遍自备的问题').conflicts(['list', 'rollback']))
    .option('--json', '打印 JSON')
    .action(async options => {
      if (options.list) setStatus(showBuilds(options.out, Boolean(options.json)))
      else if (options.rollback)
        setStatus(rollBackTo(options.out, options.rollback === true ? undefined : options.rollback))
      else if (options.verify) setStatus(verifyCurrent(options.out))
      else setStatus(await makeIndex(options))
    })
  program
    .command('status')
    .description('正在用的索引：哪一个、多久了、收录多少')
    .option('--index <DIR>', '用这个文件夹里的索引')
    .option('--json', '打印 JSON')
    .action(options => setStatus(showStatus(options.index, Boolean(options.json))))
  program
    .command('misses')
    .description('没答上的问题和说没用的回答，相像的归在一起')
    .addOption(index())
    .option('--days <N>', '看最近几天（默认全部留着的）', parseDays)
    .option('--export <FILE>', '写成待标的问题，供 questions.jsonl 用')
    .option('--json', '打印 JSON')
    .action(async options => setStatus(await showMisses(options)))
  program
    .command('pins')
    .description('固定到条款的问题（pins.jsonl）')
    .addOption(index())
    .option('--dry-run <FILE>', '看文件里哪些问题会这样回答，各有多像')
    .option('--json', '打印 JSON')
    .action(async options => setStatus(await showPins(options)))
  program
    .command('lexicon')
    .description('词表')
    .command('check')
    .description('查词表：矛盾和重复的、用不上的、有害的')
    .addOption(index())
    .option('--questions <FILE...>', '用这些有答案的问题量害处（默认自带的）')
    .option('--json', '打印 JSON')
    .action(async options => setStatus(await checkLexicon(options)))
  program
    .command('chat')
    .description('在终端里对话（可以追问）')
    .addOption(index())
    .action(async options => setStatus(await chat(options)))
  program
    .command('serve')
    .description('运行环境里配置的各个平台；什么都没配置时只有网页')
    .addOption(index())
    .action(async options => {
      // Servers are loaded where they are started: a question from the shell need not wait for them.
      const { serve } = await import('../serve/serve.js')
      setStatus(await serve(options))
    })
  program
    .command('mcp')
    .description('供智能助手使用：在标准输入输出上提供 Model Context Protocol')
    .addOption(index())
    .action(async options => {
      const { serveMcp } = await import('../mcp/server.js')
      setStatus(await serveMcp(options))
    })
  for (const command of program.commands.flatMap(command => [command, ...command.commands]))
    command
      .exitOverride()
      .helpOption('-h, --help', '打印帮助')
      .configureOutput({ outputError: (text, write) => write(translate(text)) })
      .showHelpAfterError(`（用 wence ${command.name()} --help 查看用法）`)
  return program
}

function usage(message: string): CommanderError {
  console.error(`wence：${message}`)
  return new CommanderError(2, 'wence.usage', message)
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new InvalidArgumentError('应为 1 到 1000 的整数。')
  return limit
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError('应为 0 或正整数。')
  return count
}

function parseKept(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 100) throw new InvalidArgumentError('应为 1 到 100 的整数。')
  return count
}

function parseDays(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 3650) throw new InvalidArgumentError('应为 1 到 3650 的整数。')
  return days
}

function parseYear(text: string): string {
  if (!/^(?:19|20)\d\d$/.test(text)) throw new InvalidArgumentError('应为四位年份，如 2025。')
  return text
}

/** The parser's few messages, in the language of the person who reads them. */
function translate(text: string): string {
  return text
    .replace(/^error: /, 'wence：')
    .replace(/unknown command '(.+?)'/, '没有“$1”这个命令')
    .replace(/unknown option '(.+?)'/, '没有“$1”这个选项')
    .replace(/missing required argument '(.+?)'/, '缺少参数 $1')
    .replace(/option '(.+?)' argument missing/, '选项 $1 后面缺少内容')
    .replace(/option '(.+?)' argument '(.*?)' is invalid\./, '选项 $1 的值“$2”不对：')
    .replace(/Allowed choices are (.+?)\./, '可用的值有 $1。')
    .replace(/too many arguments.*\./, '参数太多。')
    .replace(/\(Did you mean (.+?)\?\)/, '（是不是想输入 $1？）')
}
