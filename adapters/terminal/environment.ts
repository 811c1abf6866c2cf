import { join } from 'node:path'
import { config } from 'dotenv'
import { z } from 'zod'
import { inPackage } from '../../index/paths.js'

const environmentSchema = z.object({
  /** Folder of the built index. */
  WENCE_INDEX: z.string().trim().min(1).optional(),
  /** Folder for builds. */
  WENCE_DATA: z.string().trim().min(1).optional(),
})

/** Where things lie, as the environment and `.env` say. */
export interface Environment {
  indexFolder: string
  /** The folder was named by WENCE_INDEX: it is somebody's own, and nothing is built there unasked. */
  indexIsNamed: boolean
}

/**
 * Reads the environment and `.env` of the working folder once a call; an empty variable counts as unset.
 * @throws Error naming the variable that is wrong
 */
export function readEnvironment(): Environment {
  config({ quiet: true })
  const { WENCE_INDEX, WENCE_DATA } = process.env
  const parsed = environmentSchema.safeParse({
    WENCE_INDEX: WENCE_INDEX || undefined,
    WENCE_DATA: WENCE_DATA || undefined,
  })
  if (!parsed.success)
    throw new Error(`环境变量 ${parsed.error.issues.map(issue => issue.path.join('.')).join('、')} 不能只有空白`)
  return {
    indexFolder: parsed.data.WENCE_INDEX ?? join(parsed.data.WENCE_DATA ?? inPackage('data'), 'index'),
    indexIsNamed: parsed.data.WENCE_INDEX !== undefined,
  }
}
