import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { inPackage } from '../../index/paths.js'
import type { Reply } from '../../src/reply.js'

/*
 * A running bot under questions while its index is rebuilt: are any lost, does a reply mix two builds? Needs the compiled program.
 *
 *     npm run bench:reload
 */

const REBUILDS = 10
const A_SECOND = 50
const folder = mkdtempSync(join(tmpdir(), 'wence-reload-'))
const [from, data] = [join(folder, 'seeds'), join(folder, 'data')]
cpSync(inPackage('seeds'), from, { recursive: true })
rmSync(join(from, 'questions.jsonl'), { force: true })
const changing = join(from, 'hulunbuir-gaozhiliang-cuoshi.txt')
const text = readFileSync(changing, 'utf8')
const wence = inPackage('adapters', 'terminal', 'wence.js')
const port = 18_000 + (process.pid % 1000)
const env = {
  PATH: process.env.PATH,
  WENCE_DATA: data,
  WEB_PORT: String(port),
  WEB_RATE_LIMIT: '1000000',
  WENCE_LOG_LEVEL: 'info',
}

// The sum stands in two clauses of the same document in each build: a reply that cites both shows whether builds were mixed.
async function build(sum: number): Promise<void> {
  writeFileSync(changing, text.replaceAll('每月800元', `每月${sum}元`))
  const child = spawn(process.execPath, [wence, 'index', '--from', from, '--out', join(data, 'index')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the build ended with ${code}`)
}

await build(800)
const server = spawn(process.execPath, [wence, 'serve'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
let log = ''
server.stderr.on('data', bytes => {
  log += bytes
})
while (!log.includes('问策已启动')) await wait(50)

const seen = new Map<string, number>()
const times: number[] = []
let [asked, lost, mixed] = [0, 0, 0]
let asking = true
const inFlight = new Set<Promise<void>>()
async function ask(): Promise<void> {
  asked++
  const started = performance.now()
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/ask?q=${encodeURIComponent('呼伦贝尔班主任津贴多少')}`)
    const reply = (await response.json()) as Reply
    times.push(performance.now() - started)
    const sums = new Set(`${reply.answer}\n${reply.citations[0].quote}`.match(/每月[89]\d\d元/g))
    sums.delete('每月600元')
    if (sums.size !== 1) mixed++
    const [sum] = sums
    seen.set(sum, (seen.get(sum) ?? 0) + 1)
  } catch {
    lost++
  }
}
const ticking = (async () => {
  while (asking) {
    const one = ask().finally(() => inFlight.delete(one))
    inFlight.add(one)
    await wait(1000 / A_SECOND)
  }
})()
for (let n = 1; n <= REBUILDS; n++) {
  await build(800 + n)
  const until = performance.now() + 30_000
  while (!seen.has(`每月${800 + n}元`) && performance.now() < until) await wait(20)
}
asking = false
await ticking
await Promise.all(inFlight)
server.kill('SIGTERM')
const [code] = await once(server, 'close')
times.sort((a, b) => a - b)
const at = (share: number) => Math.round(times[Math.floor(times.length * share)] * 10) / 10
console.log(
  JSON.stringify({
    asked,
    lost,
    mixed,
    buildsSeen: seen.size,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    longestMs: Math.round(times.at(-1)!),
    endedWith: code,
  }),
)
rmSync(folder, { recursive: true, force: true })
process.exitCode = lost || mixed || seen.size !== REBUILDS + 1 ? 1 : 0
