import { type Catalog, readCatalog } from '../../index/catalog.js'
import type { Document } from '../../index/types.js'

/** Entries ready to paste into `catalog.json`, with what was read, for the files that have none. */
export function missingEntries(
  folder: string,
  documents: readonly Document[],
  only: ReadonlySet<string>,
): Catalog | null {
  const catalog = readCatalog(folder)
  const files: Catalog['files'] = {}
  for (const { id, file, title, issuer, region, docNumber, issuedOn, status } of documents)
    if (only.has(id) && !(file in catalog.files))
      files[file] = [...(files[file] ?? []), { title, issuer, region, docNumber, issuedOn, status, aliases: [] }]
  return Object.keys(files).length ? { files } : null
}
