import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>
/** What a command line holds for some options. */
type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T }>>['values']

/**
 * What the command line asks for. Where it asks for what there is not, or `check` throws, the error and the usage are printed and
 * the exit code is 2.
 * @returns null, after the usage was printed, where nothing is to be done
 */
export function readOptions<const T extends Options>(
  options: T,
  usage: string,
  check: (values: Values<T>) => void = () => {},
): Values<T> | null {
  try {
    const { values } = parseArgs({ options })
    const { help, ncp, 'ncp-docs': documents } = values as { help?: boolean; ncp?: string; 'ncp-docs'?: string }
    if (documents && !ncp) throw new Error('--ncp-docs needs --ncp, the folder of the questions')
    check(values)
    if (!help) return values
    console.log(usage)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    process.exitCode = 2
  }
  return null
}
