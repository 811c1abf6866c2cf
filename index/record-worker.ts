import { parentPort } from 'node:worker_threads'
import { loadLexicon } from './build.js'
import { recordBytes } from './file-record.js'
import { pack } from './record-cache.js'
import type { RecordResult, RecordTask } from './record-pool.js'

/** A thread that reads files for {@link openRecordPool}. */
parentPort?.on('message', async ({ name, bytes, catalog }: RecordTask) => {
  let result: RecordResult
  try {
    result = { packed: pack(await recordBytes(name, bytes && Buffer.from(bytes), catalog, loadLexicon().gazetteer)) }
  } catch (error) {
    result = { error: (error as Error).message }
  }
  parentPort!.postMessage(result)
})
