import { join } from 'node:path'
import { config } from 'dotenv'
import { z } from 'zod'
import { inPackage } from '../index/paths.js'
import { UserError } from './user-error.js'

const path = z.string().trim().min(1, '不能只有空白')
const whole = (least: number, most: number) => {
  const message = `应为 ${least} 到 ${most} 的整数`
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine(value => value >= least && value <= most, message)
}

/** Every variable that the program reads; `.env.example` says the same for people. */
const environmentSchema = z.object({
  /** Folder of the built index. */
  WENCE_INDEX: path.optional(),
  /** Folder for settings, feedback and builds. */
  WENCE_DATA: path.optional(),
  WENCE_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], '应为 debug、info、warn、error、silent 之一')
    .default('info'),
  WEB_HOST: z.string().trim().min(1, '应为要监听的地址，如 127.0.0.1').default('127.0.0.1'),
  /** 0 turns the web page off. */
  WEB_PORT: whole(0, 65535).default(8080),
  WEB_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' })
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
  /** How many proxies in front are trusted to say who asks. */
  WEB_TRUST_PROXY: whole(0, 9).default(0),
  /** Questions and searches a minute from one address. */
  WEB_RATE_LIMIT: whole(1, 1_000_000).default(120),
})

/** The environment as checked at the door. */
export interface Environment {
  indexFolder: string
  /** The folder was named by WENCE_INDEX: it is somebody's own, and nothing is built there unasked. */
  indexIsNamed: boolean
  dataFolder: string
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  web: {
    host: string
    /** 0: off. */
    port: number
    /** How readers reach the pages, without a slash at its end; null where nobody said. */
    publicUrl: string | null
    trustedProxies: number
    requestsPerMinute: number
  }
}

/**
 * Reads the environment and `.env` of the working folder once a call; an empty variable counts as unset.
 * @throws UserError naming each variable that is wrong and what it should be
 */
export function readEnvironment(): Environment {
  config({ quiet: true })
  const set = Object.fromEntries(
    Object.keys(environmentSchema.shape).flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
  )
  const parsed = environmentSchema.safeParse(set)
  if (!parsed.success)
    throw new UserError(
      parsed.error.issues.map(({ path: [name], message }) => `环境变量 ${String(name)} ${message}`).join('\n'),
    )
  const env = parsed.data
  const dataFolder = env.WENCE_DATA ?? inPackage('data')
  return {
    indexFolder: env.WENCE_INDEX ?? join(dataFolder, 'index'),
    indexIsNamed: env.WENCE_INDEX !== undefined,
    dataFolder,
    logLevel: env.WENCE_LOG_LEVEL,
    web: {
      host: env.WEB_HOST,
      port: env.WEB_PORT,
      publicUrl: env.WEB_PUBLIC_URL ?? null,
      trustedProxies: env.WEB_TRUST_PROXY,
      requestsPerMinute: env.WEB_RATE_LIMIT,
    },
  }
}
