import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { ChatAdapter } from '../../../adapters/chat/adapter.js'
import { keepRunning } from '../../../adapters/serve/keep-running.js'

const waits = { first: 1, longest: 4 }

/** An adapter that cannot connect the first `failures` times; what it did, in order. */
function stubborn(failures: number) {
  const did: string[] = []
  let broken: (error: Error) => void = () => {}
  const connected: (() => void)[] = []
  const adapter: ChatAdapter = {
    name: 'stubborn',
    async start(onBroken) {
      did.push('start')
      broken = onBroken
      if (failures-- > 0) throw new Error('connection refused')
      for (const tell of connected.splice(0)) tell()
    },
    state: () => '已连接',
    async close() {
      did.push('close')
    },
  }
  return {
    adapter,
    did,
    breaks: () => broken(new Error('lost')),
    connection: () => new Promise<void>(resolve => connected.push(resolve)),
  }
}

/** A log that keeps its lines. */
function listening() {
  const lines: Record<string, unknown>[] = []
  return { lines, log: pino({ base: undefined }, { write: line => void lines.push(JSON.parse(line)) }) }
}

it('tries again, waiting longer each time, until it is connected, and says how it does', async () => {
  const { adapter, did, connection } = stubborn(4)
  const { lines, log } = listening()
  const connected = connection()
  const kept = keepRunning(adapter, log, waits)
  await Promise.resolve()
  await connected
  await new Promise(setImmediate)
  expect(did).toEqual(['start', 'start', 'start', 'start', 'start'])
  expect(lines.flatMap(({ retryInMs }) => retryInMs ?? [])).toEqual([1, 2, 4, 4])
  expect(kept.state()).toBe('已连接')
  await kept.close(100)
  expect(did.at(-1)).toBe('close')
})

it('starts anew what breaks later, and waits shortly again', async () => {
  const { adapter, did, breaks, connection } = stubborn(0)
  const { lines, log } = listening()
  const kept = keepRunning(adapter, log, waits)
  await new Promise(setImmediate)
  const again = connection()
  breaks()
  expect(kept.state()).toContain('lost')
  await again
  await new Promise(setImmediate)
  expect(did).toEqual(['start', 'start'])
  expect(lines.find(({ retryInMs }) => retryInMs)).toMatchObject({ retryInMs: 1, adapter: 'stubborn' })
  await kept.close(100)
})

it('tries no more once it is told to end', async () => {
  const { adapter, did } = stubborn(100)
  const kept = keepRunning(adapter, pino({ level: 'silent' }), { first: 20, longest: 20 })
  await new Promise(setImmediate)
  await kept.close(100)
  const starts = did.filter(what => what === 'start').length
  await new Promise(resolve => setTimeout(resolve, 60))
  expect(did.filter(what => what === 'start')).toHaveLength(starts)
})
