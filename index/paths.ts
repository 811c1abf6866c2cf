import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the package, found from this file upwards, so that sources and the compiled tree share the data files. */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)))

/** Version of the package. */
export const packageVersion: string = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version

/** A data file or folder of the package. */
export function inPackage(...parts: string[]): string {
  return join(packageRoot, ...parts)
}

function findPackageRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'wence') return folder
    if (folder === dirname(folder)) throw new Error(`no package.json of wence above ${from}: reinstall the package`)
  }
}
