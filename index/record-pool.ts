import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Catalog } from './catalog.js'
import type { FileRecord } from './file-record.js'
import { type Packed, unpack } from './record-cache.js'

/** Reads files on threads of their own. */
export interface RecordPool {
  /** How many files are read at once. */
  size: number
  record(name: string, bytes: Uint8Array | null, catalog: Catalog): Promise<FileRecord>
  close(): Promise<void>
}

/** What a thread is asked, and what it answers. */
export interface RecordTask {
  name: string
  bytes: Uint8Array | null
  catalog: Catalog
}
export type RecordResult = { packed: Packed } | { error: string }

/** Each thread loads the dictionaries anew, and more of them than this only wait for the disk. */
const MOST_THREADS = 8

/** A pool of threads, started with the first file. @param size how many; a thread for each core unless said otherwise */
export function openRecordPool(size: number = Math.min(availableParallelism(), MOST_THREADS)): RecordPool {
  const idle: Worker[] = []
  const all: Worker[] = []
  /** Those that wait for a thread. */
  const waiting: ((worker: Worker) => void)[] = []
  const take = (): Promise<Worker> => {
    const worker = idle.pop()
    if (worker) return Promise.resolve(worker)
    if (all.length < size) {
      const started = new Worker(
        new URL(`./record-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url),
      )
      all.push(started)
      return Promise.resolve(started)
    }
    return new Promise(resolve => waiting.push(resolve))
  }
  const give = (worker: Worker) => {
    const next = waiting.shift()
    if (next) next(worker)
    else idle.push(worker)
  }
  return {
    size,
    async record(name, bytes, catalog) {
      const worker = await take()
      const entries = catalog.files[name]
      const task: RecordTask = { name, bytes, catalog: { files: entries ? { [name]: entries } : {} } }
      const result = await new Promise<RecordResult>((resolve, reject) => {
        const settle = () => {
          worker.off('message', onMessage)
          worker.off('error', onError)
        }
        const onMessage = (message: RecordResult) => {
          settle()
          resolve(message)
        }
        const onError = (error: Error) => {
          settle()
          reject(error)
        }
        worker.on('message', onMessage)
        worker.on('error', onError)
        worker.postMessage(task)
      })
      give(worker)
      if ('error' in result) throw new Error(`${name}：${result.error}`)
      return unpack(result.packed)
    },
    async close() {
      await Promise.all(all.map(worker => worker.terminate()))
    },
  }
}
