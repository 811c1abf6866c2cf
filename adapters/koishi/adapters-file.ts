import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { UserError } from '../user-error.js'

const fileSchema = z.strictObject({
  adapters: z
    .array(
      z.strictObject({
        /** The package of the plugin, as it is installed. */
        plugin: z.string().regex(/^(?:@[\w-][\w.-]*\/)?\w[\w.-]*$/, '应为包名，如 @koishijs/plugin-adapter-discord'),
        /** What the plugin itself asks for; it checks it. */
        config: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .min(1, '至少要有一个适配器'),
})
export type NamedAdapter = z.infer<typeof fileSchema>['adapters'][number]

/**
 * The adapters that a JSON file names: `{"adapters": [{"plugin": "@koishijs/plugin-adapter-discord", "config": {…}}]}`.
 * @throws UserError naming what is wrong, and where
 */
export function readAdaptersFile(path: string): NamedAdapter[] {
  const parsed = fileSchema.safeParse(readJson(path))
  if (parsed.success) return parsed.data.adapters
  throw new UserError(
    parsed.error.issues
      .map(({ path: place, message }) => `KOISHI_ADAPTERS 文件 ${path} 的 ${place.join('.') || '最外层'} ${message}`)
      .join('\n'),
  )
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new UserError(`读不了 KOISHI_ADAPTERS 指的文件：${path}`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new UserError(`KOISHI_ADAPTERS 文件 ${path} 不是 JSON`)
  }
}

/**
 * The plugin of this name, from where the program is run or from beside it.
 * @throws UserError where it is not installed
 */
export async function loadPlugin(name: string): Promise<unknown> {
  for (const require of [createRequire(join(process.cwd(), 'package.json')), createRequire(import.meta.url)]) {
    let file: string
    try {
      file = require.resolve(name)
    } catch {
      continue
    }
    try {
      // CommonJS where there is a choice, as Koishi itself: see koishi-modules.
      return pluginIn(require(name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ESM') throw error
      return pluginIn(await import(pathToFileURL(file).href))
    }
  }
  throw new UserError(`没有安装 ${name}：请运行 npm install ${name}`)
}

function pluginIn(module: unknown): unknown {
  return (module as { default?: unknown }).default ?? module
}
