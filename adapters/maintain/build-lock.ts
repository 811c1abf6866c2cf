import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../user-error.js'

/**
 * Lets one build at a time write into a folder of builds. What a killed process left is taken over.
 * @returns gives the folder free again
 * @throws UserError where another process builds there now
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'lock')
  for (;;) {
    try {
      const handle = openSync(file, 'wx')
      writeSync(handle, String(process.pid))
      closeSync(handle)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = Number(readOwner(file))
      if (owner && owner !== process.pid && isAlive(owner))
        throw new UserError(`另一个 wence index（进程 ${owner}）正在写 ${folder}，请等它结束`)
      rmSync(file, { force: true })
    }
  }
}

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
