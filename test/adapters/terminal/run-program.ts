import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, vi } from 'vitest'
import { main } from '../../../adapters/terminal/program.js'

export interface Run {
  /** What the program leaves to the shell: 0 done, 1 could not be done, 2 wrong usage. */
  status: number
  stdout: string
  stderr: string
}

const folder = mkdtempSync(join(tmpdir(), 'wence-terminal-'))
process.env.WENCE_DATA = folder
delete process.env.WENCE_INDEX
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The data folder of the program for the tests of a file: its index is built by the first command that needs one. */
export const dataFolder = folder

/** Writes a file beside the data and returns its path. */
export function fileWith(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** Runs `wence` with these arguments in this process, as the shell would. */
export async function wence(...args: string[]): Promise<Run> {
  return withInput('', ...args)
}

/** The same with a text on standard input. */
export async function withInput(input: string, ...args: string[]): Promise<Run> {
  let stdout = ''
  let stderr = ''
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
      stdout += String(chunk)
      return true
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation(chunk => {
      stderr += String(chunk)
      return true
    }),
    vi.spyOn(console, 'log').mockImplementation((...parts) => {
      stdout += `${parts.join(' ')}\n`
    }),
    vi.spyOn(console, 'error').mockImplementation((...parts) => {
      stderr += `${parts.join(' ')}\n`
    }),
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([Buffer.from(input)]) as never),
  ]
  const listening = process.stdout.listeners('error')
  try {
    const status = await main(['node', 'wence', ...args])
    return { status, stdout, stderr }
  } finally {
    for (const spy of spies) spy.mockRestore()
    // The program listens to its output until the process ends; here it ends with the run.
    for (const listener of process.stdout.listeners('error'))
      if (!listening.includes(listener)) process.stdout.off('error', listener as () => void)
  }
}

/** The lines of a text, the line end behind the last one left out. */
export function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n')
}
