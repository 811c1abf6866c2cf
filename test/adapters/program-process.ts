import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'
import { saveIndex } from '../../index/index-folder.js'
import { inPackage } from '../../index/paths.js'
import { seeds } from '../index/support.js'

const folder = mkdtempSync(join(tmpdir(), 'wence-process-'))
const running = new Set<ChildProcessWithoutNullStreams>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** The folder that the processes run in, so that no settings of the checkout reach them; the index of the seeds is in it. */
export const processFolder = folder
saveIndex(seeds().index, join(folder, 'data', 'index'))

// The program's own door runs what was compiled; tests run the sources.
const door = join(folder, 'wence.mjs')
writeFileSync(
  door,
  `const { main } = await import(${JSON.stringify(pathToFileURL(inPackage('adapters', 'terminal', 'program.ts')).href)})\nprocess.exitCode = await main(process.argv)\n`,
)

/** The command line and environment that run `wence`, with nothing configured but where its index is. */
export function command(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH, HOME } = process.env
  return {
    command: process.execPath,
    args: ['--import', pathToFileURL(inPackage('node_modules', 'tsx', 'dist', 'loader.mjs')).href, door, ...args],
    cwd: folder,
    env: {
      PATH: PATH ?? '',
      HOME: HOME ?? '',
      TSX_TSCONFIG_PATH: inPackage('tsconfig.json'),
      WENCE_DATA: join(folder, 'data'),
      ...env,
    },
  }
}

export interface Process {
  child: ChildProcessWithoutNullStreams
  /** What it has written so far. */
  output: { stdout: string; stderr: string }
  /** Waits for words on standard error. @throws Error with all it wrote, where it ends without them */
  says(words: RegExp): Promise<RegExpExecArray>
  /** The exit status, or the signal that ended it. */
  ended: Promise<number | string>
}

/** Runs `wence` as a process of its own. */
export function start(args: readonly string[], env: Record<string, string> = {}): Process {
  const how = command(args, env)
  const child = spawn(how.command, how.args, { cwd: how.cwd, env: how.env })
  running.add(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', bytes => {
    output.stdout += bytes
  })
  child.stderr.on('data', bytes => {
    output.stderr += bytes
  })
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return code ?? signal
  })
  return {
    child,
    output,
    ended,
    says: words =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = words.exec(output.stderr)
          if (match) resolve(match)
        }
        child.stderr.on('data', look)
        ended.then(status => reject(new Error(`ended with ${status}: ${output.stderr}`)))
        look()
      }),
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
