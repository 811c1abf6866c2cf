import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inPackage } from '../../index/paths.js'

/** A file of the pages, named by its content so that browsers may keep it for good. */
export interface Asset {
  path: string
  type: string
  body: Buffer
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const
const assets = new Map<string, Asset>()

/** The asset of that file name, read once. @throws Error where the package lacks the file */
export function asset(name: `${string}.${keyof typeof TYPES}`): Asset {
  let found = assets.get(name)
  if (!found) {
    const body = readFileSync(inPackage('adapters', 'web', 'assets', name))
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10)
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1) as keyof typeof TYPES]
    found = { path: `/assets/${hash}-${name}`, type, body }
    assets.set(name, found)
  }
  return found
}

export const ASSET_NAMES = ['style.css', 'page.js', 'icon.svg'] as const
