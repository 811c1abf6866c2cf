import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listBuilds, loadIndex } from '../../index/index-folder.js'
import { inPackage } from '../../index/paths.js'
import { ask } from '../../src/ask.js'

/*
 * Kills `wence index` at random moments and looks each time whether the index still answers. Needs the compiled program.
 *
 *     npm run bench:kills -- 200
 */

const KILLS = Number(process.argv[2] ?? 200)
const QUESTION = '呼伦贝尔班主任津贴多少'
const folder = mkdtempSync(join(tmpdir(), 'wence-kills-'))
const [from, out] = [join(folder, 'seeds'), join(folder, 'index')]
cpSync(inPackage('seeds'), from, { recursive: true })
const changing = join(from, 'hulunbuir-gaozhiliang-cuoshi.txt')
const text = readFileSync(changing, 'utf8')

function build() {
  return spawn(
    process.execPath,
    [inPackage('adapters', 'terminal', 'wence.js'), 'index', '--from', from, '--out', out, '--findings', '0'],
    { stdio: 'ignore' },
  )
}

const write = (n: number) => writeFileSync(changing, text.replaceAll('每月800元', `每月${801 + n}元`))
rmSync(join(from, 'questions.jsonl'), { force: true })
write(-1)
await once(build(), 'close')
// From now on only one file is read anew.
write(0)
const started = performance.now()
await once(build(), 'close')
const whole = performance.now() - started
let [unusable, killed, finished, swapped] = [0, 0, 0, 0]
for (let n = 1; killed < KILLS; n++) {
  write(n)
  const before = listBuilds(out).find(({ isCurrent }) => isCurrent)?.name
  const child = build()
  const closed = once(child, 'close')
  // Mostly while it writes, verifies and swaps, which is the later half.
  const timer = setTimeout(() => child.kill('SIGKILL'), whole * (0.3 + 0.7 * Math.random()))
  const [code] = await closed
  clearTimeout(timer)
  if (code === 0) finished++
  else killed++
  if (listBuilds(out).find(({ isCurrent }) => isCurrent)?.name !== before) swapped++
  try {
    const { answer } = ask(loadIndex(out), QUESTION)
    if (!/每月(?:8|9|10|11|12)\d\d元/.test(answer)) throw new Error(answer)
  } catch (error) {
    unusable++
    console.error(`${n}: ${(error as Error).message}`)
  }
}
await once(build(), 'close')
console.log(
  JSON.stringify({
    killed,
    ranToTheEnd: finished,
    swapped,
    unusable,
    buildsLeft: listBuilds(out).length,
  }),
)
rmSync(folder, { recursive: true, force: true })
process.exitCode = unusable ? 1 : 0
