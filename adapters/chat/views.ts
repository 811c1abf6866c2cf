import { LRUCache } from 'lru-cache'
import { type ClauseIndex, selectDocuments } from '../../index/build.js'
import { fold } from '../../index/fold.js'
import type { Region } from '../../index/regions.js'
import type { Settings } from './settings.js'

/** What a chat is answered from: the documents it limited itself to, the region that it means. */
export interface View {
  index: ClauseIndex
  home: Region | null
}

/** Indexes of some documents are made when they are first asked for; so many are kept. */
const MOST_KEPT = 8

/** The views of chats upon the index of the day. */
export class Views {
  readonly #selected = new LRUCache<string, ClauseIndex>({ max: MOST_KEPT })

  of(index: ClauseIndex, { scope, city }: Settings): View {
    const home = city === null ? null : (index.lexicon.gazetteer.byName.get(city) ?? null)
    const ids = new Set(index.documents.filter(({ id }) => scope.includes(id)).map(({ id }) => id))
    // A scope whose documents are all gone limits nothing any more.
    if (ids.size === 0) return { index, home }
    const key = `${index.buildId}\n${[...ids].join('\n')}`
    let selected = this.#selected.get(key)
    if (!selected) this.#selected.set(key, (selected = selectDocuments(index, ids)))
    return { index: selected, home }
  }
}

/** The region that a person names; null where it is none. */
export function regionNamed(index: ClauseIndex, name: string): Region | null {
  return index.lexicon.gazetteer.find(fold(name))[0]?.region ?? null
}
