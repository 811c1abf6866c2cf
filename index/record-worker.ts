import { parentPort } from 'node:worker_threads'
import { loadLexicon } from './build.js'
import { recordBytes } from './file-record.js'
import { bytesOf } from './read-folder.js'
import { pack } from './record-cache.js'
import type { RecordResult, RecordTask } from './record-pool.js'

/** A thread that reads files for {@link openRecordPool}. */
parentPort?.on('message', async ({ file, catalog }: RecordTask) => {
  let result: RecordResult
  try {
    result = { packed: pack(await recordBytes(file.name, bytesOf(file), catalog, loadLexicon().gazetteer)) }
  } catch (error) {
    result = { error: (error as Error).message }
  }
  parentPort!.postMessage(result)
})
