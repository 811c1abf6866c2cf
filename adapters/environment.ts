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

const webAddress = z
  .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' })
  .transform(url => url.replace(/\/+$/, ''))
const list = (each: RegExp, message: string) =>
  z
    .string()
    .transform(text => text.split(/[,，\s]+/).filter(Boolean))
    .refine(parts => parts.every(part => each.test(part)), message)

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Every variable that the program reads; `.env.example` says the same for people. */
const variables = z.object({
  /** Folder of the built index. */
  WENCE_INDEX: path.optional(),
  /** Folder for settings, what is learned from use, and builds. */
  WENCE_DATA: path.optional(),
  WENCE_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], '应为 debug、info、warn、error、silent 之一')
    .default('info'),
  WEB_HOST: z.string().trim().min(1, '应为要监听的地址，如 127.0.0.1').default('127.0.0.1'),
  /** 0 turns the web page off. */
  WEB_PORT: whole(0, 65535).default(8080),
  WEB_PUBLIC_URL: webAddress.optional(),
  /** How many proxies in front are trusted to say who asks. */
  WEB_TRUST_PROXY: whole(0, 9).default(0),
  /** Questions and searches a minute from one address. */
  WEB_RATE_LIMIT: whole(1, 1_000_000).default(120),
  /** Messages a minute of one person, and answered in one chat. */
  CHAT_RATE_PERSON: whole(1, 1_000_000).default(20),
  CHAT_RATE_CHAT: whole(1, 1_000_000).default(60),
  /** Where the people are, for quiet hours. */
  WENCE_TIME_ZONE: z.string().trim().refine(isTimeZone, '应为时区的名字，如 Asia/Shanghai').default('Asia/Shanghai'),
  /** Who may administer, `platform:id`. */
  WENCE_ADMINS: list(/^[\w-]+:\S+$/, '应为“平台:编号”，用逗号隔开，如 telegram:12345').default([]),
  /** 1: messages and who sent them are logged. */
  WENCE_LOG_MESSAGES: z.enum(['0', '1'], '应为 0 或 1').default('0'),
  /** Where settings and buttons are kept: a server in place of the file in WENCE_DATA. */
  WENCE_DATABASE: z
    .string()
    .trim()
    .regex(/^(?:postgres(?:ql)?|mysql):\/\/\S+$/, '应为 postgres:// 或 mysql:// 开头的地址；不写就存在 WENCE_DATA 里')
    .optional(),

  /** 0: no question and no vote is kept. */
  WENCE_LEARN: z.enum(['0', '1'], '应为 0 或 1').default('1'),
  /** Days that questions without an answer and votes are kept. */
  WENCE_KEEP_DAYS: whole(1, 3650).default(90),
  /** Opens the operator's page from elsewhere than this machine. */
  WENCE_OPERATOR_TOKEN: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{16,256}$/, '应为 16 到 256 个字母、数字或符号，不含空格')
    .optional(),

  /** Telegram is on where it is set. */
  TELEGRAM_BOT_TOKEN: z
    .string()
    .trim()
    .regex(/^[\w:-]+$/, '应为 BotFather 给的令牌，如 123456:ABC-DEF…')
    .optional(),
  TELEGRAM_API_ROOT: webAddress.optional(),
  TELEGRAM_WEBHOOK_URL: webAddress.optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{1,256}$/, '应为 1 到 256 个字母、数字、下划线或连字符，越长越好')
    .optional(),
  ONEBOT_WS_URL: z.url({ protocol: /^wss?$/, error: '应为 ws:// 或 wss:// 开头的地址' }).optional(),
  ONEBOT_LISTEN_PORT: whole(1, 65535).optional(),
  ONEBOT_SELF_ID: z.string().trim().regex(/^\d+$/, '应为机器人的 QQ 号').optional(),
  ONEBOT_TOKEN: z.string().trim().optional(),
  QQ_APP_ID: z.string().trim().regex(/^\d+$/, '应为 q.qq.com 给的 AppID，全是数字').optional(),
  QQ_APP_SECRET: z.string().trim().min(1, '应为 q.qq.com 给的 AppSecret').optional(),
  QQ_ENDPOINT: webAddress.optional(),
  /** 1: links may be sent; their addresses must be registered with the platform. */
  QQ_ALLOW_URLS: z.enum(['0', '1'], '应为 0 或 1').default('0'),
  SATORI_ENDPOINT: webAddress.optional(),
  SATORI_TOKEN: z.string().trim().optional(),
  /** A file that names further Koishi adapters. */
  KOISHI_ADAPTERS: path.optional(),
})

/** Variables that mean nothing without another. */
const HALVES = [
  { one: 'TELEGRAM_API_ROOT', needs: 'TELEGRAM_BOT_TOKEN', because: '要有机器人的令牌' },
  { one: 'TELEGRAM_WEBHOOK_URL', needs: 'TELEGRAM_BOT_TOKEN', because: '要有机器人的令牌' },
  { one: 'TELEGRAM_WEBHOOK_URL', needs: 'TELEGRAM_WEBHOOK_SECRET', because: '没有它，谁都能冒充 Telegram' },
  { one: 'TELEGRAM_WEBHOOK_SECRET', needs: 'TELEGRAM_WEBHOOK_URL', because: '只有收推送时才用得上' },
  { one: 'ONEBOT_WS_URL', needs: 'ONEBOT_SELF_ID', because: '要有机器人的 QQ 号' },
  { one: 'QQ_APP_ID', needs: 'QQ_APP_SECRET', because: '两个要一起设' },
  { one: 'QQ_APP_SECRET', needs: 'QQ_APP_ID', because: '两个要一起设' },
  { one: 'QQ_ENDPOINT', needs: 'QQ_APP_ID', because: '要有机器人的 AppID' },
  { one: 'SATORI_TOKEN', needs: 'SATORI_ENDPOINT', because: '要有 Satori 服务的地址' },
] as const

const environmentSchema = variables.superRefine((env, context) => {
  for (const { one, needs, because } of HALVES)
    if (env[one] !== undefined && env[needs] === undefined)
      context.addIssue({ code: 'custom', path: [needs], message: `没有设，而 ${one} 设了：${because}` })
  if (env.TELEGRAM_BOT_TOKEN && env.TELEGRAM_WEBHOOK_URL?.includes(env.TELEGRAM_BOT_TOKEN))
    context.addIssue({
      code: 'custom',
      path: ['TELEGRAM_WEBHOOK_URL'],
      message: '里不能有机器人的令牌：网址会被记进日志',
    })
  if (env.TELEGRAM_WEBHOOK_URL && env.WEB_PORT === 0)
    context.addIssue({
      code: 'custom',
      path: ['WEB_PORT'],
      message: '为 0，而 TELEGRAM_WEBHOOK_URL 设了：消息要由网页服务接收',
    })
  for (const name of ['ONEBOT_SELF_ID', 'ONEBOT_TOKEN'] as const)
    if (env[name] && env.ONEBOT_WS_URL === undefined && env.ONEBOT_LISTEN_PORT === undefined)
      context.addIssue({
        code: 'custom',
        path: ['ONEBOT_WS_URL'],
        message: `和 ONEBOT_LISTEN_PORT 都没有设，而 ${name} 设了：要写怎样连接`,
      })
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
  chat: {
    /** Messages a minute. */
    perPerson: number
    perChat: number
    timeZone: string
    admins: string[]
    logMessages: boolean
    /** A path of a file, or the address of a server. */
    store: string
  }
  learning: {
    isOn: boolean
    keepDays: number
  }
  /** Opens the operator's page from elsewhere; null: only this machine may see it. */
  operatorToken: string | null
  telegram: TelegramSettings | null
  onebot: OneBotSettings | null
  qq: QQSettings | null
  satori: { endpoint: string; token: string | null } | null
  /** A file that names further Koishi adapters. */
  koishiAdapters: string | null
}

export interface TelegramSettings {
  token: string
  /** The Bot API server, null for the public one. */
  apiRoot: string | null
  /** Null: long polling. */
  webhook: { url: string; secret: string } | null
}

export interface OneBotSettings {
  /** Null where the other side says it when it connects. */
  selfId: string | null
  token: string | null
  /** Where the bot connects to. */
  connectTo: string | null
  /** Port where the other side connects to. */
  listenPort: number | null
}

export interface QQSettings {
  appId: string
  secret: string
  /** Null for the public one. */
  endpoint: string | null
  allowUrls: boolean
}

/**
 * Reads the environment and `.env` of the working folder once a call; an empty variable counts as unset.
 * @throws UserError naming each variable that is wrong and what it should be
 */
export function readEnvironment(): Environment {
  config({ quiet: true })
  const set = Object.fromEntries(
    Object.keys(variables.shape).flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
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
    chat: {
      perPerson: env.CHAT_RATE_PERSON,
      perChat: env.CHAT_RATE_CHAT,
      timeZone: env.WENCE_TIME_ZONE,
      admins: env.WENCE_ADMINS,
      logMessages: env.WENCE_LOG_MESSAGES === '1',
      store: env.WENCE_DATABASE ?? join(dataFolder, 'chat.db'),
    },
    learning: { isOn: env.WENCE_LEARN === '1', keepDays: env.WENCE_KEEP_DAYS },
    operatorToken: env.WENCE_OPERATOR_TOKEN ?? null,
    telegram: env.TELEGRAM_BOT_TOKEN
      ? {
          token: env.TELEGRAM_BOT_TOKEN,
          apiRoot: env.TELEGRAM_API_ROOT ?? null,
          webhook:
            env.TELEGRAM_WEBHOOK_URL && env.TELEGRAM_WEBHOOK_SECRET
              ? { url: env.TELEGRAM_WEBHOOK_URL, secret: env.TELEGRAM_WEBHOOK_SECRET }
              : null,
        }
      : null,
    onebot:
      env.ONEBOT_WS_URL || env.ONEBOT_LISTEN_PORT
        ? {
            selfId: env.ONEBOT_SELF_ID ?? null,
            token: env.ONEBOT_TOKEN ?? null,
            connectTo: env.ONEBOT_WS_URL ?? null,
            listenPort: env.ONEBOT_LISTEN_PORT ?? null,
          }
        : null,
    qq:
      env.QQ_APP_ID && env.QQ_APP_SECRET
        ? {
            appId: env.QQ_APP_ID,
            secret: env.QQ_APP_SECRET,
            endpoint: env.QQ_ENDPOINT ?? null,
            allowUrls: env.QQ_ALLOW_URLS === '1',
          }
        : null,
    satori: env.SATORI_ENDPOINT ? { endpoint: env.SATORI_ENDPOINT, token: env.SATORI_TOKEN ?? null } : null,
    koishiAdapters: env.KOISHI_ADAPTERS ?? null,
  }
}
